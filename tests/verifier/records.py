"""The form of a record: the kinds, their fields, what a field holds. By ledger/audit/records.md."""
import datetime
import re

import books
import proof
from proof import Fault, require

# Each kind: how many people sign it, and its fields; those with ? may be missing.
KINDS = {
    "batch.cancelled": (2, "batch"),
    "batch.exported": (0, "batch count file format"),
    "batch.ordered": (1, "batch count currency date money place root"),
    "case.opened": (0, "case date? group? org recognition? status"),
    "case.recognised": (0, "case date recognition"),
    "case.refused": (0, "case code date"),
    "case.released": (0, "case code"),
    "case.stopped": (0, "case code"),
    "case.transferred": (0, "case org"),
    "check.passed": (0, "root size"),
    "claim.explained": (2, "as claim currency fund? item money"),
    "claim.written_off": (2, "claim currency fund money"),
    "entry.reversed": (2, "reversed"),
    "exception.raised": (0, "code currency? exception line? money? place? statement?"),
    "exception.resolved": (2, "code exception"),
    "file.read": (0, "code file note"),
    "fund.opened": (2, "from? fund group? purposes? to?"),
    "genesis": (0, "administrators code digest log_key origin"),
    "history.imported": (2, "count lots root"),
    "history.line": (0, ""),
    "identity.read": (0, "case code note"),
    "key.added": (2, "alg key public user"),
    "key.revoked": (2, "key"),
    "line.posted": (0, "batch? booked_on code? currency items line money rule stage statement "
                       "value_on"),
    "organisation.added": (0, "org type"),
    "payment.cancelled": (0, "batch payment"),
    "payment.failed": (2, "code payment"),
    "payment.given_up": (1, "payment"),
    "payment.ordered": (0, "batch currency fund money payment payout place reference request "
                           "version witnessed?"),
    "period.closed": (2, "period"),
    "place.opened": (1, "account? currency opening org? place type"),
    "receipt.announced": (0, "currency date donor evidence fund gift money place reference source"),
    "receipt.identified": (1, "as currency date? donor? evidence? fund? item money receipt "
                              "reference? source?"),
    "receipt.returned": (1, "currency money receipt"),
    "reconciliation.signed": (2, "book closing currency date difference items place "
                                 "reconciliation statement"),
    "remainder.cancelled": (1, "currency item money"),
    "request.allocated": (0, "fund place request version"),
    "request.amended": (0, "award? case code? currency evidence fund money org payout place "
                           "purpose reason? recognition? recovered? request version"),
    "request.answered": (0, "code request version"),
    "request.approved": (1, "currency digest fund money place request version"),
    "request.lapsed": (0, "request version"),
    "request.rejected": (1, "code currency digest fund money place request version"),
    "request.submitted": (0, "award? case code? currency evidence fund money org payout place "
                             "purpose reason? recognition? recovered? request version"),
    "request.withdrawn": (0, "code request version"),
    "role.granted": (2, "org? role user"),
    "role.withdrawn": (2, "role user"),
    "rulebook.adopted": (2, "digest version"),
    "statement.accepted": (2, "closing code currency difference faults file from opening place "
                              "statement to"),
    "statement.imported": (0, "closing count currency file from opening place statement to"),
    "transfer.ordered": (2, "currency fund money place reference to_place transfer"),
    "witness.missed": (0, "root size witnessed"),
    "year.closed": (2, "fund? year"),
}
ENVELOPE = {"v", "kind", "seq", "at", "salt", "by", "cause", "rulebook", "clause", "entry", "acts"}
OUTSIDE_CONTENT = {"v", "seq", "at", "salt", "by", "cause", "entry", "acts"}

PREFIXES = {"batch": "bat", "case": "case", "claim": "clm", "donor": "dnr", "exception": "exc", "gift": "don",
            "key": "key", "org": "org", "payment": "pay", "place": "plc", "receipt": "sus",
            "recognition": "rcg", "reconciliation": "rec", "request": "req", "statement": "stm",
            "to_place": "plc", "transfer": "trf", "user": "usr"}
MONEY = {"award", "book", "closing", "difference", "money", "opening", "recovered"}
# 32 bytes each.
HASHES = {"account", "digest", "file", "note", "payout", "public", "reason", "reference", "root"}
CODES = {"alg", "as", "code", "format", "group", "period", "purpose", "role", "rule", "source",
         "stage", "status", "type"}
DATES = {"booked_on", "date", "from", "to", "value_on"}
NUMBERS = {"count", "line", "lots", "reversed", "size", "version", "witnessed", "year"}


def is_id(value, prefix):
    return isinstance(value, str) and re.fullmatch(prefix + "_[a-z2-7]{26}", value) is not None


def is_fund(value):
    return value == books.UNASSIGNED or is_id(value, "fnd")


def is_item(value):
    """What money is owed for, was sent for, or came in as."""
    return any(is_id(value, prefix) for prefix in ("bat", "chg", "clm", "don", "pay", "sus", "trf"))


def is_code(value):
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9._-]{1,64}", value) is not None


def is_hash(value):
    return len(proof.from_base64url(value, 32)) == 32


def is_list(value, form):
    return isinstance(value, list) and all(form(each) for each in value)


def is_document(value):
    return (isinstance(value, dict) and set(value) == {"kind", "commitment"}
            and is_code(value["kind"]) and is_hash(value["commitment"]))


