"""The rules of people: the rulebook, keys, roles, organisations, places, funds.

By ledger/audit/records.md.
"""
import tomllib

import proof
import records
import signing
from books import UNASSIGNED, pair
from proof import require


class Rules:
    def genesis(self, record):
        require(record.origin == self.origin, "the log is another one")
        self.adopt(record.digest_of_rulebook(), 1)
        people = record.administrators
        require(isinstance(people, list) and len(people) == 2, "two administrators begin a log")
        for one in people:
            self.keyring.add_key(one["key"], one["user"], "ed25519", one["public"], record.seq)
            self.keyring.grant(one["user"], "administrator", None, record.seq)
        require(people[0]["user"] != people[1]["user"], "two administrators begin a log")

    def adopt(self, digest, version):
        text = self.rulebook_text(digest)
        require(proof.sha256(text) == digest, "the rulebook's text isn't the one that was adopted")
        self.rulebook, self.version = tomllib.loads(text.decode()), version
        require(self.rulebook["version"] == version, "the rulebook's version is another")

    def rulebook_adopted(self, record):
        require(record.version == self.version + 1, "rulebooks follow one another")
        self.adopt(record.digest_of_rulebook(), record.version)

    def key_added(self, record):
        self.keyring.add_key(record.key, record.user, record.alg, record.public, record.seq)

    def key_revoked(self, record):
        self.keyring.key(record.key)["to"] = record.seq

    def role_granted(self, record):
        held = {role["role"] for role in self.keyring.held(record.user)}
        require(record.role in signing.ROLES and record.role not in held, "there is no such role")
        pairs = [set(each) for each in self.rulebook["roles"]["compatible"]]
        require(all({record.role, other} in pairs for other in held), "the roles don't go together")
        require((record.role == "shelter") == (record.org is not None)
                and (record.org is None or record.org in self.organisations),
                "shelters' people, and they alone, are of a known organisation")
        self.keyring.grant(record.user, record.role, record.org, record.seq)

    def role_withdrawn(self, record):
        held = [one for one in self.keyring.held(record.user) if one["role"] == record.role]
        require(held, "nobody can lose a role that they don't have")
        held[0]["to"] = record.seq

    def organisation_added(self, record):
        require(record.org not in self.organisations, "an organisation is added twice")
        self.organisations.add(record.org)

    def place_opened(self, record):
        require(record.type in ("bank", "box"), "there is no such kind of place")
        require((record.type == "box") == (record.org is not None)
                and (record.org is None or record.org in self.organisations),
                "a box, and it alone, is at a known organisation")
        require((record.type == "bank") == (record.account is not None),
                "the record commits to the number of a bank account, and of nothing else")
        opening = records.units_of(record.opening)
        self.new("places", record.place, type=record.type, org=record.org,
                 currency=record.currency, moves=[], reconciled={}, told_until="")
        require(opening >= 0, "a place opens with nothing or more")
        booked = sorted(record.entry.lines) if record.entry else []
        lines = pair("1100", "2200", record.place, UNASSIGNED, booked[0].item, record.currency,
                     opening) if booked and opening else []
        require(booked == lines and bool(booked) == bool(opening),
                "what a place opens with is nobody's until it is identified")

    def fund_opened(self, record):
        require(record.fund not in self.funds, "a fund is opened twice")
        self.funds.add(record.fund)
        self.terms[record.fund] = record.fields
