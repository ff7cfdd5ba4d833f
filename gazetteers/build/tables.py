# SPDX-License-Identifier: MIT
"""tables.py: writes the table of files into gazetteers/README.md, and gazetteers/NOTICE from NOTICE.d/*.txt.

tables.py --check says what is out of date, but for numbers of rows, which change with every edit; exit status 1.
"""
import glob
import os
import re
import sys

import words

README = os.path.join(words.GAZETTEERS, "README.md")
NOTICE = os.path.join(words.GAZETTEERS, "NOTICE")
BEGIN, END = "<!-- table -->\n", "<!-- end of table -->\n"


def entry_files():
    paths = glob.glob(os.path.join(words.GAZETTEERS, "**", "*.tsv"), recursive=True)
    return sorted(os.path.relpath(path, words.GAZETTEERS) for path in paths)


def head_of(path):
    """What the head comment says, by its first words; lines that go on are joined. And the number of rows."""
    said, last, rows = {}, None, 0
    with open(os.path.join(words.GAZETTEERS, path), encoding="utf-8") as lines:
        for line in lines:
            if line[0] != "#":
                rows += 1
                continue
            match = re.match(r"# ([A-Z]\w*(?: \w+)?): (.*)", line)
            if match:
                last = match[1]
                said[last] = match[2].strip()
            elif last:
                said[last] += " " + line[1:].strip()
    return said, rows


def short(text):
    """Up to the first semicolon, or what a table can hold."""
    text = re.split(r"; |, by build/", text)[0]
    return text.replace("|", "/")


def table():
    lines = ["| file | what | rows | source | licence |", "| --- | --- | ---: | --- | --- |"]
    total = 0
    for path in entry_files():
        said, rows = head_of(path)
        total += rows if not path.startswith("pack/") else 0
        lines.append(f"| `{path}` | {short(said.get('What', ''))} | {rows:,} | {short(said.get('Source', ''))} "
                     f"| {short(said.get('Licence', ''))} |")
    lines.append(f"| all but packs | | {total:,} | | |")
    return "\n".join(lines) + "\n"


def notice():
    parts = ["Notices of those whose data is in the entry files of this folder. It is assembled from NOTICE.d/ by "
             "build/tables.py.\n"]
    for path in sorted(glob.glob(os.path.join(words.GAZETTEERS, "NOTICE.d", "*.txt"))):
        with open(path, encoding="utf-8") as file:
            parts.append(file.read().strip() + "\n")
    return ("\n" + "-" * 100 + "\n\n").join(parts)


def readme(old):
    before, rest = old.split(BEGIN)
    return before + BEGIN + "\n" + table() + "\n" + END + rest.split(END)[1]


def without_rows(text):
    return re.sub(r"\| [\d,]+ \|", "| |", text)


def main():
    with open(README, encoding="utf-8") as file:
        old_readme = file.read()
    old_notice = ""
    if os.path.exists(NOTICE):
        with open(NOTICE, encoding="utf-8") as file:
            old_notice = file.read()
    new_readme, new_notice = readme(old_readme), notice()
    if "--check" in sys.argv[1:]:
        stale = [name for name, old, new in (("README.md", without_rows(old_readme), without_rows(new_readme)),
                                             ("NOTICE", old_notice, new_notice)) if old != new]
        for name in stale:
            print(f"gazetteers/{name} is out of date: run gazetteers/build/tables.py")
        sys.exit(1 if stale else 0)
    for path, text in ((README, new_readme), (NOTICE, new_notice)):
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


if __name__ == "__main__":
    main()
