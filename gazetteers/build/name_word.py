# SPDX-License-Identifier: MIT
"""name_word.py PACKAGES > person/name-word.tsv: words of names that may be given names, family names or both.

The names of the world written by hand (name-words.txt) and what cspell's list of people adds. A word that given.tsv
and family.tsv both have is left out: nothing is learned from it. Weight: 4.0 by hand, 2.5 from cspell.
"""
import os
import re
import sys

import words

HEAD = """
What: words of names from all over the world that may be given names, family names or both
Source: by hand (build/name-words.txt) and cspell dict-people-names 1.1.16, by build/name_word.py; sha256 of the package
  in build/sources.txt
Licence: MIT (ours and cspell-dicts)
Not here: words that both given.tsv and family.tsv have; particles (cue/name-particle.tsv)
Ties: higher weight
Columns: name	aliases	id	weight	attrs
"""

FEMININE = (("sky", "skaya"), ("skyi", "ska"), ("ny", "naya"), ("oy", "aya"), ("ov", "ova"), ("ev", "eva"),
            ("yov", "yova"), ("in", "ina"), ("yn", "yna"), ("ski", "ska"))


def feminine(name):
    """Ivanov -> Ivanova, Polonsky -> Polonskaya; None for names that do not change."""
    for ending, other in FEMININE:
        if name.endswith(ending):
            return name[:-len(ending)] + other
    return None


def by_hand():
    with open(os.path.join(words.HERE, "name-words.txt"), encoding="utf-8") as lines:
        for line in lines:
            for word in [] if line.startswith("#") else line.split():
                name = word.lstrip("@")
                yield name
                if word != name and feminine(name):
                    yield feminine(name)


def from_cspell(packages):
    path = os.path.join(packages, "cspell-dict-people-names/dict/people-names.txt")
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word = line.strip()
            if len(word) > 2 and words.is_latin_word(word) and not re.search(r"[A-Z]{2}|'s$", word):
                yield word


def main():
    packages = sys.argv[1]
    english, places = words.English(packages), words.places()
    given = set(words.fold(row[0]) for row in words.rows_of("person/given.tsv"))
    family = set(words.fold(row[0]) for row in words.rows_of("person/family.tsv"))
    found = {}
    for name in by_hand():
        if words.fold(name) not in given & family:
            found.setdefault(words.fold(name), (name, "4.0"))
    for name in from_cspell(packages):
        if words.fold(name) not in given | family and not english.is_common(name):
            found.setdefault(words.fold(name), (name, "2.5"))
    rows = []
    for key, (name, weight) in found.items():
        if key in words.NEVER:
            continue
        common = english.is_common(name) or key in places
        rows.append((name, "", "", weight, "ctx" if common else ""))
    words.write(HEAD, rows)


if __name__ == "__main__":
    main()
