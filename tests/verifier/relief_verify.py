#!/usr/bin/env python3
"""A second verifier of an audit bundle: written from the documents, not from the program.

It checks what `relief verify` checks, in the same order, and answers with the same exit codes:
0 valid, 1 invalid, 2 the policy or the kept checkpoint can't be used, 3 nothing could be read,
4 the log isn't what it signed before, 5 too few witnesses. Needs Python 3.11 and openssl 3.

To read it: proof (the bytes), bundle (what comes in), here (the order of checks); then a record's
form (records), signatures (signing), books, and the rules: replay, people, cases, payments, money.
"""
import argparse
import sys

import bundle
import proof
import replay
import reports
import verdict
from proof import Fault, require

GRAVITY = [2, 3, 4, 1, 5]
WIDTH = bundle.WIDTH


class Audit:
    """One verification, check by check."""

    def __init__(self, path, policy, since):
        self.path, self.policy, self.since = path, policy, since
        self.checks = []  # Name, what was counted, the fault or None.
        self.tree, self.signatures = proof.Tree(), proof.Signatures()
        self.expected = {"manifest", "log/checkpoint"}
        self.replay = None
        self.seen = {}  # The size of each earlier head: whether enough of the witnesses saw it.
        self.state = "unwitnessed"

    def run(self):
        if not self.check("bundle", self.open):
            return
        self.checks.clear()  # That there is something to read is no check.
        self.check("manifest", self.files.manifest)
        if not (self.check("checkpoint", self.checkpoint) and self.check("tree", self.hashes)):
            return
        is_signed = self.check("root", self.signed_root)
        extends = is_signed and self.check("history", self.history)
        if is_signed and self.since is not None:
            self.check("since", self.kept)
        self.check("witnesses", self.quorum)
        if self.check("records", self.records):
            if extends:
                self.check("payments", self.relied_on)
            self.check("files", self.no_others)

    def check(self, name, body):
        try:
            self.checks.append((name, body(), None))
        except Fault as fault:
            self.checks.append((name, {}, fault))
        return self.checks[-1][2] is None

    def open(self):
        self.files = bundle.Bundle(self.path)

    def open_checkpoint(self, note):
        """Its size and root, and the witnesses who saw it; what the policy's log signed."""
        trusted = self.policy.logs + self.policy.witnesses
        text, signers = proof.open_note(note, trusted, self.signatures, note)
        require(self.policy.logs[0].name in signers, "the log didn't sign this checkpoint")
        origin, size, root = proof.parse_checkpoint(text)
        require(origin == self.policy.logs[0].name, "this is a checkpoint of another log")
        return size, root, set(signers) & {one.name for one in self.policy.witnesses}

    def all_hold(self):
        require(not self.signatures.failures(),
                "a signature under a key of the policy doesn't hold")

    def checkpoint(self):
        note = self.files.read("log/checkpoint")
        self.size, self.root, self.cosigners = self.open_checkpoint(note)
        self.all_hold()
        require(self.size > 0, "the log has no record yet")
        return {"records signed": self.size}

    def tiles(self):
        """The tiles of level 0: the first record of each and how many there are."""
        for first in range(0, self.size, WIDTH):
            yield first, min(WIDTH, self.size - first)

    def entries(self, first, width):
        return bundle.split(self.files.read(bundle.entries_path(first // WIDTH, width)))

    def hashes(self):
        """Every record is hashed again, every tile made again."""
        for first, width in self.tiles():
            path = bundle.entries_path(first // WIDTH, width)
            self.expected.add(path)
            if path not in self.files.files:
                raise Fault("the records from here on are missing", first)
            leaves = self.files.read(bundle.tile_path(0, first // WIDTH, width))
            try:
                data = self.entries(first, width)
            except Fault:
                raise Fault("the records from here on can't be told apart", first) from None
            for i in range(width):
                if i == len(data):
                    raise Fault("a record is missing", first + i)
                leaf = proof.leaf_hash(data[i])
                if leaf != leaves[32 * i:32 * i + 32]:
                    raise Fault("the record isn't the one whose hash is in the tree", first + i)
                self.tree.append(leaf)
            if len(data) > width:
                raise Fault("there is a record too many", first + width)
        return {"records re-hashed": self.size, "tiles": self.compare_tiles()}

    def compare_tiles(self):
        count = 0
        for level, row in enumerate(self.tree.levels[::8]):
            for first in range(0, len(row), WIDTH):
                hashes = row[first:first + WIDTH]
                path = bundle.tile_path(level, first // WIDTH, len(hashes))
                self.expected.add(path)
                if self.files.read(path) != b"".join(hashes):
                    raise Fault("a tile isn't made of the hashes below it: " + path,
                                first * WIDTH**level)
                count += 1
        return count

    def past(self):
        """The earlier checkpoints, by size; then where the tree diverged from them, or None."""
        agreed, diverged, count, index, before = 0, None, 0, 0, 0
        while (path := "log/history/" + bundle.numbered(index)) in self.files.files:
            self.expected.add(path)
            notes = bundle.split(self.files.read(path))
            require(0 < len(notes) <= bundle.WIDTH, "a file holds 1 to 256 earlier checkpoints")
            for note in notes:
                size, root, cosigners = self.open_checkpoint(note)
                require(size > before, "earlier checkpoints aren't in order")
                before = size
                self.seen[size] = self.policy.quorum_met(cosigners)
                count += 1
                if diverged is None:
                    diverged = self.divergence(size, root, agreed)
                    agreed = max(agreed, size)
            index += 1
        self.all_hold()
        return count, diverged

    def divergence(self, size, root, agreed):
        """None where the tree extends a checkpoint; else the first record that can be at fault,
        when it agrees with the log up to a size."""
        if size > self.size:
            return self.size
        return None if self.tree.root(size) == root else agreed

    def signed_root(self):
        if self.tree.root(self.size) == self.root:
            return {"root": 1}
        try:
            first = self.past()[1]
        except Fault:
            first = None
        raise Fault("the records aren't those that the log signed", first)

    def history(self):
        count, diverged = self.past()
        if self.policy.quorum != "none":
            earlier = "stale" if any(self.seen.values()) else "unwitnessed"
            self.state = "witnessed" if self.policy.quorum_met(self.cosigners) else earlier
        if diverged is not None:
            raise Fault("the log isn't an extension of an earlier checkpoint", diverged, 4)
        return {"earlier checkpoints": count}

    def kept(self):
        try:
            size, root, _ = self.open_checkpoint(self.since)
            self.all_hold()
        except Fault as fault:
            raise Fault("the kept checkpoint can't be used: " + fault.sentence, code=2) from None
        first = self.divergence(size, root, 0)
        if first is not None:
            raise Fault("the log isn't an extension of the checkpoint that was kept", first, 4)
        return {"kept checkpoint": 1}

    def quorum(self):
        if not self.policy.quorum_met(self.cosigners):
            raise Fault("fewer witnesses saw this than the policy asks for", code=5)
        return {"witnesses": len(self.cosigners)}

    def relied_on(self):
        """Every head on which a large payment rests is one that the log signed and witnesses saw."""
        for payment, size in sorted(self.replay.relied_on.items()):
            if size not in self.seen:
                raise Fault("a large payment rests on a head that the log didn't sign", payment)
            if not self.seen[size]:
                raise Fault("a large payment rests on a head that too few witnesses saw", payment, 5)
        return {"large payments": len(self.replay.relied_on)}

    def rulebook(self, digest):
        path = f"rulebooks/{digest.hex()}.toml"
        self.expected.add(path)
        return self.files.read(path)

    def compare(self, path, text):
        self.expected.add(path)
        require(self.files.read(path) == text, "a report says something else than the records: "
                + path)
        self.replay.counts["reports recomputed"] += 1

    def records(self):
        """Each by all before it. What its signatures are worth is known at the end; a signature
        that doesn't hold goes before what was found later."""
        self.replay = replay.Replay(self.tree, self.rulebook, self.signatures,
                                   self.policy.logs[0].name)
        fault = None
        try:
            self.replay_all(reports.Retelling(self.compare))
        except Fault as found:
            fault = found
        forged = self.signatures.failures()
        if forged and (fault is None or fault.seq is None or forged[0] <= fault.seq):
            raise Fault("a signature doesn't hold", forged[0])
        if fault:
            raise fault
        return dict(self.replay.counts)

    def replay_all(self, retelling):
        for first, width in self.tiles():
            for seq, data in enumerate(self.entries(first, width), first):
                if seq == 0 and proof.sha256(data) != self.policy.genesis:
                    raise Fault("the log doesn't begin with the record that the policy names", 0)
                try:
                    record = self.replay.take(data, seq)
                except Fault as fault:
                    raise Fault(fault.sentence, seq, fault.code) from None
                except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
                    raise Fault("a field holds something else than it should", seq) from None
                retelling.add(record)
        self.replay.finish()
        retelling.finish(self.replay.keyring, self.replay.book.balances)

    def no_others(self):
        for path in sorted(set(self.files.files) - self.expected):
            raise Fault("a file has no place in a bundle: " + path)
        return {"files accounted for": len(self.expected)}

    def outcome(self):
        codes = [fault.code for _, _, fault in self.checks if fault]
        return min(codes, key=GRAVITY.index, default=0)

    def finding(self):
        """The first that names a record, or else the first."""
        faults = [fault for _, _, fault in self.checks if fault]
        return next((each for each in faults if each.seq is not None), next(iter(faults), None))


def read(path):
    with open(path, "rb") as file:
        return file.read(2**24)


def main():
    options = argparse.ArgumentParser(
        description="Checks an audit bundle, trusting only the policy.")
    options.add_argument("bundle", help="a folder or a tar")
    options.add_argument("--policy", required=True, help="whom you trust: your own file")
    options.add_argument("--since", help="a checkpoint that you kept: the log must extend it")
    options.add_argument("--json", action="store_true", help="the result for programs")
    chosen = options.parse_args()
    try:
        policy = bundle.Policy(read(chosen.policy).decode())
        since = read(chosen.since) if chosen.since else None
    except (Fault, OSError, UnicodeDecodeError) as fault:
        print(f"the policy or the kept checkpoint can't be used: {fault}", file=sys.stderr)
        return 2
    audit = Audit(chosen.bundle, policy, since)
    audit.run()
    verdict.tell(audit, chosen.json)
    return audit.outcome()


if __name__ == "__main__":
    sys.exit(main())
