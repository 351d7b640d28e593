#!/usr/bin/env python3
"""Fails when a file includes something of a neighbour or of a floor above, or leaves its walls.

The only argument is the root of the checkout; without it, the current folder. Tests may include
every room.
"""
import pathlib
import re
import sys

FLOORS = [  # Lowest first. Rooms of one floor don't know each other.
    ["ledger/base"],
    ["ledger/money"],
    ["ledger/books", "ledger/people", "ledger/proof"],
    ["ledger/aid"],
    ["ledger/storage"],
    ["ledger/cases"],
    ["reconciliation"],
    ["reports"],
    ["ledger/audit"],
    ["api/http"],
    ["api/pages"],
    ["api/cli"],
]
HEIGHT = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}

WALLS = [  # What may be written only in these rooms.
    (r"<soci/", ["ledger/storage", "reconciliation", "reports"]),
    (r"<libpq", ["ledger/storage"]),
    (r"<openssl/", ["ledger/people", "ledger/proof"]),
    (r"<httplib\.h>", ["api/http"]),
    (r"<iostream>", ["api/cli"]),
    (r"\b(system|utc|tai|file)_clock::now\b", ["api/cli"]),
    (r"\b(gettimeofday|CLOCK_REALTIME)\b|\btime\((nullptr|NULL|0)\)", ["api/cli"]),
]
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)


def room_of(path):
    return next((room for room in HEIGHT if path.startswith(room + "/")), None)


def faults_of(path, text):
    here = room_of(path)
    if here is None:
        yield f"{path}: stands in no room"
        return
    for target in INCLUDE.findall(text):
        there = room_of(target)
        if there is None:
            yield f"{path}: {target} is in no room"
        elif there != here and HEIGHT[there] >= HEIGHT[here]:
            yield f"{path}: {here} may not include {there}"
    for pattern, rooms in WALLS:
        if here not in rooms and (found := re.search(pattern, text)):
            yield f"{path}: {found[0]} belongs in {', '.join(rooms)}"


def faults(root):
    for top in ("ledger", "api", "reconciliation", "reports"):
        for file in sorted(f for f in (root / top).rglob("*") if f.suffix in (".h", ".cpp")):
            yield from faults_of(file.relative_to(root).as_posix(), file.read_text())


if __name__ == "__main__":
    found = list(faults(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print("\n".join(found) or "floors: ok")
    sys.exit(bool(found))
