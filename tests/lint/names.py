#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Has every symbol of the library our prefix, and is nothing in it writable? Usage: names.py STATIC_LIBRARY [SHARED]

Writable means a section that stays so: what the loader relocates and then protects (.data.rel.ro) is constant.
"""
import re
import subprocess
import sys

import source  # noqa: F401, finds tap
from tap import Tap

OURS = re.compile(r"^(wm|whomet)_[a-z0-9_]+$")
COMPILERS = re.compile(r"^(__|_GLOBAL_|\.L|_fini$|_init$|_edata$|_end$|_bss)")
WRITABLE = re.compile(r"^\.(data|bss|tdata|tbss)(?!\.rel\.ro)|^\*COM\*")


def symbols(path, *options):
    """(name, class, section) of everything that is defined."""
    out = subprocess.run(["nm", "--format=sysv", "--defined-only", *options, path], check=True, text=True,
                         stdout=subprocess.PIPE).stdout
    for line in out.splitlines():
        fields = [field.strip() for field in line.split("|")]
        if len(fields) == 7 and fields[0] != "Name":
            yield fields[0], fields[2], fields[6]


def main(static, shared=None):
    tap = Tap()
    table = list(symbols(static))
    outside = sorted({name for name, kind, _ in table if kind.isupper()})
    tap.case("the library has symbols", [] if outside else [f"nm finds nothing in {static}"])
    tap.case("symbols that cross files are wm_… or whomet_…",
             [f"'{name}'" for name in outside if not OURS.match(name) and not COMPILERS.match(name)])
    tap.case("nothing at file scope is writable",
             [f"'{name}' in {section}" for name, _, section in table
              if WRITABLE.match(section) and not COMPILERS.match(name)])
    if shared:
        exported = sorted({name.split("@")[0] for name, kind, _ in symbols(shared, "--dynamic") if kind.isupper()})
        tap.case("the shared library exports whomet_… only",
                 [f"'{name}'" for name in exported if not name.startswith("whomet_") and not COMPILERS.match(name)])
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
