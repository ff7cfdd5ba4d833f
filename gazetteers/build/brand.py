# SPDX-License-Identifier: MIT
"""brand.py PACKAGES > pack/org/brand.tsv: brands and operators that OpenStreetMap's name-suggestion-index lists.

The label of Wikidata is the name, what shops and offices write on their doors are aliases. A name of one word that is a
place, a name of people or a common word is left out; other names of one word need context when they are short.
"""
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import pack
import words

HEAD = """What: brands of shops, banks, hotels, restaurants and the like, operators of public services
Source: name-suggestion-index 8.0.20260918, by build/brand.py; sha256 of the package in build/sources.txt
Licence: BSD-3-Clause; changed: selected, one row a thing of Wikidata, marks added
Not here: what has no number in Wikidata, flags, lines of transit, one-word names that are places, people or words
Ties: none
Columns: name	aliases	id	weight	attrs; kind= the last part of the category"""

TAGS = ("name", "brand", "operator", "short_name", "official_name")


# What a thing also has, not what it is.
SIDELINES = {"atm", "line", "substation", "parcel_locker", "vending_machine", "charging_station", "post_box"}


def items(packages):
    """(Wikidata number, category, tags), brands before operators."""
    with open(os.path.join(packages, "name-suggestion-index/dist/json/nsi.json"), encoding="utf-8") as file:
        tree = json.load(file)["nsi"]
    for first in ("brands", "operators"):
        for path in sorted(tree):
            if path.startswith(first + "/"):
                for item in sorted(tree[path]["items"], key=lambda i: i["id"]):
                    tags = item["tags"]
                    number = tags.get("brand:wikidata") or tags.get("operator:wikidata")
                    if number and number[0] == "Q":
                        names = [item["displayName"]] + [tags.get(t, "") for t in TAGS]
                        yield number, path.split("/")[-1], [re.sub(r"\s*\(.*?\)", "", name) for name in names]


def main():
    packages = sys.argv[1]
    with open(os.path.join(packages, "name-suggestion-index/dist/wikidata/wikidata.json"), encoding="utf-8") as file:
        labels = json.load(file)["wikidata"]
    rows, known = pack.Rows(), pack.known()
    things = {}
    for number, kind, names in items(packages):
        thing = things.setdefault(number, ([], []))
        thing[0].append(kind)
        thing[1].extend(names)

    def usable(name):
        key = words.fold(name)
        return name and name[0].isupper() and not (" " not in name and (key in known or key in rows.common)) \
            and key not in known
    for number, (kinds, names) in sorted(things.items(), key=lambda t: int(t[0][1:])):
        label = pack.clean(labels.get(number, {}).get("label", ""))
        spellings = [name for name in [label] + sorted(set(map(pack.clean, names))) if usable(name)]
        kind = next((k for k in kinds if k not in SIDELINES), kinds[0])
        if spellings:
            rows.add(spellings[0], spellings[1:], "wikidata:" + number, 0, ["kind=" + kind.replace("_", "-")],
                     " " not in spellings[0] and len(spellings[0]) < 6)
    rows.write(HEAD)


if __name__ == "__main__":
    main()
