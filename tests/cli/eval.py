#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The command eval: what it does with bad lines, floors, formats, threads; and that it scores what annotate writes.
Usage: eval.py PROGRAM

The cases do not depend on what is found in a text, so they hold with any rules.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tap import Tap

PROGRAM = os.path.abspath(sys.argv[1])
TEXT = "Negotiators from Iran met Omani officials in Muscat on Friday."
GOLD = {"id": "a", "text": TEXT, "date": "2026-02-06",
        "entities": [{"start": 17, "end": 21, "type": "LOC", "cluster": 1}, {"start": 45, "end": 51, "type": "LOC"},
                     {"start": 55, "end": 61, "type": "MISC"}],
        "events": [{"type": "meet", "mode": "in_person", "status": "asserted", "trigger": [22, 25],
                    "participants": [[[0, 21]], [[26, 41]]], "host": [], "place": [[45, 51]]}]}
TYPES = {"person": "PER", "place": "LOC", "organization": "ORG"}
tap = Tap()


def run(*args, given=b""):
    return subprocess.run([PROGRAM, *args], input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)


def score(*args):
    return run("eval", *args)


def line(one):
    return json.dumps(one).encode() + b"\n"


def write(name, *lines):
    with open(name, "wb") as file:
        file.write(b"".join(line(one) if isinstance(one, dict) else one for one in lines))
    return name


def expect(label, done, status=0, out=None, err=None):
    """`out`, `err`: patterns that must occur; an empty `err`: silence."""
    faults = [f"exit status {done.returncode}, not {status}"] if done.returncode != status else []
    for name, stream, pattern in (("output", done.stdout, out), ("error", done.stderr, err)):
        if pattern and not re.search(pattern, stream.decode()):
            faults.append(f"standard {name} has no {pattern!r}")
    if err == "" and done.stderr:
        faults.append("standard error is not silent")
    tap.case(label, faults and [*faults, done.stdout.decode()[-600:], done.stderr.decode()[-600:]])


def figure(done, measure, of, name="f1"):
    for row in json.loads(done.stdout)["sets"][-1]["scores"]:
        if (row["measure"], row["of"]) == (measure, of):
            return row[name] and row[name]["value"]
    return None


# ---- bad lines: told with their place, left out, and the rest goes on -----------------------------------------------

BAD = [
    ("broken JSON", b'{"id": "b", "text": "x"\n', "invalid JSON"),
    ("no text", b'{"id": "b", "entities": []}\n', "no 'text'"),
    ("a list", b'[1, 2]\n', "not a JSON object"),
    ("entities are no list", b'{"text": "x", "entities": 5}\n', r":27: error: not a list"),
    ("a name is no object", b'{"text": "x", "entities": [7]}\n', r":28: error: not an object"),
    ("a name without end", b'{"text": "x", "entities": [{"start": 0, "type": "PER"}]}\n', "needs 'start', 'end'"),
    ("a name behind the text", b'{"text": "x", "entities": [{"start": 0, "end": 2, "type": "PER"}]}\n',
     "behind the end"),
    ("an empty name", b'{"text": "x", "entities": [{"start": 1, "end": 1, "type": "PER"}]}\n', "empty span"),
    ("a negative offset", b'{"text": "x", "entities": [{"start": -1, "end": 1, "type": "PER"}]}\n',
     "not an offset"),
    ("half an offset", b'{"text": "x", "entities": [{"start": 0.5, "end": 1, "type": "PER"}]}\n', "not an offset"),
    ("an offset beyond 32 bits", b'{"text": "x", "entities": [{"start": 0, "end": 4294967296, "type": "PER"}]}\n',
     "behind the end"),
    ("an unknown event", b'{"text": "x", "events": [{"type": "call"}]}\n', "meet or visit"),
    ("an unknown status", b'{"text": "x", "events": [{"type": "meet", "status": "done"}]}\n', "unknown status"),
    ("an unknown mode", b'{"text": "x", "events": [{"type": "meet", "mode": "mail"}]}\n', "unknown mode"),
    ("one number is no span", b'{"text": "x", "events": [{"type": "meet", "trigger": [0]}]}\n', "not a span"),
    ("three numbers are no span", b'{"text": "xyz", "events": [{"type": "meet", "trigger": [0, 1, 2]}]}\n',
     "not a span"),
    ("a word is no span", b'{"text": "x", "events": [{"type": "meet", "place": ["Oman"]}]}\n', "not an offset"),
    ("columns count characters", '{"text": "é—𝕏", "entities": 5}\n'.encode(), r":29: error: not a list"),
    ("an id twice", line(GOLD), "id 'a' was used before"),
]


