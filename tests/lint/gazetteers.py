#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Would an alias of the shipped entries find its name in any sentence? Usage: gazetteers.py SOURCE_ROOT

An alias of one word that English uses as a word (cue/common-word.tsv, more often so than as a name) must have the
mark ctx, or case when it is an acronym. Cues are words and not names, so they are not asked. Every file says in its
head what it is, where it comes from and on what terms, is built, and stands in the table of README.md.
"""
import os
import re
import subprocess
import sys
import unicodedata

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tap import Tap

PROPER = 6.0  # of ten uses of a word so many are proper nouns
HEADS = ("What", "Source", "Licence", "Columns")


def fold(word):
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")


def entry_files(folder):
    for here, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.endswith(".tsv"):
                yield os.path.relpath(os.path.join(here, name), folder)


def lines_of(folder, path):
    with open(os.path.join(folder, path), encoding="utf-8") as file:
        return file.read().splitlines()


def common_words(folder):
    found = set()
    for line in lines_of(folder, "cue/common-word.tsv"):
        row = line.split("\t") + [""] * 4
        if line[0] != "#" and float(row[3] or 0) < PROPER:
            found.add(fold(row[0]))
    return found


def alias_faults(path, lines, common):
    for number, line in enumerate(lines, 1):
        aliases = line.split("\t")[1:2] if line[0] != "#" else []
        for alias in filter(None, aliases[0].split("|") if aliases else []):
            name, *marks = alias.split("+")
            if " " in name or "ctx" in marks or "case" in marks or "adj" in marks or "plural" in marks:
                continue
            # capitals only are wanted as capitals (WHO)
            if fold(name) in common and not re.fullmatch(r"[A-Z.]{2,}", name):
                yield f"gazetteers/{path}:{number}: '{name}' is a common word: write {name}+ctx"


def head_faults(path, lines):
    said = {match[1] for line in lines if line[0] == "#" for match in [re.match(r"# (\w+):", line)] if match}
    return [f"gazetteers/{path}: no line '# {head}: ...'" for head in HEADS if head not in said]


def main(root):
    tap = Tap()
    folder = os.path.join(root, "gazetteers")
    paths = list(entry_files(folder))
    common = common_words(folder)
    tap.case("common words are known", [] if len(common) > 1000 else [f"{len(common)} of them"])
    aliases, heads, unbuilt = [], [], []
    built = "\n".join(lines_of(folder, "meson.build"))
    for path in paths:
        lines = lines_of(folder, path)
        heads += head_faults(path, lines)
        if not path.startswith("cue/"):
            aliases += alias_faults(path, lines, common)
        if f"'{path}'" not in built:
            unbuilt.append(f"gazetteers/{path} is not in gazetteers/meson.build")
    tap.case("aliases of one word that is common have ctx", aliases)
    tap.case("files say what, from where, on what terms", heads)
    tap.case("every file is built", unbuilt)
    done = subprocess.run([sys.executable, os.path.join(folder, "build/tables.py"), "--check"], stdout=subprocess.PIPE,
                          text=True, check=False)
    tap.case("table of files and NOTICE are of these files", done.stdout or ("" if done.returncode == 0 else "fails"))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
