"""``python -m tests.fuzz``: a campaign, or one input again."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from tests.fuzz import campaign
from tests.fuzz.outcome import Finding
from tests.fuzz.sandbox import folder, sandbox
from tests.fuzz.targets import TARGETS

_COLUMNS = ("inputs", "refused", "planned", "taken", "finding", "seconds")


def main(words: list[str] | None = None) -> int:
    """Run; the exit code is 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long (10)")
    parser.add_argument("--seed", type=int, default=1, help="of the inputs (1)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--only", choices=(*TARGETS,), help="one kind of input")
    parser.add_argument("--number", type=int, help="one input of that kind")
    args = parser.parse_args(words)
    if args.number is not None:
        return _again(args.only or parser.error("--number needs --only"), args.seed, args.number)
    names = (args.only,) if args.only else (*TARGETS,)
    began = time.monotonic()
    tally = campaign.run(args.minutes, args.seed, names=names, processes=args.jobs)
    print(f"seed {args.seed}, {time.monotonic() - began:.0f} s, {args.jobs} processes")
    for line in _table(tally):
        print(line)
    for line in _faults(tally.findings, args.seed):
        print(line)
    return 1 if tally.findings else 0


def _again(name: str, seed: int, number: int) -> int:
    target = TARGETS[name]
    print(target.made(seed, number))
    with folder() as root, sandbox(root) as box:
        found = campaign.tried(target, seed, number, box)
    if isinstance(found, Finding):
        print(f"{found.trace}\n{found.what} {found.where}")
        return 1
    print(found.value)
    return 0


def _table(tally: campaign.Tally) -> Iterator[str]:
    yield f"{'':14}" + "".join(f"{name:>10}" for name in _COLUMNS)
    rows = {
        name: {**counts, "inputs": sum(counts.values()), "seconds": round(tally.seconds[name])}
        for name, counts in tally.counts.items()
    }
    rows["all"] = {name: sum(row.get(name, 0) for row in rows.values()) for name in _COLUMNS}
    for name in (*TARGETS, "all"):
        if row := rows.get(name):
            yield f"{name:14}" + "".join(f"{row.get(column, 0):>10,}" for column in _COLUMNS)


def _faults(findings: list[Finding], seed: int) -> Iterator[str]:
    """Yield each fault once, with the command that shows it again."""
    by_fault: dict[tuple[str, str, str], list[Finding]] = {}
    for found in sorted(findings, key=lambda one: one.number):
        by_fault.setdefault(found.fault, []).append(found)
    for (name, what, where), some in by_fault.items():
        yield f"\n{name}: {what} {where} ({len(some)} inputs)"
        yield f"  python -m tests.fuzz --seed {seed} --only {name} --number {some[0].number}"
        yield "\n".join(f"    {line}" for line in some[0].trace.splitlines()[-4:])


if __name__ == "__main__":
    sys.exit(main())
