#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Does every source file open with its licence? Usage: spdx.py SOURCE_ROOT"""
import sys

import source
from tap import Tap

FOLDERS = ["src", "tests", "rules", "gazetteers", ".ci"]
ENDINGS = {
    (".c", ".h"): "/* SPDX-License-Identifier: MIT */",
    (".cpp",): "/* SPDX-License-Identifier: MIT */",
    (".py", ".sh", "meson.build", ".bash", "run"): "# SPDX-License-Identifier: MIT",
    (".1",): '.\\" SPDX-License-Identifier: MIT',
}


def main(root):
    tap = Tap()
    for endings, line in ENDINGS.items():
        paths = source.files(root, FOLDERS, endings)
        tap.case(f"files that end in {' '.join(endings)}",
                 [f"{path} does not open with '{line}'" for path in paths
                  if line not in source.read(root, path).splitlines()[:2]])
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
