# SPDX-License-Identifier: MIT
"""historic.py PACKAGES > person/historic.tsv: people of WordNet, all marked h.

An entry is an instance ('@i') among the nouns of persons. The canonical name is its first form of several words that
does not start with a title; single words are ctx. Years are those of the life, when the gloss has them as (dddd-dddd);
nothing else of a gloss is used. People that public.tsv has are left out, and so are gods.
"""
import os
import re
import sys

import words

HEAD = """
What: people of history, science and the arts, with surnames and title forms as aliases
Source: WordNet 3.0 (wordnet-base 1:3.0-37), by build/historic.py; sha256 of the package in build/sources.txt
Licence: WordNet licence, notice in NOTICE; changed: filtered, names chosen, marks added
Not here: people of public.tsv; gods and beings of legend
Ties: the earlier row
Columns: name	aliases	id	weight	attrs (role = what WordNet calls the person; from, to = years of life)
"""

PERSON_FILE = "18"
NOT_PEOPLE = {"deity", "god", "spiritual_being", "imaginary_being", "mythical_being", "fictional_character", "angel"}
TITLES = set("president sir saint st. st king queen pope emperor prince princess lord lady dame baron baroness count "
             "countess duke duchess earl general marshal captain tsar czar mrs. mr. dr. mahatma bishop father "
             "tsarina sultan mother the".split())


def synsets(packages):
    """Offset -> (file number, words, hypernym offsets, is it an instance, years)."""
    found = {}
    with open(os.path.join(packages, "wordnet-base/usr/share/wordnet/data.noun"), encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(" "):
                continue
            fields, _, gloss = line.partition(" | ")
            fields = fields.split()
            count = int(fields[3], 16)
            forms = [fields[4 + 2 * i] for i in range(count)]
            rest = fields[4 + 2 * count + 1:]
            up = [(rest[i], rest[i + 1]) for i in range(0, len(rest) - 3, 4) if rest[i] in ("@", "@i")]
            years = re.search(r"\((?:born (?:in )?)?(\d{3,4})-(\d{3,4})\)", gloss)
            found[fields[0]] = (fields[1], forms, up, years.groups() if years else None)
    return found


def above(synset, nouns):
    """First words of all hypernyms, upward."""
    seen, todo = set(), [offset for _, offset in synset[2]]
    while todo:
        offset = todo.pop()
        if offset not in seen:
            seen.add(offset)
            todo += [o for _, o in nouns[offset][2]]
    return set(form for offset in seen for form in nouns[offset][1])


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", words.fold(name)).strip("-")


def choose(forms):
    """Canonical name and the others."""
    names = [form.replace("_", " ") for form in forms]
    names = [n for n in dict.fromkeys(names) if not n.endswith(".") and n[0].isupper() and len(n) > 2]
    several = [n for n in names if " " in n and n.split()[0].lower() not in TITLES]
    titled = [n for n in names if " " in n]
    first = (several or titled or names or [None])[0]
    return first, [n for n in names if n != first]


def alias(name):
    if " " in name:
        return name
    return name + ("+case+ctx" if name.isupper() else "+ctx")


def main():
    nouns = synsets(sys.argv[1])
    public = set()
    for row in words.rows_of("person/public.tsv"):
        public.update(words.fold(n.partition("+")[0]) for n in [row[0]] + row[1].split("|") if " " in n)
    people, ids = [], set()
    for offset in sorted(nouns):
        synset = nouns[offset]
        number, forms, up, years = synset
        if number != PERSON_FILE or not any(sign == "@i" for sign, _ in up) or above(synset, nouns) & NOT_PEOPLE:
            continue
        name, others = choose(forms)
        if name is None or any(words.fold(n) in public for n in [name] + others):
            continue
        role = slug(nouns[next(o for sign, o in up if sign == "@i")][1][0])
        attrs = (["ctx"] if " " not in name else []) + ["h", "role=" + role]
        key = slug(name)
        if years:
            attrs += ["from=" + years[0], "to=" + years[1]]
        if key in ids:
            key += "-" + (years[0] if years else role)
        if key in ids:
            continue
        ids.add(key)
        people.append((name, "|".join(alias(n) for n in others), "person/" + key, "", " ".join(attrs)))
    words.write(HEAD, people)


if __name__ == "__main__":
    main()
