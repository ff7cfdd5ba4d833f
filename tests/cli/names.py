#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""names search tells what is known of a name and from where; names add makes names that are found at once, and nothing
when they are wrong. Usage: names.py PROGRAM

The shipped lists change, so what is looked for is put into a folder of its own.
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tap import Tap

PROGRAM = os.path.abspath(sys.argv[1])
tap = Tap()


def run(*args, home, given=b""):
    return subprocess.run([PROGRAM, *args], input=given, capture_output=True, timeout=60, check=False,
                          env={**os.environ, "XDG_DATA_HOME": home, "XDG_CACHE_HOME": os.path.join(home, "cache")})


def rows(done):
    """The found ones as dictionaries."""
    lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def expect(label, done, status=0, err=b"", **more):
    faults = [] if done.returncode == status else [f"exit status {done.returncode}, not {status}"]
    if err not in done.stderr:
        faults.append(f"standard error does not say {err.decode()!r}")
    tap.case(label, faults + [repr(done)] if faults else [])


def content(home, name):
    with open(os.path.join(home, "whomet/names", name), "rb") as file:
        return file.read()


def add(home):
    strange = ("add", "org.club", "Zorblax Übersee Klub")
    expect("nothing is known yet", run("names", "search", strange[2], home=home), 1, b"nothing is called")
    expect("a name is added", run("names", *strange, "--alias=ZÜK", "--id=org/zorblax", "--weight=4.5",
                                  "--attr=country=de", home=home))
    expect("one before it", run("names", "add", "org.club", "Aardvark Qwertz", home=home))
    expect("one between", run("names", "add", "org.club", "Mimsy Borogove", "--alias=Mome Rath+ctx", home=home))
    lines = content(home, "org/club.tsv").decode().splitlines()
    wanted = ["Aardvark Qwertz", "Mimsy Borogove\tMome Rath+ctx",
              "Zorblax Übersee Klub\tZÜK\torg/zorblax\t4.5\tcountry=de"]
    tap.case("the file is sorted, behind a comment",
             [] if lines[2:] == wanted and all(line[0] == "#" for line in lines[:2]) else lines)
    found = rows(run("names", "search", "zorblax ubersee klub", home=home))
    faults = [] if len(found) == 1 else [repr(found)]
    for key, value in {"name": strange[2], "label": "org.club", "id": "org/zorblax", "weight": "4.5",
                       "attrs": "country=de", "match": "exact"}.items():
        faults += [f"{key}: {row.get(key)}" for row in found if row.get(key) != value]
    faults += [row["from"] for row in found if not row["from"].endswith("names/org/club.tsv:5")]
    tap.case("it is found, with its line", faults)
    found = rows(run("names", "search", "Mome Rath", home=home))
    tap.case("an alias is found, with its marks",
             [] if [(row["name"], row["marks"]) for row in found] == [("Mimsy Borogove", "alias ctx")]
             else [repr(found)])
    near = run("names", "search", "Zorblax Übersee Kluub", home=home)
    tap.case("one letter too many is near, and exit status 1",
             [] if near.returncode == 1 and [row["match"] for row in rows(near)] == ["near"] else [repr(near)])
    text = run(given="Officials of Zorblax Übersee Klub met on Friday.\n".encode(), home=home)
    tap.case("a text with it is read with it", [] if b"org/zorblax" in text.stdout else [repr(text)])
    text = run("--no-user-names", given="Officials of Zorblax Übersee Klub met.\n".encode(), home=home)
    tap.case("--no-user-names leaves it out", [] if b"org/zorblax" not in text.stdout else [repr(text)])
    expect("and search does", run("names", "search", "--no-user-names", strange[2], home=home), 1)
    expect("and --only too", run("names", "search", "--only", strange[2], home=home), 1)


