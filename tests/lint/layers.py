#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Does every file of src/ use only what src/layers.txt allows its folder? Usage: layers.py SOURCE_ROOT"""
import re
import sys

import source
from tap import Tap


def read_layers(root):
    """folder -> folders it may use, [(word, places)], and the headers that the build makes."""
    uses, only, made = {}, [], set()
    for line in source.read(root, "src/layers.txt").splitlines():
        words = line.split("#")[0].split()
        if words and words[0] == "only":
            only.append((words[1], words[2:]))
        elif words and words[0] == "made":
            made |= set(words[1:])
        elif words:
            uses[words[0]] = set(words[1:]) | {words[0]}
    return uses, only, made


def layer(path):
    """The folder of a path counted from src/; a file of src/ itself is a layer of its own."""
    return path.split("/")[0]


def include_faults(path, text, uses, headers):
    for number, line in enumerate(text.splitlines(), 1):
        hit = re.match(r'\s*#\s*include\s*"([^"]*)"', line)
        if not hit:
            continue
        if hit[1] not in headers:
            yield f"src/{path}:{number}: '{hit[1]}' is no header of src/; write includes from src/"
        elif layer(hit[1]) not in uses.get(layer(path), ()):
            yield f"src/{path}:{number}: {layer(path)} may not use {layer(hit[1])} ({hit[1]})"


def word_faults(path, text, word, places):
    if any(path == place or place.endswith("/") and path.startswith(place) for place in places):
        return
    pattern = re.compile(r"(?<![\w])" + re.escape(word) + (r"(?!\w)" if word[-1].isalnum() else ""))
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.search(line):
            yield f"src/{path}:{number}: '{word}' occurs only in {', '.join(places) or 'no file'}"


def cycles(graph):
    """Headers that include themselves by way of others."""
    def reach(start):
        seen, todo = set(), list(graph[start])
        while todo:
            header = todo.pop()
            if header not in seen:
                seen.add(header)
                todo += graph.get(header, ())
        return seen
    return [header for header in graph if header in reach(header)]


def main(root):
    tap = Tap()
    uses, only, made = read_layers(root)
    paths = [path[4:] for path in source.files(root, ["src"], (".c", ".h"))]
    texts = {path: source.read(root, "src/" + path) for path in paths}
    code = {path: source.without_comments(text) for path, text in texts.items()}
    bare = {path: source.without_strings(text) for path, text in texts.items()}
    headers = {path for path in paths if path.endswith(".h")}

    unknown = {layer(path) for path in paths} - set(uses)
    tap.case("every folder has a line in src/layers.txt", [f"no line for '{name}'" for name in sorted(unknown)])
    tap.case("every line of src/layers.txt is about something",
             [f"'{name}' is no folder" for name in uses if name not in {layer(path) for path in paths}])
    for name in sorted(uses):
        tap.case(f"includes of {name}",
                 [fault for path in paths if layer(path) == name
                  for fault in include_faults(path, code[path], uses, headers | made)])
    for word, places in only:
        tap.case(f"{word} only in {' '.join(places) or 'no file'}",
                 [fault for path in paths for fault in word_faults(path, bare[path], word, places)])
    graph = {path: re.findall(r'#\s*include\s*"([^"]*)"', code[path]) for path in headers}
    tap.case("no header cycle", [f"src/{path} includes itself" for path in sorted(cycles(graph))])
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
