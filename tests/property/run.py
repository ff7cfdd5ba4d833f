#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What holds for every text: tried on random ones, made from pieces that news is made of.

Usage: run.py PROGRAM [DOCUMENTS]      WHOMET_SEED=n in the environment makes the same texts again.
"""
import json
import os
import random
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import program
from tap import Tap

PEOPLE = ["Abbas Araghchi", "Araghchi", "Lena Harvik", "Salim al-Rawahi", "President Ren\u00e9 Dupont", "Mr. O'Brien",
          "J. D. Vance", "Foreign Minister Ana Mar\u00eda P\u00e9rez", "Zu\u0308lal Aksoy", "Chancellor Merz"]
PLACES = ["Muscat", "Oman", "Iran", "the United States", "the U.S.", "Washington", "Paris", "S\u00e3o Paulo",
          "Sana\u2019a"]
BODIES = ["the European Union", "NATO", "the State Department", "Acme Corp.", "the United Nations (UN)", "UN"]
VERBS = ["met", "met with", "did not meet", "will meet", "held talks with", "spoke by phone with", "visited", "hosted",
         "refused to meet", "cancelled talks with"]
WHERE = ["in {place}", "in {place} on Friday", "on the sidelines of talks in {place}", "at the palace", "", ""]
OTHER = ["It rained.", "Shares fell 3.5 percent.", "\u201cWe talked,\u201d he said.", "She left.",
         "Nothing came of it\u2026", "MUSCAT (AP) \u2014 Nothing new.", "https://a.example/x?y=1", "\U0001f600",
         "e\u0301", "\x00", "5 p.m. EST"]
BREAKS = [" ", " ", " ", "\n", "\n\n", "\r\n\r\n", "  "]
NO_NAMES = "\n\nit rained all day, and nothing else was heard of it.\n"


def sentence(pick):
    actor = pick.choice([PEOPLE, PLACES, BODIES])
    other = pick.choice([PEOPLE, PLACES, BODIES])
    where = pick.choice(WHERE).format(place=pick.choice(PLACES))
    words = [pick.choice(actor), pick.choice(VERBS), pick.choice(other), where]
    return " ".join(word for word in words if word) + "."


def text(pick):
    parts = []
    for _ in range(pick.randrange(12)):
        parts.append(sentence(pick) if pick.random() < 0.7 else pick.choice(OTHER))
        parts.append(pick.choice(BREAKS))
    return "".join(parts)


def read(whomet, texts, *args):
    """The run over the texts as JSON Lines, and its documents."""
    lines = "".join(json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts))
    run = program.run(whomet, ["--jsonl", *args, "-"], lines.encode(), seconds=300)
    return run, [] if run.faults() else [json.loads(line) for line in run.out.splitlines()]


def found(document, shift=0):
    """What stands where: mentions, and triggers of events."""
    return ([(mention["start"] + shift, mention["end"] + shift, mention["type"]) for mention in document["mentions"]],
            [(event["trigger"]["start"] + shift, event["type"]) for event in document["events"]])


def changes(texts, before, after, shift=0):
    """Where the answer to a text changed by more than `shift`."""
    if len(before) != len(after):
        yield f"{len(after)} answers, not {len(before)}"
    for number, (old, new) in enumerate(zip(before, after)):
        if found(old, shift) != found(new):
            yield f"text {number}: {texts[number]!r}"
            yield f"  before {found(old, shift)}"
            yield f"  after  {found(new)}"
            return


def main(whomet, count="400"):
    tap = Tap()
    seed = int(os.environ.get("WHOMET_SEED", "20260206"))
    pick = random.Random(seed)
    texts = [text(pick) for _ in range(int(count))]
    print(f"# WHOMET_SEED={seed}, {count} texts")

    run, documents = read(whomet, texts)
    tap.case("every text is read", run.faults())
    ids = [document["document"]["id"] for document in documents]
    tap.case("one answer a text, in order",
             [] if ids == [str(number) for number in range(len(texts))]
             else f"{len(documents)} answers for {len(texts)} texts, or not in order")
    tap.case("offsets are true, mentions do not overlap, ids lead somewhere",
             [f"text {number}: {fault}: {texts[number]!r}" for number, document in enumerate(documents)
              for fault in program.document_faults(document, texts[number].encode())][:10])
    tap.case("something is found", [] if sum(len(document["mentions"]) for document in documents) > len(texts)
             else "hardly a mention: the other cases say nothing")
    tap.case("something happens", [] if any(document["events"] for document in documents) else "no event in any text")

    tap.case("the same bytes twice", [] if read(whomet, texts)[0].out == run.out else "differ")
    for jobs in ("1", "2", "7"):
        again, _ = read(whomet, texts, "-j", jobs)
        tap.case(f"the same bytes with -j {jobs}", [] if again.out == run.out else "differ")
    tap.case("a paragraph without names changes nothing before it",
             changes(texts, documents, read(whomet, [text + NO_NAMES for text in texts])[1]))
    tap.case("line breaks before the text move everything by as much",
             changes(texts, documents, read(whomet, ["\n\n" + text for text in texts])[1], shift=2))
    turned = list(range(len(texts)))[::-1]
    _, again = read(whomet, [texts[number] for number in turned])
    tap.case("what was read before does not matter", changes(texts, documents, again[::-1]))

    broken = [text.encode().replace("\u00e9".encode(), b"\xe9").replace(b"a", b"\xc3", 1) for text in texts[:20]]
    for number, raw in enumerate(broken):
        _, faults = program.one_document(program.run(whomet, ["-"], raw), raw)
        tap.case(f"ill-formed text {number}", faults)
    for number, text_ in enumerate(texts[:20]):
        document, faults = program.one_document(program.run(whomet, ["-"], text_.encode()), text_.encode())
        tap.case(f"text {number} as a file is as in a record",
                 faults or list(changes([text_], [documents[number]] if documents else [], [document])))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
