# SPDX-License-Identifier: MIT
"""The definitions behind `whomet eval`, written a second time and as plainly as possible: by trying everything.

Only for small texts. Counts are (right, system, recalled, gold); figures and intervals are computed from counts.
"""
import itertools
import random

TYPES = ("LOC", "ORG", "PER")


# ---- names ----------------------------------------------------------------------------------------------------------

def names(text, parts):
    """{(start, end, type)} of what is scored."""
    return {(e["start"], e["end"], e["type"]) for e in text["entities"] if e["type"] in TYPES
            and (parts is None or any(a <= e["start"] and e["end"] <= b for a, b in parts))}


def relaxed(gold, system):
    """Types of the pairs, longest overlap first, then the nearest ends, then text order."""
    pairs = sorted((-(min(g[1], s[1]) - max(g[0], s[0])), abs(g[0] - s[0]) + abs(g[1] - s[1]), g, s)
                   for g in gold for s in system if g[2] == s[2] and g[0] < s[1] and s[0] < g[1])
    types = []
    while pairs:
        _, _, g, s = pairs[0]
        types.append(g[2])
        pairs = [pair for pair in pairs if pair[2] != g and pair[3] != s]
    return types


def score_names(gold, system):
    parts = gold.get("eval_spans")
    g, s = names(gold, parts), names(system, parts)
    met, counts = relaxed(g, s), {}
    for kind in (*TYPES, "micro"):
        def of(what):
            return sum(kind in ("micro", one[-1]) for one in what)
        counts["strict", kind] = (of(g & s), of(s), of(g & s), of(g))
        hits = len(met) if kind == "micro" else met.count(kind)
        counts["relaxed", kind] = (hits, of(s), hits, of(g))
    g, s = {name[:2] for name in g}, {name[:2] for name in s}
    counts["span", "any"] = (len(g & s), len(s), len(g & s), len(g))
    return counts


# ---- coreference ----------------------------------------------------------------------------------------------------

def clusters(text):
    """Sets of spans. A span given twice is in the first cluster only."""
    found, seen = {}, set()
    for number, e in enumerate(text["entities"]):
        span = (e["start"], e["end"])
        if e["type"] in TYPES and span not in seen:
            seen.add(span)
            cluster = e.get("cluster")
            key = ("single", number) if cluster is None else (type(cluster).__name__, cluster)
            found.setdefault(key, set()).add(span)
    return list(found.values())


def muc(keys, answers):
    """Vilain et al.: size less the number of parts, over size less one."""
    total = part = 0
    for key in keys:
        cut = sum(bool(key & answer) for answer in answers)
        cut += len(key - set().union(*answers))
        total += len(key) - 1
        part += len(key) - cut
    return part, total


def b3(keys, answers):
    """For each mention the share of its cluster that the other side has with it."""
    value = sum(len(key & answer) / len(key) for key in keys for mention in key
                for answer in answers if mention in answer)
    return value, sum(map(len, keys))


def best_alignment(keys, answers):
    """The greatest sum of similarities, by trying all alignments of those that share something."""
    if not keys:
        return 0.0
    key, rest = keys[0], keys[1:]
    best = best_alignment(rest, answers)
    for i, answer in enumerate(answers):
        if key & answer:
            value = 2 * len(key & answer) / (len(key) + len(answer))
            best = max(best, value + best_alignment(rest, answers[:i] + answers[i + 1:]))
    return best


def score_coreference(gold, system):
    keys, answers = clusters(gold), clusters(system)
    counts = {}
    for name, of, function in (("muc", "links", muc), ("b3", "mentions", b3)):
        recalled, all_gold = function(keys, answers)
        right, all_system = function(answers, keys)
        counts[name, of] = (right, all_system, recalled, all_gold)
    value = best_alignment(keys, answers)
    counts["ceaf-e", "entities"] = (value, len(answers), value, len(keys))
    return counts


# ---- contacts -------------------------------------------------------------------------------------------------------

def touch(a, b):
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def largest(fits, rows, columns):
    """The largest matching, by trying all of them (in increasing sets of used columns)."""
    best = {frozenset(): 0}
    for row in range(rows):
        following = dict(best)
        for used, size in best.items():
            for column in range(columns):
                if column not in used and fits(row, column):
                    key = used | {column}
                    following[key] = max(following.get(key, 0), size + 1)
        best = following
    return max(best.values())


def same_place(a, b):
    return touch(a["place"], b["place"]) if a["place"] and b["place"] else bool(a["place"]) == bool(b["place"])


def same_class(a, b):
    return (a["status"] == "asserted") == (b["status"] == "asserted")


def pairs(events):
    for event in events:
        who = event["participants"]
        if event["type"] == "meet":
            yield from (("meet", a, b, event) for a, b in itertools.combinations(who, 2))
        else:
            yield from (("host", a, b, event) for a in who for b in event["host"])
            yield from (("place", a, event["place"], event) for a in who if event["place"])


