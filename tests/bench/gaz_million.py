#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes a large tree of entry files, the same one for the same seed, to measure the gazetteer compiler with.

    gaz_million.py FOLDER [--entries 1000000] [--seed 1] [--words FILE …]

writes FOLDER/place/city.tsv, FOLDER/person/public.tsv and FOLDER/org/company.tsv. Names have one to four words, drawn
so that few words are in very many names and most in few, as in life. The words come from lists (one a line, the first
column when there are tabs; lines that start with '#' are left out), or are made of syllables when no list is given.
One entry in ten has an alias, one in three an id of its own, half of them a country.
"""
import argparse
import pathlib
import random

SYLLABLES = ("ba be bi bo bu da de di do du fa fi ga go ha he hi ja jo ka ke ki ko ku la le li lo lu ma me mi mo mu "
             "na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi wa wi ya yo za ze "
             "bran car dor fel gar hald kin lund mar nor os pol rin stan tor ul ver wen").split()
FILES = {"place/city": 0.4, "person/public": 0.4, "org/company": 0.2}
WORD_COUNTS = [1, 2, 2, 2, 2, 3, 3, 4]


def read_words(paths):
    words = set()
    for path in paths:
        for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
            word = line.split("\t")[0].strip()
            if word and not word.startswith("#") and word.isalpha():
                words.add(word[0].upper() + word[1:])
    return sorted(words)


def make_words(rng, count):
    words = set()
    while len(words) < count:
        words.add("".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize())
    return sorted(words)


def make_name(rng, words):
    """The cube of a uniform number falls into the first tenth of the list nearly every second time."""
    count = rng.choice(WORD_COUNTS)
    return " ".join(words[int(len(words) * rng.random() ** 3)] for _ in range(count))


def make_row(rng, words, name, number):
    alias = make_name(rng, words) if rng.random() < 0.1 else ""
    row_id = f"test:{number}" if rng.random() < 1 / 3 else ""
    attrs = f"country={rng.choice('abcdefghij')}{rng.choice('abcdefghij')}" if rng.random() < 0.5 else ""
    return f"{name}\t{alias if alias != name else ''}\t{row_id}\t{rng.randint(0, 90) / 10:.1f}\t{attrs}".rstrip("\t")


def write_file(path, rng, words, count):
    names = set()
    while len(names) < count:
        names.add(make_name(rng, words))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write("# What: made-up names for measurements\n")
        for number, name in enumerate(sorted(names, key=lambda n: n.encode())):
            out.write(make_row(rng, words, name, number) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", nargs="*", default=[])
    args = parser.parse_args()
    rng = random.Random(args.seed)
    words = read_words(args.words) if args.words else make_words(rng, 150_000)
    rng.shuffle(words)
    for name, share in FILES.items():
        write_file(args.folder / f"{name}.tsv", rng, words, int(args.entries * share))


if __name__ == "__main__":
    main()
