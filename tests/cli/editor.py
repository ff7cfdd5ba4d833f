#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every construct of a rule file gets its scope from the grammars for editors, and both know the keys and actions that
the program knows. A small reader of TextMate grammars does what an editor does. Usage: editor.py SOURCE_ROOT
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tap import Tap

SAMPLE = """# a comment
@det = the | "An"
[contact.met-in]
why   somebody (meets) somebody
find  who=<person country=om> %meet{1,3}? (?<! not) @det _{0,4}
# inside
      !x /[a-z]+\\/x/i <Cap>+ ^ $
text  /\\$(?<sum>[0-9]+)/ near dollars
do    event meet participants=$who,$whom mode=in_person +2.5; set $event place="the house"
      stop
yes   <who>Mr. Lind</who> met 3 << 4 others.
no    Nothing.
"""
# (line from 0, text, a part of its scope)
WANTED = [
    (0, "# a comment", "comment.line"), (1, "@det =", "macro"), (1, '"An"', "string.quoted"), (1, "|", "operator"),
    (2, "[contact.met-in]", "section"), (3, "why", "keyword.control"), (3, "(meets)", "documentation"),
    (4, "find", "keyword.control"), (4, "who=", "slot"), (4, "<person country=om>", "label"), (4, "%meet", "lemma"),
    (4, "{1,3}?", "repetition"), (4, "(?<!", "look-around"), (4, "@det", "macro"), (4, "_", "any"),
    (4, "{0,4}", "repetition"), (5, "# inside", "comment.line"), (6, "!", "operator"), (6, "/[a-z]+\\/x/i", "regexp"),
    (6, "<Cap>", "label"), (6, "+ ", "operator"), (6, "^", "operator"), (6, "$", "operator"),
    (7, "text", "keyword.control"), (7, "/\\$(?<sum>[0-9]+)/", "regexp"), (7, "near", "keyword.control"),
    (8, "do", "keyword.control"), (8, "event", "verb"), (8, "participants=", "argument"), (8, "$who", "slot"),
    (8, "$whom", "slot"), (8, "+2.5", "weight"), (8, " set", "verb"), (8, '"the house"', "string"), (9, "stop", "verb"),
    (10, "yes", "keyword.control"), (10, "<who>", "tag"), (10, "</who>", "tag"), (10, "<<", "escape"),
    (11, "no", "keyword.control"), (11, "Nothing", "example"),
]


class Grammar:
    """match and begin/end patterns, includes, captures of the begin."""

    def __init__(self, grammar):
        self.grammar = grammar

    def flat(self, patterns):
        for pattern in patterns:
            if "include" in pattern:
                yield from self.flat(self.grammar["repository"][pattern["include"][1:]]["patterns"])
            else:
                yield pattern

    def scopes(self, text):
        """For each line the scopes of each column, as text."""
        region, lines = None, []
        for line in text.splitlines():
            scopes = [region["name"] if region else ""] * len(line)
            at = 0
            while at <= len(line):
                inside = region["patterns"] if region else self.grammar["patterns"]
                end = re.compile(region["end"]).search(line, at) if region else None
                hits = [(hit.start(), order, hit, pattern) for order, pattern in enumerate(self.flat(inside))
                        if (hit := re.compile(pattern.get("match") or pattern["begin"]).search(line, at))]
                first = min(hits, key=lambda hit: hit[:2], default=None)
                comment = first and first[3].get("name", "").startswith("comment.line") and end and \
                    first[0] == end.start()
                if end and not comment and (not first or end.start() <= first[0]):
                    region, at = None, end.end()
                    scopes[at:] = [""] * (len(line) - at)
                    continue
                if not first:
                    break
                _, _, hit, pattern = first
                for column in range(hit.start(), hit.end()):
                    scopes[column] += " " + pattern.get("name", "")
                if "begin" in pattern:
                    region = pattern
                    scopes[hit.start():] = [pattern["name"]] * (len(line) - hit.start())
                    for number, capture in pattern.get("beginCaptures", {}).items():
                        for column in range(*hit.span(int(number))):
                            scopes[column] += " " + capture["name"]
                if hit.end() == at and "begin" not in pattern:
                    break
                at = hit.end()
            lines.append(scopes)
        return lines


