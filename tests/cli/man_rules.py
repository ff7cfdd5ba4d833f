#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The rules of whomet-rules(5) are rules: the examples of the page become files, and all of them must hold together.

A block behind `.\\" file: NAME` belongs to that file; blocks of one file follow each other. A block without that
line is told from the others by standing below the lexicon, which has no file of its own. Usage: man_rules.py
PROGRAM SOURCE_ROOT
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tap import Tap

BLOCK = re.compile(r'(?:^\.\\" file: (\S+)\n)?^\.PP\n\.RS\n\.nf\n(.*?)\n\.fi\n', re.M | re.S)
# Everything a rule can hold; each has to stand in some example.
CONSTRUCTS = {
    "key": ["why", "find", "text", "near", "do", "yes", "no"],
    "action": ["tag", "veto", "retype", "join", "alias", "set", "event", "status", "relation", "stop"],
    "sign": ['"', "%", "/", "_", "<", "@", "?", "+", "{", "|", "(", "!", "(?= ", "(?! ", "(?<! ", "^", "$", "}?", "<<"],
    "argument": ["participants=", "host=", "mediator=", "place=", "time=", "attribution=", "mode=", "tense=",
                 "status=", "anaphor", "head=", "country=", "subject=", "object=", "role="],
}
NOT_SHOWN = {"host=", "mediator=", "attribution="}  # written like participants=


def unescape(text):
    for escape, sign in (("\\-", "-"), ("\\(aq", "'"), ("\\&", ""), ("\\e", "\\")):
        text = text.replace(escape, sign)
    return text


def main(whomet, root):
    tap = Tap()
    path = os.path.join(root, "src/cli/whomet-rules.5")
    with open(path, encoding="utf-8") as file:
        page = file.read()
    files = {}
    unnamed = 0
    for name, body in BLOCK.findall(page):
        unnamed += not name
        if name:
            files[name] = files.get(name, "") + unescape(body) + "\n"
    tap.case("every block but that of the lexicon has a file", [] if unnamed == 1 else [f"{unnamed} have none"])
    text = "".join(files.values())
    for kind, words in CONSTRUCTS.items():
        tap.case(f"each {kind} has an example", [word for word in words if word not in text and word not in NOT_SHOWN])
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            os.makedirs(os.path.join(folder, os.path.dirname(name)), exist_ok=True)
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(content)
        args = [f"--{'rules' if name.endswith('.rules') else 'gazetteer'}={name}" for name in files]
        done = subprocess.run([os.path.abspath(whomet), "check", "--only", "--no-project", *args], capture_output=True,
                              cwd=folder, timeout=60)
    wanted = len(re.findall(r"^(?:yes|no) ", text, re.M))
    said = done.stdout.decode()
    good = done.returncode == 0 and said == f"{wanted} examples passed, 0 failed\n"
    tap.case(f"all {wanted} examples hold", [] if good else [said, done.stderr.decode()])
    if shutil.which("man"):
        done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", path], capture_output=True,
                              env={**os.environ, "LC_ALL": "C.UTF-8", "MANROFFSEQ": ""})
        tap.case("the page is sound", done.stderr.decode().splitlines())
    else:
        tap.skip("the page is sound", "no man here")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
