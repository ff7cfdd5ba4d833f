# SPDX-License-Identifier: MIT
"""event.py PACKAGES > pack/other/event.tsv: wars, battles, treaties and the like that WordNet has as single events."""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import named
import pack

HEAD = """What: events of history: wars, battles, sieges, revolutions, conferences
Source: WordNet 3.0 (wordnet-base 1:3.0-37), by build/event.py; sha256 of the package in build/sources.txt
Licence: WordNet; changed: selected, marks added
Not here: anything after 2005; names of one word that are places (Waterloo)
Ties: none
Columns: name	aliases	id	weight	attrs; id is wn30: and the offset of the synset, h: of the past"""

ACT, EVENT = 4, 11


def main():
    nouns = named.synsets(sys.argv[1])
    rows, known = pack.Rows(), pack.known()
    for offset, (file, names, pointers, _) in sorted(nouns.items()):
        above = [to for kind, to in pointers if kind == "@i"]
        if file not in (ACT, EVENT) or not above:
            continue
        spelled = [pack.clean(name.replace("_", " ")) for name in names]
        spelled = [name for name in spelled if name[:1].isupper() and pack.words.fold(name) not in known]
        spelled.sort(key=lambda name: " " not in name)
        kind = re.sub(r"[^a-z]+", "-", nouns[above[0]][1][0].lower())
        if spelled:
            rows.add(spelled[0], spelled[1:], "wn30:" + offset, 0, ["kind=" + kind, "h"], " " not in spelled[0])
    rows.write(HEAD)


if __name__ == "__main__":
    main()
