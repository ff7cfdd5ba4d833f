#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every bad rule or gazetteer file beside this program is refused with exactly the words of its .stderr file.
What is in a folder of the same name is given beside it.

Usage: run.py PROGRAM      UPDATE=1 in the environment writes the expected words anew.
"""
import difflib
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import program
from tap import Tap

HERE = os.path.dirname(os.path.abspath(__file__))


def case_faults(whomet, name, update):
    beside = os.path.splitext(name)[0]
    folder = [beside] if os.path.isdir(os.path.join(HERE, beside)) else []
    run = program.run(whomet, ["check", "--only", name, *folder], cwd=HERE)
    path = os.path.join(HERE, os.path.splitext(name)[0] + ".stderr")
    if update:
        with open(path, "wb") as file:
            file.write(run.err)
    if not os.path.exists(path):
        return [f"no {os.path.basename(path)} says how it is refused"]
    with open(path, "rb") as file:
        expected = file.read()
    faults = run.faults(status=1)
    if run.err != expected:
        lines = [text.decode("utf-8", errors="backslashreplace").splitlines() for text in (expected, run.err)]
        faults += difflib.unified_diff(*lines, "expected", "got", lineterm="")
    return faults


def main(whomet):
    tap = Tap()
    for name in sorted(os.listdir(HERE)):
        if name.endswith((".rules", ".tsv")):
            tap.case(name, case_faults(whomet, name, os.environ.get("UPDATE") == "1"))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
