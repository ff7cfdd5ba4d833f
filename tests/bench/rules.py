#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Does whomet slow down with the number of rules, how long do rules load, and does the worst pattern stay linear?

Rules are generated with triggers from the most frequent words of the texts, so that they are woken and tried as real
ones are. Figures are those of the whole program with the shipped names: the best of several runs, user and system time;
the runs of the sizes alternate, so that a machine that slows down slows them all. Usage: rules.py PROGRAM GOLDEN_FOLDER
"""
import collections
import glob
import os
import re
import resource
import subprocess
import sys
import tempfile

PROGRAM, GOLDEN = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
ROUNDS = 7
MOST_SLOWER, MOST_LOAD_MS = 0.15, 30


def used(args, given=b""):
    """Seconds of processor time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([PROGRAM, *args], input=given, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def best_of(variants, given=b"", rounds=ROUNDS):
    """The least time of each variant, a list of arguments; their runs alternate."""
    times = [[] for _ in variants]
    for _ in range(rounds):
        for at, args in enumerate(variants):
            times[at].append(used(args, given))
    return [min(all_times) for all_times in times]


def news():
    texts = []
    for path in sorted(glob.glob(os.path.join(GOLDEN, "*", "*.txt"))):
        with open(path, encoding="utf-8", errors="replace") as file:
            texts.append(file.read())
    return "\n\n".join(texts)


def make_rules(count, words):
    """Contacts, each by words of its own, as 60-contact has them."""
    rules = ["@who = <actor> | <person> | <place>"]
    for at in range(count):
        one, two = words[2 * at % len(words)], words[(2 * at + 1) % len(words)]
        rules.append(f"[bench.rule-{at}]\nfind  who=@who _{{0,3}}? trigger=({one} {two}? with?) whom=@who"
                     f" (_{{0,6}}? (in | at) where=<place>)?\n"
                     "do    event meet participants=$who,$whom place=$where +0.5\nyes   Yes.\nno    No.\n")
    return "\n".join(rules)


def growth(folder, text, words):
    sizes, shown = (50, 100, 200, 500), []
    given = (text * (2_000_000 // len(text.encode()) + 1)).encode()
    variants = []
    for size in sizes:
        path = os.path.join(folder, f"{size}", "60-bench.rules")
        os.makedirs(os.path.dirname(path))
        with open(path, "w", encoding="utf-8") as file:
            file.write(make_rules(size, words))
        variants.append(["--no-project", "--no-user-names", "-j1", "-q", "--rules=" + path, "-"])
    times = best_of(variants, given)
    none = best_of([["--no-project", "--no-user-names", "-j1", "-q", "-"]], given)[0]
    print(f"{len(given) / 1e6:.1f} MB of news; without further rules {none:.3f} s")
    for size, time in zip(sizes, times):
        shown.append(time / times[0] - 1)
        print(f"{size:5} further rules: {time:.3f} s, {100 * shown[-1]:+.1f} %")
    return shown[-1]


def loading(folder, words):
    variants = []
    for size in (1, 1000):
        path = os.path.join(folder, f"load-{size}", "60-bench.rules")
        os.makedirs(os.path.dirname(path))
        with open(path, "w", encoding="utf-8") as file:
            file.write(make_rules(size, words))
        variants.append(["--no-project", "--no-user-names", "--only", "-q", "--rules=" + path, "-"])
    least, most = best_of(variants, b"", 15)
    print(f"1000 rules load in {(most - least) * 1000:.1f} ms")
    return (most - least) * 1000


# Each has as many ways to go wrong as its kind allows. The text is "ba ba ba …" without a full stop, so each of them
# starts everywhere and fails everywhere, at its last element only. The last one is for the regexes: long words.
WORST = {
    "nested repetitions": "find  x=((ba+ ba*)+ !ba)",
    "gaps in gaps": "find  x=(ba (_{0,50} ba){1,40} !ba)",
    "alternatives that begin alike": "find  x=((ba ba | ba ba ba | ba){1,60} !ba)",
    "look-around at each place": "find  x=(((?= ba (_{0,60} !ba)) _ | ba){1,60} !ba)",
    "a regex that backtracks": "find  x=(ba /(b|a|ba)+(b|a|ba)+c/)",
}


def curve(folder, label, pattern):
    path = os.path.join(folder, "worst", "20-worst.rules")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"[worst.case]\n{pattern}\ndo    tag person $x +1\nyes   Yes.\nno    No.\n")
    args = ["--no-project", "--no-user-names", "--only", "-q", "-j1", "--rules=" + path, "-"]
    piece = b"ba " if "/" not in pattern else b"ba " + b"ba" * 40 + b" "
    sizes, times = (1000, 2000, 4000, 8000, 16000), []
    nothing = min(used(args) for _ in range(3))
    for size in sizes:
        times.append(min(used(args, piece * size) for _ in range(3)) - nothing)
    steps = ", ".join(f"{size} {time * 1000:.1f} ms" for size, time in zip(sizes, times))
    slope = times[-1] / max(times[-3], 1e-3) / (sizes[-1] / sizes[-3])
    print(f"{label}: words {steps}; from {sizes[-3]} to {sizes[-1]} {slope:.2f} times linear", flush=True)
    return slope


def main():
    text = news()
    counts = collections.Counter(re.findall(r"\b[a-z]{4,}\b", text))
    words = [word for word, count in counts.most_common(1000)]
    with tempfile.TemporaryDirectory() as folder:
        slower = growth(folder, text, words)
        load_ms = loading(folder, words)
        slopes = [curve(folder, label, pattern) for label, pattern in WORST.items()]
    good = slower <= MOST_SLOWER and load_ms <= MOST_LOAD_MS and max(slopes) <= 2
    answer = "yes" if good else "NO"
    print(f"wanted: at most {MOST_SLOWER:.0%} slower from 50 to 500, {MOST_LOAD_MS} ms, linear: {answer}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
