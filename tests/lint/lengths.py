#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Are files and functions short enough to be read? Usage: lengths.py SOURCE_ROOT"""
import sys

import source
from tap import Tap

FILE_LINES, FUNCTION_LINES, FUNCTION_P90, WIDTH = 450, 60, 40, 120
LONGER_FILE_LINES = 600  # for a file whose head says why it is long


def head(text):
    return "\n".join(text.splitlines()[:16])


def file_faults(path, text):
    lines = len(text.splitlines())
    says_why = "long because" in head(text)
    if lines > LONGER_FILE_LINES or lines > FILE_LINES and not says_why:
        yield f"{path}: {lines} lines, more than {FILE_LINES} (a head with 'long because' may have {LONGER_FILE_LINES})"


def width_faults(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > WIDTH:
            yield f"{path}:{number}: {len(line)} columns, more than {WIDTH}"
        if line != line.rstrip() or "\t" in line:
            yield f"{path}:{number}: blank at the end, or a tab"
    if text and not text.endswith("\n") or text.endswith("\n\n"):
        yield f"{path}: ends in other than one line break"


def head_faults(path, text):
    """Line 1 is the licence; then a comment that opens every .c and .h."""
    lines = text.splitlines()
    if len(lines) < 2 or not lines[1].startswith("/* "):
        yield f"{path}:2: no comment that says what this file is"


def comment_share(text):
    """Lines that hold a comment, of those that hold anything."""
    lines = [pair for pair in zip(text.splitlines(), source.without_comments(text).splitlines()) if pair[0].strip()]
    return sum(line != code for line, code in lines) / max(len(lines), 1)


def percentile(numbers, share):
    return sorted(numbers)[int(share * (len(numbers) - 1))] if numbers else 0


def main(root):
    tap = Tap()
    ours = source.files(root, ["src", "tests"], (".c", ".h"))
    texts = {path: source.read(root, path) for path in ours}
    shipped = [path for path in ours if path.startswith("src/")]
    functions = [(count, f"{path}:{line}: {name}") for path in ours
                 for line, count, name in source.functions(texts[path])]
    in_src = [count for count, name in functions if name.startswith("src/")]

    tap.case(f"files have at most {FILE_LINES} lines",
             [fault for path in shipped for fault in file_faults(path, texts[path])])
    tap.case(f"functions have at most {FUNCTION_LINES} lines",
             [f"{name}: {count} lines" for count, name in functions if count > FUNCTION_LINES])
    p90 = percentile(in_src, 0.9)
    tap.case(f"nine of ten functions have at most {FUNCTION_P90} lines",
             [f"the 90th percentile is {p90}"] if p90 > FUNCTION_P90 else [])
    written = source.files(root, ["src", "tests", ".ci"], (".c", ".h", ".cpp", ".py", "meson.build", ".sh", "run"))
    tap.case(f"lines have at most {WIDTH} columns and no blanks at their end",
             [fault for path in written for fault in width_faults(path, source.read(root, path))])
    tap.case("files open by saying what they are", [fault for path in ours for fault in head_faults(path, texts[path])])

    print(f"# {len(in_src)} functions in src/: median {percentile(in_src, 0.5)} lines, 90th percentile {p90}, "
          f"longest {max(in_src, default=0)}")
    code = [path for path in shipped if path.endswith(".c")]
    print(f"# comment lines in .c: {comment_share(chr(10).join(texts[path] for path in code)):.0%} of all")
    for path in code:
        share = comment_share(texts[path])
        if not 0.08 <= share <= 0.35:
            print(f"# {path}: {share:.0%} comment lines")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
