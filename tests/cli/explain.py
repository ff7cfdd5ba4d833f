#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""explain: the whole sum of evidence, steps of events, and what was missing where nothing was found; check: places of
a failed example, the profile, the watch; the project file. Usage: explain.py PROGRAM SCHEMA

The cases bring their own rules and names, so they do not depend on the shipped ones.
"""
import glob
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import jsonschema
from tap import Tap

PROGRAM = os.path.abspath(sys.argv[1])
GOLDEN = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "golden")
tap = Tap()
with open(sys.argv[2], encoding="utf-8") as schema:
    VALIDATOR = jsonschema.Draft202012Validator(json.load(schema))

RULES = """# rules of the cases
@says = %say

[test.titled]
why   a title before a name
find  (Mr | Ms) "."? name=(<Cap>{1,3})
do    tag person $name +3
yes   Mr. <name>Vendek</name> left.
no    The envoy left.

[test.says]
why   who says something
find  name=(<Cap>{2,3}) @says
do    tag person $name +2
yes   It is over, <name>Lena Harvik</name> said.
no    It is over.

[test.city]
why   a listed city
find  name=<place.city>
do    tag place $name +2.5
yes   It rained in <name>Vendek</name>.
no    It rained.

[test.not-mr]
why   a city after a title is none
find  (Mr | Ms) "."? name=<place.city>
do    veto place $name
yes   Mr. <name>Vendek</name> left.
no    It rained in Vendek.
"""
EVENTS = """[test.met]
find  who=<person> (did not)? trigger=%meet (Mr | Ms)? "."? whom=<person>
do    event meet participants=$who,$whom +2
yes   Mr. <who>Vendek</who> <trigger>met</trigger> Ms. <whom>Harvik</whom>.
no    Mr. Vendek left.
"""
STATUS = """[test.not]
why   a negation
find  not event=<event>
do    set $event mode=phone; status negated
yes   Mr. Vendek did not <event>meet</event> Ms. Harvik.
no    Mr. Vendek met Ms. Harvik.

