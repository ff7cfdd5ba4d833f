#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sums Meson's JUnit logs and prints one last line, `N passed, N failed`. Usage: count.py BUILD_FOLDER… [--also P F]

Each row of a TAP test counts; a test that prints none counts as one. A log that is missing or empty is a failure.
"""
import glob
import itertools
import json
import os
import sys
import xml.etree.ElementTree as xml


BAD = ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS")


def diagnosis(output, row):
    """The first lines of what TAP says below a failed row."""
    lines = iter((output or "").splitlines())
    for line in lines:
        if line.startswith("not ok " + row):
            told = [told for told in itertools.takewhile(lambda line: line.startswith("#"), lines)]
            return "".join(f"\n    {line[1:160]}" for line in told[:12])
    return ""


def count_rows(log):
    """(passed, skipped, failed rows with what they say, names of tests with failed rows) of a JUnit log."""
    passed = skipped = 0
    failed, tests = [], set()
    for suite in xml.parse(log).getroot():
        for row in suite.iter("testcase"):
            if row.find("failure") is not None or row.find("error") is not None:
                failed.append(f"{suite.get('name')}: {row.get('name')}"
                              + diagnosis(suite.findtext("system-out"), row.get("name")))
                tests |= {suite.get("name"), row.get("name")}  # a test without rows is a row of the project
            elif row.find("skipped") is not None:
                skipped += 1
            else:
                passed += 1
    return passed, skipped, failed, tests


def broken_off(log, tests):
    """Tests that went wrong without a failed row: crashed, timed out, ended before their plan."""
    with open(log, encoding="utf-8") as file:
        results = [json.loads(line) for line in file]
    bad = [result["name"] for result in results if result["result"] in BAD]
    return [name for name in bad if not any(test.endswith(name) for test in tests)]


def count(folder):
    """(passed, failed, skipped) of a build folder, over all its logs."""
    passed = failed = skipped = 0
    for log in sorted(glob.glob(os.path.join(folder, "meson-logs", "*.junit.xml"))):
        ok, left_out, rows, tests = count_rows(log)
        rows += broken_off(log[:-len(".junit.xml")] + ".json", tests)
        for row in rows:
            print(f"{os.path.basename(folder)}: {row}")
        passed, failed, skipped = passed + ok, failed + len(rows), skipped + left_out
    if not passed + failed:
        print(f"{folder}: no tests were run")
        failed += 1
    return passed, failed, skipped


def main(arguments):
    passed = failed = skipped = 0
    if "--also" in arguments:
        at = arguments.index("--also")
        passed, failed = int(arguments[at + 1]), int(arguments[at + 2])
        del arguments[at:at + 3]
    for folder in arguments:
        more = count(folder)
        passed, failed, skipped = passed + more[0], failed + more[1], skipped + more[2]
    if skipped:
        print(f"{skipped} skipped")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
