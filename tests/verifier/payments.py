"""The rules of payments: batches, orders, what became of them. By ledger/audit/records.md."""
import proof
from books import pair
from proof import require


# Unexplained debits that name a payment, and aren't of its order that stands.
OF_ANOTHER_ORDER = ("DEBITED_AFTER_FAILURE", "DUPLICATE_PAYMENT_SUSPECTED")


class Rules:
    def batch_ordered(self, record):
        require(record.count > 0, "a batch has payments")
        require(record.currency == self.known("places", record.place).currency,
                "the place is of another currency")
        self.batch = self.new("batches", record.batch, place=record.place, payer=record.signers[0],
                              date=record.date, cancelled=False, exported=False,
                              units=record.units, root=record.root, count=record.count, lines=[],
                              payments=[])

    def payment_ordered(self, record):
        batch, request = self.batch, self.standing(record)
        require(batch and record.batch == batch.id and record.place == batch.place
                and record.by == batch.payer, "a payment follows the batch that orders it")
        require((record.currency, record.fund, record.place, record.payout)
                == (request.currency, request.fund, request.place, request.payout),
                "a payment is from where, and to whom, was approved")
        require(batch.payer not in request.askers | set(request.approvers),
                "whoever asks or approves doesn't pay")
        purpose = self.by_rule("purposes", request.purpose, record)
        self.check_silence(request, purpose)
        self.check_recognition(request)
        self.check_terms(record, request)
        self.check_limit(request, purpose)
        self.check_witnessed(record, request)
        again = request.payment and request.payment.status == "returned"
        lines = (self.order_again if again else self.order)(record, request, purpose)
        request.payers.add(batch.payer)
        request.payment.batch = batch
        self.fill_batch(record, batch)
        return lines

    def unexplained(self, payment):
        """The codes of the debits that name a payment, while nobody knows what they were for."""
        return [code for (place, claim), code in payment.strays
                if self.book.open("1200", place, claim)]

    def check_limit(self, request, purpose):
        """No more requests are paid for a recognition than the law says: what failed or was given
        up isn't."""
        if not request.recognition:
            return
        paid = self.paid[request.recognition, request.purpose]
        paid.add(request.id)  # Also without a limit: one that is adopted later counts it.
        if "limit" not in purpose:
            return
        others = [one for one in paid - {request.id} if any(
            payment.status in ("ordered", "paid", "returned") or payment.out > 0
            for payment in self.orders[one])]
        require(len(others) < purpose["limit"]["count"],
                "this was paid for the same recognition before")

    def check_silence(self, request, purpose):
        """What was ordered before goes out again only when the bank is seen not to have paid it:
        by this request, or by another that counts against the same limit."""
        for payment in self.orders[request.id]:
            require(payment.version == request.version
                    or (payment.status not in ("ordered", "paid") and payment.out == 0),
                    "an earlier payment of the request reached the person")
        requests = {request.id}
        if "limit" in purpose and request.recognition:
            requests |= self.paid[request.recognition, request.purpose]
        for payment in [each for one in requests for each in self.orders[one]]:
            require(not self.unexplained(payment), "a debit that names a payment is unexplained")
            batch = payment.batch
            require(payment.status in ("ordered", "paid")
                    or (batch.cancelled and not batch.exported)
                    or self.places[batch.place].told_until >= batch.date,
                    "no statement covers the day on which an earlier payment was to be paid")

    def check_witnessed(self, record, request):
        """A large payment names a head of the log that witnesses saw, with its approval in it."""
        limit = self.approval_step(request).get("witnessed_above")
        if limit:
            units, currency = self.amount(limit)
            limit = currency != record.currency or record.units > units
        require(bool(limit) == (record.witnessed is not None),
                "a payment names a witnessed head where the rulebook asks for one")
        require(not limit or request.approved_at < record.witnessed <= record.seq,
                "a payment was ordered before witnesses had seen its approval")
        if limit:
            self.relied_on[record.seq] = record.witnessed

    def order(self, record, request, purpose):
        """E7: what was reserved becomes an expense, owed from the place."""
        require(request.status == "approved" and record.units == request.units,
                "a payment needs its approvals, and is of the money that was approved")
        self.in_time(record, request)
        payment = request.payment
        if payment is None:
            payment = request.payment = self.new(
                "payments", record.payment, request=request, booked=False, out=0,
                version=request.version, place=record.place, fund=record.fund,
                currency=record.currency, units=record.units, strays=[], returned_by=set())
            self.orders[request.id].append(payment)
            self.counts["payments"] += 1
        require(payment.id == record.payment, "a request is paid twice")
        payment.expense, payment.on = purpose["expense_account"], record.entry and record.entry.on
        payment.status = request.status = "ordered"
        return (pair("9200", "9100", payment.place, payment.fund, request.id, payment.currency,
                     record.units)
                + pair(payment.expense, "2110", payment.place, payment.fund, payment.id,
                       payment.currency, record.units))

    def order_again(self, record, request, _):
        """E11: it came back and goes out once more, to the same payee."""
        payment = request.payment
        require(payment.id == record.payment and payment.status == "returned"
                and (payment.place, payment.version) == (record.place, record.version)
                and record.units == self.book.open("2100", payment.place, payment.id),
                "what came back is ordered again as it was")
        require(record.by not in payment.returned_by,
                "whoever said that a payment came back orders it again")
        return pair("2100", "2110", payment.place, payment.fund, payment.id, payment.currency,
                    record.units)

    def fill_batch(self, record, batch):
        batch.payments.append(record.payment)
        batch.lines.append({name: record.fields[name] for name in (
            "currency", "fund", "money", "payment", "payout", "request", "version")})
        if len(batch.lines) < batch.count:
            return
        leaves = [proof.leaf_hash(proof.canonical(line)) for line in batch.lines]
        require(proof.base64url(proof.tree_root(leaves)) == batch.root
                and sum(int(line["money"]) for line in batch.lines) == batch.units,
                "the payments aren't those that were signed with the batch")
        self.batch = None

    def batch_exported(self, record):
        batch = self.known("batches", record.batch)
        require(not batch.cancelled, "a cancelled batch is exported")
        batch.exported = True

    def batch_cancelled(self, record):
        batch = self.known("batches", record.batch)
        require(not batch.cancelled, "a batch is cancelled once")
        batch.cancelled = True

    def payment_cancelled(self, record):
        payment = self.known("payments", record.payment)
        require(payment.batch is self.known("batches", record.batch) and payment.batch.cancelled,
                "a payment is cancelled with the batch of its last order")
        return self.undo_order(payment, record)

    def payment_failed(self, record):
        return self.undo_order(self.known("payments", record.payment), record)

    def undo_order(self, payment, record):
        """E9: nothing of the order is booked; it is reserved again, or payable where some was."""
        units = self.ordered(payment)
        require(payment.status == "ordered" and units, "nothing is ordered")
        require(set(self.unexplained(payment)) <= set(OF_ANOTHER_ORDER),
                "a debit that may be of this order is unexplained")
        require(payment.out == 0, "the bank booked something of the order")
        where = (payment.place, payment.fund)
        if payment.booked:
            return pair("2110", "2100", *where, payment.id, payment.currency, units)
        return (pair("2110", self.taken_back(payment, record), *where, payment.id, payment.currency,
                     units)
                + pair("9100", "9200", *where, payment.request.id, payment.currency, units))

    def payment_given_up(self, record):
        payment = self.known("payments", record.payment)
        lines = self.give_up_lines(payment, record)
        request, payment.status = payment.request, "given_up"
        if request.version == payment.version and request.status == "returned":
            request.status = "given_up"
        return lines

    def give_up_lines(self, payment, record):
        """E12: what came back won't go out again."""
        units = self.book.open("2100", payment.place, payment.id)
        require(units, "nothing came back")
        return pair("2100", self.taken_back(payment, record), payment.place, payment.fund,
                    payment.id, payment.currency, units)

    @staticmethod
    def taken_back(payment, record):
        """An earlier year's expense stays as it was reported."""
        same_year = record.entry and payment.on and record.entry.on[:4] == payment.on[:4]
        return payment.expense if same_year else "4950"

    def ordered(self, payment):
        return self.book.open("2110", payment.place, payment.id)

    def follow(self, payment, record, line):
        """Where a payment stands after its open items moved."""
        if record.kind == "line.posted" and line.account == "2110" and line.units > 0:
            payment.booked = True
        request = payment.request
        if self.ordered(payment):
            status = "ordered"
        elif self.book.open("2100", payment.place, payment.id):
            status = "returned"
        else:
            status = "paid" if payment.booked else "failed"
        if payment.status == "given_up" and status == "paid":
            return
        payment.status = status
        if request.version == payment.version and request.status in ("ordered", "paid", "returned"):
            request.status = "approved" if status == "failed" else status
            request.since = self.moment(record)
        if status == "returned":
            request.due = payment
