# SPDX-License-Identifier: MIT
"""What the builders of word lists share: which words are common English, which are places, how a file is written.

A word is common when its lower-case form stands in SCOWL at level 50 or below and the Wall Street Journal lexicon
does not see it mostly as a proper noun (P(proper) < 0.6, or unseen). Months and weekdays are always common.
"""
import glob
import math
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
GAZETTEERS = os.path.dirname(HERE)

CALENDAR = ("january february march april may june july august september october november december "
            "monday tuesday wednesday thursday friday saturday sunday").split()

# Share of each part of speech in the Wall Street Journal part of the Penn Treebank, in per mille.
TAG_SHARE = {"nn": 131, "in": 98, "nnp": 91, "dt": 81, "jj": 61, "nns": 59.5, "cd": 36, "rb": 31, "vbd": 30, "vb": 26,
             "cc": 24, "to": 22, "vbz": 21, "vbn": 21, "prp": 17, "vbg": 15, "vbp": 12.5, "md": 9.8, "pos": 8.7,
             "prp$": 8.3, "wdt": 4.4, "jjr": 3.2, "nnps": 2.6, "rp": 2.6, "wp": 2.3, "wrb": 2.1, "jjs": 1.9,
             "rbr": 1.7, "ex": 0.9, "rbs": 0.5, "pdt": 0.3, "fw": 0.2, "wp$": 0.2, "uh": 0.1, "sym": 0.1, "ls": 0.1}

_FOLD = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ə": "a", "æ": "ae", "œ": "oe", "ß": "ss",
                       "þ": "th", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'"})


def fold(word):
    """The key of a word: lower case, no accents, straight quotes."""
    plain = unicodedata.normalize("NFD", word.lower().replace("i̇", "i"))
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_FOLD)


def is_latin_word(word):
    """One word in Latin letters that starts with a capital; hyphens and apostrophes may stand inside."""
    if not re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", word) or not word[0].isupper():
        return False
    return all(unicodedata.name(c, "").startswith("LATIN") for c in word if c.isalpha())


def levels(packages):
    """Lower-case word -> the lowest SCOWL level that lists it, up to 50."""
    found = {}
    for path in glob.glob(os.path.join(packages, "scowl/usr/share/dict/scowl/*-words.*")):
        kind, level = os.path.basename(path).rsplit(".", 1)
        if kind not in ("english-words", "american-words", "british-words") or int(level) > 50:
            continue
        with open(path, encoding="utf-8") as lines:
            for word in lines.read().split():
                if word.islower() and "'" not in word:
                    found[word] = min(int(level), found.get(word, 99))
    if not found:
        sys.exit("no SCOWL lists under " + packages)
    return found


def lexicon(packages):
    """Lower-case word -> {tag: expected count in a million words of the Wall Street Journal}."""
    found = {}
    path = os.path.join(packages, "festlex-poslex/usr/share/festival/dicts/wsj.wp39.poslexR")
    entry = re.compile(r'\("(.+)" \(((?:\(\S+ \S+\) ?)*)\)')
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            match = entry.match(line)
            if match:
                tags = re.findall(r"\((\S+) (\S+)\)", match[2])
                found[match[1]] = {t: math.exp(float(p)) * TAG_SHARE.get(t, 0.1) * 1000 for t, p in tags}
    return found


def proper(entry):
    """P(proper noun) of a lexicon entry."""
    total = sum(entry.values())
    return (entry.get("nnp", 0) + entry.get("nnps", 0)) / total if total else 0


# Words of grammar that lists of names carry by mistake, or as names too rare to be worth the harm.
NEVER = set("a an and any are as at be but by can for from had has have he her hers him his how i if in into is it its "
            "many me million my no nor not of off on one or our out over see she so than that the their them then "
            "there they this those to too under up us was we were what when where which who why with would you your "
            "unknown unnamed baby infant notnamed".split())


class English:
    """Common words of English."""

    def __init__(self, packages):
        self.level = levels(packages)
        self.lexicon = lexicon(packages)

    def is_common(self, word):
        word = fold(word)
        if word in CALENDAR:
            return True
        return word in self.level and (word not in self.lexicon or proper(self.lexicon[word]) < 0.6)


def rows_of(*names):
    """Rows of entry files that are already there, as lists of five columns; files that are missing are told."""
    for name in names:
        path = os.path.join(GAZETTEERS, name)
        if not os.path.exists(path):
            print("without " + name, file=sys.stderr)
            continue
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith("#"):
                    yield (line.rstrip("\n").split("\t") + [""] * 4)[:5]


def places():
    """Folded one-word names of countries, regions and big cities: what a name word may be mistaken for."""
    found = set(fold(r[0]) for r in rows_of("place/country.tsv", "place/region.tsv"))
    for name, _, _, weight, attrs in rows_of("place/city.tsv"):
        if float(weight or 0) >= 5.5 or "capital" in attrs.split():
            found.add(fold(name))
    return found


def write(head, rows):
    """Head comment and rows (tuples of columns) to standard output, sorted by bytes, trailing empty columns cut."""
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for line in head.strip().splitlines():
        print(("# " + line).rstrip())
    for row in sorted(rows, key=lambda r: [c.encode() for c in r]):
        print(unicodedata.normalize("NFC", "\t".join(row)).rstrip("\t"))