[test.late]
find  event=<event>
do    set $event tense=past; status possible
yes   Mr. Vendek <event>met</event> Ms. Harvik.
no    Mr. Vendek left.
"""
TEXT = """Mr. Vendek left. It rained in Vendek.
The deal was signed by Zorqal Lind yesterday.
Mr. Vendek did not meet Ms. Harvik.
"""


def write(name, content):
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    with open(name, "w", encoding="utf-8") as file:
        file.write(content)


def run(*args, given="", cwd=None):
    return subprocess.run([PROGRAM, *args], input=given.encode(), capture_output=True, timeout=60, cwd=cwd)


def expect(label, done, status=0, out=(), err=(), without=()):
    """Every string of `out` and `err` has to occur, in this order; no string of `without` may, in either."""
    faults = [] if done.returncode == status else [f"exit status {done.returncode}, not {status}"]
    for name, text, wanted in (("output", done.stdout.decode(), out), ("error", done.stderr.decode(), err)):
        at = 0
        for part in wanted:
            found = text.find(part, at)
            if found < 0:
                faults.append(f"standard {name} has no {part!r} where it should")
                break
            at = found + len(part)
        faults += [f"standard {name} has {part!r}" for part in without if part in text]
    if faults:
        faults.append(f"{done.stdout.decode()[-2500:]}\n{done.stderr.decode()[-2500:]}")
    tap.case(label, faults)


def explain_cases():
    own = ["--only", "--no-project", "--rules=20-names.rules", "--rules=60-met.rules", "--rules=70-not.rules",
           "--gazetteer=place/city.tsv"]
    expect("the examples of the cases hold", run("check", *own), out=["0 failed"])
    ask = lambda *question: run("explain", *own, "text.txt", *question)
    expect("every sentence with what fired", ask(), out=["whomet ", "It rained in Vendek.", "place 'Vendek' +2.5",
                                                         "test.city", "20-names.rules:18", "name='Vendek'"])
    expect("a sum with all its votes", ask("--at=5"), out=[
        "person 'Vendek'", "Mr. Vendek left.", "^~~~~~", "taken: person 'Vendek'", "+3.0", "test.titled",
        "20-names.rules:4", "a title before a name", "= 3.0; nothing else was possible here",
        "not taken: place 'Vendek'", "+2.5", "test.city", "-100.0", "test.not-mr", "= -97.5; not above 0",
        "<place.city>", "place/city.tsv:1"])
    expect("a name not found, and what was missing", ask("--name=Zorqal Lind"), out=[
        "'Zorqal Lind' was not found to be a name", "no rule spoke for a name here", "the gazetteers have nothing here",
        "test.says", "20-names.rules:11", "~~~~~~~~~~~^~~~~~~~~ wanted: @says"])
    expect("both places of a name", ask("--name=Vendek"), out=["person 'Vendek'", "place 'Vendek'", "person 'Vendek'"])
    expect("a name of two lines", ask("--name=Vendek. The deal"), out=["place 'Vendek'"])
    expect("no such name", ask("--name=Nobody"), status=1, err=["'Nobody' does not occur"])
    expect("an event by its rules", ask("--event=v1"), out=[
        "event v1: meet, negated, phone", "meet Ms. Harvik", "participant   Vendek", "participant   Harvik",
        "test.met", "60-met.rules:1", "event         'meet'", "participants  'Vendek'", "test.not",
        "mode          phone",
        "status        negated", "test.late", "status        possible (too late"])
    expect("no such event", ask("--event=v9"), status=1, err=["no event 'v9': the text has v1 to v1"])
    expect("behind the end", ask("--at=4000"), status=2, err=["has only", "none at 4000"])
    expect("a word is no position", ask("--at=x"), status=2, err=["'x' is no position"])
    expect("one question at a time", ask("--at=1", "--name=x"), status=2, err=["one question at a time"])
    expect("one file", run("explain", "a", "b"), status=2, err=["reads one file, not 2"])
    expect("no such file", run("explain", *own, "missing.txt"), status=3, err=["missing.txt"])
    expect("standard input", run("explain", *own, "--name=Vendek", given="Mr. Vendek left."), out=["person 'Vendek'"])
    expect("an empty text", run("explain", *own, given=""), out=["whomet "])
    expect("controls do not reach the terminal", run("explain", *own, given="Mr. Ven\x1b[31mdek left."),
           without=["\x1b[31m"])
    expect("bytes that are no text", subprocess.run([PROGRAM, "explain", *own, "--at=4"], input=b"Mr. V\xff\xfe left.",
                                                    capture_output=True, timeout=60), out=["Mr. V"])


WORDS = """[test.blocked]
why   deadlines are met by nobody
find  trigger=%meet the deadline
do    tag blocked $trigger
yes   They <trigger>met</trigger> the deadline.
no    They met Ms. Harvik.
"""
CONTACTS = """[test.met]
find  who=<person> (did not)? trigger=((?! <blocked>) %meet with?) (Mr | Ms)? "."? whom=<person>
do    event meet participants=$who,$whom +2
yes   Mr. <who>Vendek</who> <trigger>met</trigger> Ms. <whom>Harvik</whom>.
no    Mr. Vendek left.

[test.saw-too]
find  who=<person> trigger=(met | saw) (Mr | Ms)? "."? whom=<person>
do    event visit participants=$who host=$whom
yes   Mr. <who>Vendek</who> <trigger>saw</trigger> Ms. <whom>Harvik</whom>.
no    Mr. Vendek left.

[test.dined]
find  who=<person> _{1,9} trigger=dined with whom=<person>
do    event meet participants=$who,$whom
yes   Mr. <who>Vendek</who> came and <trigger>dined</trigger> with <whom>Lena Harvik</whom>, Lena Harvik said.
no    Mr. Vendek left.

