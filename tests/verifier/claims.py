"""The rules of debits that nobody ordered: explained, or written off.

By ledger/audit/records.md.
"""
import records
from books import UNASSIGNED, pair
from proof import Fault, require


class Rules:
    def claim_at(self, record):
        """The place of a claim that is open, or was."""
        place = next((place for (account, place, item) in self.book.items
                      if account == "1200" and item == record.claim), None)
        require(place, "nobody knows the claim")
        require(record.units > 0, "of a claim, something above zero is settled")
        return place

    def borne(self, record, place):
        """Nobody's debit, given back for a fund to bear it."""
        require(record.fund in self.funds and record.fund != UNASSIGNED, "a fund bears it")
        return pair("1100", "1200", place, UNASSIGNED, record.claim, record.currency, record.units)

    def claim_written_off(self, record):
        place = self.claim_at(record)
        return self.borne(record, place) + pair("5900", "1100", place, record.fund, record.claim,
                                                record.currency, record.units)

    def claim_explained(self, record):
        """What the bank's line would have booked."""
        place = self.claim_at(record)
        match record.fields["as"]:
            case "payment":
                lines = self.explained_payment(record, place)
            case "transfer":
                transfer = self.known("transfers", record.item)
                require((transfer.fund, transfer.place) == (record.fund, place),
                        "the transfer leaves another place or fund")
                lines = pair("2110", "1100", place, record.fund, record.item, record.currency,
                             record.units)
            case "return":  # Two of nobody's that cancel: no money moves.
                require(records.is_id(record.item, "sus") and record.fund is None,
                        "what goes back to its sender is no fund's")
                debit, credit = pair("2110", "1200", place, UNASSIGNED, record.item,
                                     record.currency, record.units)
                return [debit, credit._replace(item=record.claim)]
            case "charge":
                require(records.is_id(record.item, "chg"), "a charge has a name of its own")
                lines = pair("5700", "1100", place, record.fund, record.item, record.currency,
                             record.units)
            case _:
                raise Fault("a debit can't be explained as that")
        return self.borne(record, place) + lines

    def explained_payment(self, record, place):
        payment = self.known("payments", record.item)
        require((payment.place, payment.fund) == (place, record.fund),
                "the payment is of another place or fund")
        against, lines = "2110", []
        if payment.status != "ordered":
            against, lines = self.paid_after_all(payment, record)
        payment.booked = True
        return lines + pair(against, "1100", place, payment.fund, payment.id, payment.currency,
                            record.units)

    def paid_after_all(self, payment, record):
        """No order of it stands: in full, unless the person has the money by another payment."""
        request = payment.request
        require(not any(other is not payment and other.status in ("ordered", "paid")
                        for other in self.orders[request.id]), "another payment pays the request")
        self.check_limit(request, self.by_rule("purposes", request.purpose))
        if payment.status == "returned":
            require(record.units == self.book.open("2100", payment.place, payment.id),
                    "what came back is explained in full")
            return "2100", []
        require(payment.status == "failed" and record.units == payment.units,
                "a payment is explained in full, and once")
        payment.status, payment.on = "paid", record.entry and record.entry.on
        if request.version != payment.version or request.status != "approved":
            return payment.expense, []
        request.status = "paid"
        return payment.expense, self.release(request)
