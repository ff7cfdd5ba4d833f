#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Is nothing left in the tree that belongs to a workplace and not to the project? Usage: words.py SOURCE_ROOT

News may hold any word, so what speaks about news (rules, entries, articles) is only asked for paths, hosts and marks.
"""
import os
import re
import sys

import source
from tap import Tap

# Written so that this file does not find itself.
EVERYWHERE = {
    "path of one machine": r"(?<![\w.])/(?:wo[r]k|home|r[o]ot|Us[e]rs)/\w|(?<![\w./$])/t[m]p/\w",
    "host of a package registry": r"\b(?:regist[r]y\.\w+\.\w+|p[y]pi\.org|pr[o]xy\.golang|cr[a]tes\.io)",
    "mark of a merge": r"^(?:<{7}|={7}|>{7})(?:\s|$)",
}
IN_CODE = {
    "word of a workplace": r"\b(?:[s]essions?|[a]ssistants?|[s]ubagents?|[p]rompts?)\b",
    "left to be done": r"\b(?:T[O]DO|FIX[M]E|X[X]X|H[A]CK)\b",
}
ABOUT_NEWS = ("rules/", "gazetteers/", "tests/golden/", "tests/fuzz/corpus/")
BINARY = (".gaz", ".png", ".bin", ".gz")


def every_file(root):
    for here, inside, names in os.walk(root):
        if "meson-info" in inside:  # a build folder
            inside.clear()
            continue
        inside[:] = [name for name in inside if name not in (".git", "__pycache__")
                     and not (here == root and name.startswith("build"))]  # as .gitignore has it
        for name in set(names) - {".git"}:
            yield os.path.relpath(os.path.join(here, name), root)


def main(root):
    tap = Tap()
    texts = {}
    for path in sorted(every_file(root)):
        if not path.endswith(BINARY) and not path.startswith(("tests/fuzz/corpus/", "tests/refused/")):
            with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
                texts[path] = file.read()
    for label, pattern in {**EVERYWHERE, **IN_CODE}.items():
        pattern = re.compile(pattern, re.M | re.I if label in EVERYWHERE or label[0] == "w" else re.M)
        faults = []
        for path, text in texts.items():
            if label in IN_CODE and path.startswith(ABOUT_NEWS):
                continue
            for hit in pattern.finditer(text):
                faults.append(f"{path}:{text.count(chr(10), 0, hit.start()) + 1}: '{hit[0].strip()}'")
        tap.case(f"no {label}", faults)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
