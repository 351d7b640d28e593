#!/usr/bin/env python3
"""Runs clang-tidy over every source of the rooms, and again only over what changed since it passed.

Arguments: the build folder with compile_commands.json (without precompiled headers, which another
compiler can't read), and the root of the checkout. Sources are read in the batches that are compiled
as one: most of the time goes into other people's headers, which a batch reads once. What passed is
remembered in the build folder, by the hash of the sources, of our headers that they reach, and of
everything else that matters.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

import floors

TIDY = "clang-tidy"
# Batches are built with one option that only gcc knows.
ARGUMENTS = ("--quiet", "--extra-arg=-Wno-unknown-warning-option")
BATCHED = re.compile(r'^#include "(/.+)"', re.MULTILINE)


def sources_of(file, root):
    """The sources that a command compiles, by their paths in the checkout: one, or a batch."""
    paths = [file, *map(pathlib.Path, BATCHED.findall(file.read_text()))]
    paths = [os.path.relpath(path, root) for path in paths]
    return [path for path in paths if floors.room_of(path)]


def reached(root, path, seen):
    """The file and our headers that it includes, directly or not."""
    file = root / path
    if path not in seen and file.is_file():
        seen.add(path)
        for target in floors.INCLUDE.findall(file.read_text()):
            reached(root, target, seen)
    return seen


def fingerprint(root, paths, command, always):
    digest = hashlib.sha256(always + command.encode())
    seen = set()
    for path in paths:
        reached(root, path, seen)
    for part in sorted(seen):
        digest.update(part.encode() + hashlib.sha256((root / part).read_bytes()).digest())
    return digest.hexdigest()


def main():
    build, root = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    passed = build / "tidy-passed"
    passed.mkdir(exist_ok=True)
    version = subprocess.run([TIDY, "--version"], capture_output=True, check=True).stdout
    always = version + (root / ".clang-tidy").read_bytes()

    waiting = []
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = pathlib.Path(entry["file"])
        if file.is_relative_to(build) and not file.is_relative_to(build / "CMakeFiles"):
            continue  # Made out of a text, and nothing to read.
        sources = sources_of(file, root)
        if sources:
            mark = passed / fingerprint(root, sources, entry["command"], always)
            if not mark.exists():
                waiting.append((file, len(sources), mark))

    def check(file):
        return subprocess.run([TIDY, *ARGUMENTS, "-p", build, file], capture_output=True,
                              text=True, check=False)

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(check, [file for file, _, _ in waiting])
        for (_, _, mark), done in zip(waiting, results):
            if done.returncode == 0:
                mark.touch()
            else:
                failed += 1
                print(done.stdout or done.stderr, flush=True)
    read = sum(sources for _, sources, _ in waiting)
    print(f"clang-tidy: {read} files read in {len(waiting)} batches, {failed} batches with faults")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