[test.talks]
find  the trigger=talks
do    event meet anaphor
yes   The <trigger>talks</trigger> were short.
no    Mr. Vendek left.

[test.nobody]
find  who=<person>? trigger=gathered
do    event meet participants=$who
yes   The clouds <trigger>gathered</trigger>.
no    Mr. Vendek left.
"""
RELATIONS = """[test.mayor]
find  who=(<person> | she) "," mayor of where=<place>
do    relation leads subject=$who object=$where
yes   Mr. <who>Lind</who>, mayor of <where>Vendek</where>, left.
no    Mr. Vendek left.
"""
STORY = """Mr. Vendek met Ms. Harvik. Mr. Vendek met Ms. Harvik again. Mr. Lind met the deadline.
Mr. Lind met Zorqal. Mr. Lind sat in Vendek and dined with nobody. Mr. Lind hobnobbed with Ms. Harvik. The
clouds gathered.
There was she, mayor of Vendek. Mr. Lind, mayor of nowhere, slept.
"""
LONELY = "The talks were short."


def word_cases():
    """Words that tell of a contact, or nearly so."""
    for name, content in (("55-block.rules", WORDS), ("60-two.rules", CONTACTS), ("80-mayor.rules", RELATIONS),
                          ("story.txt", STORY)):
        write(name, content)
    own = ["--only", "--no-project", "--rules=20-names.rules", "--rules=55-block.rules", "--rules=60-two.rules",
           "--rules=80-mayor.rules", "--gazetteer=place/city.tsv"]
    near = "rules for events and relations that know the word, and what they missed:"
    dropped = "made no event or relation of their own:"
    ask = lambda *question: run("explain", *own, "story.txt", *question)
    at = lambda text: f"--at={STORY.index(text)}"
    expect("a word that tells of an event, and who came too late for it", ask(at("met Ms. Harvik. Mr")), out=[
        "'met' is no name", "it tells of an event; more: --event=v1", dropped, "visit  test.saw-too",
        "60-two.rules:7", "another rule has this word already: test.met 60-two.rules:1", "rules that fired over it:",
        "test.met"], without=[near, "no rule"])
    expect("a word that tells it again", ask(at("met Ms. Harvik again")), out=[
        "it tells again of an event; more: --event=v1", dropped, "meet  test.met", "it tells again what was told by"],
        without=[near])
    expect("a word in another sense, and who said so", ask(at("met the deadline")), out=[
        "rules that fired over it:", "test.blocked", "55-block.rules:1  deadlines are met by nobody", near,
        "meet  test.met", "60-two.rules:1", "~~~~~^~~ wanted: (?! <blocked>)"], without=["it tells"])
    expect("whom a rule missed behind the word", ask(at("met Zorqal")), out=[
        near, "meet  test.met", "~~~~~~~~~^~~~~~ wanted: <person>"], without=["it tells", "test.dined"])
    expect("what a rule ran over counts less than its word", ask("--name=dined"), out=[
        near, "meet  test.dined", "^~~~~~ wanted: <person>"], without=["test.saw-too"])
    expect("a word that no rule knows", ask("--name=hobnobbed"), out=[
        "'hobnobbed' is no name", "no rule for events or relations knows the word; here some wanted another one:",
        "test.met", "~~~~~^~~~~~~~~ wanted: %meet"], without=["no rule came near", "it tells"])
    expect("nobody took part", ask("--name=gathered"), out=[
        dropped, "meet  test.nobody", "60-two.rules:25", "none of its slots holds anybody who is known"])
    expect("talks without talks before them", run("explain", *own, "--name=talks", given=LONELY), out=[
        dropped, "meet  test.talks", "it speaks of one told before, and there is none"])
    expect("a relation without its subject", ask("--name=mayor"), out=[
        dropped, "leads  test.mayor", "80-mayor.rules:1", "its subject is nobody who is known", near,
        "leads  test.mayor", "wanted: <place>"])


def answers(label, done, count, wanted):
    """As many lines, each as the schema wants it; `wanted` is asked about all of them and gives what is wrong."""
    faults = [] if done.returncode == 0 else [f"exit status {done.returncode}", done.stderr.decode()]
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    if len(found) != count:
        faults.append(f"{len(found)} lines, not {count}")
    for line in found:
        faults += [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(line)]
    tap.case(label, faults or [str(fault) for fault in wanted(found) if fault])


def differ(found, expected):
    return "" if found == expected else f"{found!r}, not {expected!r}"


def json_cases():
    """The same answers for programs."""
    names = ["--only", "--no-project", "--rules=20-names.rules", "--rules=60-met.rules", "--rules=70-not.rules",
             "--gazetteer=place/city.tsv"]
    words = ["--only", "--no-project", "--rules=20-names.rules", "--rules=55-block.rules", "--rules=60-two.rules",
             "--rules=80-mayor.rules", "--gazetteer=place/city.tsv"]
    ask = lambda *question: run("explain", "--to=json", *names, "text.txt", *question)

    def sums(found):
        place = found[0]
        yield differ([place["kind"], place["start"], place["end"], place["text"]], ["place", 4, 10, "Vendek"])
        yield differ(place["mention"]["id"], "m1")
        yield differ({c["type"]: (c.get("mention"), c["score"]) for c in place["candidates"]},
                     {"person": ("m1", 3), "place": (None, -97.5)})
        votes = {v["why"]["rule"]: (v["weight"], v["why"]["file"], v["why"]["line"])
                 for c in place["candidates"] for v in c["votes"]}
        yield differ(votes, {"test.titled": (3, "20-names.rules", 4), "test.city": (2.5, "20-names.rules", 18),
                             "test.not-mr": (-100, "20-names.rules", 25)})
        for candidate in place["candidates"]:
            yield differ(sum(vote["weight"] for vote in candidate["votes"]), candidate["score"])
        yield differ(place["gazetteers"][0]["why"], {"entry": "Vendek", "file": "place/city.tsv", "line": 1})

    def misses(found):
        miss = found[0]["misses"][0]
        yield differ([found[0].get("mention"), found[0]["candidates"]], [None, []])
        yield differ([miss["why"]["rule"], miss["wanted"], miss["fits"]["text"], miss["at"]["text"]],
                     ["test.says", "@says", "Zorqal Lind", "yesterday"])

    def event(found):
        yield differ([found[0]["event"]["id"], found[0]["event"]["status"]], ["v1", "negated"])
        yield differ([(step["what"], step.get("value"), step["used"]) for step in found[0]["steps"]][-3:],
                     [("status", "negated", True), ("tense", "past", True), ("status", "possible", False)])

    def sentences(found):
        yield differ([line["text"] for line in found][:2], ["Mr. Vendek left.", "It rained in Vendek."])
        yield differ([m["id"] for line in found for m in line["mentions"]], ["m1", "m2", "m3", "m4"])
        yield differ([line["events"] for line in found], [[], [], [], ["v1"]])
        yield differ(found[1]["firings"][0]["slots"]["name"], {"start": 30, "end": 36, "text": "Vendek"})

    def word(found):
        yield differ([place["events"] for place in found], [["v1"], ["v1"], [], []])
        yield differ([(d["reason"], d["why"]["rule"], d["by"]["rule"]) for d in found[1]["dropped"]],
                     [("taken", "test.saw-too", "test.met"), ("merged", "test.met", "test.met")])
        yield differ([f["why"]["rule"] for f in found[2]["firings"]], ["test.blocked"])
        yield differ([(m["why"]["rule"], m["wanted"], m["known"]) for m in found[2]["event_misses"]],
                     [("test.saw-too", "<person>", True), ("test.met", "(?! <blocked>)", True)])

    answers("JSON of a place: the sum with every vote", ask("--at=5"), 1, sums)
    answers("JSON of a name that was not found", ask("--name=Zorqal Lind"), 1, misses)
    answers("JSON of every place of a name", ask("--name=Vendek"), 3, lambda found: ())
    answers("JSON of an event and its steps", ask("--event=v1"), 1, event)
    answers("JSON of a text, a line a sentence", ask(), 4, sentences)
    answers("JSON of words that tell of contacts", run("explain", "--to=jsonl", *words, "story.txt", "--name=met"), 4,
            lambda found: word(found))
    answers("JSON of a text that is no text", subprocess.run(
        [PROGRAM, "explain", "--to=json", *names], input=b"Mr. V\xff\"\x01 left.", capture_output=True, timeout=60), 1,
        lambda found: [differ(found[0]["source"], "-")])
    answers("JSON of nothing", run("explain", "--to=json", *names, given=""), 0, lambda found: ())
    expect("no such name, and no line of JSON", ask("--name=Nobody"), status=1, err=["does not occur"], without=["{"])
    expect("no table of reasons", run("explain", "--to=table", *names, "text.txt"), status=2,
           err=["'explain' writes text or json"])
    expect("text when it is asked for", run("explain", "--to=text", *names, "--at=5", "text.txt"),
           out=["taken: person"])


def check_cases():
    wrong = RULES.replace("Mr. <name>Vendek</name> left.", "Mr. Vendek <name>left</name>.", 1)
    write("20-wrong.rules", wrong.replace("no    It is over.", "no    Now Lena Harvik said it."))
    wrong = run("check", "--only", "20-wrong.rules", "place/city.tsv")
    expect("a failed example is shown in its file", wrong, status=1,
           err=["20-wrong.rules:8:24: error: rule 'test.titled' fired with 'Vendek' in slot 'name'",
                "    8 | yes   Mr. Vendek <name>left</name>.", "      |                        ^~~~\n",
                "20-wrong.rules:16:7: error: rule 'test.says' fired on 'Now Lena Harvik said'",
                "   16 | no    Now Lena Harvik said it.", "      |       ^~~~~~~~~~~~~~~~~~~~\n"])
    done = run("check", "--profile", "--only", "20-names.rules", "place/city.tsv", "text.txt")
    lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
    expect("a profile is TSV in a pipe", done, out=["nanoseconds\truns\thits\trule\tfile\tline\n", "20-names.rules"],
           err=["1 texts", "8 examples passed"])
    times = [int(line[0]) for line in lines[1:]]
    tap.case("the dearest rule comes first", [] if times == sorted(times, reverse=True) and times[0] > 0 else [times])
    hits = {line[3]: int(line[2]) for line in lines[1:]}
    wanted = {"test.titled": 3, "test.says": 0, "test.city": 3, "test.not-mr": 2}
    tap.case("hits are counted", [] if hits == wanted else [f"{hits}, not {wanted}"])
    expect("a profile of the examples", run("check", "--profile", "--only", "20-names.rules", "place/city.tsv"),
           out=["test.city"], err=["8 texts"])


def wait_for(process, read, text, seconds=20):
    """What `read` gives until `text` is in it."""
    got, end = b"", time.monotonic() + seconds
    while text not in got and time.monotonic() < end:
        if select.select([read], [], [], 0.1)[0]:
            try:
                piece = os.read(read, 65536)
            except OSError:
                break
            if not piece:
                break
            got += piece
    return got if text in got else None


def watch_case(label, terminal):
    main, side = pty.openpty() if terminal else os.pipe()
    write("20-watched.rules", RULES)
    process = subprocess.Popen([PROGRAM, "check", "--watch", "--only", "20-watched.rules", "place/city.tsv"],
                               stdout=side, stderr=side, stdin=subprocess.DEVNULL)
    os.close(side)
    faults = []
    first = wait_for(process, main, b"^C ends")
    if first is None or b"8 examples passed" not in first:
        faults.append(f"first run: {first!r}")
    elif (b"\x1b[2J" in first) != terminal:
        faults.append(f"cleared, or not: {first!r}")
    write("20-watched.rules", RULES.replace("Mr. <name>Vendek</name> left.", "The envoy left.", 1))
    second = wait_for(process, main, b"^C ends")
    if second is None or b"'test.titled' did not fire" not in second:
        faults.append(f"after a change: {second!r}")
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    try:
        status = process.wait(10)
        if status != 1:
            faults.append(f"exit status {status}, not that of the last check")
    except subprocess.TimeoutExpired:
        process.kill()
        faults.append("^C does not end it")
    os.close(main)
    tap.case(label, faults)


def project_cases():
    write("project/whomet.conf", "# ours\nrules      lists\ngazetteer  names/place\nonly       yes\n")
    write("project/lists/20-names.rules", RULES)
    write("project/names/place/city.tsv", "Vendek\n")
    write("project/deep/er/text.txt", TEXT)
    deep = "project/deep/er"
    expect("a project is found upwards", run("check", cwd=deep), out=["8 examples passed, 0 failed"])
    expect("it counts for reading", run("--to=tsv", "explain", cwd=deep), status=2)
    expect("it is named by -V -v", run("-V", "-v", cwd=deep), out=["project: ../../whomet.conf"])
    expect("and by explain", run("explain", "text.txt", "--at=5", cwd=deep),
           out=["project ../../whomet.conf", "person 'Vendek'", "../../lists/20-names.rules:4"])
    expect("the command line adds to it", run("check", os.path.abspath("60-met.rules"), cwd=deep),
           out=["10 examples passed"])
    expect("--no-project", run("-V", "-v", "--no-project", cwd=deep), out=["project: none"])
    write("project/deep/whomet.conf", "rule lists\nrules missing.rules\nonly perhaps\ngazetteer\n")
    expect("all its faults are told", run("check", cwd=deep), status=1, err=[
        "../whomet.conf:1:1: error: unknown key 'rule'\n    1 | rule lists\n      | ^~~~ keys: rules, gazetteer, only",
        "../whomet.conf:2:7: error: no such file: '../missing.rules'", "hint: paths are relative",
        "../whomet.conf:3:6: error: 'only' is yes or no", "../whomet.conf:4:1: error: 'gazetteer' without a value"])
    expect("no other command goes on with them", run("text.txt", cwd=deep), status=2, err=["unknown key 'rule'"])
    expect("but the version does", run("-V", cwd=deep), out=["whomet "])


def plain_events(path):
    done = subprocess.run([PROGRAM, "--date=2026-02-05", path], stdout=subprocess.PIPE, timeout=120)
    return [(one["id"], one["type"], one["status"]) for one in json.loads(done.stdout)["events"]]


def told_events(path):
    done = subprocess.run([PROGRAM, "explain", "--date=2026-02-05", path], stdout=subprocess.PIPE, timeout=120)
    return sorted(set(re.findall(r"^    (v\d+) (\w+), (\w+)", done.stdout.decode(), re.M)),
                  key=lambda event: int(event[0][1:]))


def same_as_run():
    """A plain run passes over what cannot tell anything, an explanation reads it all: they must agree."""
    texts = sorted(glob.glob(os.path.join(GOLDEN, "*", "*.txt")))[::5 if os.environ.get("WHOMET_SANITIZED") else 1]
    tap.case("an explanation tells the events of a plain run",
             [f"{path}: {plain_events(path)}" for path in texts if plain_events(path) != told_events(path)]
             if texts else ["no texts"])


def main():
    same_as_run()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, content in (("20-names.rules", RULES), ("60-met.rules", EVENTS), ("70-not.rules", STATUS),
                              ("place/city.tsv", "Vendek\n"), ("text.txt", TEXT)):
            write(name, content)
        explain_cases()
        word_cases()
        json_cases()
        check_cases()
        watch_case("a watch sees a change and ends by ^C", terminal=False)
        watch_case("a watch clears a terminal", terminal=True)
        project_cases()
        os.chdir("/")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
