# SPDX-License-Identifier: MIT
"""Our source files, as the lint programs see them."""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def files(root, folders, endings):
    """Paths below `root`, sorted, of the files in `folders` whose names end so."""
    found = []
    for folder in folders:
        for here, inside, names in os.walk(os.path.join(root, folder)):
            inside[:] = [name for name in inside if name not in ("__pycache__", "corpus")]
            found += [os.path.relpath(os.path.join(here, name), root) for name in names if name.endswith(endings)]
    return sorted(found)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


PARTS = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def without_comments(text):
    """C without comments; strings stay. Line numbers stay too."""
    return PARTS.sub(lambda hit: re.sub(r"[^\n]", " ", hit[0]) if hit[0][0] == "/" else hit[0], text)


def without_strings(text):
    """C without comments, strings and characters."""
    return PARTS.sub(lambda hit: re.sub(r"[^\n]", " ", hit[0]), text)


def functions(text):
    """(first line, number of lines, name) of every function: our braces stand in column 0."""
    lines = text.splitlines()
    begin = 0
    for number, line in enumerate(lines):
        if line == "{":
            begin = number
            while begin > 0 and lines[begin - 1] and lines[begin - 1][0] not in " }#/*" or \
                    begin > 0 and lines[begin - 1].startswith("  "):
                begin -= 1
            head = " ".join(lines[begin:number])
            name = re.search(r"(\w+)\s*\(", head)
            name = name[1] if name else head
        elif line == "}" and begin:
            yield begin + 1, number - begin + 1, name
            begin = 0
