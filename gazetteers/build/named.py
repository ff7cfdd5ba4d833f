# SPDX-License-Identifier: MIT
"""named.py PACKAGES > place/named.tsv: places of WordNet that no other file names.

Instances among the locations and natural objects of data.noun: rivers, ranges, parks, ancient and renamed cities. A
synset with a name that another place file has is left out whole, since it is the same place or loses against it, but a
river or mountain named like a city or state keeps its long name (Kansas River). Run this last. What lies in the sky or
under the ground is left out too. Glosses are not copied; only that a place is ancient is read from them.
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import city
import words

HEAD = """What: rivers, lakes, ranges, parks, islands, historic regions and ancient cities
Source: WordNet 3.0 (wordnet-base 1:3.0-37), by build/named.py; sha256 of the package in build/sources.txt
Licence: WordNet; changed: selected, marks and weights added
Not here: what country.tsv, region.tsv, city.tsv, subdivision.tsv or venue.tsv name
Ties: higher weight (judged by kind), then smaller id
Columns: name	aliases	id	weight	attrs; id is wn30: and the offset of the synset, kind= a word of WordNet, h ancient"""

LOCATION, OBJECT = 15, 17
SKY = re.compile(r"star|planet|constellation|satellite|moon|galaxy|asterism|supernova|crater|zodiac|layer|belt|horizon|"
                 r"asteroid|supergiant|bunch|pole|hemisphere|Zone|tropic|meridian|fault|trench|boundary|territorial|"
                 r"formation|circle|outback|climatic")
TOWNS = re.compile(r"city|town|port|capital|village|suburb|borough|battlefield|seaport|dig|site$|state_capital")
# Synsets left out by any of their names: compass and poetry, layers of the air, the deep past, myth, slips of spelling
# for cities that city.tsv has.
DROPPED = set("""
north;south;east;west;northwest;southeast;southwest;northeast;continent;chosen;midi;albion;anglia;erin;
union;centre;rus;old world;wilderness;appleton layer;d-layer;d region;heaviside layer;pangaea;laurasia;gondwanaland;
lethe;styx;acheron;cocytus;mid-atlantic ridge;ehadhamen;el aaium;luda;naha city;sao goncalo;sao louis;yamoussukro;
toyonaki;thorshavn;constantina;dneprodzerzhinsk;kennedy;vicente lopez;
port vila;saint christopher;saint vincent;saint eustatius;
el libertador;el muerto;laudo;north peak;perejil;channel island;kattegatt;kyzyl kum;turkestan desert;eniwetok;
camelot""".replace("\n", "").split(";"))
GROUND = re.compile(r"^(Mount|Lake|River) |( (River|Lake|Bay|Mountains?|Range|Falls|Islands?|Hills|Desert|Peak|"
                    r"Strait|Sea|Peninsula|Glacier|Plateau))$")
AGED = re.compile(r"city|town|port|capital|village|country|region|area|district|kingdom|empire|state|colony|dig|site|"
                  r"battlefield|seashore|republic|principality|Syria|Asia")
KINDS = {"mountain-peak": "mountain", "geographical-area": "region", "district": "region", "archipelago": "islands",
         "city-district": "city-part", "residential-district": "city-part", "vicinity": "city-part", "isle": "island",
         "brook": "river", "seashore": "coast", "syria": "region", "russia": "region", "dig": "city", "area": "region",
         "lowland": "region", "highland": "region", "tableland": "plateau", "possession": "territory",
         "piedmont-glacier": "glacier", "barrier-island": "island", "urban-area": "region", "cavern": "cave"}


def kind_of(word):
    word = word.lower().replace("_", "-")
    return "island" if word.endswith("-island") else "region" if word.endswith("-region") else KINDS.get(word, word)


def synsets(packages):
    """Offset -> (file number, words, [(pointer, offset)], gloss)."""
    found = {}
    with open(os.path.join(packages, "wordnet-base/usr/share/wordnet/data.noun"), encoding="latin-1") as lines:
        for line in lines:
            if line.startswith("  "):
                continue
            body, _, gloss = line.partition("|")
            part = body.split()
            count = int(part[3], 16)
            names = [part[4 + 2 * i] for i in range(count)]
            first = 5 + 2 * count
            pointers = [(part[i], part[i + 1]) for i in range(first, first + 4 * int(part[first - 1]), 4)]
            found[part[0]] = (int(part[1]), names, pointers, gloss)
    return found


def known(*files):
    """Folded names of other place files."""
    found = set()
    for row in words.rows_of(*files):
        found |= set(words.fold(name.split("+")[0]) for name in [row[0]] + row[1].split("|") if name)
    return found


def states():
    """Folded name of a state -> its code."""
    found = {}
    for row in words.rows_of("place/country.tsv"):
        match = re.search(r"iso=(\w\w)", row[4])
        if match and "kind=country" in row[4]:
            for name in [row[0]] + row[1].split("|"):
                if name and "+" not in name:
                    found.setdefault(words.fold(name), match[1])
    return found


class Reader:
    def __init__(self, packages):
        self.synsets, self.states = synsets(packages), states()
        self.drawn = known("place/region.tsv", "place/venue.tsv")
        self.settled = known("place/country.tsv", "place/city.tsv", "place/subdivision.tsv")
        self.known = self.drawn | self.settled
        self.judge = city.Judge(packages)

    def countries(self, offset, depth=0):
        """Codes of the states that a synset is a part of."""
        _, names, pointers, _ = self.synsets[offset]
        if any(self.synsets[to][1][0] in ("American_state", "Colony") for kind, to in pointers if kind == "@i"):
            return {"us"}
        here = set(self.states[words.fold(n.replace("_", " "))] for n in names
                   if words.fold(n.replace("_", " ")) in self.states)
        if here or depth > 5:
            return here
        return set().union(*[self.countries(to, depth + 1) for kind, to in pointers if kind == "#p"] or [set()])

    def new_names(self, file, names):
        """The names to use: all or none, but "Kansas River" where only Kansas, a state, is known."""
        if any(words.fold(n) in self.drawn for n in names):
            return []
        if not any(words.fold(n) in self.settled or words.fold("The " + n) in self.settled for n in names):
            return names
        return [n for n in names if file == OBJECT and GROUND.search(n) and words.fold(n) not in self.settled]

    def row(self, offset):
        file, lemmas, pointers, gloss = self.synsets[offset]
        kinds = [self.synsets[to][1][0] for kind, to in pointers if kind == "@i"]
        if file not in (LOCATION, OBJECT) or not kinds or any(SKY.search(k) for k in kinds):
            return None
        names = [n.replace("_", " ") for n in lemmas]
        found = self.countries(offset)
        country = found.pop() if len(found) == 1 else ""
        old = bool(AGED.search(kinds[0]) and re.search(r"\bancient\b|\bformer\b|\bBiblical\b", gloss))
        if any(words.fold(n) in DROPPED for n in names):
            return None
        names = self.new_names(file, names)
        names = city.differ([n for n in names if n[0].isupper() and not n.endswith((".", " capital"))
                             and not re.fullmatch(r"[A-Z]{1,3}", n)])
        names.sort(key=lambda n: not GROUND.search(n))
        if not names:
            return None
        town = TOWNS.search(kinds[0]) is not None
        marked = [n + ("+ctx" if self.needs_context(n) else "") for n in names]
        attrs = "kind=" + kind_of(kinds[0])
        attrs += (" country=" + country if country else "") + (" h" if old else "")
        attrs += " ctx" if marked[0].endswith("+ctx") else ""
        return names[0], "|".join(marked[1:]), "wn30:" + offset, "4.0" if town or old else "4.8", attrs

    def needs_context(self, name):
        return (self.judge.needs_context(name, city.HAMLET, False) or
                (" " not in name and words.fold(name) in self.known))


def main():
    reader = Reader(sys.argv[1])
    rows = [reader.row(offset) for offset in sorted(reader.synsets)]
    words.write(HEAD, [r for r in rows if r])


if __name__ == "__main__":
    main()
