"""The reports of a bundle, made again from the records, byte for byte.

By ledger/audit/records.md.
"""
import json

import books
import bundle
import proof


class Retelling:
    """Takes the records one by one; hands each finished report to `compare(path, text)`."""

    def __init__(self, compare):
        self.compare = compare
        self.index = self.width = 0
        self.journal, self.approvals = [], []

    def add(self, record):
        if record.entry:
            self.journal.append({
                "seq": record.seq, "at": record.at, "on": record.entry.on, "kind": record.kind,
                "by": record.by, "lines": [
                    {"account": line.account, "place": line.place, "fund": line.fund,
                     "item": line.item, "amount": books.decimal(line.units, line.currency),
                     "currency": line.currency} for line in record.entry.lines]})
        if record.signers:
            self.approvals.append(record.fields | {
                "seq": record.seq, "at": record.at, "kind": record.kind,
                "clause": record.clause or "", "signers": record.signers})
        self.width += 1
        if self.width == bundle.WIDTH:
            self.cut()

    def cut(self):
        for name, rows in (("journal", self.journal), ("approvals", self.approvals)):
            if rows:
                text = b"[\n" + b",\n".join(map(proof.canonical, rows)) + b"\n]\n"
                path = bundle.numbered(self.index, self.width)
                self.compare(f"reports/{name}/{path}.json", text)
        self.journal, self.approvals = [], []
        self.index, self.width = self.index + 1, 0

    def finish(self, keyring, balances):
        if self.width:
            self.cut()
        told = json.dumps(keyring.told(), ensure_ascii=False, indent=1, sort_keys=True)
        self.compare("keyring.json", told.encode() + b"\n")
        rows = ["account,name,place,fund,currency,balance"]
        for (account, place, fund, currency), units in sorted(balances.items()):
            if units:
                rows.append(f'{account},"{books.CHART[account].name}",{place},{fund},{currency},'
                            + books.decimal(units, currency))
        self.compare("reports/trial-balance.csv", "\n".join(rows).encode() + b"\n")
