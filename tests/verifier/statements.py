"""The rules of what the bank did, or a count of cash told. By ledger/audit/records.md."""
import collections

import records
from books import UNASSIGNED, pair
from proof import require

# What may stand against money that arrived, or left, by a bank's line.
ARRIVED_FOR = {"1150", "1160", "2100", "2110", "2200", "4600"}
LEFT_FOR = {"1200", "2110", "5700"}
# What an accepted statement's own record says again.
ACCEPTED = ("place", "from", "to", "opening", "closing", "currency", "file")


class Rules:
    def statement_accepted(self, record):
        place = self.known("places", record.place)
        require(place.type == "bank" and record.currency == place.currency,
                "two people accept a statement of a bank, in its place's currency")
        require(record.statement not in self.statements, "the statement is in the books already")
        self.new("acceptances", record.statement, seq=record.seq,
                 said=[record.fields[name] for name in ACCEPTED],
                 difference=records.units_of(record.difference))

    def difference(self, record):
        """What two people accepted of a statement beyond the books and its lines: its entry."""
        accepted = self.acceptances.get(record.statement)
        if not accepted:
            require(records.units_of(record.opening) == self.book.money_at(record.place)
                    or self.comes_late(record),
                    "a statement begins elsewhere than the books stand, and nobody accepted it")
            require(not record.entry, "an entry of nothing that was accepted")
            return 0
        require(accepted.said == [record.fields[name] for name in ACCEPTED]
                and accepted.seq in record.cause, "another statement was accepted")
        units = accepted.difference
        item = record.entry.lines[0].item if record.entry and record.entry.lines else ""
        debit, credit = ("1100", "2200") if units > 0 else ("1200", "1100")
        lines = pair(debit, credit, record.place, UNASSIGNED, item, record.currency, abs(units))
        require(sorted(record.entry.lines if record.entry else []) == sorted(lines if units else []),
                "what nothing explains of an accepted statement is nobody's")
        on = record.fields["from"]
        require(not record.entry or record.entry.on == on or self.is_closed(on),
                "an accepted difference counts from the statement's first day")
        return units

    def statement_imported(self, record):
        place = self.known("places", record.place)
        require(record.currency == place.currency and record.fields["from"] <= record.to
                and record.to <= self.day(record).isoformat(),
                "a statement is of its place and its days, which aren't still to come")
        require(all(role.get("org") == place.org for signer in record.signers
                    for role in self.keyring.held(signer)),
                "a cash box is counted by its own organisation")
        place.told_until = max(place.told_until, record.to)
        difference = self.difference(record)
        begins = self.book.money_at(record.place) + difference
        if self.comes_late(record):
            begins = records.units_of(record.opening) + difference
        self.new("statements", record.statement, place=record.place, count=record.count,
                 lines=collections.Counter(), moved=collections.Counter(), seq=record.seq,
                 change=records.units_of(record.closing) - begins,
                 span=(record.fields["from"], record.to), to=record.to, closing=record.closing)

    def comes_late(self, record):
        """It tells of days between statements that came before, and moves nothing as a whole."""
        first, last = record.fields["from"], record.to
        others = [each for each in self.statements.values() if each.place == record.place]
        before = max((each for each in others if each.to < first),
                     key=lambda each: (each.to, each.span[0], each.seq), default=None)
        return bool(before and record.opening == record.closing == before.closing
                    and any(each.span[0] > last for each in others)
                    and all(each.to < first or each.span[0] > last for each in others))

    def line_posted(self, record):
        statement = self.known("statements", record.statement)
        require(max(statement.lines, default=1) <= record.line,
                "a statement's lines come in their order")
        require(record.entry, "a bank's line is booked")
        moved = [line for line in record.entry.lines if line.account == "1100"]
        require(all(line.place == statement.place for line in moved)
                and sum(line.units for line in moved) == record.units
                and self.places[statement.place].currency == record.currency,
                "the entry moves other money than the bank's line")
        require(statement.span[0] <= record.booked_on <= statement.span[1],
                "a line was booked on a day of which its statement doesn't tell")
        require(record.entry.on == record.booked_on or self.is_closed(record.booked_on),
                "a bank's line counts from the day on which the bank booked it")
        for line in record.entry.lines:
            require(line.account != "2110" or line.units > 0 or line.item not in self.payments
                    or self.payments[line.item].booked, "the bank orders no payments")
        self.check_sides(record, statement)
        self.note_stray(record)
        statement.lines[record.line] += record.units
        statement.moved[record.booked_on] += record.units

    def check_sides(self, record, statement):
        """The money goes one way, each item's against one account that the bank can do."""
        require(record.units != 0, "a bank's line is of money")
        accounts = ARRIVED_FOR if record.units > 0 else LEFT_FOR
        sums, against = collections.Counter(), collections.defaultdict(set)
        for line in record.entry.lines:
            is_money = line.account == "1100"
            require(is_money or line.account in accounts, "a bank does no such thing")
            require((line.units > 0) == (is_money == (record.units > 0)),
                    "a bank's line moves money one way")
            require(line.place in ("", statement.place) or line.account == "1160",
                    "a bank's line books something of another place")
            require(line.account not in ("1200", "2200") or line.fund == UNASSIGNED,
                    "what nobody knows is no fund's")
            sums[line.item, line.fund] += line.units
            if not is_money:
                against[line.item, line.fund].add(line.account)
        require(not any(sums.values()) and all(len(each) == 1 for each in against.values()),
                "each item's money goes against one account")

    def note_stray(self, record):
        """A debit that names a payment, and that nothing explains so far."""
        claims = [(line.place, line.item) for line in record.entry.lines
                  if line.account == "1200" and line.units > 0]
        if any(line.account == "2110" for line in record.entry.lines):
            return
        for item in record.items:
            batch = self.batches.get(item)
            for payment in batch.payments if batch else [item]:
                if payment in self.payments:
                    self.payments[payment].strays += [(claim, record.code or "")
                                                      for claim in claims]

    def reconciliation_signed(self, record):
        statement = self.known("statements", record.statement)
        place = self.known("places", record.place)
        book = sum(units for on, units in place.moves if on <= record.date)
        first, last = statement.span
        require(first <= record.date <= last, "a reconciliation is of a day of its statement")
        said = records.units_of(statement.closing) - sum(
            units for on, units in statement.moved.items() if on > record.date)
        require((len(statement.lines), sum(statement.lines.values()))
                == (statement.count, statement.change),
                "a statement is reconciled before all of its lines are posted")
        self.new("reconciliations", record.reconciliation)
        require((statement.place, place.currency) == (record.place, record.currency)
                and records.units_of(record.book) == book == said
                and said == records.units_of(record.closing)
                and record.difference == "0",
                "a reconciliation is signed where the books and the statement agree")
        place.reconciled[record.date] = book
