"""What answers imply, and which answers they exclude: written by authors, drawn by a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from nettui.case.base.plain import Plain
from nettui.case.base.vocabulary import Kind, OneOf
from nettui.case.picture.inference import Clause, ExcludedAnswer, ImpliedAnswer, Inferences
from nettui.case.record.facts import FACTS
from nettui.engine.language import conditions as c
from nettui.engine.language import validators as f


class _Named(Plain):
    __slots__ = ()
    name: str

    @property
    def title(self) -> str:
        """What it is called beside tables and parameters: ``implied no_syndrome``."""
        return f"{type(self).__name__.lower()} {self.name}"


def _answer(value: Any) -> str | tuple[str, ...]:
    """Return a word as it is, and several words: of a list, or of a choice that is one of them."""
    return value if isinstance(value, str) and value else f.text_list(value, "value")


@frozen(kw_only=True, repr=False, eq=False)
class Implied(_Named):
    """``fact`` is ``value`` where nobody answered it, ``when`` other answers hold.

    What is recorded always counts: an answer, "unknown" too, or a mark beside the fact. ``value``
    is a word, the words of a list (``()``: none), or those of which a choice is one: a row that
    says which is then preferred, also to what is recorded and leaves it open ("metastatic").
    ``when`` reads what is recorded, never what is implied: tests of words, joined with ``&``.
    ``says`` is the line of the record.
    """

    name: str = field(validator=f.name)
    fact: str = field(validator=f.text)
    value: str | tuple[str, ...] = field(converter=_answer)
    when: c.Condition = field(validator=f.condition)
    says: str = field(validator=f.text)
    statements: tuple[str, ...] = f.texts()
    sources: tuple[str, ...] = f.texts()
    mark: str = f.mark()
    where: str = f.where()

    def __attrs_post_init__(self) -> None:
        _is_sound(self)


@frozen(kw_only=True, repr=False, eq=False)
class Excluded(_Named):
    """The answer ``value`` of ``fact`` cannot be true ``when`` other answers hold.

    It is then read as not known, and named as a contradiction: ``says`` names both sides, as a
    part of a sentence. ``when`` is written as that of `Implied`.
    """

    name: str = field(validator=f.name)
    fact: str = field(validator=f.text)
    value: str = field(validator=f.text)
    when: c.Condition = field(validator=f.condition)
    says: str = field(validator=f.text)
    statements: tuple[str, ...] = f.texts()
    sources: tuple[str, ...] = f.texts()
    mark: str = f.mark()
    where: str = f.where()

    def __attrs_post_init__(self) -> None:
        _is_sound(self)


Inference = Implied | Excluded


def _is_sound(row: Inference) -> None:
    """Refuse what cites nothing, follows from itself, or from more than answers."""
    if not row.statements and not row.sources:
        f.refuse(f"'{row.name}' cites nothing.", "Give statements=('A04',) or sources=(...).")
    if row.fact in (fact for fact, _, _ in clauses(row.when)):
        f.refuse(
            f"'{row.name}' concludes on '{row.fact}' from '{row.fact}' itself.",
            "Let it follow from other facts.",
        )


def rows(given: Mapping[str, object]) -> Inferences:
    """Return inferences by id as the rows by which pictures are made."""
    implied: list[ImpliedAnswer] = []
    excluded: list[ExcludedAnswer] = []
    for name, row in given.items():
        match row:
            case Implied(fact=fact, when=when, says=says):
                implied.append(ImpliedAnswer(fact, _value(row), clauses(when), says, name))
            case Excluded(fact=fact, when=when, says=says):
                excluded.append(ExcludedAnswer(fact, row.value, clauses(when), says, name))
    return Inferences(tuple(implied), tuple(excluded))


def _value(row: Implied) -> str | OneOf | frozenset[str]:
    if isinstance(row.value, str):
        return row.value
    fact = FACTS.get(row.fact)
    if fact is not None and fact.kind is Kind.CHOICE:
        return OneOf(tuple(word for word in fact.choices if word in row.value))
    return frozenset(row.value)


def clauses(condition: c.Condition) -> tuple[Clause, ...]:
    """Return the answers that must hold together. Raises `Mistake` for another condition."""
    terms = condition.terms if isinstance(condition, c.All) else (condition,)
    found = [_clause(term) for term in terms]
    read = tuple(clause for clause in found if clause)
    if not read or len(read) < len(found):
        f.refuse(
            "An inference follows from answers alone.",
            "Write tests of words joined with '&': .is_('word'), .one_of(...), .include('word'), "
            "each perhaps with '~' before it.",
        )
    return read


def _clause(term: c.Condition) -> Clause | None:
    match term:
        case c.Not(inner) if not isinstance(inner, c.Not):
            positive = _clause(inner)
            return (*positive[:2], False) if positive else None
        case c.Among(fact, words) | c.Include(fact, words):
            return fact, words, True
    return None