def is_administrator(value):
    return (isinstance(value, dict) and set(value) == {"user", "key", "public"}
            and is_id(value["user"], "usr") and is_id(value["key"], "key")
            and is_hash(value["public"]))


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_date(value):
    return is_time(value, "%Y-%m-%d")


def is_time(value, form="%Y-%m-%dT%H:%M:%SZ"):
    try:
        return value >= "1900" and datetime.datetime.strptime(value, form).strftime(form) == value
    except (TypeError, ValueError):
        return False


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def units_of(value):
    require(isinstance(value, str) and re.fullmatch(r"0|-?[1-9]\d{0,35}", value, re.ASCII),
            "an amount is a string of minor units")
    return int(value)


def check_field(kind, name, value):
    if name in PREFIXES:
        good = is_id(value, PREFIXES[name])
    elif name == "fund":
        good = is_fund(value)
    elif name in MONEY:
        units_of(value)
        good = True
    elif name in HASHES or (kind, name) == ("reconciliation.signed", "items"):
        good = is_hash(value)
    elif name in DATES:
        good = is_date(value)
    elif name in NUMBERS:
        good = is_number(value)
    elif name == "faults":
        good = is_list(value, is_code) and len(set(value)) == len(value)
    elif name == "purposes":
        good = is_list(value, is_code)
    elif name == "item":
        good = is_item(value)
    elif name == "items":
        good = is_list(value, is_item)
    elif name == "evidence":
        good = is_list(value, is_document)
    elif name == "administrators":
        good = is_list(value, is_administrator)
    elif name == "currency":
        good = isinstance(value, str) and value in books.EXPONENTS
    elif name in CODES:
        good = is_code(value)
    else:  # The log's own name and key.
        good = isinstance(value, str) and value != ""
    require(good, f"the field {name} holds something else than it should")


class Record:
    """A record whose form is right. Its fields are attributes: record.money, record.place."""

    def __init__(self, data, seq, currency_of):
        json = proof.parse_canonical(data)
        require(isinstance(json, dict) and json.get("v") == 1 and json.get("v") is not True,
                "a record is an object of version 1")
        require(json.get("kind") in KINDS, "the list of records has no such kind")
        require(is_number(json.get("seq")) and json["seq"] == seq, "the record has another number")
        require(is_time(json.get("at")), "a record's time is one of UTC, to the second")
        require(json.get("by") == "clock" or is_id(json.get("by"), "usr"),
                "a record is by a person or by the clock")
        proof.from_base64url(json.get("salt"), 16)
        self.json, self.seq, self.kind = json, seq, json["kind"]
        self.at, self.by = json["at"], json["by"]
        self.hash = proof.sha256(data)
        self.signatures_due, fields = KINDS[self.kind]
        self.fields = {name: json[name] for name in sorted(set(json) - ENVELOPE)}
        for name in fields.split():
            require(name.endswith("?") or name in self.fields, "a field of its kind is missing")
        require(set(self.fields) <= set(fields.replace("?", "").split()),
                "a field isn't one of its kind")
        for name, value in self.fields.items():
            check_field(self.kind, name, value)
        self.cause, self.rulebook = json.get("cause", []), json.get("rulebook")
        self.clause, self.acts = json.get("clause"), json.get("acts", [])
        self.check_envelope()
        self.entry = None
        if "entry" in json:
            self.entry = read_entry(json["entry"], lambda place: currency_of(place, json))
        self.signers = []

    def __getattr__(self, name):
        """A field; None where it may be missing and is."""
        return self.__dict__["fields"].get(name)

    @property
    def units(self):
        return units_of(self.money)

    def digest_of_rulebook(self):
        return proof.from_base64url(self.fields["digest"], 32)

    def check_envelope(self):
        require(isinstance(self.cause, list) and self.json.get("cause") != []
                and all(is_number(each) and each < self.seq for each in self.cause),
                "what caused a record lies before it")
        require(self.clause is None or isinstance(self.clause, str) and self.clause,
                "a clause is a text")
        require(self.rulebook is None or is_number(self.rulebook), "a rulebook has a version")
        require(isinstance(self.acts, list) and self.json.get("acts") != []
                and all(isinstance(act, dict) and set(act) == {"text", "signature"}
                        and isinstance(act["text"], str) and isinstance(act["signature"], dict)
                        for act in self.acts),
                "an act has its text and its signature")

    def content(self):
        """What its signers bind themselves to."""
        signed = {name: each for name, each in self.json.items() if name not in OUTSIDE_CONTENT}
        return proof.base64url(proof.sha256(proof.canonical(signed)))


def read_entry(json, currency_of):
    require(isinstance(json, dict) and set(json) == {"on", "lines"} and is_date(json["on"])
            and isinstance(json["lines"], list), "an entry has a day and lines")
    lines = []
    for line in json["lines"]:
        require(isinstance(line, dict) and line.get("a") in books.CHART,
                "the chart has no such account")
        by_place = books.CHART[line["a"]].by_place
        require(set(line) == {"a", "f", "i", "m", "p" if by_place else "c"}
                and all(isinstance(each, str) for each in line.values()),
                "an entry's line has five fields")
        place = line["p"] if by_place else ""
        currency = currency_of(place) if by_place else line["c"]
        require(currency in books.EXPONENTS, "the fund holds no such currency")
        lines.append(books.Line(line["a"], place, line["f"], line["i"], currency,
                                units_of(line["m"])))
    return books.Entry(json["on"], lines)
