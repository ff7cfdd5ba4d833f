#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do we read UTF-8, ill-formed or not, as Python does with errors="replace"? Usage: utf8.py UTF8_POINTS

All sequences of one and two bytes, all of three and four at the edges of the ranges, and random ones.
"""
import itertools
import os
import random
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tap import Tap

EDGES = [0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
         0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF]


def expected(raw):
    """The line that the program should print."""
    out, offset, decoded = [], 0, raw.decode("utf-8", errors="replace")
    for point in decoded:
        out.append(f"{offset:x}:{ord(point):x} ")
        offset += size_at(raw, offset)
    try:
        raw.decode("utf-8")
        valid = len(raw)
    except UnicodeDecodeError as error:
        valid = error.start
    return "".join(out) + f"{len(decoded):x} {valid:x}"


def size_at(raw, offset):
    """Bytes of the code point, or of the ill-formed part, at `offset`."""
    try:
        return len(raw[offset:].decode("utf-8")[0].encode())
    except UnicodeDecodeError as error:
        if error.start == 0:
            return error.end
        return len(raw[offset:offset + error.start].decode("utf-8")[0].encode())


def compare(points, sequences):
    sequences = list(sequences)
    given = b"".join(bytes([len(raw)]) + raw for raw in sequences)
    out = subprocess.run([points], input=given, stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    if len(out) != len(sequences):
        return [f"{len(out)} answers for {len(sequences)} sequences"]
    return [f"{raw.hex(' ')}: {got}, Python reads {expected(raw)}" for raw, got in zip(sequences, out)
            if got != expected(raw)][:10]


def main(points):
    tap = Tap()
    tap.case("one byte", compare(points, (bytes([a]) for a in range(256))))
    tap.case("two bytes", compare(points, (bytes(pair) for pair in itertools.product(range(256), repeat=2))))
    tap.case("three bytes", compare(points, (bytes(three) for three in itertools.product(EDGES, repeat=3))))
    four = itertools.product([0xE0, 0xED, 0xF0, 0xF1, 0xF4, 0xC3], EDGES, EDGES, [0x41, 0x80, 0xBF, 0xC3, 0xF0])
    tap.case("four bytes", compare(points, (bytes(each) for each in four)))
    pick = random.Random(3)
    tap.case("random bytes", compare(points, (bytes(pick.choices(EDGES, k=pick.randrange(40))) for _ in range(5000))))
    letters = [chr(point) for point in (0x41, 0xE9, 0x2014, 0xFFFD, 0x1F600)]
    tap.case("letters with one byte lost", compare(points, (cut(pick, letters) for _ in range(5000))))
    return tap.done()


def cut(pick, letters):
    raw = bytearray("".join(pick.choices(letters, k=12)).encode())
    del raw[pick.randrange(len(raw))]
    return bytes(raw)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
