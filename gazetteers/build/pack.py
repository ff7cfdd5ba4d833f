# SPDX-License-Identifier: MIT
"""What the builders of packs share: which words are too common for a name, and rows that no two of have one name."""
import re
import unicodedata

import words


def common():
    """Folded words of cue/common-word.tsv that are words more often than names, and those of cue/not-a-name.tsv."""
    found = set()
    for name, aliases, _, weight, _ in words.rows_of("cue/common-word.tsv"):
        if float(weight or 0) < 6:
            found.add(words.fold(name))
    for row in words.rows_of("cue/not-a-name.tsv"):
        found |= set(words.fold(n.split("+")[0]) for n in [row[0]] + row[1].split("|") if n)
    return found


def known():
    """Folded names of places, and words that make up names of people."""
    found = set()
    for row in words.rows_of("place/country.tsv", "place/region.tsv", "place/city.tsv", "place/subdivision.tsv",
                             "person/given.tsv", "person/family.tsv"):
        found |= set(words.fold(n.split("+")[0]) for n in [row[0]] + row[1].split("|") if n)
    return found


def clean(name):
    """Composed, single blanks, no format characters; "" for what no entry can bear."""
    name = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in ("Cf", "Cc", "Co"))
    name = " ".join(name.split())
    if not name or "|" in name or name[0] == "#" or re.search(r"\+[A-Za-z+]*$", name) or len(name) > 120:
        return ""
    letters = [c for c in name if c.isalpha()]
    return name if letters and all(unicodedata.name(c, "").startswith("LATIN") for c in letters) else ""


class Rows:
    """Rows in the making: the first of a name stays, and of an alias."""

    def __init__(self):
        self.rows, self.ids = {}, set()
        self.common = common()

    def marks(self, name, context=False):
        one = " " not in name
        marks = ["case"] if one and re.fullmatch(r"[A-Z]{2,4}", name) else []
        return marks + (["ctx"] if context or one and (words.fold(name) in self.common or len(name) < 4) else [])

    def add(self, name, aliases, entry_id, weight, attrs, context=False):
        if not name or name in self.rows or entry_id in self.ids:
            return
        told = {name}
        spelled = []
        for alias in aliases:
            if alias and alias not in told:
                spelled.append("+".join([alias] + self.marks(alias, " " not in alias)))
                told.add(alias)
        self.ids.add(entry_id)
        self.rows[name] = (name, "|".join(spelled), entry_id, "%.1f" % weight if weight else "",
                           " ".join(attrs + self.marks(name, context)))

    def write(self, head):
        words.write(head, self.rows.values())
