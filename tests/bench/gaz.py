#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What do names cost? Usage: gaz.py PROGRAM BENCH_GAZ [TEXTS.jsonl] [--entries N] [--megabytes N] [--rounds N]

Makes N entries (1,000,000) out of the words of our own lists of names, and 10,000; then tells, for both: compiling
(time, memory, bytes an entry), opening, the time of the whole program over the same text (the articles of
tests/golden, or TEXTS) and its private memory. Last the size of the shipped file, and what names of a user's own
cost at the start.
"""
import argparse
import glob
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

import bench

HERE = os.path.dirname(os.path.abspath(__file__))
GAZETTEERS = os.path.join(HERE, "..", "..", "gazetteers")
WORDS = ["person/given.tsv", "person/family.tsv", "place/city.tsv"]
SMALL = 10_000


def make(folder, entries):
    made = os.path.join(folder, str(entries))
    subprocess.run([sys.executable, os.path.join(HERE, "gaz_million.py"), made, "--entries", str(entries), "--words",
                    *(os.path.join(GAZETTEERS, name) for name in WORDS)], check=True)
    return sorted(glob.glob(os.path.join(made, "*", "*.tsv")))


def compile_and_open(bench_gaz, folder, entries, files, text):
    compiled = os.path.join(folder, f"{entries}.gaz")
    done = subprocess.run([bench_gaz, compiled, text, *files], stdout=subprocess.PIPE, check=True, text=True)
    told = {line.split()[0]: line for line in done.stdout.splitlines()}
    seconds, peak = re.search(r"([\d.]+) s, peak (\d+) MiB", told["compile"]).groups()
    count = int(re.search(r"(\d+) entries", told["open"])[1])
    bench.show(f"{count:,} entries: compile", f"{float(seconds):.2f} s", f"{peak} MiB peak")
    bench.show("  file, bytes an entry", f"{os.path.getsize(compiled) / bench.MB:.1f} MB",
               f"{os.path.getsize(compiled) / count:.1f}")
    bench.show("  open, ms", f"{float(re.search(r'open +([0-9.]+)', told['open'])[1]) * 1000:.3f}")
    return compiled


def private_kib(program, gazetteer, record):
    """Memory of its own, after a record was read: not the pages of the mapped file."""
    child = subprocess.Popen([program, "--jsonl", "-j", "1", "--gazetteer", gazetteer], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE)
    child.stdin.write(record)
    child.stdin.flush()
    child.stdout.readline()
    with open(f"/proc/{child.pid}/status", encoding="ascii") as status:
        own = int(re.search(r"RssAnon:\s+(\d+)", status.read())[1])
    child.stdin.close()
    child.wait()
    return own


def compare(program, folder, large, small, options):
    records, plain = os.path.join(folder, "records.jsonl"), os.path.join(folder, "text.txt")
    bench.write_input(options.texts, records, plain, int(options.megabytes * bench.MB))
    spent = {large: [], small: []}
    for _ in range(options.rounds):
        for path in spent:
            spent[path].append(bench.measure([program, "--jsonl", "-j", "1", "--gazetteer", path, records])[0])
    ratio = statistics.median(a / b for a, b in zip(spent[large], spent[small]))
    bench.show("whole program: large, small, ratio", *(f"{statistics.median(spent[p]):.2f} s" for p in spent),
               f"{ratio:.2f}")
    with open(records, "rb") as file:
        record = file.readline()
    bench.show("private memory: large, small", *(f"{private_kib(program, p, record) / 1024:.1f} MiB" for p in spent))


def own_names(program, folder, files):
    """Entry files in the user's folder are compiled at every start."""
    article = os.path.join(folder, "article.txt")
    with open(article, "w", encoding="utf-8") as file:
        file.write("Nothing.\n")
    for count in (0, 1_000, 10_000, 100_000):
        home = os.path.join(folder, f"home-{count}")
        os.makedirs(os.path.join(home, "whomet/names/place"))
        with open(files[-1], encoding="utf-8") as source, \
                open(os.path.join(home, "whomet/names/place/mine.tsv"), "w", encoding="utf-8") as file:
            for number, line in enumerate(source):
                if number > count:
                    break
                file.write(line)
        begin = time.monotonic()
        for _ in range(5):
            subprocess.run([program, article], stdout=subprocess.DEVNULL, check=True,
                           env={**os.environ, "XDG_DATA_HOME": home})
        bench.show(f"start with {count:,} names of one's own, ms", f"{(time.monotonic() - begin) * 200:.1f}")


def main():
    parse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parse.add_argument("program")
    parse.add_argument("bench_gaz")
    parse.add_argument("texts", nargs="?", default=os.environ.get("WHOMET_BENCH") or None)
    parse.add_argument("--entries", type=int, default=1_000_000)
    parse.add_argument("--megabytes", type=float, default=10)
    parse.add_argument("--rounds", type=int, default=5)
    options = parse.parse_args()
    with tempfile.TemporaryDirectory(dir=os.getcwd()) as folder:
        records, plain = os.path.join(folder, "r.jsonl"), os.path.join(folder, "r.txt")
        bench.write_input(options.texts, records, plain, bench.MB)
        large, small = make(folder, options.entries), make(folder, SMALL)
        compiled = [compile_and_open(options.bench_gaz, folder, entries, files, plain)
                    for entries, files in ((options.entries, large), (SMALL, small))]
        compare(options.program, folder, *compiled, options)
        own_names(options.program, folder, large)
    shipped = os.path.join(os.environ.get("WHOMET_DATA", os.path.dirname(options.program)), "gazetteers/whomet.gaz")
    bench.show("the shipped file, MB", f"{os.path.getsize(shipped) / bench.MB:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
