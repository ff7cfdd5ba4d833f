# SPDX-License-Identifier: MIT
"""lower.py KIND > KIND/lower.tsv: the names of KIND (place or person) as informal texts write them, in small letters.

Only the best known, as the files that are here have them, and with the same ids; names that are words too have ctx.
"""
import os
import re
import sys

import words

ENGLISH = set("us gb ca au ie nz in ph za ng pk my sg".split())
BY_HAND = {"place": {"usa": "place/us", "uk": "place/gb", "nyc": "geonames:5128581", "america": "place/us",
                     "uae": "place/ae", "england": "", "scotland": "", "wales": "", "europe": "", "africa": "",
                     "asia": "", "middle east": "", "latin america": "", "california": "iso:US-CA"},
           "person": dict.fromkeys("jen jenny dave jim jeff greg steve dan ben sam liz kate katie tim abby becky "
                                   "vince jake josh".split(), "")}
# In small letters these are something else.
NEVER = set("oscar alma jesus chihuahua male mobile reading four queens".split())
NEVER |= {"old city", "third world", "capitol hill", "wall street", "northern triangle", "visegrad four", "the gambia"}
NEVER |= set("paradise providence riverside woodlands surprise sterling".split())
DIRECTIONS = ("far ", "near ", "east ", "west ", "north ", "south ", "old ", "the ")
WORDS_TOO = set("china turkey jordan georgia phoenix shanghai oxford cork jersey buffalo perm mecca".split())
# What each file gives: from which weight on, in a country where people write English and elsewhere.
FROM = {"place": {"country": (4, 4), "subdivision": (0, 99), "city": (5.4, 6.6), "region": (6.6, 6.6)},
        "person": {"given": (5.2, 5.2), "public": (8, 8)}}
# States and provinces of these only.
FEDERAL = {"us", "ca", "au", "in"}
HEAD = """
What: names of {} that informal texts write in small letters
Source: the most prominent rows of {}, by build/lower.py
Licence: as theirs, notices in NOTICE
Not here: names that are nothing but common words
Ties: none
Columns: name	aliases	id	weight	attrs; the id is that of the name with capitals
"""


def rows(path):
    with open(os.path.join(words.GAZETTEERS, path), encoding="utf-8") as lines:
        for line in lines:
            if line[0] != "#":
                yield (line.rstrip("\n").split("\t") + [""] * 4)[:5]


def attribute(attrs, key):
    return next((a[len(key) + 1:] for a in attrs.split() if a.startswith(key + "=")), "")


def names_of(label, row):
    """The name, of public figures their surnames, of countries and Indian cities aliases that are short; no acronyms."""
    if label == "public":
        names = [row[0]] + [alias[:-4] for alias in row[1].split("|") if alias.endswith("+ctx")]
        yield from (name.lower() for name in names if re.fullmatch("[A-Z][A-Za-z ]{4,20}", name))
        return
    short = label == "country" or label == "city" and attribute(row[4], "country") == "in"
    aliases = row[1].split("|") if short else []
    for name in [row[0]] + [alias for alias in aliases if "+" not in alias and len(alias) < 12]:
        if re.fullmatch(r"[A-Z][A-Za-z'-]+(?: [A-Za-z'-]+){0,1}", name) and not name.isupper():
            yield name.lower()


def is_known(limits, label, row):
    weight, country = float(row[3] or 0), attribute(row[4], "country")
    if " h" in " " + row[4] or label == "subdivision" and country not in FEDERAL:
        return False
    return country != "cn" and weight >= limits[0 if country in ENGLISH else 1] or "capital" in row[4].split()


def rows_of(kind, common, people, places):
    """Name -> (its row with capitals or None, a mark); the first file that has a name gives it."""
    found = {}
    for label, limits in FROM[kind].items():
        for row in rows(f"{kind}/{label}.tsv"):
            mark = "ctx" in row[4].split()
            if mark and kind != "place" or not is_known(limits, label, row):
                continue
            for name in names_of(label, row):
                parts = re.split("[ -]", name)
                if all(part in common for part in parts) and name not in WORDS_TOO or name in places or len(name) < 4:
                    continue
                if name in NEVER or label == "region" and name.startswith(DIRECTIONS):
                    continue
                ctx = mark or name in common or kind == "place" and name in people
                found.setdefault(name, (row, "+ctx" if ctx else ""))
    for name in BY_HAND[kind]:
        found.setdefault(name, (None, ""))
    return found


def main():
    kind = sys.argv[1]
    common = {row[0] for row in rows("cue/common-word.tsv")}
    people = {row[0].lower() for row in rows("person/given.tsv") if float(row[3] or 0) >= 4.5}
    places = {row[0] for row in rows("place/lower.tsv")} if kind == "person" else set()
    print("\n".join("# " + line for line in
                    HEAD.strip().format(kind, ", ".join(f"{kind}/{label}.tsv" for label in FROM[kind])).split("\n")))
    things = {}  # those with an id, with all their names
    for name, (row, mark) in rows_of(kind, common, people, places).items():
        ident = row[2] if row else BY_HAND[kind][name]
        things.setdefault(ident or name, []).append((name, row, mark))
    lines = []
    for ident, names in things.items():
        (name, row, mark), more = names[0], names[1:]
        kept = " ".join(a for a in (row[4] if row else "").split() if a.startswith("country="))
        lines.append("\t".join([name, "|".join(alias + "+case" + m for alias, _, m in more),
                                ident if ident != name else "", row[3] if row else "5",
                                " ".join([kept, "case" + mark.replace("+", " ")]).strip()]))
    print("\n".join(sorted(lines, key=lambda line: line.encode())))


if __name__ == "__main__":
    main()