def bad_lines():
    good = write("good.jsonl", GOLD)
    for label, bad, message in BAD:
        first = label != "an id twice"
        name = write("bad.jsonl", *((bad, b"\n", GOLD) if first else (GOLD, bad)))
        done = score(name, "--answers", good, "-q", "--to=json")
        expect(f"bad line: {label}", done, 3, None, f"bad.jsonl:{1 if first else 2}.*{message}")
        alone = figure(done, "strict", "micro")
        tap.case(f"bad line: {label}: the rest is scored", [] if alone == 1 else [f"{alone}"])
    expect("a file that is not there", score("none.jsonl", good, "--answers", good, "-q"), 3, "strict", "none.jsonl")
    expect("no texts at all", score(write("empty.jsonl")), 3, None, "no annotated texts")
    expect("no file", score(), 2, None, "needs annotated texts")
    expect("nothing annotated", score(write("plain.jsonl", {"text": "x"}), "--to=table"), 0, "nothing is annotated")


# ---- answers --------------------------------------------------------------------------------------------------------

def answers():
    good = write("good.jsonl", GOLD)
    expect("perfect answers", score(good, "--answers", good, "-q"), 0, r"strict\tmicro\tf1\t1\.000000\t1.*\n", "")
    expect("other types are told", score(good, "--answers", good), 0, None, "1 names of other types")
    for label, found, status, out, message in (
            ("no answer to a text", [], 0, r"micro\trecall\t0\.0", "no answer to 1 of 1"),
            ("an answer to no text", [{**GOLD, "id": "b"}], 3, None, "no text has the id"),
            ("two answers", [GOLD, GOLD], 3, None, "found.jsonl:2: .*answered before"),
            ("an answer to another text", [{**GOLD, "text": TEXT + "."}], 3, None, "is not that of the gold")):
        expect(label, score(good, "--answers", write("found.jsonl", *found)), status, out, message)
    bare = {"id": "a", "entities": [{"start": 50, "end": 99, "type": "LOC"}]}
    expect("an answer behind the end", score(good, "--answers", write("d.jsonl", bare)), 3, None, r"span \[50, 99\]")
    expect("answers on a pipe", run("eval", good, "--answers", "-", "-q", given=line(GOLD)), 0, r"f1\t1\.0", "")
    dropped = write("parts.jsonl", {**GOLD, "id": "p", "eval_spans": [[40, 60]]})
    done = score(dropped, "--answers", write("e.jsonl", {"id": "p", "entities": GOLD["entities"]}), "--to=json", "-q")
    rows = {(row["measure"], row["of"]): row for row in json.loads(done.stdout)["sets"][0]["scores"]}
    tap.case("only annotated parts count", [] if rows["strict", "micro"]["gold"] == 1 else [f"{rows}"])


def converted(document):
    """An annotated document in the shape of the gold."""
    places = {mention["id"]: [mention["start"], mention["end"]] for mention in document["mentions"]}

    def actors(key, event):
        listed = [actor for actor in event[key] if key != "place" or actor.get("from") != "dateline"]
        return [places.get(actor["mention"]) or [actor["start"], actor["end"]] for actor in listed]
    return {"id": document["document"]["id"],
            "entities": [{"start": m["start"], "end": m["end"], "type": TYPES[m["type"]], "cluster": m["entity"]}
                         for m in document["mentions"] if m["type"] in TYPES and m["form"] == "name"],
            "events": [{"type": event["type"], "mode": event.get("mode"), "status": event["status"],
                        "trigger": [event["trigger"]["start"], event["trigger"]["end"]],
                        "participants": [[span] for span in actors("participants", event)],
                        "host": [[span] for span in actors("host", event)], "place": actors("place", event)}
                       for event in document["events"]]}


def same_as_annotate():
    """eval scores what annotate writes: the same figures either way, and with any number of threads."""
    texts = [TEXT, "The Omani foreign minister, Badr Albusaidi, will travel to Tehran to meet Abbas Araghchi.",
             "MUSCAT, Feb 6 - President Emmanuel Macron hosted Prime Minister Keir Starmer in Paris on Tuesday.",
             "Macron — who did not meet Starmer — called Chancellor Friedrich Merz. He was in Berlin.", ""]
    golds = [{**GOLD, "id": f"{n}", "text": text + " " + TEXT, "events": GOLD["events"][:n % 2]}
             for n, text in enumerate(texts * 4)]
    gold = write("texts.jsonl", *golds)
    done = run("--jsonl", "-q", gold)
    found = write("found.jsonl", *(converted(json.loads(row)) for row in done.stdout.splitlines()))
    wanted = score(gold, "--answers", found, "--to=json", "-q")
    for jobs in ("1", "3"):
        got = score(gold, "--to=json", "-q", "-j", jobs)
        expect(f"annotating with {jobs} threads", got, 0, r"whomet-eval/1", "")
        tap.case(f"the scores of annotate, with {jobs} threads",
                 [] if got.stdout == wanted.stdout else [got.stdout.decode()[:2000], wanted.stdout.decode()[:2000]])
    nothing = score(gold, "--only", "--to=json", "-q")
    tap.case("without rules nothing is found",
             [] if figure(nothing, "strict", "micro") == 0 else [nothing.stdout.decode()])


