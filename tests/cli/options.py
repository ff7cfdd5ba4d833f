#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every option, command and format stands in the help, the manual page and the completion, and nothing else does.
Usage: options.py PROGRAM SOURCE_ROOT
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tap import Tap

program, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
manual = os.path.join(root, "src/cli/whomet.1")
completion = os.path.join(root, "src/cli/whomet.bash")
OPTION = re.compile(r"^  (?:-(\w), |    )--([a-z-]+)(=\S+)?", re.M)
tap = Tap()


def printed(option):
    return subprocess.run([program, option], stdout=subprocess.PIPE, check=True).stdout.decode()


def compare(label, wanted, got):
    faults = [f"missing: {name}" for name in sorted(wanted - got)]
    tap.case(label, faults + [f"unknown: {name}" for name in sorted(got - wanted)])


def complete(*words):
    """What bash offers for the last word."""
    script = f"""source {completion}; compopt() {{ :; }}
        COMP_WORDS=(whomet "$@"); COMP_CWORD=$#; _whomet; printf '%s\\n' "${{COMPREPLY[@]}}" """
    done = subprocess.run(["bash", "-c", script, "bash", *words], stdout=subprocess.PIPE, check=True, cwd="/")
    return set(done.stdout.decode().split())


short, long = printed("-h"), printed("--help")
table = {(letter, name, bool(argument)) for letter, name, argument in OPTION.findall(long)}
spellings = {f"--{name}" for _, name, _ in table} | {f"-{letter}" for letter, _, _ in table if letter}
brief = {(a, b, bool(c)) for a, b, c in OPTION.findall(short)}
OTHERS = {"no-user-names", "kind", "country", "min-population", "aliases", "classes", "columns", "alias", "id",
          "weight", "attr", "no-project", "at", "name", "event", "profile", "watch", "at-least",
          "errors", "answers"}  # for which -h has no room
compare("-h lists what --help does, but for what is rare", {row for row in table if row[1] not in OTHERS}, brief)
tap.case("--help lists options at all", [] if len(table) > 10 else [long])

page = open(manual, encoding="utf-8").read()
options = page.partition(".SH OPTIONS")[2].partition(".SH OUTPUT")[0].replace("\\-", "-")
heads = "\n".join(re.findall(r"^\.TP\n(.*)$", options, re.M))
compare("manual page", spellings, set(re.findall(r"(?<![\w-])--?[A-Za-z][a-z-]*", heads)))
commands = {"annotate", "triples", "compile", "check", "explain", "import", "names", "eval"}
compare("commands of the manual page", commands,
        set(re.findall(r"^\.TP\n\.B (\w+)$", page.partition(".SH COMMANDS")[2].partition(".SH OPTIONS")[0], re.M)))
compare("commands of the help", commands,
        set(re.findall(r"^  (\w+) {2,}", long.partition("Commands:")[2].partition("Input:")[0], re.M)))
if shutil.which("man"):
    done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", manual], stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, env={**os.environ, "LC_ALL": "C.UTF-8", "MANROFFSEQ": ""})
    tap.case("manual page is sound", done.stderr.decode().splitlines())
else:
    tap.skip("manual page is sound", "no man here")

offered = complete("-") | complete("import", "-") | complete("names", "-") | complete("eval", "-")
compare("completion", spellings, {word.rstrip("=") for word in offered})
compare("completion knows which take an argument", {f"--{name}=" for _, name, argument in table if argument},
        {word for word in offered if word.endswith("=")})
compare("completion of commands", commands, complete("") & commands)
compare("completion of a beginning", {"triples"}, complete("tri"))
compare("completion of formats", {"json", "jsonl", "text", "table", "tsv"}, complete("--to", "=", ""))
compare("completion of formats, split at the sign", {"text", "table", "tsv"}, complete("--to", "=", "t"))
for command in sorted(commands):
    wrong = []
    for word in complete(command, "-"):
        args = [word.rstrip("=") + ("=0" if word.endswith("=") else "")] if word.startswith("--") else [word, "0"]
        with tempfile.TemporaryDirectory() as folder:
            try:
                said = subprocess.run([program, command, *args], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                      stderr=subprocess.PIPE, cwd=folder, timeout=3).stderr
            except subprocess.TimeoutExpired:  # --watch goes on and on, so it was taken
                said = b""
        if b"does not go with" in said or b"unknown option" in said:
            wrong.append(said.decode())
    tap.case(f"what is offered behind '{command}' goes with it", wrong)
sys.exit(tap.done())
