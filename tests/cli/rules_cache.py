#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The rules are compiled once: whomet.set in the data folder is used as it is, the cache where that is of no use, and
whatever becomes of the files, what is found follows the text of the rules. Usage: rules_cache.py PROGRAM

Needs the data folder of the build in WHOMET_DATA.
"""
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tap import Tap

PROGRAM = os.path.abspath(sys.argv[1])
BUILT = os.environ["WHOMET_DATA"]
TEXT = b"French Foreign Minister Jeanne Ravel met her Omani counterpart in Muscat on Tuesday.\n"
RULE = "[x.zorb]\nfind a=zorblax\ndo tag person $a +9\nyes <a>zorblax</a>\nno Rome\n"
tap = Tap()


class Home:
    """A data folder without whomet.set, and a home without a cache."""

    def __init__(self, folder):
        self.data, self.home = os.path.join(folder, "data"), os.path.join(folder, "home")
        self.set, self.cache = os.path.join(self.data, "whomet.set"), os.path.join(self.home, "whomet/rules.cache")
        os.makedirs(self.data)
        os.symlink(os.path.join(BUILT, "gazetteers"), os.path.join(self.data, "gazetteers"))
        shutil.copytree(os.path.join(BUILT, "rules"), os.path.join(self.data, "rules"))

    def run(self, *args, given=TEXT, data=None):
        return subprocess.run([PROGRAM, *args], input=given, capture_output=True, timeout=120, check=False,
                              env={**os.environ, "WHOMET_DATA": data or self.data, "XDG_CACHE_HOME": self.home,
                                   "XDG_DATA_HOME": self.home})

    def found(self, **more):
        return self.run("--to=jsonl", "-", **more).stdout

    def forget(self):
        shutil.rmtree(self.home, ignore_errors=True)


def spoil(path, change):
    with open(path, "rb") as file:
        before = file.read()
    os.remove(path)
    with open(path, "wb") as file:
        file.write(change(before))


CHANGES = (("cut off", lambda data: data[:len(data) // 2]), ("empty", lambda data: b""),
           ("of another program", lambda data: b"PK" + data[2:]),
           ("with one bit changed", lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]))


def check(label, same, made=None, home=None):
    faults = [] if same else ["something else is found"]
    if made is not None and os.path.exists(home.cache) != made:
        faults.append("a cache is made" if not made else "no cache is made")
    tap.case(label, faults)


def caches(home, wanted):
    check("without a set the rules are compiled and kept", home.found() == wanted, True, home)
    stamp = os.stat(home.cache).st_mtime_ns
    check("and read from there", home.found() == wanted and os.stat(home.cache).st_mtime_ns == stamp)
    for label, change in CHANGES:
        spoil(home.cache, change)
        size = os.stat(home.cache).st_size
        check(f"a cache that is {label}", home.found() == wanted and
              (os.stat(home.cache).st_mtime_ns, os.stat(home.cache).st_size) != (stamp, size))
    os.remove(home.cache)
    os.mkdir(home.cache)
    check("a cache that cannot be written", home.found() == wanted)
    home.forget()


def sets(home, wanted):
    done = home.run("compile", "-o", home.set)
    tap.case("a set is compiled", [] if done.returncode == 0 and os.path.exists(home.set) else [repr(done)])
    home.forget()
    check("and used", home.found() == wanted, False, home)
    shutil.copy(home.set, home.set + ".good")
    for label, change in CHANGES:
        spoil(home.set, change)
        check(f"not one that is {label}", home.found() == wanted, True, home)
        home.forget()
        os.replace(home.set, home.set + ".bad")
        shutil.copy(home.set + ".good", home.set)
    done = home.run("compile", "-o", os.path.join(home.data, "none/whomet.set"))
    tap.case("one that cannot be written is told", [] if done.returncode == 3 and b"none/whomet.set" in done.stderr
             else [repr(done)])


def changes(home, wanted):
    os.makedirs(os.path.join(home.home, "whomet/names/vessel"))
    with open(os.path.join(home.home, "whomet/names/vessel/ship.tsv"), "w", encoding="utf-8") as file:
        file.write("Qwertz Maru\n")
    check("names of a kind of one's own want another set", home.found() == wanted, True, home)
    home.forget()
    with open(os.path.join(home.data, "rules/20-zorb.rules"), "w", encoding="utf-8") as file:
        file.write(RULE)
    check("a new rule is followed", b'"zorblax"' in home.found(given=b"They saw zorblax there.\n"), True, home)
    home.forget()


def main():
    with tempfile.TemporaryDirectory() as folder:
        home = Home(folder)
        wanted = home.found(data=BUILT)
        check("the set of the build is used", b'"triples":[{' in wanted, False, home)
        caches(home, wanted)
        sets(home, wanted)
        changes(home, wanted)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
