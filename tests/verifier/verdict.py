"""What a verification came to, in words and as JSON."""
import json

OUTCOMES = {0: "valid", 1: "invalid", 2: "misused", 3: "unreadable", 4: "diverges",
            5: "few_witnesses"}


def as_json(finding):
    return {"sentence": finding.sentence} | ({} if finding.seq is None else {"seq": finding.seq})


def tell(audit, as_program):
    finding = audit.finding()
    if as_program:
        told = {"outcome": OUTCOMES[audit.outcome()], "code": audit.outcome(),
                "log": {"state": audit.state}, "checks": [
            {"name": name, "ok": fault is None, "counts": counts}
            | ({"finding": as_json(fault)} if fault else {})
            for name, counts, fault in audit.checks]}
        print(json.dumps(told | ({"finding": as_json(finding)} if finding else {}), indent=1))
        return
    print(OUTCOMES[audit.outcome()].upper().replace("_", " ") + ", " + audit.state)
    for name, counts, fault in audit.checks:
        counted = ", ".join(f"{count} {what}" for what, count in counts.items())
        print(f"  {name:14}" + ("FAILED: " + fault.sentence if fault else counted))
    if finding:
        where = "" if finding.seq is None else f"record {finding.seq}: "
        print(where + finding.sentence)
