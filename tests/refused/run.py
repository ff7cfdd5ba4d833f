#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every bad rule or gazetteer file beside this program is refused with exactly the words of its .stderr file.

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
    run = program.run(whomet, ["check", "--only", name], cwd=HERE)
    path = os.path.join(HERE, os.path.splitext(name)[0] + ".stderr")
    got = run.err.decode("utf-8", errors="replace")
    if update:
        with open(path, "w", encoding="utf-8") as file:
            file.write(got)
    if not os.path.exists(path):
        return [f"no {os.path.basename(path)} says how it is refused"]
    with open(path, encoding="utf-8") as file:
        expected = file.read()
    faults = [fault for fault in run.faults(status=1)]
    if got != expected:
        faults += difflib.unified_diff(expected.splitlines(), got.splitlines(), "expected", "got", lineterm="")
    return faults


def main(whomet):
    tap = Tap()
    for name in sorted(os.listdir(HERE)):
        if name.endswith((".rules", ".tsv")):
            tap.case(name, case_faults(whomet, name, os.environ.get("UPDATE") == "1"))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
