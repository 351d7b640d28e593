"""Who may sign, as the log itself tells it; the signed acts of a record.

By ledger/audit/records.md.
"""
import datetime
import re

import proof
import records
from proof import Fault, require

# The name under which the rulebook's [[acts]] say which roles sign a kind of record.
ACTS = {
    "batch.cancelled": "batch_cancelled", "batch.ordered": "batch",
    "claim.explained": "claim_explained", "claim.written_off": "write_off",
    "entry.reversed": "reversal", "exception.resolved": "exception", "fund.opened": "fund",
    "history.imported": "history",
    "key.added": "key", "key.revoked": "key", "payment.failed": "payment_failed",
    "payment.given_up": "give_up", "period.closed": "period", "place.opened": "place",
    "receipt.identified": "receipt_identified", "receipt.returned": "receipt_returned",
    "reconciliation.signed": "reconciliation", "remainder.cancelled": "remainder",
    "role.granted": "role", "role.withdrawn": "role", "rulebook.adopted": "rulebook",
    "statement.accepted": "acceptance", "statement.imported": "count_sheet",
    "transfer.ordered": "transfer", "year.closed": "year",
}
ROLES = {"administrator", "approver", "treasurer", "shelter", "auditor", "custodian"}
STATEMENT = {"v", "act", "target", "content", "signer", "key", "expires", "seen_size", "seen_root"}
SHOWN = {"money", "currency", "fund", "place", "clause"}


# As long as a statement may have waited, after it expired, for the last one.
WAITS = datetime.timedelta(days=14)


class Keyring:
    """Keys and roles, each with the records between which it counts: after `from`, up to `to`."""

    def __init__(self):
        self.keys, self.roles = {}, []

    def add_key(self, key, user, alg, public, seq):
        require(records.is_id(key, "key") and records.is_id(user, "usr"), "a key is somebody's")
        require(alg == "ed25519", "keys of this kind aren't known here")
        require(not proof.is_low_order(proof.from_base64url(public, 32)),
                "under this key anybody can sign")
        require(key not in self.keys
                and public not in [one["public"] for one in self.keys.values()],
                "a key is registered once")
        self.keys[key] = {"key": key, "user": user, "alg": alg, "public": public, "from": seq}

    def key(self, key):
        require(key in self.keys and "to" not in self.keys[key], "this key doesn't count here")
        return self.keys[key]

    def grant(self, user, role, org, seq):
        self.roles.append({"user": user, "role": role, "from": seq} | ({"org": org} if org else {}))

    def held(self, user):
        return [role for role in self.roles if role["user"] == user and "to" not in role]

    def holds(self, user, role):
        return role in [one["role"] for one in self.held(user)]

    def told(self):
        """As a bundle's keyring.json tells it."""
        return {"keys": [self.keys[key] for key in sorted(self.keys)], "roles": self.roles}


def check_acts(record, keyring, tree, signatures):
    """Each statement is this act, binds this record, shows what is in it; its key counts now and is
    its signer's; the log was as the signer saw it. Different people."""
    for act in record.acts:
        try:
            said = proof.parse_canonical(act["text"].encode())
        except UnicodeEncodeError:
            raise Fault("a statement isn't text") from None
        require(isinstance(said, dict) and STATEMENT <= set(said) <= STATEMENT | SHOWN,
                "a statement says too much or too little")
        require(said["v"] == 1 and said["act"] == record.kind, "another act was signed")
        require(said["content"] == record.content(), "something else was signed")
        require(isinstance(said["target"], str) and said["target"]
                and records.is_time(said["expires"]), "a statement isn't well formed")
        check_shown(record, said)
        waits = WAITS if act is not record.acts[-1] else datetime.timedelta()
        require(records.moment(record.at) <= records.moment(said["expires"]) + waits,
                "what was signed had expired before it was recorded")
        require(said["target"] in {"new", *map(str, record.fields.values())},
                "the signer was shown something else to act on")
        require(records.is_number(said["seen_size"]) and 0 < said["seen_size"] <= record.seq
                and proof.from_base64url(said["seen_root"]) == tree.root(said["seen_size"]),
                "the log wasn't as the signer saw it")
        signature = act["signature"]
        require(set(signature) == {"alg", "key", "value"} and signature["key"] == said["key"]
                and isinstance(said["key"], str), "a signature isn't by the statement's key")
        key = keyring.key(said["key"])
        require(key["user"] == said["signer"], "the key is another person's")
        require(signature["alg"] == key["alg"], "a signature is of another kind than its key")
        challenge = proof.sha256(b"relief-ledger/act/v1\n" + act["text"].encode())
        signatures.expect(proof.from_base64url(key["public"]), challenge,
                          proof.from_base64url(signature["value"], 64), record.seq)
        record.signers.append(said["signer"])
    require(len(set(record.signers)) == len(record.signers), "one person signed twice")


def check_shown(record, said):
    """What people saw when they signed is what the record has."""
    has = {name: record.fields[name] for name in SHOWN & set(record.fields)}
    for name in ("opening", "closing", "money"):
        has |= {"money": record.fields[name]} if name in record.fields else {}
    if record.clause is not None:
        has["clause"] = record.clause
    require(all(said.get(name) == value for name, value in has.items()),
            "the signer was shown something else")
    require("clause" not in set(said) - set(has), "the signer was shown another clause")
    require(not record.entry or not {"place", "fund"} & (set(said) - set(has)) or
            all(said[name] in {getattr(line, name) for line in record.entry.lines}
                for name in {"place", "fund"} & (set(said) - set(has))),
            "the signer was shown something else")
    require(not record.entry or "money" in has or "money" not in said
            or (said["money"], said.get("currency")) in {(str(abs(line.units)), line.currency)
                                                         for line in record.entry.lines},
            "the signer was shown other money")


def check_signers(record, keyring, rule):
    """As many as the rulebook names, each in another of its roles."""
    def fits(signers, roles):
        return not signers or any(keyring.holds(signers[0], role)
                                  and fits(signers[1:], roles[:i] + roles[i + 1:])
                                  for i, role in enumerate(roles))
    require(len(record.signers) == len(rule["signers"]) and fits(record.signers, rule["signers"]),
            "the signers aren't those that the rulebook names")
    require(record.clause in (None, rule["clause"]), "the rulebook's clause is another")


def is_period(text):
    return isinstance(text, str) and re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) is not None
