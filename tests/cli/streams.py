#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Streams and exit codes: results on standard output and nothing else there, messages on standard error, 0 to 3 as the
contract says, and nothing lost silently. Usage: streams.py PROGRAM

The cases do not depend on what is found in a text, so they hold with any rules.
"""
import json
import os
import pty
import select
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tap import Tap

PROGRAM = os.path.abspath(sys.argv[1])
TEXT = b"Negotiators from the United States and Iran met in Muscat on Friday.\n"
RECORD = json.dumps({"text": TEXT.decode()}).encode() + b"\n"
tap = Tap()


def run(*args, given=b"", env=None, **more):
    more.setdefault("stdout", subprocess.PIPE)
    return subprocess.run([PROGRAM, *args], input=given, stderr=subprocess.PIPE, timeout=120,
                          env={**os.environ, **(env or {})}, **more)


def expect(label, done, status=0, out=None, err=None):
    """`out`: exact bytes, True (something) or None (not looked at); `err`: words that must occur, b"" for silence."""
    faults = []
    if done.returncode != status:
        faults.append(f"exit status {done.returncode}, not {status}")
    if out is True and not done.stdout:
        faults.append("nothing on standard output")
    if isinstance(out, bytes) and done.stdout != out:
        faults.append(f"standard output: {done.stdout[:300]!r}")
    if err == b"" and done.stderr:
        faults.append("standard error is not silent")
    if err and err not in done.stderr:
        faults.append(f"standard error does not say {err.decode()!r}")
    tap.case(label, faults + [f"standard error: {done.stderr[-1000:]!r}"] if faults else [])


def expect_that(label, good, shown=""):
    tap.case(label, [] if good else [f"{shown!r:.2000}"])


def documents(out):
    return [json.loads(line) for line in out.splitlines()]


def write(name, content):
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    with open(name, "wb") as file:
        file.write(content)
    return name


def on_terminal(*args, env=None, wait=60):
    """(exit status, everything printed) with all three streams on a terminal of 80 columns."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update({"TERM": "xterm", **(env or {})})
        os.environ.pop("NO_COLOR", None) if not env or "NO_COLOR" not in env else None
        os.execv(PROGRAM, [PROGRAM, *args])
    shown = b""
    while select.select([terminal], [], [], wait)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown


# ---- what the program says about itself ------------------------------------------------------------------------------

def about():
    for option in ("-h", "--help", "-V", "--version"):
        expect(f"{option} goes to standard output", run(option), 0, True, b"")
    expect("unknown option", run("--nonsense", "a.txt"), 2, b"", b"unknown option '--nonsense'")
    expect("unknown letter", run("-x"), 2, b"", b"'-x'")
    expect("wrong day", run("--date=2026-02-30", "a.txt"), 2, b"", b"no such day")
    expect("option of another command", run("compile", "--jsonl", "-o", "x", "a.tsv"), 2, b"", b"does not go with")
    expect("compile without an output", run("compile", "a.tsv"), 2, b"", b"whomet compile -o OUT FILE")
    expect("misspelt command", run("tripels", "a.txt"), 2, b"", b"did you mean the command 'triples'?")
    done = run("exhume", "a.txt")
    expect("unknown command is a file that is missing", done, 3, True, b"annotate, triples, compile, check")
    expect("triples in another format says how", run("triples", "--to=json", "a.txt"), 2, b"", b".triples[]")


# ---- where output goes ----------------------------------------------------------------------------------------------

