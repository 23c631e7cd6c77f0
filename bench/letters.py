"""How many keys a fact takes that is typed from a letter, and how often one is refused."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from tests.tui.typist import letters, type_letter


def report() -> Iterator[str]:
    """Yield a line for each letter, and one for all."""
    keys = beside = facts = dead = 0
    for letter in letters():
        done = asyncio.run(type_letter(letter))
        more = done.keys - done.characters
        ends = len(done.refused) + len(done.wrong)
        yield (
            f"{letter.text[:44]:44}  {letter.facts:2} facts  {done.keys:3} keys  "
            f"{more / letter.facts:.1f} a fact beside the value  {ends} dead ends"
        )
        keys, beside, facts, dead = (
            keys + done.keys,
            beside + more,
            facts + letter.facts,
            dead + ends,
        )
    yield f"all: {keys / facts:.1f} keys a fact, {beside / facts:.1f} beside it, {dead} dead ends"
