"""Double entry by the fund's rules: what holds after each entry. From ledger/books/README.md."""
import collections

from proof import require

EXPONENTS = dict.fromkeys("AED AZN CHF CNY EUR GBP GEL KZT RUB SEK TRY UAH USD".split(), 2)
EXPONENTS |= {"JPY": 0, "KWD": 3}
UNASSIGNED = "fnd_unassigned"

Account = collections.namedtuple("Account", "name by_place items normal")
Line = collections.namedtuple("Line", "account place fund item currency units")
Entry = collections.namedtuple("Entry", "on lines")

DEBIT, CREDIT, EITHER = 1, -1, 0
# The chart: name, whether its lines name a place, whether it is made of open items, normal side.
CHART = {
    "1100": Account("Money at a place", True, False, DEBIT),
    "1150": Account("Receipts announced", True, True, DEBIT),
    "1160": Account("Between own places", True, True, DEBIT),
    "1200": Account("Claims and unexplained debits", True, True, DEBIT),
    "1300": Account("Property held", False, True, DEBIT),
    "1900": Account("Currency trading", True, False, EITHER),
    "2100": Account("Payable to a person", True, True, CREDIT),
    "2110": Account("Ordered, not yet on a statement", True, True, CREDIT),
    "2200": Account("Receipts nobody can identify", True, True, CREDIT),
    "2300": Account("Repayable to donors", True, True, CREDIT),
    "3100": Account("Accumulated result", False, False, CREDIT),
    "3900": Account("Transfers between funds", False, False, EITHER),
    "4100": Account("Contributions", False, False, CREDIT),
    "4200": Account("Grants", False, False, CREDIT),
    "4300": Account("State budget", False, False, CREDIT),
    "4400": Account("Confiscations", False, False, CREDIT),
    "4500": Account("Liquidations", False, False, CREDIT),
    "4600": Account("Interest", False, False, CREDIT),
    "4700": Account("Exchange gains", False, False, CREDIT),
    "4800": Account("Recoveries", False, False, CREDIT),
    "4900": Account("Gains on property", False, False, CREDIT),
    "4950": Account("Earlier years' payments returned", False, False, CREDIT),
    "5100": Account("Lump sums", False, False, DEBIT),
    "5200": Account("Compensation", False, False, DEBIT),
    "5300": Account("Rehabilitation", False, False, DEBIT),
    "5400": Account("Medical help", False, False, DEBIT),
    "5500": Account("Other necessary expenses", False, False, DEBIT),
    "5700": Account("Bank charges", False, False, DEBIT),
    "5800": Account("Exchange losses", False, False, DEBIT),
    "5900": Account("Losses", False, False, DEBIT),
    "9100": Account("Commitments", True, True, DEBIT),
    "9200": Account("Reserve for commitments", True, True, CREDIT),
}
AVAILABLE = {"1100", "2100", "2110", "2300", "9200"}
# Income, expenses and transfers between funds: what a year's end carries forward.
RESULTS = {code for code in CHART if code[0] in "45" or code == "3900"}
OWN_MONEY = {"1100", "1160", "2100", "2110", "2300"}


def pair(debit, credit, place, fund, item, currency, units):
    """So much debited to one account and credited to another."""
    return [Line(code, place if CHART[code].by_place else "", fund, item, currency, amount)
            for code, amount in ((debit, units), (credit, -units))]


def mirror(lines):
    return [line._replace(units=-line.units) for line in lines]


def decimal(units, currency):
    exponent = EXPONENTS[currency]
    digits = str(abs(units)).zfill(exponent + 1)
    sign = "-" if units < 0 else ""
    return sign + (digits if exponent == 0 else f"{digits[:-exponent]}.{digits[-exponent:]}")


