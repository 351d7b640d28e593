#!/usr/bin/env python3
"""Runs clang-tidy over every source of the rooms, and again only over what changed since it passed.

Arguments: the build folder with compile_commands.json (without precompiled headers, which another
compiler can't read), and the root of the checkout. What passed is remembered in the build folder,
by the hash of the source, of our headers that it reaches, and of everything else that matters.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import subprocess
import sys

import floors

TIDY = "clang-tidy"

# Rooms that nobody has taken through clang-tidy from end to end yet. Each leaves this list in the
# commit that makes it clean; none ever joins it.
UNREAD = ("api/http", "api/pages", "api/cli")


def reached(root, path, seen):
    """The file and our headers that it includes, directly or not."""
    file = root / path
    if path not in seen and file.is_file():
        seen.add(path)
        for target in floors.INCLUDE.findall(file.read_text()):
            reached(root, target, seen)
    return seen


def fingerprint(root, path, command, always):
    digest = hashlib.sha256(always + command.encode())
    for part in sorted(reached(root, path, set())):
        digest.update(hashlib.sha256((root / part).read_bytes()).digest())
    return digest.hexdigest()


def main():
    build, root = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    passed = build / "tidy-passed"
    passed.mkdir(exist_ok=True)
    version = subprocess.run([TIDY, "--version"], capture_output=True, check=True).stdout
    always = version + (root / ".clang-tidy").read_bytes()

    waiting = []
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = os.path.relpath(entry["file"], root)
        room = floors.room_of(path)
        if room and room not in UNREAD:
            mark = passed / fingerprint(root, path, entry["command"], always)
            if not mark.exists():
                waiting.append((path, mark))

    def check(path):
        return subprocess.run([TIDY, "--quiet", "-p", build, root / path], capture_output=True,
                              text=True, check=False)

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (path, mark), done in zip(waiting, pool.map(check, [path for path, _ in waiting])):
            if done.returncode == 0:
                mark.touch()
            else:
                failed += 1
                print(done.stdout or done.stderr, flush=True)
    print(f"clang-tidy: {len(waiting)} files read, {failed} with faults; "
          f"not read yet: {', '.join(UNREAD)}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
