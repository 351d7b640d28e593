"""The bytes: hashes, the Merkle tree, canonical JSON, signatures, signed notes.

Written from ledger/proof/README.md, for whoever doesn't want to trust the program that the fund
runs. Python's standard library, and the openssl command for Ed25519.
"""
import base64
import binascii
import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import tempfile


class Fault(Exception):
    """Something is wrong: a sentence, and the record at fault where one can be named."""

    def __init__(self, sentence, seq=None, code=1):
        super().__init__(sentence)
        self.sentence, self.seq, self.code = sentence, seq, code


def require(holds, sentence):
    if not holds:
        raise Fault(sentence)


def sha256(data):
    return hashlib.sha256(data).digest()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text, size=None):
    """Strict: no padding, no other letters, unused bits zero."""
    require(isinstance(text, str) and re.fullmatch(r"[\w-]*", text, re.ASCII) is not None,
            "this isn't base64url")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise Fault("this isn't base64url") from None
    require(base64url(data) == text, "this isn't base64url")
    require(size is None or len(data) == size, f"this isn't {size} bytes")
    return data


def from_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Fault("this isn't base64") from None
    require(base64.b64encode(data).decode() == text, "this isn't base64")
    return data


# The tree.

def leaf_hash(record):
    return sha256(b"\0" + record)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


class Tree:
    """All leaves, and the roots of all complete subtrees: so it knows its root at every size."""

    def __init__(self):
        self.levels = [[]]

    @property
    def size(self):
        return len(self.levels[0])

    def append(self, leaf):
        level = 0
        self.levels[0].append(leaf)
        while len(self.levels[level]) % 2 == 0:
            if level + 1 == len(self.levels):
                self.levels.append([])
            self.levels[level + 1].append(node_hash(*self.levels[level][-2:]))
            level += 1

    def root(self, size):
        if size == 0:
            return sha256(b"")
        peaks, taken = [], 0
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                peaks.append(self.levels[level][taken >> level])
                taken += 1 << level
        root = peaks.pop()
        while peaks:
            root = node_hash(peaks.pop(), root)
        return root


def tree_root(leaves):
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root(tree.size)


# Canonical JSON.

def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def parse_canonical(data, longest=60000):
    """The value whose one spelling these bytes are."""
    require(len(data) <= longest, "it is longer than a record may be")

    def integer(text):
        require(len(text.lstrip("-")) <= 15, "an integer has at most 15 digits")
        return int(text)

    def no_number(_):
        raise Fault("numbers are integers")

    try:
        value = json.loads(data.decode(), parse_int=integer, parse_float=no_number,
                           parse_constant=no_number)
        require(canonical(value) == data, "it isn't in the one canonical form")
    except (ValueError, RecursionError):
        raise Fault("it isn't JSON") from None
    check_profile(value, 0)
    return value


def check_profile(value, depth):
    require(value is not None, "there is no null")
    if isinstance(value, (dict, list)):
        require(depth < 8, "it is nested deeper than 8 levels")
        for key in value if isinstance(value, dict) else ():
            require(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", key), "a key isn't one that records have")
        for each in value.values() if isinstance(value, dict) else value:
            check_profile(each, depth + 1)


# Signatures.

FIELD = 2**255 - 19
CURVE = -121665 * pow(121666, -1, FIELD) % FIELD


def is_low_order(key):
    """Whether anybody can sign under it: the point, eight times itself, is nothing."""
    y = (int.from_bytes(key, "little") & (2**255 - 1)) % FIELD
    return y in (0, 1, FIELD - 1) or (CURVE * y**4 + 2 * y**2 - 1) % FIELD == 0


class Signatures:
    """Ed25519 signatures that have to hold. One process of openssl looks at one signature, so they
    are collected, each with whatever rests on it, and checked together, on all processors."""

    def __init__(self):
        self.waiting = {}
        self.checked = 0

    def expect(self, key, message, signature, about):
        require(len(signature) == 64 and not is_low_order(key), "the signature doesn't hold")
        self.waiting.setdefault((key, message, signature), about)

    def failures(self):
        """What rested on signatures that don't hold, in the order in which it came."""
        waiting, self.waiting = self.waiting, {}
        self.checked += len(waiting)
        with tempfile.TemporaryDirectory() as folder, \
                concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            paths = (os.path.join(folder, str(number)) for number in range(len(waiting)))
            holds = pool.map(lambda path, one: ed25519_holds(path, *one), paths, waiting)
            return [about for about, good in zip(waiting.values(), holds) if not good]


def ed25519_holds(path, key, message, signature):
    der = bytes.fromhex("302a300506032b6570032100") + key  # SubjectPublicKeyInfo of RFC 8410.
    for kind, content in (("key", der), ("text", message), ("sig", signature)):
        with open(f"{path}.{kind}", "wb") as file:
            file.write(content)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER",
               "-inkey", path + ".key", "-rawin", "-in", path + ".text", "-sigfile", path + ".sig"]
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              env={**os.environ, "OPENSSL_CONF": os.devnull}, check=False)
    except OSError:
        raise Fault("the openssl command can't be run", code=3) from None
    return done.returncode == 0


# Signed notes.

SIGNS_TEXT, COSIGNS = 1, 4


class Verifier:
    """A name, a type of signature and a key, as C2SP writes them: name+id+key."""

    def __init__(self, text):
        parts = text.split("+", 2)
        require(len(parts) == 3 and parts[0], "this isn't a verifier key")
        self.name = parts[0]
        data = from_base64(parts[2])
        require(len(data) == 33 and data[0] in (SIGNS_TEXT, COSIGNS), "this isn't an Ed25519 key")
        self.type, self.key = data[0], data[1:]
        self.id = sha256(self.name.encode() + b"\n" + data)[:4]
        require(parts[1] == self.id.hex(), "a verifier key's id isn't that of its key")
        require(not is_low_order(self.key), "under this key anybody can sign")


def open_note(note, trusted, signatures, about):
    """The text of a note, and the names of those trusted who signed it. Their signatures are left
    to `signatures`."""
    require(len(note) <= 16 * 2**20 and b"\n\n" in note, "this isn't a signed note")
    end = note.rindex(b"\n\n") + 1
    text, lines = note[:end], note[end + 1:]
    require(lines.endswith(b"\n"), "this isn't a signed note")
    lines = lines[:-1].split(b"\n")
    require(len(lines) <= 100, "a note has at most 100 signatures")
    signers = []
    for line in lines:
        match = re.fullmatch(rb"\xe2\x80\x94 ([^ +\n]+) ([A-Za-z0-9+/=]+)", line)
        require(match, "this isn't a signed note")
        name, data = match[1].decode(errors="replace"), from_base64(match[2].decode())
        require(len(data) >= 5, "this isn't a signed note")
        for one in trusted:
            if (one.name, one.id) != (name, data[:4]):
                continue
            message, signature = text, data[4:]
            if one.type == COSIGNS:
                require(len(data) == 76, "a signature doesn't hold")
                time = int.from_bytes(data[4:12], "big")
                message, signature = b"cosignature/v1\ntime %d\n" % time + text, data[12:]
            signatures.expect(one.key, message, signature, about)
            signers.append(one.name)
    require(signers, "nobody who is trusted signed this")
    return text, signers


def parse_checkpoint(text):
    match = re.fullmatch(rb"([^\n]+)\n(0|[1-9]\d{0,18})\n([A-Za-z0-9+/=]{44})\n", text)
    require(match and int(match[2]) < 2**63, "this isn't a checkpoint")
    return match[1].decode(errors="replace"), int(match[2]), from_base64(match[3].decode())