REFUSED = [
    ("the same name again", ["org.club", "Aardvark Qwertz"], b"org/club.tsv:4:1: error: 'Aardvark Qwertz' without id"),
    ("the same id again", ["org.club", "Other", "--id=org/zorblax"], b"id 'org/zorblax' is used twice"),
    ("an unknown mark", ["org.club", "Other", "--attr=cxt"], b"did you mean 'ctx'?"),
    ("a weight that is none", ["org.club", "Other", "--weight=heavy"], b"weight 'heavy' is not a number"),
    ("an id without scheme", ["org.club", "Other", "--id=17"], b"has no scheme"),
    ("two blanks", ["org.club", "Other  Name"], b"more than one blank"),
    ("a tab", ["org.club", "Other\tName"], b"can be no name"),
    ("a comment", ["org.club", "#1 Name"], b"can be no name"),
    ("nothing", ["org.club", ""], b"can be no name"),
    ("a blank", ["org.club", " "], b"can be no name"),
    ("two aliases in one", ["org.club", "Other", "--alias=One|Two"], b"write --alias once for each"),
    ("an empty alias", ["org.club", "Other", "--alias="], b"can be no alias"),
    ("an attribute with a colon", ["org.club", "Other", "--attr=country:de"], b"write key=value"),
    ("no label", ["club", "Other"], b"write kind.label"),
    ("a label that leads elsewhere", ["org.../../x", "Other"], b"write kind.label"),
    ("two names", ["org.club", "One", "Two"], b"a label and one name"),
    ("nothing", [], b"a label and one name"),
]


def refuse(home):
    before = content(home, "org/club.tsv")
    for label, words, message in REFUSED:
        expect("refused: " + label, run("names", "add", *words, home=home), 2, message)
    tap.case("what was there is unharmed", [] if content(home, "org/club.tsv") == before else ["the file changed"])
    left = sorted(os.listdir(os.path.join(home, "whomet/names")))
    tap.case("nothing is left behind but the lock", [] if left == [".lock", "org"] else left)
    expect("a kind that no rule knows is told, and added", run("names", "add", "orgg.club", "Other", home=home), 0,
           b"no shipped rule asks for 'orgg.club'")
    expect("and --quiet does not tell it", run("names", "add", "-q", "orgg.club", "Another", home=home), 0)
    os.remove(os.path.join(home, "whomet/names/orgg/club.tsv"))
    done = run("names", "list", home=home)
    shown = [(row["label"], row["name"], row["aliases"], row["id"], row["from"].rsplit(":", 1)[1])
             for row in rows(done)]
    tap.case("one's own names are listed", [] if done.returncode == 0 and shown == [
        ("org.club", "Aardvark Qwertz", "", "", "3"), ("org.club", "Mimsy Borogove", "Mome Rath+ctx", "", "4"),
        ("org.club", "Zorblax Übersee Klub", "ZÜK", "org/zorblax", "5")] else [repr(done)])
    expect("where there are none", run("names", "list", home=os.path.join(home, "nobody")), 1, b"names add person.mine")
    expect("listing one", run("names", "list", "Aardvark", home=home), 2, b"to remove one, edit its file in '")
    expect("names alone", run("names", home=home), 2, b"whomet names search TEXT")
    expect("search alone", run("names", "search", home=home), 2, b"whomet names search TEXT")


def broken(home):
    """A file that somebody broke by hand is told, with its line, whatever is asked."""
    path = os.path.join(home, "whomet/names/org/club.tsv")
    with open(path, "ab") as file:
        file.write(b"Aaa\t\t\t99\n")
    expect("a broken file of one's own is told", run(given=b"Text.\n", home=home), 2, b"club.tsv:6:")
    expect("and can be left out", run("--no-user-names", given=b"Text.\n", home=home), 0)


def many_at_once(home):
    """Ten programs add to one file: each waits for the others, and no row is lost."""
    env = {**os.environ, "XDG_DATA_HOME": home}
    names = [f"Snark {letter}boojum" for letter in "ABCDEFGHIJ"]
    running = [subprocess.Popen([PROGRAM, "names", "add", "org.club", name], env=env, stderr=subprocess.PIPE)
               for name in names]
    faults = [repr(done.args) for done in running if done.communicate()[1] or done.returncode != 0]
    lines = content(home, "org/club.tsv").decode().splitlines()
    tap.case("ten at once add ten rows", faults + ([] if lines[2:] == names else lines))