def output():
    with open("/dev/full", "wb") as full:
        expect("full disk", run("a.txt", stdout=full), 3, None, b"No space left")
    with open("/dev/full", "wb") as full:
        expect("full disk for the help", run("--help", stdout=full), 3, None, b"No space left")
    expect("full disk behind -o", run("-o", "/dev/full", "a.txt"), 3, b"", b"No space left")
    expect("closed output", run("a.txt", preexec_fn=lambda: os.close(1)), 3, None, b"closed")
    reading, writing = os.pipe()
    os.close(reading)
    gone = run("--jsonl", given=RECORD * 2000, stdout=writing)
    os.close(writing)
    expect("reader has gone: quiet, not 0", gone, 3, None, b"")
    expect("closed error stream", run("missing.txt", preexec_fn=lambda: os.close(2)), 3, b"", b"")
    expect("-o writes there", run("-o", "out.jsonl", "a.txt"), 0, b"", b"")
    expect_that("-o writes the same", open("out.jsonl", "rb").read() == run("a.txt").stdout)
    write("out.tsv", b"old content, longer than what comes\n" * 100)
    expect("-o takes the format from the ending", run("-o", "out.tsv", "a.txt"), 0, b"", b"")
    expect_that("-o replaces", open("out.tsv", "rb").read() == run("triples", "a.txt").stdout)
    expect("-o in a folder that is missing", run("-o", "no/where.json", "a.txt"), 3, b"", b"no/where.json")
    expect("-o must not be an input", run("-o", "a.txt", "a.txt"), 2, b"", b"is an input too")
    expect_that("the input is still there", open("a.txt", "rb").read() == TEXT)
    os.makedirs("place", exist_ok=True)
    for label, path, args in (("a gazetteer", "place/own.tsv", ("--gazetteer=place/own.tsv", "a.txt")),
                              ("rules", "60-own.rules", ("--rules=60-own.rules", "a.txt")),
                              ("answers", "own.jsonl", ("eval", "--answers=own.jsonl", "gold.jsonl")),
                              ("aliases", "own.txt", ("import", "geonames", "--aliases=own.txt", "places.txt"))):
        write(path, b"")
        write("gold.jsonl", b'{"text":"Text.","entities":[],"events":[]}\n')
        write("places.txt", b"\t".join([b"1", b"Muscat", b"Muscat", b"", b"1", b"1", b"P", b"PPLC", b"OM", *[b""] * 5,
                                        b"9", *[b""] * 4]) + b"\n")
        os.symlink(path, "link")
        expect(f"-o must not be {label}", run(*args, "-o", "link"), 2, b"", b"is an input too")
        os.remove("link")
    write("place/own.tsv", b"Aville\n")
    expect("compile -o must not be an entry file", run("compile", "-o", "place/own.tsv", "place/own.tsv"), 2, b"",
           b"is an entry file too")
    expect_that("the entry file is still there", open("place/own.tsv", "rb").read() == b"Aville\n")
    write("keep.jsonl", b"precious\n")
    write("wrong.rules", b"this is no rule\n")
    expect("wrong rule: exit 2, nothing written", run("--rules=wrong.rules", "-o", "keep.jsonl", "a.txt"), 2, b"",
           b"wrong.rules:1")
    expect_that("wrong rule: -o is not emptied", open("keep.jsonl", "rb").read() == b"precious\n")
    expect("missing rule file", run("--rules=missing.rules", "a.txt"), 2, b"", b"missing.rules")
    expect("missing gazetteer", run("--gazetteer=missing.tsv", "a.txt"), 2, b"", b"missing.tsv")
    expect("check answers no", run("check", "wrong.rules"), 1, b"", b"wrong.rules:1")


# ---- files ----------------------------------------------------------------------------------------------------------