# ---- floors, formats, errors ----------------------------------------------------------------------------------------

FLOORS = [("0.5", 0, None), ("1", 0, None), ("names:1,pairs:1,status:1", 0, None), ("pairs:0.5", 0, None),
          ("b3:0.5,ceaf-e:1", 0, None), ("muc:0.1", 1, "muc: 0.0000 is below 0.1000"),
          ("span:2", 2, "'2' is no score"), ("1.5", 2, "is no score"), ("", 2, "is no score"),
          ("pairs", 2, "is no score"), ("pears:0.5", 2, "unknown measure 'pears'"),
          ("pairs:0.5,", 2, "is no score"), ("names:-0", 2, "is no score")]


def floors():
    good, half = write("good.jsonl", GOLD), write("half.jsonl", {**GOLD, "entities": GOLD["entities"][:1]})
    for floor, status, message in FLOORS:
        done = score(good, "--answers", good, "-q", f"--at-least={floor}")
        expect(f"--at-least={floor}", done, status, None, message)
    expect("a floor above the score", score(good, "--answers", half, "-q", "--at-least=0.7"), 1, "strict",
           "names: 0.6667 is below")
    expect("a floor below the score", score(good, "--answers", half, "-q", "--at-least=0.66"), 0, "strict", "")
    expect("the floor is for all files", score(good, half, "--answers", half, "-q", "--at-least=0.75"), 0, "strict")
    names = write("names.jsonl", {key: GOLD[key] for key in ("id", "text", "entities")})
    expect("a floor for what is not annotated", score(names, "--answers", good, "-q", "--at-least=pairs:0"), 1, None,
           "nothing to score")
    bad = write("bad.jsonl", GOLD, b"{\n")
    expect("a bad line goes before a floor", score(bad, "--answers", half, "--at-least=1"), 3)


def formats():
    good = write("good.jsonl", GOLD)
    half = write("half.jsonl", {**GOLD, "entities": GOLD["entities"][:1], "events": []})
    shown = score(good, "--answers", half, "--to=table", "-q")
    expect("table", shown, 0, r"strict LOC +2 +1 +1 100.0 100-100 +50.0  50-50 +66.7  67-67\n", "")
    tap.case("the table has 80 columns", [row for row in shown.stdout.decode().splitlines() if len(row) > 80])
    rows = [row.split("\t") for row in score(good, "--answers", half, "-q").stdout.decode().splitlines()]
    tap.case("each line of TSV has all columns", [f"{row}" for row in rows if len(row) != len(rows[0])])
    expect("-o names the format", score(good, "--answers", half, "-q", "-o", "out.json"), 0, None, "")
    tap.case("JSON in a file", [] if json.load(open("out.json"))["schema"] == "whomet-eval/1" else ["schema"])
    expect("text is no format of it", score(good, "--to=text"), 2, None, "writes table, tsv or json")
    expect("the output is no input", score(good, "-o", good), 2, None, "name another output")
    folder = os.path.dirname(os.path.abspath(good))
    expect("nor one of a folder", score(folder, "-o", good), 2, None, "name another output")
    total = json.loads(score(good, half, "--answers", half, "-q", "--to=json").stdout)["sets"]
    tap.case("a set for each file and one for all",
             [] if [one["file"] for one in total] == [good, half, None] else [f"{total}"])
    expect("errors", score(good, "--answers", half, "-q", "--errors"), 0,
           r"\n\nfile\tid\tat\terror\t.*\n.*\ta\t45\tmissed\tLOC\t.* in \[Muscat\] on .*\n.*"
           r"meet asserted in_person: Negotiators from Iran, Omani officials \| place Muscat", "")
    wrong = write("wrong.jsonl", {"id": "a"})
    expect("errors, at most one of a kind", score(good, "--answers", wrong, "--errors=1", "-q"), 0,
           r"(?s)^(?!.*missed\tLOC.*missed\tLOC).*missed\tLOC", "")
    expect("errors as JSON", score(half, "--answers", good, "--errors", "--to=json", "-q"), 0,
           r'"errors":\[\{"file":"half.jsonl","id":"a"', "")
    expect("no number of errors", score(good, "--errors=none"), 2, None, "no number of errors")
    expect("rules say why", score(half, "--errors", "-q"), 0, "strict")
    expect("options of eval go with eval only", run("annotate", "--errors"), 2, None, "does not go with")


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    bad_lines()
    answers()
    same_as_annotate()
    floors()
    formats()
sys.exit(tap.done())
