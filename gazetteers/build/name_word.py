# SPDX-License-Identifier: MIT
"""name_word.py PACKAGES > person/name-word.tsv: words of names that may be given names, family names or both.

The names of the world written by hand (name-words.txt). A word that given.tsv and family.tsv both have is left out:
nothing is learned from it. PACKAGES are asked for what is a common word.
"""
import os
import sys

import words

HEAD = """
What: words of names from all over the world that may be given names, family names or both
Source: by hand (build/name-words.txt), by build/name_word.py
Licence: MIT
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


def main():
    packages = sys.argv[1]
    english, places = words.English(packages), words.places()
    given = set(words.fold(row[0]) for row in words.rows_of("person/given.tsv"))
    family = set(words.fold(row[0]) for row in words.rows_of("person/family.tsv"))
    found = {}
    for name in by_hand():
        if words.fold(name) not in given & family:
            found.setdefault(words.fold(name), (name, "4.0"))
    rows = []
    for key, (name, weight) in found.items():
        if key in words.NEVER:
            continue
        common = english.is_common(name) or key in places
        rows.append((name, "", "", weight, "ctx" if common else ""))
    words.write(HEAD, rows)


if __name__ == "__main__":
    main()