def files():
    expect("missing file", run("missing.txt"), 3, b"", b"missing.txt")
    done = run("missing.txt", "a.txt")
    expect("missing file: the rest goes on", done, 3, True, b"1 of 2 inputs could not be read")
    expect_that("… with its own answer", [d["document"]["id"] for d in documents(done.stdout)] == ["a"], done.stdout)
    write("locked.txt", TEXT)
    os.chmod("locked.txt", 0)
    if os.access("locked.txt", os.R_OK):
        tap.skip("unreadable file", "this user can read everything")
    else:
        expect("unreadable file", run("locked.txt"), 3, b"", b"locked.txt")
    os.chmod("locked.txt", stat.S_IRUSR | stat.S_IWUSR)
    for name in ("d/b.txt", "d/a/z.md", "d/a/y.text", "d/c.html", "d/.hidden.txt", "d/B.txt"):
        write(name, TEXT)
    os.symlink("..", "d/loop")
    done = run("d")
    expect("directory", done, 0, True, b"")
    expect_that("directory in byte order, without hidden files, links and other endings",
                [d["document"]["source"] for d in documents(done.stdout)] ==
                ["d/B.txt", "d/a/y.text", "d/a/z.md", "d/b.txt"],
                done.stdout)
    os.makedirs("empty", exist_ok=True)
    expect("directory without files", run("empty"), 0, b"", b"no files found")
    write("nothing.txt", b"")
    about = documents(run("nothing.txt").stdout)[0]["document"]
    expect_that("empty file", (about["chars"], about["bytes"]) == (0, 0), about)
    text = b"A\x00B\xff\xe2\x80C\xc3\xa9 Muscat\r\n"
    done = run("-", given=text)
    expect("NUL bytes and ill-formed UTF-8", done, 0, True, b"")
    document = documents(done.stdout)[0]
    read = text.decode(errors="replace")
    expect_that("… are counted as Python counts them",
                (document["document"]["chars"], document["document"]["bytes"]) == (len(read), len(text)), document)
    expect_that("… and warned of with their place",
                any(w["start"] == read.index("\ufffd") for w in document["warnings"]), document["warnings"])
    write("wide.txt", "\ufeffMuscat é".encode("utf-16-le"))
    document = documents(run("wide.txt").stdout)[0]
    expect_that("UTF-16 is converted and warned of", document["document"]["chars"] == 9 and
                document["warnings"][0]["code"] == "converted", document)
    expect("standard input without a name", run(given=TEXT), 0, run("-", given=TEXT).stdout, b"")
    expect_that("id and source of a file", documents(run("d/a/z.md").stdout)[0]["document"]["id"] == "z")


# ---- records --------------------------------------------------------------------------------------------------------

def records():
    lines = [RECORD, b'{"id": 7, "text": "x"}\n', b'{"id": "cut", "text": "\n', b"\n", b'{"id": {"a": 1}, "text": 5}\n',
             b'{"text": "\xff"}\r\n', b'{"title": "T", "date": "2026-02-06", "text": "x"}']
    done = run("--jsonl", given=b"".join(lines))
    expect("bad records: exit 3, told once", done, 3, True, b"4 of 7 records could not be read")
    expect_that("… in one line of message", done.stderr.count(b"\n") == 1, done.stderr)
    got = documents(done.stdout)
    expect_that("one line of output for each of input", len(got) == len(lines), done.stdout)
    expect_that("… with its id, or the number of its line",
                [d["document"]["id"] for d in got] == ["1", 7, "cut", "4", {"a": 1}, "6", "7"], done.stdout)
    expect_that("… and the error in its place", [d.get("error", {}).get("code") for d in got] ==
                [None, None, "bad-json", "bad-json", "no-text", "bad-json", None], done.stdout)
    expect_that("error lines hold nothing else",
                all(set(d) == {"schema", "document", "error"} for d in got if "error" in d), done.stdout)
    last = got[6]["document"]
    expect_that("title and date pass through", (last["title"], last["date"]) == ("T", "2026-02-06"), last)
    done = run("--jsonl", "-v", given=b"".join(lines))
    expect("-v tells each", done, 3, True, b"-:4: empty line")
    done = run("--jsonl", "--to=tsv", given=b"".join(lines))
    expect("without JSON each is told", done, 3, True, b"-:3: invalid JSON")
    expect("missing records", run("--jsonl", "missing.jsonl"), 3, b"", b"missing.jsonl")
    expect("a folder as records has none", run("--jsonl", "empty"), 0, b"", b"no files found")
    expect("no records", run("--jsonl", given=b""), 0, b"", b"")
    odd = documents(run("--jsonl", given=b'{"text": "x", "date": "someday"}\n').stdout)[0]
    expect_that("odd date passes through with a warning", odd["document"]["date"] == "someday" and
                odd["warnings"][0]["code"] == "bad-date", odd)
    long = b'{"text": "' + b"a " * 3000000 + b'"}\n'
    expect_that("a line of 6 MB", documents(run("--jsonl", given=long).stdout)[0]["document"]["bytes"] == 6000000)


