"""The rules of gifts and of the books. By ledger/audit/records.md."""
import calendar
import collections

import proof
import records
import signing
from books import UNASSIGNED, Line, mirror, pair
from proof import Fault, require

REVERSIBLE = {"receipt.announced", "receipt.identified"}


def last_day(period):
    """Of a month, "2026-02": its last day."""
    return f"{period}-{calendar.monthrange(int(period[:4]), int(period[5:]))[1]}"


def month_after(day):
    year, month = int(day[:4]), int(day[5:7])
    return f"{year + month // 12:04}-{month % 12 + 1:02}"


class Rules:
    def receipt_announced(self, record):
        """E1."""
        self.money_goes(record)
        source = self.by_rule("sources", record.source, record)
        require(set(source["evidence"]) <= {each["kind"] for each in record.evidence},
                "evidence is missing")
        require(record.units > 0, "a receipt is of money")
        self.check_ceiling("sources", record.source, record.units, record.currency)
        self.new("gifts", record.gift, fund=record.fund, place=record.place,
                 source=record.source, income=source["income_account"])
        return pair("1150", source["income_account"], record.place, record.fund, record.gift,
                    record.currency, record.units)

    def unknown_at(self, receipt):
        """The place where a receipt that nobody could identify came in."""
        return next((place for (account, place, item) in self.book.items
                     if account == "2200" and item == receipt), None)

    def receipt_identified(self, record):
        """E4: nobody's receipt becomes what it would have been."""
        place = self.unknown_at(record.receipt)
        require(record.units > 0, "what is identified of a receipt is above zero")
        sum_of = (record.currency, record.units)
        if record.fields["as"] == "claim":  # Two unknowns that cancel: no money moves.
            debit, credit = pair("2200", "1200", place, UNASSIGNED, record.receipt, *sum_of)
            return [debit, credit._replace(item=record.item)]
        fund, account, origin = self.identified(record, place)
        require(record.fund == fund, "the receipt is of another fund")
        debit, credit = pair("1100", account, place, fund, record.item, *sum_of)
        return pair("2200", "1100", place, UNASSIGNED, record.receipt, *sum_of) + [
            debit, credit._replace(place=origin)]

    def identified(self, record, place):
        """The fund, account and place where the thing stands that the receipt turned out to be."""
        match record.fields["as"]:
            case "donation":
                self.money_goes(record)
                require(record.reference is not None, "a gift's record commits to its reference")
                income = self.by_rule("sources", record.source)["income_account"]
                self.new("gifts", record.item, fund=record.fund, place=place,
                         source=record.source, income=income)
                return record.fund, income, ""
            case "announced":
                gift = self.known("gifts", record.item)
                return gift.fund, "1150", gift.place
            case "return":
                payment = self.known("payments", record.item)
                payment.returned_by.add(record.by)
                return payment.fund, "2100", payment.place
            case "transfer":
                transfer = self.known("transfers", record.item)
                require(place in (transfer.to, transfer.place),
                        "the transfer leads from another place to another")
                return transfer.fund, "1160", transfer.place
        raise Fault("a receipt can't be identified as that")

    def receipt_returned(self, record):
        """E4b."""
        self.in_full("2200", self.unknown_at(record.receipt), record.receipt, record)
        return pair("2200", "2110", self.unknown_at(record.receipt), UNASSIGNED, record.receipt,
                    record.currency, record.units)

    def in_full(self, account, place, item, record):
        """The money is all that is open of an item, and something is."""
        left = abs(self.book.items.get((account, place, item), 0))
        require(0 < left == record.units, "what is open of it ends in full")

    def remainder_cancelled(self, record):
        """E8b: what will never come of an announced receipt, a transfer, an order partly paid."""
        if record.item in self.gifts:
            thing = self.gifts[record.item]
            debit, credit = thing.income, "1150"
        elif record.item in self.payments:
            thing = self.payments[record.item]
            require(thing.out > 0, "an order of which nothing was booked fails as a whole")
            debit, credit = "2110", self.taken_back(thing, record)
        elif records.is_id(record.item, "sus"):
            place = next((place for (account, place, item) in self.book.items
                          if account == "2110" and item == record.item), None)
            self.in_full("2110", place, record.item, record)
            return pair("2110", "2200", place, UNASSIGNED, record.item, record.currency,
                        record.units)
        else:
            thing = self.known("transfers", record.item)
            debit, credit = "2110", "1160"
        self.in_full("1150" if record.item in self.gifts else "2110", thing.place, record.item,
                     record)
        return pair(debit, credit, thing.place, thing.fund, record.item, record.currency,
                    record.units)

    def transfer_ordered(self, record):
        """E14."""
        self.money_goes(record)
        require(record.fund != UNASSIGNED, "nobody's money isn't transferred")
        require(record.to_place != record.place and record.units > 0
                and self.known("places", record.to_place).currency == record.currency,
                "money moves between two places of a currency")
        self.new("transfers", record.transfer, fund=record.fund, place=record.place,
                 to=record.to_place)
        return pair("1160", "2110", record.place, record.fund, record.transfer, record.currency,
                    record.units)

    def history_imported(self, record):
        """E26: the books before the log's time, signed as a whole, and their lines after it."""
        require(not self.gifts and not self.requests,
                "a history comes before receipts and requests")
        require(record.count > 0, "a history has lines")
        self.history = record, []

    def history_line(self, record):
        require(self.history and record.entry, "a line of a history follows it, and is booked")
        signed, leaves = self.history
        require(record.cause == [signed.seq] and record.by == signed.by,
                "a line of a history points to it")
        leaves.append(proof.leaf_hash(proof.canonical(record.json["entry"])))
        if len(leaves) == signed.count:
            require(proof.base64url(proof.tree_root(leaves)) == signed.root,
                    "a history's lines aren't those that were signed")
            self.history = None

    def period_closed(self, record):
        period = record.period
        require(signing.is_period(period), "a period is a month")
        last = last_day(period)
        require(not self.closed_through or last == last_day(month_after(self.closed_through)),
                "periods close in order, and each once")
        require(last < self.day(record).isoformat(), "a period closes when it is over")
        for place in self.places.values():
            held = [units for on, units in place.moves if on <= last]
            require(not held or place.reconciled.get(last) == sum(held),
                    "a period closes after each place was reconciled on its last day, with what it "
                    "holds on it now")
        require(not period.endswith("-12") or not self.year_end(int(period[:4])),
                "a December closes after its year")
        self.closed_through = last

    def is_closed(self, on):
        return self.closed_through is not None and on <= self.closed_through

    def year_end(self, year, fund=None):
        """E25: what is left of the results up to a year's end goes to the accumulated result."""
        left = collections.Counter()
        for (of, account, who, currency), units in self.results.items():
            if of <= year and fund in (None, who):
                left[account, who, currency] += units
        item, sums, lines = f"year_{year}", collections.Counter(), []
        for (account, who, currency), units in left.items():
            sums[who, currency] += units
            lines.append(Line(account, "", who, item, currency, -units))
        lines += [Line("3100", "", who, item, currency, units)
                  for (who, currency), units in sums.items()]
        return [line for line in lines if line.units]

    def year_closed(self, record):
        lines, last = self.year_end(record.year, record.fund), f"{record.year:04}-12-31"
        require(last < self.day(record).isoformat(), "a year closes when it is over")
        require(lines and record.entry and record.entry.on == last,
                "a year's result is carried forward on its last day")
        return lines

    def entry_reversed(self, record):
        require(record.reversed in self.entries and record.reversed not in self.reversed,
                "there is no such entry, or it was reversed before")
        kind, entry = self.entries[record.reversed]
        require(kind in REVERSIBLE, "entries of this kind aren't reversed")
        self.reversed.add(record.reversed)
        return mirror(entry.lines)

    def exception_raised(self, record):
        require(record.statement is None or record.statement in self.statements,
                "nobody knows the statement")
        self.new("exceptions", record.exception, resolved=False)

    def exception_resolved(self, record):
        exception = self.known("exceptions", record.exception)
        require(not exception.resolved, "an exception is resolved once")
        exception.resolved = True

    def witness_missed(self, record):
        require(record.witnessed <= record.size, "witnesses saw more than there was")
        self.check_passed(record)

    def check_passed(self, record):
        require(record.size <= record.seq
                and proof.from_base64url(record.root) == self.tree.root(record.size),
                "the log that was checked isn't this one")
