#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How fast is it? Usage: bench.py PROGRAM [TEXTS.jsonl] [--megabytes N] [--rounds N]

The texts (records with "text"; without a file, the articles of tests/golden) are repeated under new ids to N MB.
Rounds alternate between `whomet --jsonl` into a pipe and `wc -w` on the same text, because a machine is not equally
fast all the time; what counts is the median of the ratios of processor time. Absolute numbers are never judged.
"""
import argparse
import glob
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
MB = 1_000_000


def golden_texts():
    for path in sorted(glob.glob(os.path.join(HERE, "..", "golden", "*", "*.txt"))):
        with open(path, encoding="utf-8", errors="replace") as file:
            yield file.read()


def texts_of(path):
    if path is None:
        yield from golden_texts()
        return
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)["text"]


def write_input(path, records_path, text_path, size):
    """The texts again and again until `size` bytes of text; returns the bytes and the number of records."""
    written = number = 0
    with open(records_path, "w", encoding="utf-8") as records, open(text_path, "wb") as plain:
        while written < size:
            before = written
            for text in texts_of(path):
                number += 1
                records.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
                raw = text.encode("utf-8", errors="replace") + b"\n"
                plain.write(raw)
                written += len(raw) - 1
                if written >= size:
                    break
            if written == before:
                raise SystemExit("bench.py: no text to read")
    return written, number


def measure(command, env=None):
    """Runs a command into a pipe: (processor seconds, wall seconds, peak RSS in KB)."""
    begin = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **(env or {})})
    drain = subprocess.Popen(["cat"], stdin=child.stdout, stdout=subprocess.DEVNULL)
    child.stdout.close()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    drain.wait()
    if child.returncode != 0:
        raise SystemExit(f"bench.py: {' '.join(command)}: status {child.returncode}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss


def median(values):
    return statistics.median(values)


def show(label, *columns):
    print(f"{label:<44}" + "".join(f"{column:>16}" for column in columns), flush=True)


def compare_with_wc(whomet, records, plain, size, rounds):
    ours, words = [], []
    for _ in range(rounds):
        ours.append(measure([whomet, "--jsonl", "-j", "1", records]))
        words.append(measure(["wc", "-w", plain], {"LC_ALL": "C.UTF-8"}))
    two = [measure([whomet, "--jsonl", "-j", "2", records]) for _ in range(min(rounds, 3))]
    ours_mb = size / MB / median([cpu for cpu, _, _ in ours])
    words_mb = size / MB / median([cpu for cpu, _, _ in words])
    ratio = median([word[0] / our[0] for our, word in zip(ours, words)])
    show("", "whomet", "wc -w")
    show("MB of text a second of processor time", f"{ours_mb:.1f}", f"{words_mb:.1f}")
    show("speed against wc -w, median of rounds", f"{ratio:.2f}", "1.00")
    show("peak memory, MB (one thread, two threads)", f"{max(rss for _, _, rss in ours) / 1024:.1f}",
         f"{max(rss for _, _, rss in two) / 1024:.1f}")
    gain = median([wall for _, wall, _ in ours]) / median([wall for _, wall, _ in two])
    show("wall clock of one thread / of two", f"{gain:.2f}")


def one_article(whomet, path, folder):
    """Start to finish on one article of middle length."""
    texts = sorted((text for _, text in zip(range(1000), texts_of(path))), key=len)
    article = os.path.join(folder, "article.txt")
    with open(article, "w", encoding="utf-8") as file:
        file.write(texts[len(texts) // 2])
    taken = [measure([whomet, article])[1] for _ in range(50)]
    nothing = [measure(["true"])[1] for _ in range(50)]
    show("one article, ms (and a program that does nothing)", f"{median(taken) * 1000:.1f}",
         f"{median(nothing) * 1000:.1f}")


def count_instructions(whomet, records):
    """(instructions, mispredicted branches) of a run under cachegrind."""
    run = subprocess.run(["valgrind", "--tool=cachegrind", "--cache-sim=no", "--branch-sim=yes",
                          "--cachegrind-out-file=/dev/null", whomet, "--jsonl", "-j", "1", records],
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    numbers = [re.search(pattern + r":\s+([\d,]+)", run.stderr) for pattern in (r"I\s+refs", "Mispredicts")]
    return [int(number[1].replace(",", "")) for number in numbers]


def instructions(whomet, path, folder):
    try:
        subprocess.run(["valgrind", "--version"], stdout=subprocess.DEVNULL, check=True)
    except OSError:
        show("instructions a byte", "no valgrind")
        return
    records, plain, empty = (os.path.join(folder, name) for name in ("one.jsonl", "one.txt", "empty.jsonl"))
    size, _ = write_input(path, records, plain, MB)
    with open(empty, "w", encoding="utf-8"):
        pass
    whole, start = count_instructions(whomet, records), count_instructions(whomet, empty)
    show("1 MB under cachegrind, without start-up", "instructions", "mispredictions")
    show("  a byte", f"{(whole[0] - start[0]) / size:.1f}", f"{(whole[1] - start[1]) / size:.3f}")
    show("  of the start", f"{start[0]:,}", f"{start[1]:,}")


def main():
    parse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parse.add_argument("program")
    parse.add_argument("texts", nargs="?", default=os.environ.get("WHOMET_BENCH") or None)
    parse.add_argument("--megabytes", type=float, default=50)
    parse.add_argument("--rounds", type=int, default=9)
    options = parse.parse_args()
    with tempfile.TemporaryDirectory(dir=os.getcwd()) as folder:
        records, plain = os.path.join(folder, "records.jsonl"), os.path.join(folder, "text.txt")
        size, count = write_input(options.texts, records, plain, int(options.megabytes * MB))
        print(f"{count} records, {size / MB:.1f} MB of text, {options.rounds} rounds")
        compare_with_wc(options.program, records, plain, size, options.rounds)
        one_article(options.program, options.texts, folder)
        instructions(options.program, options.texts, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
