"""The rules of cases and requests, up to the last approval. By ledger/audit/records.md."""
import datetime

import proof
import records
from books import UNASSIGNED, pair
from proof import Fault, require

ENDED = {"rejected", "withdrawn", "lapsed", "given_up"}


class Rules:
    def case_opened(self, record):
        require(record.status in ("presumed", "recognised"), "a case begins otherwise")
        require((record.status == "recognised") == (record.recognition is not None)
                == (record.date is not None), "a recognised person has a decision and its date")
        require(record.org in self.organisations, "nobody knows the organisation")
        case = self.new(
            "cases", record.case, org=record.org, status=record.status, by=record.by,
            group=record.group, recognition=record.recognition, recognised_on=record.date,
            released=False, requests=[])
        self.own(record, case)

    def case_recognised(self, record):
        case = self.known("cases", record.case)
        require(case.status != "recognised", "a person is recognised once")
        self.by_administrator(record)
        case.status, case.recognition, case.recognised_on = (
            "recognised", record.recognition, record.date)

    def case_refused(self, record):
        case = self.known("cases", record.case)
        require(case.status == "presumed", "the decision on this person was made before")
        self.by_administrator(record)
        case.status = "refused"

    def case_released(self, record):
        self.by_administrator(record)
        case = self.known("cases", record.case)
        case.released = True
        for request in case.requests:
            if request.status == "submitted":
                request.since = self.moment(record)

    def case_stopped(self, record):
        self.by_administrator(record)
        self.known("cases", record.case).released = False

    def case_transferred(self, record):
        require(record.org in self.organisations, "nobody knows the organisation")
        case = self.known("cases", record.case)
        self.own(record, case, "administrator")
        case.org = record.org

    def identity_read(self, record):
        case = self.known("cases", record.case)
        require(record.code in ("shelter", "auditor"), "nobody else reads an identity")
        if record.code == "shelter":
            self.own(record, case)
        else:
            require(self.keyring.holds(record.by, "auditor"), "it is read by no auditor")

    def request_submitted(self, record):
        require(record.version == 1, "a request begins with its first version")
        case = self.known("cases", record.case)
        self.own(record, case)
        request = self.new("requests", record.request, case=case, filed_on=self.day(record),
                           status="submitted", version=0, askers={case.by}, approvers=[],
                           payers=set(), payment=None, due=None)
        case.requests.append(request)
        self.take_version(record, request)
        self.counts["requests"] += 1

    def request_amended(self, record):
        request = self.known("requests", record.request)
        self.own(record, request.case, "administrator")
        require(request.status not in ("withdrawn", "given_up", "ordered", "paid"),
                "this request can't change any more")
        released = self.release(request)
        request.status = "submitted"
        self.take_version(record, request)
        return released

    def take_version(self, record, request):
        """What is asked for now, by the law of the day; decisions on it begin anew."""
        case = request.case
        require(record.version == request.version + 1, "versions follow one another")
        require(record.case == case.id and record.org == case.org
                and record.recognition == case.recognition,
                "a request is of its case: its shelter and its recognition")
        purpose = self.by_rule("purposes", record.purpose, record)
        require(case.status in purpose.get("payable_to", []) + purpose.get("held_for", []),
                "this purpose isn't paid to a person of this status")
        self.money_goes(record)
        require(record.fund != UNASSIGNED, "nobody's money can't be promised")
        require((record.units, record.currency) == self.owed(record, purpose, request),
                "the law sets another amount")
        if "amounts" not in purpose:
            self.check_ceiling("purposes", record.purpose, record.units, record.currency)
        shown = {each["kind"] for each in record.evidence} | (
            {"recognition_decision"} if case.recognition else set())
        require(case.status != "recognised" or set(purpose.get("evidence", [])) <= shown,
                "evidence is missing")
        if not record.cause:  # What follows from an answer or a decision was asked for there.
            request.askers.add(record.by)
        request.version, request.purpose, request.payout = (
            record.version, record.purpose, record.payout)
        request.units, request.currency = record.units, record.currency
        request.fund, request.place = record.fund, record.place
        request.recognition, request.digest = case.recognition, record.hash
        request.approvers, request.payment, request.since = [], None, self.moment(record)
        self.check_terms(record, request)

    def owed(self, record, purpose, request):
        if "cap" in purpose:  # What the trafficker was ordered to pay and didn't.
            require(record.award is not None, "this purpose needs an award")
            recovered = records.units_of(record.recovered or "0")
            require(0 <= recovered < records.units_of(record.award), "nothing is left of the award")
            return records.units_of(record.award) - recovered, record.currency
        require(record.award is None and record.recovered is None, "this purpose has no award")
        if "amounts" not in purpose:
            require(record.units > 0, "a request is for money")
            return record.units, record.currency
        day = request.filed_on if purpose["amount_dated_by"] == "request" else self.day(record)
        if purpose["amount_dated_by"] == "recognition" and request.case.recognised_on:
            day = datetime.date.fromisoformat(request.case.recognised_on)
        amounts = [each["amount"] for each in purpose["amounts"] if each["from"] <= day]
        require(amounts, "no amount of this allowance was in force on that day")
        return self.amount(amounts[-1])

    def standing(self, record):
        request = self.known("requests", record.request)
        require(record.version == request.version, "it is about a version that doesn't stand")
        return request

    def request_allocated(self, record):
        """Before the first decision, another fund or place; later, the money that it waited for."""
        request = self.standing(record)
        require(record.clause == self.rulebook["allocation"]["clause"],
                "the rulebook's clause is another")
        self.money_goes(record)
        if record.by != "clock":
            self.by_administrator(record)
        if request.status == "approved":
            require((record.fund, record.place) == (request.fund, request.place)
                    and record.entry is not None,
                    "what was approved is paid from the fund and place that were approved")
            self.in_time(record, request)
            self.check_terms(record, request)
            return self.reserve(request, record)
        require(request.status == "submitted" and not request.approvers
                and record.fund != UNASSIGNED
                and self.places[record.place].currency == request.currency,
                "a request's fund changes until the first decision on it")
        request.fund, request.place, request.digest = record.fund, record.place, record.hash
        self.check_terms(record, request)
        return None

    def reserve(self, request, record):
        """E5, or with what came back of the last payment, E12 in the same entry."""
        require(self.reserved(request) == 0, "money is reserved once")
        lines = pair("9100", "9200", request.place, request.fund, request.id, request.currency,
                     request.units)
        if request.due and self.book.open("2100", request.due.place, request.due.id):
            lines += self.give_up_lines(request.due, record)
            request.due.status = "given_up"
        request.due = None
        return lines

    def reserved(self, request):
        return self.book.open("9200", request.place, request.id)

    def release(self, request):
        """E6: what is reserved isn't any more."""
        units = self.reserved(request)
        return pair("9200", "9100", request.place, request.fund, request.id, request.currency,
                    units) if units else []

    def decided(self, record):
        """The decision is about exactly what stands, by an approver without another part in it."""
        request = self.standing(record)
        require(proof.from_base64url(record.fields["digest"]) == request.digest
                and (record.units, record.currency, record.fund, record.place)
                == (request.units, request.currency, request.fund, request.place),
                "the decision is about another request than the one that stands")
        require(request.status == "submitted", "a request is decided while it waits for that")
        self.in_time(record, request)
        signer = record.signers[0]
        require(self.keyring.holds(signer, "approver"), "whoever decides is an approver")
        require(signer not in request.askers | request.payers | set(request.approvers),
                "whoever asks, pays or has decided may not decide")
        step = self.approval_step(request, self.day(record))
        require(record.clause == step["clause"], "the rulebook's clause is another")
        return request, step

    def approval_step(self, request, today=None):
        """The first that fits; with the case's other living requests of its window, unless today
        doesn't matter."""
        for step in self.rulebook["approvals"]:
            def covers(purpose, names=step["purposes"]):
                return names == ["*"] or purpose in names
            if not covers(request.purpose):
                continue
            if step["up_to"] == "*":
                return step
            limit, currency = self.amount(step["up_to"])
            counted = [request]
            if today and "window" in step:
                since = today - datetime.timedelta(days=step["window"]["days"])
                counted += [other for other in request.case.requests
                            if other is not request and other.status not in ENDED
                            and covers(other.purpose) and other.filed_on > since]
            if (all(each.currency == currency for each in counted)
                    and sum(each.units for each in counted) <= limit):
                return step
        raise Fault("no step of the rulebook fits the request")

    def is_over(self, record, request):
        """It has waited for decisions, or for its order, until it lapses."""
        days = self.approval_step(request, self.day(record)).get("expires_days")
        return days is not None and (
            request.since + datetime.timedelta(days=days) <= self.moment(record))

    def in_time(self, record, request):
        require(not self.is_over(record, request), "the request had lapsed by then")

    def request_approved(self, record):
        request, step = self.decided(record)
        self.counts["approvals"] += 1
        require(request.case.released, "a request is approved after its case was checked")
        require(request.case.status in self.by_rule("purposes", request.purpose)["payable_to"],
                "this purpose isn't paid to a person of this status")
        self.check_recognition(request)
        self.check_terms(record, request)
        request.approvers.append(record.signers[0])
        if len(request.approvers) < step["approvers"]:
            return None
        request.status, request.approved_at = "approved", record.seq
        request.since = self.moment(record)
        return self.reserve(request, record) if record.entry else None  # It may wait for money.

    def check_recognition(self, request):
        """What is paid so often for a decision names the decision that the person has."""
        require("limit" not in self.by_rule("purposes", request.purpose)
                or request.recognition == request.case.recognition,
                "the request names another recognition than its case")

    def request_rejected(self, record):
        self.decided(record)[0].status = "rejected"

    def request_answered(self, record):
        request = self.standing(record)
        require(request.status in ("rejected", "lapsed"), "there is nothing to answer")
        self.own(record, request.case)
        request.askers.add(record.by)

    def request_withdrawn(self, record, status="withdrawn"):
        request = self.standing(record)
        if status == "withdrawn":
            self.own(record, request.case)
        require(request.status in ("submitted", "approved"), "this request can't end so")
        lines = self.release(request)
        request.status = status
        return lines

    def request_lapsed(self, record):
        require(record.by == "clock", "a request lapses by itself")
        request = self.standing(record)
        require(self.is_over(record, request), "a request lapses before its time")
        require(record.clause == self.approval_step(request, self.day(record))["clause"],
                "the rulebook's clause is another")
        return self.request_withdrawn(record, "lapsed")
