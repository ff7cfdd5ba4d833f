# SPDX-License-Identifier: MIT
"""subdivision.py PACKAGES > place/subdivision.tsv: first-level divisions of states from CLDR.

A division that bears the name of a city of its state ("Aleppo") would only repeat the city, so it is named with its
kind ("Aleppo Governorate", "Aleppo province"); what country.tsv or region.tsv already names is left out, and so are
compass words ("Northern") and the municipalities of the smallest states. subdivision-names.txt holds what English
news writes where CLDR writes another name.
"""
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import city
import words

HEAD = """What: first-level divisions of states: provinces, governorates, states, oblasts, counties
Source: CLDR 48.2 (cldr-subdivisions-full 48.2.0), names of some by hand (build/subdivision-names.txt),
  by build/subdivision.py; sha256 of the package in build/sources.txt
Licence: Unicode-3.0; changed: filtered, some names replaced, marks and weights added
Not here: postal codes (cue/state-code.tsv), what region.tsv has, compass names, municipalities of small states
Ties: higher weight (judged), then smaller id; the state of Georgia and the state of Washington need context
Columns: name	aliases	id	weight	attrs; id is iso: and the ISO 3166-2 code, country= its first half in lower case"""

# Kinds of division by state: capitalised, and as news writes it.
KINDS = {
    "Governorate province": "sy iq ye eg jo lb tn om kw ps bh",
    "Oblast region": "ua ru bg",
    "Region region": "by kz kg uz am ge et gh so tz ml ne er na sn gn tg bf mr cl pe sa dk ma sk cz",
    "Department department": "co fr bo uy py gt hn sv ni ht bj cg",
    "State state": "ve br mx us au ng ss sd mm my in at de",
    "County county": "hr hu ro no se ee ie ke lr tw al",
    "Voivodeship province": "pl",
    "Prefecture prefecture": "jp cf td",
    "Canton canton": "ch ba lu",
    "Division Division": "bd",
    "District district": "ug lk il mw bw bz sr bt tl cy is pt az md bi",
    "Emirate emirate": "ae",
}
WEIGHT = {"us": 6.5, "ca": 6, "in": 6, "cn": 6, "de": 6, "au": 6, "br": 5.5, "mx": 5.5, "iq": 5.6, "sy": 5.6, "ua": 5.8,
          "ru": 5.5, "ir": 5.5, "ye": 5.6, "pk": 5.8, "af": 5.6, "ng": 5.5, "eg": 5.3, "gb": 5.2, "it": 5.2, "es": 5.2,
          "fr": 5.2, "ps": 5.6, "sd": 5.5, "ss": 5.4, "et": 5.4, "so": 5.3, "ly": 5.2, "id": 5.2, "ph": 5.0, "jp": 5.2}
OTHER_WEIGHT = 4.8
# Municipalities and parishes, or divisions that nobody abroad names.
SKIPPED = set("ad ag bb bs dm gd gl is jm kn lc li lt lv me mh mk mt nr pw sc sh si sm tv um vc wf ws".split())
# States whose divisions outshine the cities of the same name, and those where they are the same thing.
BARE, SAME = {"us"}, {"gb", "is", "lv"}
COMPASS = set(("north south east west northern southern eastern western northeast northwest southeast southwest "
               "north-eastern north-western south-eastern south-western central centre center capital coast nord sud "
               "est ouest nord-est nord-ouest sud-est sud-ouest norte sul leste insular litoral littoral atlantique "
               "maritime plateau plateaux plateau-central savannah savanes savane lac lacs lakes pool cuvette "
               "collines est far upper lower gulf bay unity union islands centrale rural metropolitan").split())


def divisions(packages):
    path = os.path.join(packages, "cldr-subdivisions-full/subdivisions/en/en.json")
    with open(path, encoding="utf-8") as file:
        return json.load(file)["subdivisions"]["localeDisplayNames"]["subdivisions"]


