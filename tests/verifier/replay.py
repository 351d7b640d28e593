"""The replay: each record against everything before it.

A kind of record has a method of its name, in people, cases, claims, payments or money; it takes the
record in, and answers the lines that its entry must have. By ledger/audit/records.md.
"""
import collections
import datetime
import zoneinfo

import books
import cases
import claims
import money
import payments
import people
import records
import signing
import statements
from books import UNASSIGNED
from proof import require

BANK_FACTS = {"line.posted", "place.opened", "history.line", "statement.imported"}


class Thing:
    """What the log said of a place, case, request, payment, batch or statement so far."""

    def __init__(self, **said):
        self.__dict__.update(said)


class Replay(people.Rules, cases.Rules, claims.Rules, payments.Rules, statements.Rules,
             money.Rules):
    """Everything that the records add up to, up to the one at hand."""

    def __init__(self, tree, rulebook_text, signatures, origin):
        self.tree, self.rulebook_text, self.signatures = tree, rulebook_text, signatures
        self.origin = origin
        self.keyring, self.book = signing.Keyring(), books.Book()
        self.rulebook, self.version = None, 0
        self.organisations, self.funds = set(), {UNASSIGNED}
        self.terms = {}  # Of a fund: its record's fields.
        self.places, self.cases, self.requests, self.payments = {}, {}, {}, {}
        self.batches, self.statements, self.exceptions = {}, {}, {}
        self.reconciliations = {}
        self.acceptances = {}  # By the statement that was accepted.
        self.gifts, self.transfers = {}, {}
        self.paid = collections.defaultdict(set)  # Recognition and purpose: requests ordered for.
        self.orders = collections.defaultdict(list)  # By request: its payments, of all versions.
        self.entries, self.reversed = {}, set()
        self.closed_through = None  # The last day of the last closed month.
        self.results = collections.Counter()  # Year, account, fund, currency.
        self.last_at, self.signed_texts = "", set()
        self.relied_on = {}  # Large payments: the size of the head on which each rests.
        self.batch = self.history = None  # Those whose payments, or lines, follow now.
        self.counts = collections.Counter()

    # Every record.

    def take(self, data, seq):
        record = records.Record(data, seq, self.currency_of)
        require(record.at >= self.last_at, "a record is from before the one that it follows")
        self.last_at = record.at
        require((record.kind == "genesis") == (seq == 0), "genesis is the first record, and once")
        require(not self.batch or record.kind == "payment.ordered",
                "a batch lacks payments that were signed with it")
        require(not self.history or record.kind == "history.line",
                "a history lacks lines that were signed with it")
        if seq > 0:
            self.check_people(record)
        method = getattr(self, record.kind.replace(".", "_"), None)
        lines = method(record) if method else None
        self.check_entry(record, lines)
        self.counts["records"] += 1
        return record

    def check_people(self, record):
        require(record.by == "clock" or self.keyring.held(record.by), "it is by nobody with a role")
        require(record.rulebook in (None, self.version), "another rulebook is in force")
        require((record.clause is None) == (record.rulebook is None),
                "a clause is one of a rulebook")
        signing.check_acts(record, self.keyring, self.tree, self.signatures)
        for act in record.acts:
            require(act["text"] not in self.signed_texts, "what was signed was recorded before")
            self.signed_texts.add(act["text"])
        due = record.signatures_due
        if record.kind == "statement.imported":
            due = 2 if self.known("places", record.place).type == "box" else 0
        require(len(record.signers) == due, "there are more or fewer signatures than it needs")
        require(not due or record.by in record.signers, "it is by somebody who didn't sign it")
        self.counts["signatures"] += due
        if due and record.kind in signing.ACTS:
            name = signing.ACTS[record.kind]
            rule = next((one for one in self.rulebook["acts"] if name in one["kinds"]), None)
            require(rule, "the rulebook doesn't say who signs this")
            signing.check_signers(record, self.keyring, rule)

    def check_entry(self, record, lines):
        """A record moves exactly what its kind and its fields say. `lines`: None where that is
        nothing, or what the bank did."""
        entry = record.entry
        if record.kind not in BANK_FACTS:
            require(sorted(entry.lines if entry else []) == sorted(lines or []),
                    "the entry isn't the one that follows from the record")
        if not entry:
            return
        for line in entry.lines:
            require(line.fund in self.funds, "an entry is of a fund that nobody opened")
        require(not self.is_closed(entry.on), "an entry falls into a closed period")
        self.check_day(record)
        self.book.post(entry, record.kind in BANK_FACTS)
        self.entries[record.seq] = (record.kind, entry)
        self.counts["entries"] += 1
        self.counts["postings"] += len(entry.lines)
        for line in entry.lines:
            if line.account in books.RESULTS:
                self.results[int(entry.on[:4]), line.account, line.fund, line.currency] += line.units
            if line.account == "1100":
                self.places[line.place].moves.append((entry.on, line.units))
                if line.item in self.payments:
                    self.payments[line.item].out -= line.units
            if line.account in ("2110", "2100") and line.item in self.payments:
                self.follow(self.payments[line.item], record, line)

    def check_day(self, record):
        """What people do counts from the day on which it is recorded; what was announced, from the
        day that it names. The rules of the others say what their day is."""
        on = record.entry.on
        if record.kind == "receipt.announced":
            require(on == record.date or self.is_closed(record.date), "a gift counts from its day")
        elif record.kind not in BANK_FACTS | {"year.closed"}:
            require(on == self.day(record).isoformat(), "an act counts from another day")

    def finish(self):
        require(not self.batch and not self.history, "the last batch or history isn't whole")
        require(set(self.acceptances) <= set(self.statements),
                "a statement was accepted that isn't in the books")
        for statement in self.statements.values():
            require((len(statement.lines), sum(statement.lines.values()))
                    == (statement.count, statement.change),
                    "a statement's lines don't lead from its opening to its closing")

    # What the rules share.

    def known(self, things, name):
        found = getattr(self, things).get(name) if isinstance(name, str) else None
        require(found, f"it is about something unknown among the {things}")
        return found

    def new(self, things, name, **said):
        require(name not in getattr(self, things), f"the same is twice among the {things}")
        thing = getattr(self, things)[name] = Thing(id=name, **said)
        return thing

    def currency_of(self, place, record):
        """A place's own opening may book what it held."""
        if record["kind"] == "place.opened" and record["place"] == place:
            return record["currency"]
        return self.known("places", place).currency

    def money_goes(self, record):
        """The fund exists; so does the place, where one is named, and is of that currency."""
        require(record.fund in self.funds, "nobody opened this fund")
        require(None in (record.place, record.currency)
                or self.known("places", record.place).currency == record.currency,
                "the place is of another currency")

    def check_terms(self, record, request):
        """What a fund was given for, when and for whom, lets it pay for the request."""
        terms, today = self.terms[request.fund], self.day(record).isoformat()
        require(request.purpose in terms.get("purposes", [request.purpose]),
                "the fund isn't for that purpose")
        require(terms.get("from", today) <= today <= terms.get("to", today),
                "the fund isn't for that day")
        require(terms.get("group", request.case.group) == request.case.group,
                "the fund is for other people")
        admitted = self.by_rule("purposes", request.purpose).get("from_sources")
        unspent = self.book.lots.unspent((request.fund, request.currency)) if admitted else []
        require(all(self.gifts[gift].source in admitted for gift in unspent if gift in self.gifts),
                "the fund holds money of a source that the purpose doesn't admit")

    def check_ceiling(self, table, code, units, currency):
        """Nobody means so much; the figure counts, in whatever currency. `table`: purposes, or
        sources."""
        def figure(of, its):
            return of * 10 ** (max(books.EXPONENTS.values()) - books.EXPONENTS[its])
        most = next((one["amount"] for one in self.rulebook.get("ceilings", [])
                     if {"*", code} & set(one.get(table, []))), "1000000000")
        require(figure(units, currency) <= figure(*self.amount(most)),
                "the amount is above its ceiling")

    # Who does what nobody signs.

    def own(self, record, case, *others):
        """By the people of the case's organisation, or by somebody with one of these roles."""
        held = self.keyring.held(record.by)
        require(any(role.get("org") == case.org or role["role"] in others for role in held),
                "only the organisation that has the case does this")

    def by_administrator(self, record):
        require(self.keyring.holds(record.by, "administrator"), "only an administrator does this")

    @staticmethod
    def moment(record):
        return records.moment(record.at)

    def day(self, record):
        return self.moment(record).astimezone(
            zoneinfo.ZoneInfo(self.rulebook["time_zone"])).date()

    def amount(self, text):
        """Minor units and currency of an amount in the rulebook."""
        number, _, currency = text.partition(" ")
        currency = currency or self.rulebook["currency"]
        whole, _, rest = number.partition(".")
        return int(whole + rest.ljust(books.EXPONENTS[currency], "0")), currency

    def by_rule(self, table, code, record=None):
        rule = self.rulebook[table].get(code)
        require(rule, f"the rulebook has no such rule among its {table}")
        if record:
            require(record.clause == rule["clause"], "the rulebook's clause is another")
        return rule