def answered_at_once():
    """A line is answered while the input stays open."""
    child = subprocess.Popen([PROGRAM, "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    child.stdin.write(RECORD)
    child.stdin.flush()
    ready = select.select([child.stdout], [], [], 60)[0]
    line = child.stdout.readline() if ready else b""
    child.stdin.close()
    child.wait()
    child.stdout.close()
    expect_that("a line is answered before the next one comes", line.startswith(b'{"schema"'), line)


# ---- threads --------------------------------------------------------------------------------------------------------

def threads():
    many = b"".join(json.dumps({"id": i, "text": TEXT.decode() * (i % 7)}).encode() + b"\n" if i % 50 else b"bad\n"
                    for i in range(6000))
    one = run("--jsonl", "-j1", given=many)
    for jobs in ("-j2", "-j7"):
        several = run("--jsonl", jobs, given=many)
        expect_that(f"{jobs} equals -j1 byte for byte, messages too",
                    (one.returncode, one.stdout, one.stderr) == (several.returncode, several.stdout, several.stderr),
                    several.stderr)
    names = [write(f"many/{i:03}.txt", TEXT * (i % 5)) if i % 9 else f"many/missing{i}.txt" for i in range(100)]
    one, several = run("-j1", *names), run("-j3", *names)
    expect_that("files too", (one.stdout, one.stderr) == (several.stdout, several.stderr), several.stderr)
    expect_that("and the order is that of the arguments",
                [d["document"]["source"] for d in documents(one.stdout)] == [n for n in names if "missing" not in n])


# ---- terminals ------------------------------------------------------------------------------------------------------

def terminals():
    status, shown = on_terminal()
    expect_that("no file on a terminal: help, exit 2", status == 2 and b"Usage: whomet" in shown, (status, shown))
    status, shown = on_terminal("a.txt")
    expect_that("one file on a terminal: text, no JSON",
                status == 0 and b"Negotiators from" in shown and b'"schema"' not in shown, (status, shown))
    expect_that("… in colour", b"\x1b[" in shown, shown)
    expect_that("NO_COLOR", b"\x1b[" not in on_terminal("a.txt", env={"NO_COLOR": "1"})[1])
    expect_that("TERM=dumb", b"\x1b[" not in on_terminal("a.txt", env={"TERM": "dumb"})[1])
    expect_that("--color=always wins", b"\x1b[" in on_terminal("--color=always", "a.txt", env={"NO_COLOR": "1"})[1])
    expect_that("--color=never", b"\x1b[" not in on_terminal("--color=never", "a.txt")[1])
    shown = on_terminal("--to=json", "a.txt")[1]
    expect_that("--to=json on a terminal is indented", b'{\r\n  "schema": "whomet/1"' in shown, shown)
    expect_that("in a pipe it is a line", run("--to=json", "a.txt").stdout.count(b"\n") == 1)
    expect_that("in a pipe no colours", b"\x1b" not in run("--to=text", "a.txt").stdout)
    write("evil.txt", b"\x1b]0;title\x07\x1b[2J\xc2\x9b31m text\n")
    shown = on_terminal("--color=never", "evil.txt")[1]
    expect_that("a text cannot command the terminal", b"\x1b" not in shown and b"\x07" not in shown, shown)


def stats():
    done = run("--stats", "a.txt")
    expect("--stats on standard error", done, 0, run("a.txt").stdout, b"MB peak")
    expect("-q leaves errors", run("-q", "missing.txt", "a.txt"), 3, True, b"missing.txt")
    expect_that("-q leaves out the summary", b"1 of 2" not in run("-q", "missing.txt", "a.txt").stderr)
    tsv = run("triples", "a.txt").stdout
    expect_that("triples: one head, a field for each column",
                tsv.startswith(b"document\twho\tdid\t") and all(l.count(b"\t") == 10 for l in tsv.splitlines()), tsv)


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    write("a.txt", TEXT)
    for group in (about, output, files, records, answered_at_once, threads, terminals, stats):
        group()
    os.chdir("/")
sys.exit(tap.done())
