"""Statement by statement: what carries it out, and which cases meet it and which do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import frozen

from nettui.engine.language.states import FALSE, MET, MISSING, TRUE, UNKNOWN
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry
from nettui.engine.protocol.protocol import Protocol

_STATEMENT = re.compile(r"S\d\d")
# A row of one of the tables of a protocol: U15, T20, A07, RT-15, PAN-NF-01; a citation is none.
_ROW = re.compile(r"[A-Z]{1,3}\d\d|[A-Z]+(-[A-Z]+)*-\d\d")
_AS_NEED = {MET: TRUE, MISSING: FALSE}
_BY_WEIGHT = (("rule", "override", "judgement"), ("need",), ("guard",), ("order",))


@frozen
class Coverage:
    """One statement: its text, what cites it, and the cases by what became of it.

    A case meets it when something that cites it speaks for the case; ``unknown``: nothing does,
    but something may. Where rules cite it needs do not count, and so on down: guards, orders,
    tables, options. A need is met where its facts are known, several where those of each are.
    ``always``: it holds whatever the case, so that no case can fail to meet it.
    """

    name: str
    text: str
    cited_by: tuple[str, ...]
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    unknown: tuple[str, ...]
    always: bool

    @property
    def is_complete(self) -> bool:
        """Something cites it, a case meets it, and one does not or none can."""
        return bool(self.cited_by and self.met and (self.unmet or self.always))


def statement_names(protocol: Protocol) -> tuple[str, ...]:
    """Return the statements of the base protocol, S01 to S55."""
    return tuple(n for n in protocol.statements if _STATEMENT.fullmatch(n))


def row_names(protocol: Protocol) -> tuple[str, ...]:
    """Return all that rules cite row by row beside the statements: readings, updates, sites."""
    known = {**protocol.statements, **protocol.sources}
    names = (n for n in known if _ROW.fullmatch(n) and not _STATEMENT.fullmatch(n))
    return tuple(sorted(names))


def matrix(
    protocol: Protocol, plans: Mapping[str, Plan], names: Iterable[str]
) -> tuple[Coverage, ...]:
    """Return a row for each name, over plans by the name of their case."""
    wanted = tuple(names)
    citing: dict[str, list[tuple[int, Entry]]] = {name: [] for name in wanted}
    for n, entry in enumerate(protocol.entries):
        for name in dict.fromkeys(entry.cites):
            if name in citing:
                citing[name].append((n, entry))
    return tuple(_row(protocol, plans, name, citing[name]) for name in wanted)


def _row(
    protocol: Protocol, plans: Mapping[str, Plan], name: str, citing: list[tuple[int, Entry]]
) -> Coverage:
    tables = [
        t for t, d in protocol.tables.items() if name in (*d.table.statements, *d.table.sources)
    ]
    options = [o.id for o in protocol.options.values() if name in (*o.sources, o.therapy)]
    cases: dict[int, list[str]] = {FALSE: [], UNKNOWN: [], TRUE: []}
    weighty = next(
        (found for kinds in _BY_WEIGHT if (found := [c for c in citing if c[1].kind in kinds])), []
    )
    needs = any(entry.kind == "need" for _, entry in weighty)
    for case, plan in plans.items():
        if weighty:
            truths = [_truth(plan, n, entry) for n, entry in weighty]
        elif tables:
            truths = [TRUE if plan.seen().possible(t).known else FALSE for t in tables]
        else:
            truths = [_offered(plan, option) for option in options]
        settle = min if needs else max
        cases[settle(truths, default=FALSE)].append(case)
    return Coverage(
        name=name,
        text=protocol.statements.get(name) or protocol.sources.get(name, ""),
        cited_by=(
            *(entry.id for _, entry in citing),
            *(f"table {t}" for t in tables),
            *(f"option {o}" for o in options),
        ),
        met=tuple(cases[TRUE]),
        unmet=tuple(cases[FALSE]),
        unknown=tuple(cases[UNKNOWN]),
        always=any(e.is_unconditional and e.kind != "need" for _, e in weighty),
    )


def _truth(plan: Plan, n: int, entry: Entry) -> int:
    """Return whether an entry speaks; a need is met where its facts are known."""
    truth = plan.truth(n)
    return _AS_NEED.get(truth, FALSE) if entry.kind == "need" else truth


def _offered(plan: Plan, option: str) -> int:
    groups = {offer.group for offer in plan.offers if offer.option == option}
    if groups - {"not_now", "cannot_tell"}:
        return TRUE
    return UNKNOWN if "cannot_tell" in groups else FALSE