def pair_fits(g, s):
    straight = touch(g[1], s[1]) and touch(g[2], s[2])
    crossed = g[0] == "meet" and touch(g[1], s[2]) and touch(g[2], s[1])
    return g[0] == s[0] and (straight or crossed)


def score_pairs(gold, system):
    g, s = list(pairs(gold)), list(pairs(system))
    tests = {("pairs", "all"): lambda a, b: True,
             ("pairs+status", "all"): lambda a, b: same_class(a[3], b[3]),
             ("triples", "all"): lambda a, b: same_class(a[3], b[3]) and same_place(a[3], b[3])}
    kinds = {("pairs", "meet"): lambda a: a[0] == "meet", ("pairs", "visit"): lambda a: a[0] != "meet"}
    counts = {}
    for key, test in tests.items():
        right = largest(lambda i, j: pair_fits(g[i], s[j]) and test(g[i], s[j]), len(g), len(s))
        counts[key] = (right, len(s), right, len(g))
    for key, test in kinds.items():
        a, b = list(filter(test, g)), list(filter(test, s))
        right = largest(lambda i, j: pair_fits(a[i], b[j]), len(a), len(b))
        counts[key] = (right, len(b), right, len(a))
    return counts


def shared(a, b):
    return largest(lambda i, j: touch(a["participants"][i], b["participants"][j]), len(a["participants"]),
                   len(b["participants"]))


def value(a, b):
    """What a match of two events is worth: itself, then participants, then trigger, then status."""
    if a["type"] != b["type"] or not shared(a, b):
        return None
    return 10 ** 6 + 100 * shared(a, b) + 10 * touch([a["trigger"]], [b["trigger"]]) + (a["status"] == b["status"])


def matchings(gold, system):
    """All matchings of events that are worth most."""
    def every(row, used):
        if row == len(gold):
            yield ()
            return
        yield from every(row + 1, used)
        for column in range(len(system)):
            if column not in used and value(gold[row], system[column]) is not None:
                yield from (((row, column), *rest) for rest in every(row + 1, used | {column}))
    found = [(sum(value(gold[i], system[j]) for i, j in one), one) for one in every(0, frozenset())]
    return [one for worth, one in found if worth == max(found)[0]]


def score_events(gold, system, match):
    matched = [(gold[i], system[j]) for i, j in match]
    counts = {}
    for kind in ("all", "meet", "visit"):
        def of(events):
            return sum(kind in ("all", event["type"]) for event in events)
        right = of([g for g, _ in matched])
        counts["events", kind] = (right, of(system), right, of(gold))

    def share(name, of, cases, test):
        counts[name, of] = (sum(test(g, s) for g, s in cases), len(cases))
    share("status", "matched", matched, lambda g, s: g["status"] == s["status"])
    share("class", "matched", matched, same_class)
    share("place", "matched", matched, same_place)
    share("place", "given", [pair for pair in matched if pair[0]["place"]], same_place)
    share("mode", "matched", [pair for pair in matched if pair[0]["type"] == "meet"],
          lambda g, s: g["mode"] == s["mode"])
    counts["false-events", "none"] = (0, 0) if gold else (len(system), 1)
    return counts


def score_contacts(gold, system):
    """A list: several matchings may be worth the same, and any of them will do."""
    g, s = gold["events"], system["events"]
    return [{**score_pairs(g, s), **score_events(g, s, match)} for match in matchings(g, s)]


# ---- figures --------------------------------------------------------------------------------------------------------

PARTS = {"names": ("strict", "relaxed", "span"), "coreference": ("muc", "b3", "ceaf-e")}


def figures(key, count):
    """{name: value or None}"""
    def share(a, b):
        return a / b if b else None
    if key[0] == "false-events":
        one = share(*count)
        return {"per-100": None if one is None else 100 * one}
    if len(count) == 2:
        return {"accuracy": share(*count)}
    right, system, recalled, gold = count
    p, r = share(right, system), share(recalled, gold)
    if key[0] in sum(PARTS.values(), ()):
        p, r = p or 0.0, r or 0.0
        return {"precision": p, "recall": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}
    return {"precision": p, "recall": r, "f1": share(2 * right, gold + system)}


def total(counts, key):
    return tuple(map(sum, zip(*(one[key] for one in counts))))


def intervals(counts, rounds=1000, seed=1):
    """{(key, figure): (low, high)} of a list of counts, one for each text."""
    generator, values = random.Random(seed), {}
    for _ in range(rounds):
        drawn = generator.choices(counts, k=len(counts))
        for key in counts[0]:
            for name, one in figures(key, total(drawn, key)).items():
                if one is not None:
                    values.setdefault((key, name), []).append(one)
    bounds = {}
    for (key, name), one in values.items():
        one.sort()
        last = len(one) - 1
        if key[0] in sum(PARTS.values(), ()):
            bounds[key, name] = one[int(0.025 * len(one))], one[min(last, int(0.975 * len(one)))]
        else:
            bounds[key, name] = one[int(0.025 * last)], one[round(0.975 * last)]
    return bounds
