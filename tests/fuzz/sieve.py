"""Bytes of a terminal before they are keys: the same keys and pastes wherever they are split."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from random import Random

from attrs import frozen
from textual import events
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from nettui.tui.terminal.driver import Reader
from nettui.tui.terminal.sieve import Pasted, Sent, Sieve
from tests.fuzz.hostile import TEXTS
from tests.fuzz.mutators import mutate
from tests.fuzz.outcome import Outcome, Wrong
from tests.fuzz.sandbox import Sandbox
from tests.tui.replies import every

_SHORT = 60  # bytes that are split in every way
_ESC = "\x1b"
_GAPS = (0.0, 0.0, 0.0, 0.01, 0.09, 0.11, 0.3, 0.49, 0.6, 1.9, 2.1)
REPLIES = tuple(text.encode() for name, text in every() if len(text) < 400)
"""What terminals send that nobody pressed."""
KEYS = (
    *(b"\r", b"\t", b"\x7f", b"\x1b", b"\x03", b"\x11", b"\x13", b"\x1a", b" ", b"r", b"/"),
    *(b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[H", b"\x1b[F", b"\x1bOP", b"\x1bOQ"),
    *(b"\x1b[5~", b"\x1b[6~", b"\x1b[3~", b"\x1b[17~", b"\x1b[1;5C", b"\x1b[[A", b"\x1ba"),
    *(b"\x1b[97u", b"\x1b[97;5u", b"\x1b[Z", b"\x1b[200~", b"\x1b[201~", b"\x1b[2$", b"d"),
)
_WANTED = (
    events.Key,
    events.Paste,
    events.MouseEvent,
    events.AppFocus,
    events.AppBlur,
    TerminalSupportsSynchronizedOutput,
)


@frozen
class Input:
    """What is read at once, each with the seconds of silence before it.

    ``is_nothing``: complete replies of a terminal only, of which nothing may come.
    """

    pieces: tuple[tuple[float, bytes], ...]
    is_nothing: bool = False
    mouse: bool = False

    @property
    def data(self) -> bytes:
        """All bytes."""
        return b"".join(piece for _, piece in self.pieces)


def stream(chance: Random, parts: int) -> bytes:
    """Return keys, replies, pastes, texts and noise in any order."""
    return b"".join(_part(chance) for _ in range(parts))


def _part(chance: Random) -> bytes:
    way = chance.random()
    if way < 0.35:
        return b"".join(chance.choices(KEYS, k=chance.randint(1, 4)))
    if way < 0.6:
        reply = chance.choice(REPLIES)
        return mutate(chance, reply)[:400] if chance.random() < 0.5 else reply
    if way < 0.7:
        text = chance.choice(TEXTS)[:200].encode("utf-8", "surrogatepass")
        return b"\x1b[200~" + text + chance.choice((b"\x1b[201~", b"\x9b201~", b"\x1b[20", b""))
    if way < 0.85:
        return chance.choice(TEXTS)[:200].encode("utf-8", "surrogatepass")
    return chance.randbytes(chance.randint(1, 12))


def make(chance: Random) -> Input:
    """Return bytes of a terminal, split anywhere."""
    if chance.random() < 0.2:
        data = b"".join(chance.choices(REPLIES, k=chance.randint(1, 3)))
        # Whole replies have no silence in them that ends one.
        return Input(tuple((0.0, piece) for piece in _split(chance, data)), is_nothing=True)
    data = stream(chance, chance.choice((1, 1, 2, 3, 8)))
    if chance.random() < 0.01:
        data *= 200
    pieces = _split(chance, data)
    timed = tuple((chance.choice(_GAPS), piece) for piece in pieces)
    return Input(timed, mouse=chance.random() < 0.3)


def _split(chance: Random, data: bytes) -> Iterator[bytes]:
    if chance.random() < 0.15 and len(data) < 300:
        yield from (data[n : n + 1] for n in range(len(data)))
        return
    ends = sorted(chance.randint(0, len(data)) for _ in range(chance.randint(0, 4)))
    for begin, end in zip([0, *ends], [*ends, len(data)], strict=True):
        yield data[begin:end]


# --- how they are run --------------------------------------------------------------------------


def run(given: Input, _box: Sandbox) -> Outcome:
    """Read them as they come, at once, and (where they are few) split in every way."""
    found = came_of(given.pieces)
    _is_clean(found)
    messages = _read(found, mouse=given.mouse)
    if given.is_nothing and messages:
        raise Wrong("a key is made of what nobody pressed")
    whole = _merged(came_of([(0.0, given.data)]))
    split = [tuple((0.0, piece) for _, piece in given.pieces)]
    if len(given.data) <= _SHORT:
        at = range(1, len(given.data))
        split += [((0.0, given.data[:n]), (0.0, given.data[n:])) for n in at]
    for pieces in split:
        if _merged(came_of(pieces)) != whole:
            raise Wrong("what is pressed depends on where the bytes are split")
    return Outcome.TAKEN if messages else Outcome.REFUSED


def came_of(pieces: Iterable[tuple[float, bytes]]) -> list[Sent]:
    """Return what comes of bytes, of the silence after them, and of a key after that."""
    sieve, now = Sieve(), 0.0
    decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
    found: list[Sent] = []
    for gap, piece in pieces:
        now += gap
        found += sieve.tick(now)
        found += sieve.feed(decode(piece), now)
    for _ in range(4):
        now += 10
        found += sieve.tick(now)
    if sieve.due is not None:
        raise Wrong("something is waited for after ten seconds of silence")
    if sieve.feed("r", now) != ["r"]:
        raise Wrong("a key after ten seconds of silence is not that key")
    return found


def _is_clean(found: Iterable[Sent]) -> None:
    for sent in found:
        text = sent.text if isinstance(sent, Pasted) else sent
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise Wrong("a byte that is no text is given on as it is")
        if isinstance(sent, str) and any("\x80" <= char < "\xa0" for char in sent):
            raise Wrong("a control of one byte is given on as a key")
        if isinstance(sent, str) and _ESC in sent[1:] and sent != _ESC * 2:
            raise Wrong("an escape byte stands among characters")


def _read(found: Iterable[Sent], *, mouse: bool) -> list[Message]:
    reader = Reader(mouse=mouse)
    messages = [message for sent in found for message in reader.messages(sent)]
    if not all(isinstance(message, _WANTED) for message in messages):
        raise Wrong("something else than a key or a paste comes of the keyboard")
    return messages


def _merged(found: Iterable[Sent]) -> list[Sent]:
    """Return what was sent, with characters that follow one another as one text."""
    whole: list[Sent] = []
    for sent in found:
        last = whole[-1] if whole else _ESC
        if isinstance(sent, str) and isinstance(last, str) and _ESC not in last + sent:
            whole[-1] = last + sent
        else:
            whole.append(sent)
    return whole