VIM = {"comment.line": "Comment", "macro": "Macro|Use", "string.quoted": "String", "operator": "Sign", "section": "Id",
       "keyword.control": "Key|Near", "documentation": "Prose", "slot": "Slot|Value", "label": "Label",
       "lemma": "Lemma",
       "repetition": "Sign", "look-around": "Look", "any": "Sign", "regexp": "Regex", "verb": "Verb", "argument": "Arg",
       "weight": "Weight", "string": "String", "tag": "Mark", "escape": "Doubled", "example": "Example"}


def vim_groups(path):
    """For each line the syntax groups of each column, as Vim has them when the file is installed as it says."""
    with tempfile.TemporaryDirectory() as place:
        sample, script, out = (os.path.join(place, name) for name in ("20-sample.rules", "script.vim", "groups"))
        for part in ("syntax", "ftdetect"):
            os.makedirs(os.path.join(place, "vim", part))
            shutil.copy(path, os.path.join(place, "vim", part))
        with open(sample, "w", encoding="utf-8") as file:
            file.write(SAMPLE)
        with open(script, "w", encoding="utf-8") as file:
            file.write(f"""set runtimepath^={place}/vim
filetype on
syntax on
edit {sample}
let out = []
for line in range(1, line('$'))
  call add(out, join(map(range(1, col([line, '$']) - 1), 'synIDattr(synID(line, v:val, 0), "name")'), ' '))
endfor
call writefile(out, '{out}')
qa!
""")
        subprocess.run(["vim", "-Nu", "NONE", "-i", "NONE", "-n", "-es", "-S", script], timeout=30,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(out, encoding="utf-8") as file:
            return [line.split(" ") for line in file.read().splitlines()]


def vim_cases(tap, path):
    if not shutil.which("vim"):
        tap.skip("Vim gives each construct its group", "no vim here")
        return
    groups, lines, faults = vim_groups(path), SAMPLE.splitlines(), []
    for number, text, wanted in WANTED:
        column = lines[number].find(text) + len(text) - len(text.lstrip())
        got = groups[number][column]
        if got not in ["whomet" + name for name in VIM[wanted].split("|")]:
            faults.append(f"line {number + 1}, {text}: {got}, not {VIM[wanted]}")
    tap.case("Vim gives each construct its group", faults)


def main(root):
    tap = Tap()
    folder = os.path.join(root, "rules/editor")
    read = lambda name: open(os.path.join(root, name), encoding="utf-8").read()
    grammar = json.loads(read("rules/editor/whomet.tmLanguage.json"))
    lines, scopes = SAMPLE.splitlines(), Grammar(grammar).scopes(SAMPLE)
    for number, text, wanted in WANTED:
        column = lines[number].find(text)
        got = {scopes[number][at] for at in range(column, column + len(text.rstrip()))}
        if text.startswith(" "):
            got = {scopes[number][column + len(text) - 1]}
        tap.case(f"line {number + 1}, {text.strip()}: {wanted}",
                 [f"{got} in {lines[number]!r}"] if column < 0 or any(wanted not in scope for scope in got) else [])
    vim_cases(tap, os.path.join(os.path.abspath(folder), "whomet.vim"))
    package = json.loads(read("rules/editor/package.json"))
    paths = [item["path"] for item in package["contributes"]["grammars"]]
    tap.case("the extension has its files", [path for path in paths if not os.path.exists(os.path.join(folder, path))])
    keys = re.search(r"KEYS\[\] = \{(.*?)\}", read("src/rule/block.c"), re.S)[1]
    verbs = re.findall(r'^    \{"(\w+)", WM_DO_', read("src/rule/action.c"), re.M)
    for name in ("whomet.vim", "whomet.tmLanguage.json"):
        words = set(re.findall(r"[a-z]+", read("rules/editor/" + name)))
        tap.case(f"{name} knows all keys", [key for key in re.findall(r'"(\w+)"', keys) if key not in words])
        tap.case(f"{name} knows all actions", [verb for verb in verbs if verb not in words] or
                 ([] if len(verbs) == 10 else [f"{len(verbs)} actions in action.c"]))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
