#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Does src/README.md name every file of src/, and no others? Usage: map.py SOURCE_ROOT

Under a heading such as "## base/" file names in backquotes in a table are files of that folder; `x.[ch]` is x.c
and x.h. Under a heading without a folder they are files of src/ itself.
"""
import os
import re
import sys

import source
from tap import Tap

UNNAMED = {"meson.build", "README.md"}
FILE = re.compile(r"[\w.-]+\.(\[ch\]|[a-z0-9]+)")


def named(text):
    folder = ""
    for line in text.splitlines():
        if line.startswith("##"):
            hit = re.search(r"([\w-]+/)`?(?:\s|$)", line)
            folder = hit[1] if hit else ""
        if line.startswith("|"):
            for name in re.findall(r"`([^`\s]+)`", line):
                if FILE.fullmatch(name):
                    for ending in ("c", "h") if name.endswith(".[ch]") else (None,):
                        yield folder + (name[:-4] + ending if ending else name)


def main(root):
    tap = Tap()
    there = {path[4:] for path in source.files(root, ["src"], ("",)) if os.path.basename(path) not in UNNAMED}
    on_map = list(named(source.read(root, "src/README.md")))
    tap.case("every file of src/ is on the map", [f"src/{path} is not in src/README.md"
                                                  for path in sorted(there - set(on_map))])
    tap.case("everything on the map is there", [f"src/README.md names '{path}'"
                                                for path in sorted(set(on_map) - there)])
    tap.case("nothing is on the map twice", [f"'{path}'" for path in sorted(set(on_map)) if on_map.count(path) > 1])
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