class Lots:
    """The gifts of the funds, and what of them each item spent."""

    def __init__(self):
        self.lots = collections.defaultdict(list)  # By fund and currency: gift and what is left.
        self.first = collections.Counter()         # Of each, the first that may have something left.
        self.uses = collections.defaultdict(list)  # By fund, currency and item: lot and amount.

    def move(self, key, item, change):
        """What raises a fund's own money gives back what the item had spent, latest first, and
        opens a lot; what lowers it spends lots, oldest first."""
        lots, uses, at = self.lots[key], self.uses[key, item], self.first[key]
        while change > 0 and uses:
            lot, spent = uses.pop()
            part = min(spent, change)
            lots[lot][1] += part
            change, at = change - part, min(at, lot)
            if part < spent:
                uses.append((lot, spent - part))
        if change > 0:
            lots.append([item, change])
        while change < 0:
            require(at < len(lots), "a fund spent more than gifts")
            part = min(lots[at][1], -change)
            lots[at][1] -= part
            change += part
            if part:
                uses.append((at, part))
            if not lots[at][1]:
                at += 1
        self.first[key] = at

    def unspent(self, key):
        """The gifts of which something is left."""
        return {gift for gift, left in self.lots[key][self.first[key]:] if left}


class Book:
    """Balances, open items, gifts, and what each fund may still promise at each place."""

    def __init__(self):
        self.balances = collections.Counter()  # account, place, fund, currency
        self.items = collections.Counter()     # account, place, item
        self.available = collections.Counter() # fund, place
        self.held = collections.Counter()      # place: 1100 + 2110, all funds
        self.reserved = collections.Counter()  # place: 9200
        self.lots = Lots()

    def post(self, entry, bank_fact):
        """Takes an entry in. What the bank did needs no cover: it has happened."""
        require(1 <= len(entry.lines) <= 500, "an entry has 1 to 500 lines")
        sums, ordered, promised, nobodys = collections.Counter(), set(), set(), set()
        items, funds = collections.Counter(), collections.Counter()
        unreserved = collections.Counter()
        for line in entry.lines:
            require(line.fund and line.item and line.units, "a line has a fund, an item, an amount")
            sums[line.fund, line.currency] += line.units
            if CHART[line.account].items:
                items[line.account, line.place, line.item] += line.units
            if line.account in AVAILABLE:
                funds[line.fund, line.place] += line.units
            if line.account in ("1100", "2110", "9200"):
                unreserved[line.place] += line.units
            if line.units < 0 and line.account == "2110":
                ordered.add(line.place)
            if line.units < 0 and line.account == "9200":
                promised.add(line.place)
            if line.units < 0 and line.account in ("1100", "2110") and line.fund == UNASSIGNED:
                nobodys.add(line.place)
        require(not any(sums.values()), "an entry balances for each fund in each currency")
        self.take(entry, items, funds)

        for key in items:
            require(self.items[key] * CHART[key[0]].normal >= 0, "that much of an item isn't open")
        for (fund, place), change in funds.items():
            require(fund == UNASSIGNED or change >= 0 or self.available[fund, place] >= 0,
                    "the fund has too little available at this place")
        if bank_fact:
            return
        for place in ordered:
            require(self.held[place] >= 0, "the place holds less than is ordered from it")
        for place in promised:
            require(unreserved[place] >= 0 or self.held[place] + self.reserved[place] >= 0,
                    "the place holds less than is promised from it")
        for place in nobodys:
            require(self.available[UNASSIGNED, place] >= 0, "nobody's money was used up before")

    def take(self, entry, items, funds):
        self.items.update(items)
        self.available.update(funds)
        own = {}  # By fund and currency: the first item, and the change of the fund's own money.
        for line in entry.lines:
            self.balances[line.account, line.place, line.fund, line.currency] += line.units
            if line.account in ("1100", "2110"):
                self.held[line.place] += line.units
            if line.account == "9200":
                self.reserved[line.place] += line.units
            if line.account in OWN_MONEY and line.fund != UNASSIGNED:
                item, change = own.get((line.fund, line.currency), (line.item, 0))
                own[line.fund, line.currency] = item, change + line.units
        for key, (item, change) in own.items():
            self.lots.move(key, item, change)

    def open(self, account, place, item):
        """What is open of an item, above zero."""
        return self.items[account, place, item] * CHART[account].normal

    def money_at(self, place):
        return sum(units for (account, where, _, _), units in self.balances.items()
                   if account == "1100" and where == place)
