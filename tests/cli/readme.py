#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do the README files tell the truth? Usage: readme.py PROGRAM SOURCE_ROOT SCHEMA README…

A block marked ```console is run: what follows `$ ` is a command (the shell's, with our program first in PATH, in the
source folder), what follows the command is what it prints; a line `…` stands for any lines. A block marked ```json that
is a whole answer is held against the schema. Other blocks are not looked at.
"""
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import jsonschema
from tap import Tap

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def blocks(text, kind):
    """(line, contents) of each block of a kind."""
    for hit in BLOCK.finditer(text):
        if hit[1] == kind:
            yield text.count("\n", 0, hit.start()) + 1, hit[2]


def commands(block):
    """(command, expected output) of a console block; a command may go on behind a backslash."""
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        hit = re.match(r"((?:[^\n]*\\\n)*[^\n]*)\n?(.*)", part, re.S)
        yield hit[1], hit[2]


def matches(expected, got):
    pattern = "".join(r"(?:.*\n)*" if line.strip() in ("…", "...") else re.escape(line) + r"\n"
                      for line in expected.splitlines())
    return re.fullmatch(pattern, got) is not None


def command_faults(command, expected, root, path):
    run = subprocess.run(["sh", "-c", command], cwd=root, env={**os.environ, "PATH": path}, text=True, timeout=120,
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if not matches(expected, run.stdout):
        yield f"expected:\n{expected}\ngot (status {run.returncode}):\n{run.stdout}"


def main(whomet, root, schema, *readmes):
    tap = Tap()
    path = os.path.dirname(os.path.abspath(whomet)) + os.pathsep + os.environ["PATH"]
    with open(schema, encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    run = 0
    for readme in readmes:
        with open(os.path.join(root, readme), encoding="utf-8") as file:
            text = file.read()
        for line, block in blocks(text, "console"):
            for command, expected in commands(block):
                label = f"{readme}:{line}: {command.splitlines()[0]}"
                tap.case(label, list(command_faults(command, expected, root, path)))
                run += 1
        for line, block in blocks(text, "json"):
            try:
                document = json.loads(block)
            except ValueError as error:
                tap.case(f"{readme}:{line}: JSON", str(error))
                continue
            if "schema" in document:
                tap.case(f"{readme}:{line}: JSON of the schema",
                         [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)])
    tap.case("there are commands to run", [] if run else "no ```console block with a command")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
