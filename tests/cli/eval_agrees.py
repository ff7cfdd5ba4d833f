#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Random texts with random annotations and answers: `whomet eval` counts as the definitions in scores.py do, and its
intervals are those of Python's generator. Usage: eval_agrees.py PROGRAM

WHOMET_SCORERS may name a folder with nerscore.py and meetscore.py, which are compared with as well, to the last digit.
"""
import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), HERE]
import scores
from tap import Tap

PROGRAM = os.path.abspath(sys.argv[1])
STATUSES = ("asserted", "planned", "proposed", "refused", "cancelled", "negated", "possible")
MODES = ("in_person", "phone", "video", "indirect", "unspecified")
tap = Tap()


# ---- random annotations ---------------------------------------------------------------------------------------------

def span(r, size):
    start = r.randrange(size - 1)
    return [start, min(size, start + r.randint(1, 6))]


def spans(r, size, least, most):
    return [span(r, size) for _ in range(r.randint(least, most))]


def name(r, size):
    start, end = span(r, size)
    entity = {"start": start, "end": end, "type": r.choice(("PER", "LOC", "ORG", "MISC"))}
    if r.random() < 0.8:
        entity["cluster"] = r.choice((1, 2, 3, "1", "é"))
    return entity


def event(r, size):
    return {"type": r.choice(("meet", "meet", "visit")), "mode": r.choice(MODES), "trigger": span(r, size),
            "status": r.choice(STATUSES) if r.random() < 0.5 else "asserted",
            "host": [spans(r, size, 1, 2)][:r.randint(0, 1)],
            "participants": [spans(r, size, 1, 2) for _ in range(r.randint(1, 3))], "place": spans(r, size, 0, 2)}


def text(r, number):
    size = r.randint(12, 40)
    return {"id": r.choice(("é%d", "\"%d", "%d/a", "\t%d")) % number,
            "text": "".join(r.choice("ab é—\n𝕏") for _ in range(size)),
            "entities": [name(r, size) for _ in range(r.randint(0, 7))],
            "events": [event(r, size) for _ in range(r.choice((0, 0, 1, 2, 3)))]}


def moved(r, one, size):
    """A span that is right, nearly right, or elsewhere."""
    chance = r.random()
    if chance < 0.5:
        return list(one)
    start = max(0, min(size - 2, one[0] + r.randint(-1, 1)))
    return [start, max(start + 1, min(size, one[1] + r.randint(-1, 1)))] if chance < 0.9 else span(r, size)


def answer_event(r, one, size):
    def few(list_of_spans):
        return [moved(r, s, size) for s in list_of_spans if r.random() < 0.9]
    actors = {key: [few(actor) or [span(r, size)] for actor in one[key] if r.random() < 0.9]
              for key in ("participants", "host")}
    return {"type": one["type"] if r.random() < 0.9 else "visit", "place": few(one["place"]), **actors,
            "trigger": moved(r, one["trigger"], size), "mode": r.choice((one["mode"], "phone")),
            "status": r.choice((one["status"], one["status"], "planned"))}


def answer(r, gold):
    size = len(gold["text"])
    found = {"id": gold["id"], "entities": [name(r, size) for _ in range(r.randint(0, 1))], "events": []}
    for one in gold["entities"]:
        if r.random() < 0.85:
            start, end = moved(r, (one["start"], one["end"]), size)
            found["entities"].append({**one, "start": start, "end": end,
                                      "type": one["type"] if r.random() < 0.85 else "PER"})
    r.shuffle(found["entities"])
    found["events"] = [answer_event(r, one, size) for one in gold["events"] if r.random() < 0.85]
    if r.random() < 0.2:
        found["events"].append(event(r, size))
    return found


# ---- comparing ------------------------------------------------------------------------------------------------------

def run(*args):
    done = subprocess.run([PROGRAM, "eval", *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    if done.returncode:
        raise SystemExit(f"Bail out! exit status {done.returncode}: {done.stderr.decode()}")
    return json.loads(done.stdout)["sets"]


def near(a, b):
    return a is b is None or (a is not None and b is not None and abs(a - b) < 0.6e-6)


def counts_of(score):
    if "cases" in score or "texts" in score:
        return (score.get("events", score.get("right")), score.get("texts", score.get("cases")))
    return (score["right"], score["system"], score.get("recalled", score["right"]), score["gold"])


def by_key(one_set):
    return {(score["measure"], score["of"]): score for score in one_set["scores"]}


def count_faults(one_set, wanted):
    got = by_key(one_set)
    faults = [f"missing: {key}" for key in wanted.keys() - got.keys()]
    faults += [f"unknown: {key}" for key in got.keys() - wanted.keys()]
    for key in wanted.keys() & got.keys():
        count = counts_of(got[key])
        if not all(map(near, count, wanted[key])):
            faults.append(f"{key}: {count}, not {wanted[key]}")
        for figure, value in scores.figures(key, wanted[key]).items():
            shown = got[key][figure]
            if not near(shown and shown["value"], value):
                faults.append(f"{key} {figure}: {shown}, not {value}")
    return faults


def write(folder, file, lines):
    path = os.path.join(folder, file)
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(line, ensure_ascii=file.startswith("answers")) + "\n" for line in lines)
    return path


def compare_texts(folder, golds, answers):
    """One file a text, so that each gets its own counts; then their sum and its intervals."""
    paths = [write(folder, f"{i:03}.jsonl", [gold]) for i, gold in enumerate(golds)]
    *sets, whole = run(*paths, "--answers", write(folder, "answers.jsonl", answers), "--to=json")
    faults = {"names": [], "coreference": [], "contacts": []}
    for one_set, gold, found in zip(sets, golds, answers):
        names, coreference = scores.score_names(gold, found), scores.score_coreference(gold, found)
        contacts = scores.score_contacts(gold, found)
        part = {part: {**one_set, "scores": [s for s in one_set["scores"] if s["part"] == part]} for part in faults}
        faults["names"] += count_faults(part["names"], names)
        if part["coreference"]["scores"]:
            faults["coreference"] += count_faults(part["coreference"], coreference)
        elif any(e.get("cluster") is not None for e in gold["entities"]):
            faults["coreference"].append(f"{gold['id']}: not scored")
        options = [count_faults(part["contacts"], option) for option in contacts]
        faults["contacts"] += min(options, key=len)
    for label, part in faults.items():
        tap.case(f"{label} of {len(golds)} texts", part[:20])
    for part in faults:
        each = [{(s["measure"], s["of"]): counts_of(s) for s in one["scores"] if s["part"] == part} for one in sets]
        each = [one for one in each if one]
        compare_intervals(f"intervals of {part}", part, whole, each)


def compare_intervals(label, part, whole, each):
    scored = {**whole, "scores": [s for s in whole["scores"] if s["part"] == part]}
    faults = count_faults(scored, {key: scores.total(each, key) for key in each[0]}) if part != "coreference" else []
    bounds, got = scores.intervals(each), by_key(scored)
    for (key, figure), (low, high) in bounds.items():
        shown = got[key][figure]
        # counts of coreference come with six decimals
        allowed = 1e-5 if part == "coreference" else 0.6e-6
        if shown and max(abs(shown["low"] - low), abs(shown["high"] - high)) > allowed:
            faults.append(f"{key} {figure}: {shown}, not {low} to {high}")
    tap.case(label, faults[:20])


def run_scorer(folder, *args):
    done = subprocess.run([sys.executable, os.path.join(folder, args[0]), *args[1:], "--json"],
                          stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def compare_scorers(scorers, folder, golds, answers, label):
    gold, system = write(folder, "gold.jsonl", golds), write(folder, "system.jsonl", answers)
    got = by_key(run(gold, "--answers", system, "--to=json")[0])
    faults = []
    for one in run_scorer(scorers, "nerscore.py", gold, system, "--types", "PER,LOC,ORG")["scores"]:
        ours = got[one["mode"], one["type"].replace("MICRO", "micro")]
        for theirs, figure in (("P", "precision"), ("R", "recall"), ("F", "f1")):
            mine = ours[figure]
            if [mine["value"], mine["low"], mine["high"]] != [one[theirs], *one[theirs + "_ci"]]:
                faults.append(f"{one['mode']} {one['type']} {figure}: {mine}, not {one[theirs]} {one[theirs + '_ci']}")
        if (ours["right"], ours["system"], ours["gold"]) != (one["tp"], one["system"], one["gold"]):
            faults.append(f"{one['mode']} {one['type']}: {ours}, not {one}")
    tap.case(f"nerscore.py, {label}", faults)
    faults = []
    for name, one in run_scorer(scorers, "meetscore.py", gold, system)["scores"].items():
        if name == "false events per 100":
            ours = got["false-events", "none"]["per-100"]
        else:
            *words, figure = name.split()
            given = words == ["place", "given"]
            last = "matched" if figure == "accuracy" else "all"
            key = (words[0], words[1] if len(words) > 1 else last)
            ours = got[key][{"P": "precision", "R": "recall", "F1": "f1"}.get(figure, figure)]
        for mine, theirs in zip(("value", "low", "high"), (one["value"], one["low"], one["high"])):
            # theirs has four decimals, and a half may have been rounded twice
            if (ours is None) != (theirs is None) or (ours and abs(ours[mine] - theirs) > 0.5e-4 + 1e-6):
                faults.append(f"{name} {mine}: {ours}, not {theirs}")
    tap.case(f"meetscore.py, {label}", faults)


def main():
    with tempfile.TemporaryDirectory() as folder:
        r = random.Random(2026)
        golds = [text(r, number) for number in range(150)]
        answers = [answer(r, gold) for gold in golds]
        golds[7]["eval_spans"] = [[0, 9], [5, 30]]
        compare_texts(folder, golds, answers)
        scorers = os.environ.get("WHOMET_SCORERS")
        for size in (1, 7, 150):
            if scorers:
                compare_scorers(scorers, folder, golds[:size], answers[:size], f"{size} texts")
            else:
                tap.skip(f"scorers, {size} texts", "WHOMET_SCORERS names no folder")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
