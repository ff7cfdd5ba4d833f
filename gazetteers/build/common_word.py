# SPDX-License-Identifier: MIT
"""common_word.py PACKAGES > cue/common-word.tsv: English words that a capital does not make a name.

Two sets: words of SCOWL up to level 50 that are also listed here as a name word, a city, a region or an organization;
and the commonest words of the Wall Street Journal, which start sentences. Weight: ten times P(proper noun), cut at 9;
empty where the lexicon has not seen the word. Run it after all other files are there.
"""
import glob
import os
import re
import sys

import words

HEAD = """
What: English words in lower case that are listed as names too, and the 3,000 commonest ones, which start sentences
Source: SCOWL 2020.12.07 (level 50 and below), Wall Street Journal lexicon of festlex-poslex 2.4, by
  build/common_word.py; sha256 of the packages in build/sources.txt
Licence: SCOWL notice, University of Edinburgh notice; changed: selected, probabilities computed
Not here: English words that neither collide with a name nor are frequent; words that are no names whatever the case
  (not-a-name.tsv)
Ties: none
Columns: name	aliases	id	weight	attrs (weight: ten times the share of proper nouns among its uses in news, 9 at most)
"""

FREQUENT = 3000


def listed():
    """Folded one-word names and aliases of all files that hold names."""
    names = set()
    for folder in ("person", "place", "org"):
        for path in sorted(glob.glob(os.path.join(words.GAZETTEERS, folder, "*.tsv"))):
            for row in words.rows_of(os.path.relpath(path, words.GAZETTEERS)):
                for name in [row[0]] + row[1].split("|"):
                    name = name.partition("+")[0]
                    if name and " " not in name:
                        names.add(words.fold(name))
    return names


def frequent(english):
    """The words that are seen most often as anything but a proper noun."""
    uses = {}
    for word, tags in english.lexicon.items():
        if word in english.level and re.fullmatch(r"[a-z]+(-[a-z]+)*", word):
            uses[word] = sum(n for tag, n in tags.items() if tag not in ("nnp", "nnps"))
    return sorted(uses, key=lambda word: (-uses[word], word))[:FREQUENT]


def main():
    english = words.English(sys.argv[1])
    names = listed()
    chosen = set(word for word in english.level if words.fold(word) in names and len(word) > 1)
    chosen.update(frequent(english), words.CALENDAR)
    rows = []
    for word in chosen:
        entry = english.lexicon.get(word)
        weight = "%.1f" % min(9, 10 * words.proper(entry)) if entry else ""
        rows.append((word, "", "", weight, ""))
    words.write(HEAD, rows)


if __name__ == "__main__":
    main()
