#!/usr/bin/env python3
"""Fails on what no other tool sees: words, names and lengths that the house doesn't have.

The only argument is the root of the checkout; without it, the current folder.
"""
import pathlib
import re
import sys

LINES_MAX = 300
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "README.md", "dev", "ledger", "api",
             "reconciliation", "reports", "migrations", "tests"}
MADE_HERE = {"build", "demo-data", "node_modules"}  # Folders that git ignores.
TEXTS = {".h", ".cpp", ".sql", ".toml", ".py", ".js", ".css", ".html", ".mustache", ".md", ".json",
         ".yaml", ".cmake", ".txt", ".scenario", ""}
CODE = {".h", ".cpp"}

ALL = ""
ROOMS = r"(ledger|api|reconciliation|reports)/"
TESTS = r"tests/"
SHOWN = r"(api/web|api/pages|migrations)/"

# Each: what it looks for, where (how the path begins), and what to do instead.
ANY_TEXT = [
    (r"\b(TO" r"DO|FIX" r"ME|HA" r"CK)\b", ALL, "do it, or file an issue"),
    (r"/(work|home|Users)/\w", ALL, "a path of one machine"),
    (r"(//|#|--|/\*)\s*[-=/*#~]{8,}", ALL, "a banner; a function or a file divides better"),
    (r"^(<{7}|>{7})", ALL, "a conflict of a merge"),
    (r"NOLINT\b(?!\([\w-]+\): \w)", r"(?!tests/tidy)", "say which and why: NOLINT(check): why"),
    (r"GTEST_SKIP\(\)\s*;", TESTS, "say why the test is skipped"),
    (r"(?i)\bselect\s+\*(?!\s+from unnest)", rf"{ROOMS}|migrations/", "name the columns"),
    # PostgreSQL takes a bare name for the column of the answer: '10' < '9'.
    (r"(?<![(.\w])(\w+)::text\b(?:(?!\)sql\")[\s\S])*?"
     r"\border by (?:[\w.]+(?: desc)?(?: nulls \w+)?, )*\1\b", ROOMS,
     "this orders by the text; name the table's column: order by thing.seq"),
    (r"(?i)\bvictims?\b", SHOWN, "person or case"),
]
# The same over C++ without its comments and literals.
ONLY_CODE = [
    (r"#\s*define\b", ALL, "a function or a constant"),
    (r"\busing\s+namespace\b", ALL, "name what is used"),
    (r"\bviews::|\bstd::source_location\b", ALL, "clang-tidy 14 can't parse it"),
    (r"\b(float|double)\b", r"(ledger|reconciliation(?!/match_)|reports)/",
     "money and counts are exact; only the matcher's scores aren't"),
    (r"\b(printf|puts|assert|abort)\s*\(", ROOMS, "log, ensure or throw"),
    (r"\bsoci::use\s*\(", r"(?!ledger/storage/bind\.h)", "bind with in() of storage/bind.h"),
    (r"\bsoci::(row\b|values\b|rowset<>)", ALL, "it turns NUMERIC into binary fractions"),
    (r"(?i)victim", ALL, "person or case"),
    (r"\b(class|struct) \w*(Util|Common|Helper|Manager|Impl|Misc|Info|Data)\b", ALL,
     "name what it is"),
    (r"\bTEST\w*\((\w*_\w*,|\s*\w+,\s*\w*_)", TESTS, "a fact, in PascalCase"),
    (r"<gmock/|\bMOCK_METHOD\b", ALL, "no mocks: rules are pure, stores are real"),
]
FILE_NAMES = (r"(^|_)(utils?|commons?|helpers?|managers?|impl|misc|infos?|data)(_|\.|$)",
              "name what it holds")
NOT_CODE = re.compile(
    r'R"(?P<end>\w*)\(.*?\)(?P=end)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/',
    re.S)


def only_code(text):
    """The text with comments and literals emptied; lines stay where they are."""
    return NOT_CODE.sub(lambda found: '""' + "\n" * found[0].count("\n"), text)


def hits(path, text, table):
    for pattern, where, instead in table:
        for found in re.finditer(pattern, text, re.M) if re.match(where, path) else ():
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path}:{line}: {found[0].strip()}: {instead}"


def faults_of(path, text):
    yield from hits(path, text, ANY_TEXT)
    name = pathlib.PurePath(path)
    if name.suffix in CODE:
        yield from hits(path, only_code(text), ONLY_CODE)
        if re.search(FILE_NAMES[0], name.stem):
            yield f"{path}: {FILE_NAMES[1]}"
        if name.suffix == ".h" and not text.startswith("#pragma once\n"):
            yield f"{path}:1: a header begins with #pragma once"
    if name.suffix in CODE | {".py"} and (lines := text.count("\n")) > LINES_MAX:
        yield f"{path}: {lines} lines, more than {LINES_MAX}: split it"
    if text and not text.endswith("\n"):
        yield f"{path}: the last line has no end"


def faults(root):
    for entry in sorted(root.iterdir()):
        if entry.name in MADE_HERE or entry.name in {".git", ".cache"}:
            continue
        if entry.name not in TOP_LEVEL and not entry.name.startswith("."):
            yield f"{entry.name}: the top level is closed"
        for file in sorted(entry.rglob("*")) if entry.is_dir() else [entry]:
            path = file.relative_to(root)
            if file.is_file() and file.suffix in TEXTS and not MADE_HERE & set(path.parts):
                yield from faults_of(path.as_posix(), file.read_text())


if __name__ == "__main__":
    found = list(faults(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print("\n".join(found) or "words: ok")
    sys.exit(bool(found))
