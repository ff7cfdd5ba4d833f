#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every small dump beside this program becomes the entry file beside it, with these messages, and compiles.

Usage: run.py PROGRAM      UPDATE=1 in the environment writes what is expected anew.

The dumps are made up, in the shape of the real ones; each has records that are bad, unwanted and repeated.
"""
import bz2
import difflib
import gzip
import json
import os
import pty
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tap import Tap

HERE = os.path.dirname(os.path.abspath(__file__))
OWN = "--columns=name=Company,aliases=Also,id=Number,country=Land,weight=Weight"
# file of the expected rows, arguments, dumps
CASES = [
    ("place/geonames", ["geonames"], ["geonames.txt"]),
    ("place/geonames-oman", ["geonames", "--country=om", "--aliases=geonames-aliases.txt"], ["geonames.txt"]),
    ("place/geonames-big", ["geonames", "--min-population=100000"], ["geonames.txt"]),
    ("person/wikidata", ["wikidata", "--kind=person"], ["wikidata.json"]),
    ("place/wikidata", ["wikidata", "--kind=place"], ["wikidata.json"]),
    ("org/wikidata", ["wikidata", "--kind=org"], ["wikidata.json"]),
    ("org/wikidata-own", ["wikidata", "--kind=org", "--classes=classes.txt"], ["wikidata.json"]),
    ("person/opensanctions", ["opensanctions", "--kind=person"], ["opensanctions.ftm.json"]),
    ("org/opensanctions", ["opensanctions", "--kind=org"], ["opensanctions.ftm.json"]),
    ("org/gleif", ["gleif"], ["gleif.csv"]),
    ("org/ror", ["ror"], ["ror.json"]),
    ("person/census", ["census"], ["census.csv"]),
    ("org/own", ["csv", OWN], ["own.csv"]),
    ("org/numbered", ["csv", "--columns=name=1,country=2"], ["numbered.tsv"]),
]
# arguments, words of the message, exit status
REFUSED = [
    ([], b"needs a kind and dumps", 2),
    (["nonsense", "a"], b"'nonsense' is no kind of dump", 2),
    (["gleif"], b"'import gleif' needs dumps", 2),
    (["wikidata", "wikidata.json"], b"--kind=person", 2),
    (["opensanctions", "--kind=place", "opensanctions.ftm.json"], b"persons and organizations", 2),
    (["wikidata", "--kind=animal", "wikidata.json"], b"unknown kind 'animal'", 2),
    (["wikidata", "--kind=org", "--classes=census.csv", "wikidata.json"], b"census.csv:1: a line is a kind", 2),
    (["gleif", "census.csv"], b"no column 'LEI'", 3),
    (["csv", "--columns=name=Nowhere", "own.csv"], b"no column 'Nowhere'", 2),
    (["csv", "--columns=title=Company", "own.csv"], b"'title=Company' in --columns", 2),
    (["geonames", "missing.txt"], b"missing.txt", 3),
    (["geonames", "."], b"cannot read '.'", 3),
    (["geonames", "--country=oman", "geonames.txt"], b"write two letters", 2),
    (["geonames", "--min-population=many", "geonames.txt"], b"no number of people", 2),
    (["geonames", "--kind=place", "geonames.txt"], b"'--kind' means nothing for geonames: leave it out", 2),
    (["gleif", "--classes=classes.txt", "gleif.csv"], b"'--classes' means nothing for gleif", 2),
    (["ror", "--columns=name=1", "ror.json"], b"'--columns' means nothing for ror", 2),
    (["census", "--country=us", "census.csv"], b"'--country' means nothing for census", 2),
    (["wikidata", "--kind=org", "--aliases=geonames-aliases.txt", "wikidata.json"], b"'--aliases' means nothing", 2),
    (["csv", "--min-population=9", "own.csv"], b"'--min-population' means nothing for csv", 2),
    (["csv", "own.csv"], b"say which it is with --columns=name=HEADING", 2),
    (["csv", "--columns=name=99999999999", "own.csv"], b"no column '99999999999'", 2),
    (["ror", "census.csv"], b"no record in 'census.csv': is it a dump of ror?", 3),
]
tap = Tap()


def run(program, *args, **more):
    return subprocess.run([program, *args], cwd=HERE, capture_output=True, timeout=120, check=False, **more)


def compare(path, got, update):
    if update:
        with open(path, "wb") as file:
            file.write(got)
    with open(path, "rb") as file:
        expected = file.read()
    return list(difflib.unified_diff(expected.decode().splitlines(), got.decode("utf-8", "replace").splitlines(),
                                     "expected", "got", lineterm=""))


def case_import(program, name, args, dumps, update):
    done = run(program, "import", *args, "--date=2026-02-06", *dumps)
    os.makedirs(os.path.dirname(os.path.join(HERE, name)), exist_ok=True)
    faults = compare(os.path.join(HERE, name + ".tsv"), done.stdout, update)
    faults += compare(os.path.join(HERE, name + ".stderr"), done.stderr, update)
    wanted = 3 if b" bad" in done.stderr else 0
    if done.returncode != wanted:
        faults.append(f"exit status {done.returncode}, not {wanted}")
    with tempfile.TemporaryDirectory() as folder:
        made = run(program, "compile", "-o", os.path.join(folder, "out.gaz"), name + ".tsv")
    if made.returncode != 0:
        faults.append("does not compile: " + made.stderr.decode())
    tap.case(name, faults)


def case_gzip(program, folder):
    """Compressed, from standard input, in two parts: the rows are the same."""
    with open(os.path.join(HERE, "gleif.csv"), "rb") as file:
        plain = file.read()
    packed = os.path.join(folder, "gleif.csv.gz")
    with gzip.open(packed, "wb") as file:
        file.write(plain)
    rows = [line for line in run(program, "import", "gleif", "gleif.csv").stdout.splitlines() if line[:1] != b"#"]
    for label, args, given in [("gzip", ["gleif", packed], b""), ("standard input", ["gleif", "-"], plain),
                               ("twice the same file", ["gleif", packed, "gleif.csv"], b"")]:
        done = run(program, "import", *args, input=given)
        got = [line for line in done.stdout.splitlines() if line[:1] != b"#"]
        tap.case(label, [] if got == rows else [done.stderr.decode(), *map(repr, got)])
    with open(packed, "rb") as file:
        half = file.read()[:200]
    with open(packed, "wb") as file:
        file.write(half)
    done = run(program, "import", "gleif", packed)
    tap.case("a compressed file that is cut off", [] if done.returncode == 3 and b"cut off" in done.stderr and
             not done.stdout else [repr(done)])


def case_bzip2(program, folder):
    """As gzip; in several streams too, which is what dumps are packed in. Without the library the file is told."""
    with open(os.path.join(HERE, "gleif.csv"), "rb") as file:
        plain = file.read()
    packed = os.path.join(folder, "gleif.csv.bz2")
    half = len(plain) // 2
    rows = [line for line in run(program, "import", "gleif", "gleif.csv").stdout.splitlines() if line[:1] != b"#"]
    whole = bz2.compress(plain)
    damaged = whole[:40] + bytes([whole[40] ^ 255]) + whole[41:]
    for label, content, words in [("bzip2", whole, b""),
                                  ("bzip2 in two streams",
                                   bz2.compress(plain[:half]) + bz2.compress(plain[half:]), b""),
                                  ("bzip2 with nothing in it", bz2.compress(b""), b"no record in"),
                                  ("bzip2 that is cut off", whole[:-20], b"cut off"),
                                  ("bzip2 that is damaged", damaged, b"is damaged"),
                                  ("text that begins like it", b"BZhello,LEI\n1,2\n", b"is damaged")]:
        with open(packed, "wb") as file:
            file.write(content)
        done = run(program, "import", "gleif", packed)
        got = [line for line in done.stdout.splitlines() if line[:1] != b"#"]
        good = words in done.stderr and done.returncode == 3 and not done.stdout if words else got == rows
        tap.case(label, [] if good or b"built without" in done.stderr else [repr(done)])


def case_separators(program, folder):
    """Line feeds, tabs and bars inside ids and names, aliases beyond number: what comes out compiles all the same."""
    ror = [{"id": "https://ror.org/a\nb\tc d", "status": "active",
            "names": [{"value": "Institute of\tTabs", "types": ["label", "ror_display"], "lang": "en"}]},
           {"id": "https://ror.org/" + "x" * 400, "status": "active",
            "names": [{"value": "Institute of Length", "types": ["label", "ror_display"], "lang": "en"}]}]
    place = "\t".join(["1", "Muscat", "Muscat", "", "23.6", "58.5", "P", "PPLC", "OM", *[""] * 5, "797000", *[""] * 4])
    files = {"ror.json": json.dumps(ror), "census.csv": 'name,count\n"SM\tITH",12\n"LI\nND",9\nA|B,8\n',
             "place.txt": place + "\n",
             "aliases.txt": "".join(f"{n}\t1\ten\tMuscat Number {n}\t\t\t\t\n" for n in range(1500))}
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    for kind, label, args, dump in [("org", "ror", [], "ror.json"), ("person", "census", [], "census.csv"),
                                    ("place", "geonames", [f"--aliases={folder}/aliases.txt"], "place.txt")]:
        os.makedirs(os.path.join(folder, kind), exist_ok=True)
        out = os.path.join(folder, kind, "out.tsv")
        done = run(program, "import", label, *args, "-o", out, os.path.join(folder, dump))
        made = run(program, "compile", "-o", os.path.join(folder, "out.gaz"), out)
        tap.case(f"separators in {label}", [] if done.returncode in (0, 3) and made.returncode == 0
                 else [done.stderr.decode(), made.stderr.decode()])


def case_many(program, folder):
    """More rows than are held in memory come out sorted, each id once, in memory that does not grow with them."""
    path, out = os.path.join(folder, "many.tsv"), os.path.join(folder, "out.tsv")
    count = 400000
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            mixed = number * 2654435761 % 2**32
            file.write(f"Name {mixed:08x} {'of a rather long company ' * 6}\tz:{number % (count - 10)}\n")
    done = run(program, "import", "csv", "--columns=name=1,id=2", "-o", out, path)
    with open(out, "rb") as file:
        rows = [line.split(b"\t") for line in file.read().splitlines() if line[:1] != b"#"]
    faults = [] if done.returncode == 0 and b" 10 repeated" in done.stderr else [repr(done)]
    names = [row[0] for row in rows]
    if names != sorted(names) or len(rows) != count - 10 or len({row[2] for row in rows}) != count - 10:
        faults.append(f"{len(rows)} rows, sorted: {names == sorted(names)}")
    tap.case("more rows than fit the memory for sorting", faults)
    done = run(program, "import", "csv", "--columns=name=1,id=2", path, env={**os.environ, "TMPDIR": folder + "/none"})
    tap.case("no room to sort", [] if done.returncode == 3 and b"TMPDIR" in done.stderr and not done.stdout
             else [repr(done)])


def case_progress(program, folder):
    """On a terminal even the alternate names tell how far they are; they come in slowly here, so that it is time to."""
    pipe, (terminal, other_end) = os.path.join(folder, "slow"), pty.openpty()
    os.mkfifo(pipe)
    with subprocess.Popen([program, "import", "geonames", f"--aliases={pipe}", "-o", os.path.join(folder, "out.tsv"),
                           os.path.join(HERE, "geonames.txt")], stderr=other_end) as running:
        with open(pipe, "w", encoding="utf-8") as slow:
            for _ in range(2):
                time.sleep(1.1)
                slow.write("1\t1\ten\tName\t\t\t\t\n" * 100000)
                slow.flush()
        running.wait(timeout=60)
    told = os.read(terminal, 100000)
    tap.case("progress of alternate names", [] if b" MB, " in told and b" lines of alternate names" in told
             else [repr(told)])
    os.close(terminal)
    os.close(other_end)


def main(program):
    update = os.environ.get("UPDATE") == "1"
    for name, args, dumps in CASES:
        case_import(program, name, args, dumps, update)
    for args, words, status in REFUSED:
        done = run(program, "import", *args)
        good = done.returncode == status and words in done.stderr and not done.stdout
        tap.case(f"refused: {' '.join(args)}", [] if good else [repr(done)])
    with tempfile.TemporaryDirectory() as folder:
        case_gzip(program, folder)
        case_bzip2(program, folder)
        case_separators(program, folder)
        case_many(program, folder)
        case_progress(program, folder)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
