#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Texts, records and rules built to hurt, each under a clock and a memory limit.

Usage: run.py PROGRAM [PART OF A LABEL]

A case passes when the program ends by itself in time, prints JSON, and every offset in it is true.
"""
import json
import os
import random
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import program
from tap import Tap

# Sanitizers make everything some twenty times slower.
SCALE = 0.05 if program.SANITIZED else 1
SECONDS = 120 if program.SANITIZED else 30
MEMORY_MB = 1500
MB = 1_000_000


def times(text, size):
    """`text` repeated to `size` bytes."""
    raw = text if isinstance(text, bytes) else text.encode()
    return raw * max(1, int(size * SCALE) // len(raw))


def random_bytes(size):
    return random.Random(1).randbytes(int(size * SCALE))


def numbered(count, form):
    return "".join(form(number) for number in range(int(count * SCALE))).encode()


def letters(number):
    """A capitalised word for each number."""
    word = ""
    while number or len(word) < 3:
        word += "bcdfgklmnprstvz"[number % 15] + "aeiou"[number % 5]
        number //= 15
    return word.capitalize()


NEWS = "Iranian Foreign Minister Abbas Araghchi met with Omani officials in Muscat on Friday. "

# Labels and texts; the texts are made when their turn comes.
TEXTS = {
    "nothing": lambda: b"",
    "one line break": lambda: b"\n",
    "10 MB of one letter": lambda: times("a", 10 * MB),
    "one token of 1 MB": lambda: b"Iran met " + times("Xy", 1 * MB) + b" in Muscat.",
    "100 MB in one line": lambda: times("the envoys of both sides talked about nothing at all and ", 100 * MB),
    "10 MB of news in one line": lambda: times(NEWS, 10 * MB),
    "10 MB of news, a line a sentence": lambda: times(NEWS.strip() + "\n", 10 * MB),
    "only line breaks": lambda: times("\n", 5 * MB),
    "only carriage returns": lambda: times("\r", 5 * MB),
    "only blanks": lambda: times(" ", 5 * MB),
    "only full stops": lambda: times(".", 2 * MB),
    "full stops apart": lambda: times(". ", 2 * MB),
    "only commas": lambda: times(",", 2 * MB),
    "only apostrophes": lambda: times("'", 2 * MB),
    "only hyphens": lambda: times("-", 2 * MB),
    "only quotation marks": lambda: times('"', 2 * MB),
    "quotes that never close": lambda: times("\u201c", 1 * MB) + NEWS.encode(),
    "quotes in quotes": lambda: times("\u201c", MB // 10) + NEWS.encode() + times("\u201d", MB // 10),
    "brackets that never close": lambda: times("(", 1 * MB) + NEWS.encode(),
    "only capitals": lambda: times("IRAN AND OMAN MET IN MUSCAT WITH U.S. ENVOYS ", 2 * MB),
    "every word capitalised": lambda: times("Senior Envoys Of The New State Met ", 2 * MB),
    "initials without end": lambda: times("J. ", 2 * MB),
    "dotted letters without end": lambda: times("U.S.", 1 * MB),
    "titles without end": lambda: times("Foreign Minister President Mr. Dr. ", 1 * MB),
    "50,000 names": lambda: numbered(50_000, lambda n: f"Mr. {letters(n)} {letters(n + 7)} met Iran. "),
    "a list of 20,000 names":
        lambda: b"Among them were " + numbered(20_000, lambda n: f"{letters(n)}, ") + b"and Iran.",
    "20,000 places joined by and": lambda: b"He visited " + times("Muscat and Oman and ", MB // 2) + b"Iran.",
    "verbs without end": lambda: times("met ", 1 * MB),
    "meetings without end": lambda: times("Iran met Oman met ", 1 * MB),
    "pronouns without end": lambda: b"Abbas Araghchi spoke. " + times("He met him. ", 1 * MB),
    "an office that was named parts ago":
        lambda: b"Foreign Minister Lena Harvik of Norway flew home. "
                + times("The foreign minister spoke to Oman. Its envoys met Peru in Lima on Monday. ", 2 * MB),
    "says who says who": lambda: times("Iran said Oman said ", 1 * MB),
    "one entity, 20,000 mentions": lambda: times("Abbas Araghchi left. ", MB // 2),
    "5,000 paragraphs": lambda: times(NEWS + "\n\n", MB // 2),
    "an address of 1 MB": lambda: b"https://a.example/" + times("a/", 1 * MB),
    "random bytes": lambda: random_bytes(1 * MB),
    "every byte": lambda: bytes(range(256)) * 100,
    "only NULs": lambda: times(b"\0", 1 * MB),
    "NULs in news": lambda: times(NEWS.encode().replace(b" ", b"\0"), MB // 10),
    "only continuation bytes": lambda: times(b"\x80", 1 * MB),
    "cut sequences": lambda: times(b"Iran \xe2\x80 met\xf0\x9f\x98 Oman\xc3 ", MB // 2),
    "overlong and surrogates": lambda: times(b"\xc0\xaf Iran \xed\xa0\x80 met \xf4\x90\x80\x80 Oman. ", MB // 2),
    "Latin-1": lambda: times("Pr\xe9sident Macron met Ren\xe9 in Z\xfcrich. ".encode("latin-1"), MB // 2),
    "a cut sequence at the end": lambda: NEWS.encode() + b"\xe2\x80",
    "BOM and BOMs": lambda: times("\ufeffIran met Oman. ", MB // 10),
    "a million marks on one letter": lambda: "e".encode() + times("\u0301", 1 * MB) + b" met Iran.",
    "letters and joiners": lambda: times("\U0001f468\u200d\U0001f469\u200d\U0001f467 met Iran. ", MB // 2),
    "right to left": lambda: times("\u202e\u0639\u0645\u0627\u0646 \u0627\u0644\u0642\u0645\u0629. ", MB // 2),
    "spaces of every kind": lambda: times("Iran\u00a0met\u2003Oman\u2028in\u2029Muscat\u0085now. ", MB // 2),
    "lines of CR LF": lambda: times(NEWS + "\r\n", MB // 2),
}


def text_faults(whomet, make):
    """(seconds, faults), like all that follow."""
    text = make()
    run = program.run(whomet, ["-"], text, seconds=SECONDS, memory_mb=MEMORY_MB)
    return run.seconds, program.one_document(run, text)[1]


# ---- records --------------------------------------------------------------------------------------------------------

def record(text, **more):
    return json.dumps({"text": text, **more}, ensure_ascii=False).encode() + b"\n"


RECORDS = {
    "100,000 lists in lists": lambda: b'{"text":"a","x":' + times("[", 100_000) + b"\n",
    "100,000 objects in objects": lambda: times('{"x":', 500_000) + b"\n",
    "a key of 1 MB": lambda: b'{"' + times("k", 1 * MB) + b'":1,"text":"Iran met Oman."}\n',
    "a number of 1 MB": lambda: b'{"text":"a","x":' + times("9", 1 * MB) + b"}\n",
    "100,000 keys": lambda: b'{"text":"Iran met Oman."' + numbered(100_000, lambda n: f',"k{n}":{n}') + b"}\n",
    "100,000 texts, the last one counts": lambda: b"{" + times('"text":"a",', MB) + b'"text":"Iran met Oman."}\n',
    "1 MB of escapes": lambda: b'{"text":"' + times(r"\u0049ran met \u004fman. ", MB) + b'"}\n',
    "lone surrogates": lambda: b'{"text":"\\ud800 Iran \\udc00"}\n',
    "a line that never ends": lambda: b'{"text":"' + times("a ", 5 * MB),
    "100,000 bad lines": lambda: times("x\n", MB // 5),
    "100,000 empty lines": lambda: times("\n", MB // 10),
    "50,000 short records": lambda: record("Iran met Oman.") * int(50_000 * SCALE),
    "random bytes": lambda: random_bytes(MB // 5),
}


def record_faults(whomet, make):
    """One line of JSON for each line; empty lines may be passed over."""
    records = make()
    run = program.run(whomet, ["--jsonl", "-"], records, seconds=SECONDS, memory_mb=MEMORY_MB)
    faults = run.faults(status=run.status if run.status in (0, 3) else 0)
    given = records.split(b"\n")
    given = given[:-1] if not given[-1] else given
    got = run.out.split(b"\n")[:-1]
    if len(got) not in (len(given), sum(bool(line.strip()) for line in given)):
        faults.append(f"{len(got)} lines for {len(given)} records")
    for line in got:
        try:
            json.loads(line.decode("utf-8"))
        except ValueError as error:
            faults.append(f"no JSON: {error}: {line[:80]!r}")
            break
    return run.seconds, faults


# ---- rules ----------------------------------------------------------------------------------------------------------

def rule(find, yes, name="x"):
    return (f"[hostile.case]\nwhy   it hurts\nfind  {find}\ndo    tag person ${name}  +1\n"
            f"yes   {yes}\nno    Nothing of the kind.\n")


LONG_A = times("a", MB // 10) + b" talks"

RULES = {
    "a catastrophic regex on a word":
        (lambda: rule("x=/(a+)+b/ talks", "<x>aab</x> talks"), lambda: LONG_A),
    "a catastrophic regex on text":
        (lambda: rule(r"text /(?<x>(a+)+)!/ near talks", "talks <x>aa</x>!"), lambda: LONG_A),
    "a regex that looks back far":
        (lambda: rule(r"text /(?<x>(?:.*,)*)z/ near talks", "talks <x>,</x>z"),
         lambda: b"talks " + times("a,", MB // 50)),
    "gaps after gaps":
        (lambda: rule("x=<Cap> _{0,60} _{0,60} _{0,60} talks _{0,60} _{0,60} ends", "<x>Iran</x> talks ends"),
         lambda: times("Iran and talks and ", MB // 2)),
    "choices in choices":
        (lambda: rule("x=((a|a)?{0,1} (a|a) (a|a|_)){1,12} talks", "<x>a a</x> talks"), lambda: times("a ", MB // 10)),
    "macros that double, 24 deep":
        (lambda: "@a0 = (a | b c) d\n" + "".join(f"@a{n} = (@a{n - 1} | e) (@a{n - 1} f)\n" for n in range(1, 25))
         + rule("x=@a24 talks", "<x>a d</x> talks"), lambda: times("a d ", MB // 10)),
}


def rule_faults(whomet, make_rule, make_text):
    """The rule may be refused; else it is given up where it takes too long, and the text is read."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "99-hostile.rules")
        with open(path, "w", encoding="utf-8") as file:
            file.write(make_rule())
        run = program.run(whomet, ["--rules", path, "-"], make_text(), seconds=SECONDS, memory_mb=MEMORY_MB)
    if run.status == 2 and b"99-hostile.rules:" in run.err:
        return run.seconds, []
    return run.seconds, program.one_document(run, make_text())[1]


def main(whomet, part=""):
    tap = Tap()
    cases = [(label, text_faults, [make]) for label, make in TEXTS.items()]
    cases += [("records: " + label, record_faults, [make]) for label, make in RECORDS.items()]
    cases += [("rules: " + label, rule_faults, made) for label, made in RULES.items()]
    for label, faults, made in cases:
        if part in label:
            seconds, found = faults(whomet, *made)
            tap.case(label, found)
            print(f"# {seconds:.2f} s", flush=True)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