def linked(home):
    """The file may be a link, to where its owner keeps such things."""
    path, real = os.path.join(home, "whomet/names/org/club.tsv"), os.path.join(home, "real.tsv")
    os.rename(path, real)
    os.symlink(real, path)
    expect("a name is added behind a link", run("names", "add", "org.club", "Zzyzx Rovers", home=home))
    with open(real, "rb") as file:
        faults = [] if b"Zzyzx Rovers" in file.read() else ["the file has no such row"]
    tap.case("the link is one still", faults + ([] if os.path.islink(path) else ["it is a file now"]))
    os.remove(real)
    expect("a link to nothing is told", run("names", "add", "org.club", "Zzyzx Rovers", home=home), 3,
           b"leads nowhere: repair it or remove it")
    os.remove(path)


def finds(name, home, *more):
    return run("names", "search", *more, name, home=home).returncode == 0


def cached(home):
    """Many names are kept compiled; what is found follows the files, not the cache, whatever becomes of it."""
    os.makedirs(os.path.join(home, "whomet/names/org"))
    path, cache = os.path.join(home, "whomet/names/org/club.tsv"), os.path.join(home, "cache/whomet/names.cache")
    rows = [f"Bandersnatch {i:05} Company\n" for i in range(1000)]

    def write(names):
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(names)

    def read_cache():
        with open(cache, "rb") as file:
            return file.read()

    def spoil(change):
        before = read_cache()
        with open(cache, "wb") as file:
            file.write(change(before))
        found = finds("bandersnatch 00007 company", home)
        faults = [] if found else ["the name is not found"]
        return faults + ([] if read_cache() == before else ["it is not made anew"])

    write(rows[:10])
    tap.case("few names need no cache", [] if finds("bandersnatch 00007 company", home) and not os.path.exists(cache)
             else ["not found, or cached"])
    write(rows)
    tap.case("many names are found", [] if finds("bandersnatch 00007 company", home) else ["not found"])
    tap.case("and cached", [] if os.path.exists(cache) else ["no cache"])
    stamp = os.stat(cache).st_mtime_ns
    tap.case("found again, from the cache", [] if finds("bandersnatch 00007 company", home) and
             os.stat(cache).st_mtime_ns == stamp else ["not found, or made anew"])
    tap.case("not with --no-user-names", [] if not finds("bandersnatch 00007 company", home, "--no-user-names")
             else ["found"])
    times = os.stat(path)
    write(rows[:-1] + [rows[-1].replace("Bander", "Wander")])
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    tap.case("a change of the same size and time is seen", [] if finds("wandersnatch 00999 company", home) and
             not finds("bandersnatch 00999 company", home) else ["the old names are found"])
    write(rows)
    finds("bandersnatch 00007 company", home)
    for label, change in (("cut off", lambda data: data[:len(data) // 2]), ("empty", lambda data: b""),
                          ("of another program", lambda data: b"PK" + data[2:]), ("longer", lambda data: data + b"x"),
                          ("with one bit changed", lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])):
        tap.case("a cache that is " + label, spoil(change))
    os.remove(cache)
    os.mkdir(cache)
    tap.case("a cache that cannot be written", [] if finds("bandersnatch 00007 company", home) else ["not found"])


def main():
    with tempfile.TemporaryDirectory() as home:
        add(home)
        refuse(home)
        broken(home)
    with tempfile.TemporaryDirectory() as home:
        many_at_once(home)
        linked(home)
    with tempfile.TemporaryDirectory() as home:
        cached(home)
    with tempfile.TemporaryDirectory() as home:
        missing = run("names", "search", "Germany", home=home)
        shown = [row for row in rows(missing) if row["label"] == "place.country"]
        tap.case("a shipped name is found, with its line", [] if len(shown) == 1 and
                 shown[0]["from"].startswith("gazetteers/place/country.tsv:") else [repr(missing)])
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
