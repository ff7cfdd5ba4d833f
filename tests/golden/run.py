#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads every tests/golden/<theme>/<case>.txt and compares the answer with <case>.json beside it.

Usage: run.py PROGRAM SCHEMA [THEME…]    UPDATE=1 in the environment writes the expected answers anew.

The expected answer is what the program prints, laid out for people: one mention, entity or triple a line, one fact
of an event a line, without the line numbers in `why`, which move whenever somebody adds a rule above.
"""
import difflib
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import jsonschema
import program
from tap import Tap

HERE = os.path.dirname(os.path.abspath(__file__))


def without_lines(value):
    """The same without why.line."""
    if isinstance(value, list):
        return [without_lines(item) for item in value]
    if isinstance(value, dict):
        return {key: {k: v for k, v in item.items() if k != "line"} if key == "why" else without_lines(item)
                for key, item in value.items()}
    return value


def compact(value):
    return json.dumps(value, ensure_ascii=False)


def pretty_event(event):
    return "    {" + ",\n     ".join(f"{compact(key)}: {compact(value)}" for key, value in event.items()) + "}"


def pretty(document):
    """JSON again, so laid out that a person can review a diff of it."""
    parts = []
    for key, value in without_lines(document).items():
        if not isinstance(value, list) or not value:
            parts.append(f"  {compact(key)}: {compact(value)}")
            continue
        rows = [pretty_event(item) if key == "events" else "    " + compact(item) for item in value]
        parts.append(f"  {compact(key)}: [\n" + ",\n".join(rows) + "\n  ]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def difference(expected, got):
    lines = difflib.unified_diff(expected.splitlines(), got.splitlines(), "expected", "got", n=1, lineterm="")
    return ["differs; if it is better now, UPDATE=1 meson test --suite golden", *list(lines)[:60]]


def case_faults(whomet, validator, folder, name, update):
    with open(os.path.join(folder, name + ".txt"), "rb") as file:
        raw = file.read()
    document, faults = program.one_document(program.run(whomet, [name + ".txt"], cwd=folder), raw)
    if document is None:
        return faults
    faults += [f"schema: {error.json_path}: {error.message}" for error in validator.iter_errors(document)]
    path = os.path.join(folder, name + ".json")
    got = pretty(document)
    if update and not faults:
        with open(path, "w", encoding="utf-8") as file:
            file.write(got)
    expected = ""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            expected = file.read()
    if got != expected:
        faults += difference(expected, got)
    return faults


def main(whomet, schema, *themes):
    tap = Tap()
    with open(schema, encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    update = os.environ.get("UPDATE") == "1"
    for theme in sorted(themes or os.listdir(HERE)):
        folder = os.path.join(HERE, theme)
        if not os.path.isdir(folder) or theme.startswith("_"):
            continue
        names = {name[:-4] for name in os.listdir(folder) if name.endswith(".txt")}
        for name in sorted(names):
            tap.case(f"{theme}/{name}", case_faults(whomet, validator, folder, name, update))
        for name in sorted(os.listdir(folder)):
            if name.endswith(".json") and name[:-5] not in names:
                tap.case(f"{theme}/{name}", "an answer without a text")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