def overrides():
    """CLDR key -> (name, aliases, options)."""
    found = {}
    with open(os.path.join(words.HERE, "subdivision-names.txt"), encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                key, name, aliases, options = (line.rstrip("\n").split("\t") + ["", "", ""])[:4]
                found[key] = (name, [a for a in aliases.split("|") if a], options.split())
    return found


def kinds():
    return {country: pair.split() for pair, countries in KINDS.items() for country in countries.split()}


def key_of(name):
    return words.fold(name).replace("-", " ")


def taken():
    """Keys of names in country.tsv and region.tsv; (key, country) of cities."""
    names, cities = set(), set()
    for row in words.rows_of("place/country.tsv", "place/region.tsv"):
        if "former-country" not in row[4]:
            names |= set(key_of(n.split("+")[0]) for n in [row[0]] + row[1].split("|") if n)
    for row in words.rows_of("place/city.tsv"):
        country = re.search(r"country=(\w\w)", row[4])[1]
        cities |= set((key_of(n.split("+")[0]), country) for n in [row[0]] + row[1].split("|") if n)
    return names, cities


def clean(name):
    name = re.sub(r"\s*\(.*?\)|[²³¹]", "", name).replace("’", "'").replace("ʻ", "'").replace("–", "-")
    return name.split(", ")[0] if re.search(r", [A-Z][a-z]+$", name) and " and " not in name else name


def bare(name):
    """A name without the kind at its end."""
    return re.sub(r" (Province|Region|County|District|Governorate|Oblast|Division|City|Krai|Okrug)$", "", name)


class Namer:
    def __init__(self, packages):
        self.names, self.cities = taken()
        self.kinds = kinds()
        self.judge = city.Judge(packages)
        self.seen = set()

    def is_dull(self, name, country):
        parts = words.fold(name).split()
        return all(p in COMPASS for p in parts) or name.endswith(" oblysy") or (
            key_of(name) in self.names and (country, key_of(name)) != ("us", "georgia"))

    def spell(self, name, country):
        """(name, aliases) with the kind where the bare name is a city's."""
        kind, plain = self.kinds.get(country, ["Province", "province"])
        stem = bare(name)
        if country not in BARE | SAME and (key_of(stem), country) in self.cities:
            last = name[len(stem) + 1:] or kind
            return stem + " " + last, [stem + " " + plain]
        article = city.ARTICLE.match(name)
        if article and country in city.ARAB:
            return "al-" + name[article.end():], [name]
        return name, []

    def row(self, key, name, override):
        country = key[:2]
        options = override[2] if override else []
        if override and override[0]:
            name, aliases = override[0], override[1]
        elif self.is_dull(name, country) or self.is_dull(bare(name), country):
            return None
        else:
            name, aliases = self.spell(name, country)
        if (key_of(name), country) in self.seen or (country in SAME and (key_of(name), country) in self.cities):
            return None
        self.seen.add((key_of(name), country))
        weight = WEIGHT.get(country, OTHER_WEIGHT)
        for option in options:
            if option.startswith("weight="):
                weight = float(option[7:])
        ctx = "ctx" in options or ("noctx" not in options and country != "us" and aliases[:1] != [name] and
                                   bare(name) == name and
                                   (self.judge.needs_context(name, city.HAMLET, False) or name.startswith("Saint ")))
        code = country.upper() + "-" + key[2:].upper()
        attrs = "kind=division country=" + country + (" ctx" if ctx else "")
        return name, "|".join(a for a in aliases if a != name), "iso:" + code, "%.1f" % weight, attrs


def main():
    packages = sys.argv[1]
    namer, override, rows = Namer(packages), overrides(), []
    for key, name in sorted(divisions(packages).items()):
        mine = override.get(key)
        if key[:2] in SKIPPED or (mine and "drop" in mine[2]):
            continue
        row = namer.row(key, clean(name), mine)
        if row:
            rows.append(row)
    words.write(HEAD, rows)


if __name__ == "__main__":
    main()
