#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How many names of a text do the lists hold? Usage: coverage.py DIR [GAZETTEERS]

DIR has texts with their names marked, .jsonl: {"text", "entities": [{"start", "end", "type"}]}, types LOC, PER, ORG,
offsets in code points. For each file and type: the share of the marked names whose string the lists offer (held), and
of the strings that the lists offer in the text, longest first, the share that is marked as a name of that type (right).
`sure` leaves out what the lists offer only where a rule wants it (ctx). A person counts as held by a row of their own,
or (words) when each word stands in the lists of given and family names; words are offered as a given name and what
follows. Entry files are read directly, so the figures are those of the lists, without rules.
"""
import glob
import json
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = {"place": "LOC", "org": "ORG", "person": "PER"}
WORD_LISTS = ("given", "family", "name-word")
TOKEN = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?|[^\w\s]")
SURE, ASK = 1, 0


def plain(text):
    """Without accents and curly quotes; capitals stay."""
    text = unicodedata.normalize("NFD", text.replace("’", "'").replace("–", "-"))
    return "".join(c for c in text if not unicodedata.combining(c))


def tokens(text):
    """[(plain token, begin, end)]; a full stop counts only in initials and the like."""
    found = []
    for match in TOKEN.finditer(text):
        token, end = match[0], match.end()
        if token.endswith(".") and len(token) > 2 and "." not in token[:-1]:
            token, end = token[:-1], end - 1
        if token.endswith(("'s", "’s")):
            token, end = token[:-2], end - 2
        if token:
            found.append((plain(token), match.start(), end))
    return found


def key(name):
    return tuple(token for token, _, _ in tokens(name))


class Lists:
    def __init__(self, folder):
        self.names = {"LOC": {}, "PER": {}, "ORG": {}}
        self.words = {name: set() for name in WORD_LISTS}
        for path in sorted(glob.glob(os.path.join(folder, "*", "*.tsv"))):
            kind, label = path.split(os.sep)[-2], os.path.basename(path)[:-4]
            if kind in KINDS:
                self.read(path, KINDS[kind], label)
        self.longest = max(len(k) for names in self.names.values() for k in names)

    def read(self, path, kind, label):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                if line[0] == "#":
                    continue
                name, aliases, _, _, attrs = (line.rstrip("\n").split("\t") + [""] * 4)[:5]
                if label in WORD_LISTS:
                    self.words[label].add(plain(name))
                    continue
                self.add(kind, name, "ctx" in attrs.split())
                for alias in filter(None, aliases.split("|")):
                    spelling, *marks = alias.split("+")
                    self.add(kind, spelling, "ctx" in marks)

    def add(self, kind, name, context):
        names, k = self.names[kind], key(name)
        names[k] = max(names.get(k, ASK), ASK if context else SURE)

    def is_word(self, token):
        return token[:1].isupper() and (any(token in words for words in self.words.values()) or
                                        re.fullmatch(r"[A-Z]\.?", token) is not None)

    def holds_words(self, k):
        return len(k) > 1 and all(self.is_word(token) or token == "-" for token in k)


def longest_at(lists, names, line, at):
    for length in range(min(lists.longest, len(line) - at), 0, -1):
        k = tuple(token for token, _, _ in line[at:at + length])
        if k in names:
            return length, names[k]
    return 0, ASK


def offered_words(lists, line):
    at = 0
    while at < len(line):
        length = 0
        if line[at][0] in lists.words["given"]:
            length = 1
            while at + length < len(line) and lists.is_word(line[at + length][0]):
                length += 1
        if length > 1:
            yield line[at][1], line[at + length - 1][2]
        at += max(length, 1)


def offered(lists, kind, line):
    """(begin, end, sure) of the strings that the lists offer."""
    at = 0
    while at < len(line):
        length, sure = longest_at(lists, lists.names[kind], line, at)
        if length:
            yield line[at][1], line[at + length - 1][2], sure
        at += max(length, 1)


class Count:
    def __init__(self):
        self.marked = self.held = self.sure = self.words = 0
        self.offers = self.right = self.sure_offers = self.sure_right = self.word_offers = self.word_right = 0


def count_text(lists, record, counts):
    line = tokens(record["text"])
    for kind, count in counts.items():
        spans = {(e["start"], e["end"]) for e in record["entities"] if e["type"] == kind}
        for begin, end in spans:
            k = key(record["text"][begin:end])
            count.marked += 1
            count.held += k in lists.names[kind]
            count.sure += lists.names[kind].get(k, ASK)
            count.words += kind == "PER" and (k in lists.names[kind] or lists.holds_words(k))
        for begin, end, sure in offered(lists, kind, line):
            count.offers += 1
            count.right += (begin, end) in spans
            count.sure_offers += sure
            count.sure_right += sure and (begin, end) in spans
        for span in offered_words(lists, line) if kind == "PER" else ():
            count.word_offers += 1
            count.word_right += span in spans


def share(part, whole):
    return f"{100 * part / whole:.1f}" if whole else "-"


def main():
    folder = sys.argv[1]
    lists = Lists(sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, "..", "..", "gazetteers"))
    print(f"{'% of':<22}{'type':>6}{'names':>8}{'held':>8}{'sure':>8}{'words':>8}{'right':>8}{'sure':>8}{'words':>8}")
    for path in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        counts = {kind: Count() for kind in ("LOC", "PER", "ORG")}
        with open(path, encoding="utf-8") as records:
            for line in records:
                count_text(lists, json.loads(line), counts)
        for kind, c in counts.items():
            if c.marked == 0:  # names are not told apart there
                continue
            person = kind == "PER"
            print(f"{os.path.basename(path)[:-6]:<22}{kind:>6}{c.marked:>8}{share(c.held, c.marked):>8}"
                  f"{share(c.sure, c.marked):>8}{share(c.words, c.marked) if person else '':>8}"
                  f"{share(c.right, c.offers):>8}{share(c.sure_right, c.sure_offers):>8}"
                  f"{share(c.word_right, c.word_offers) if person else '':>8}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
