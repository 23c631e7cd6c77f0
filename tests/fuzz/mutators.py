"""How bytes, and words between bytes, are changed: pure functions of a random generator."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.fuzz.hostile import TOKENS

Mutator = Callable[[Random, bytes], bytes]

_LONGEST = 200_000  # bytes; growth on growth would make inputs that only cost time


def _span(chance: Random, data: bytes, most: int = 64) -> tuple[int, int]:
    begin = chance.randint(0, len(data))
    return begin, min(len(data), begin + chance.randint(0, most))


def flip(chance: Random, data: bytes) -> bytes:
    """Return the bytes with some bits the other way round."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 8)) if made else 0):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def write_over(chance: Random, data: bytes) -> bytes:
    """Return the bytes with some written over by any others."""
    begin, end = _span(chance, data, 8)
    return data[:begin] + chance.randbytes(end - begin) + data[end:]


def insert(chance: Random, data: bytes) -> bytes:
    """Return the bytes with any others between them."""
    at, _ = _span(chance, data)
    return data[:at] + chance.randbytes(chance.choice((1, 1, 2, 9, 40))) + data[at:]


def insert_token(chance: Random, data: bytes) -> bytes:
    """Return the bytes with something between them that readers have failed on."""
    at, end = _span(chance, data, chance.choice((0, 0, 4, 30)))
    return data[:at] + chance.choice(TOKENS) + data[end:]


def delete(chance: Random, data: bytes) -> bytes:
    """Return the bytes without some of them."""
    begin, end = _span(chance, data)
    return data[:begin] + data[end:]


def cut(chance: Random, data: bytes) -> bytes:
    """Return the bytes up to any place, as of a file that was not written to its end."""
    return data[: chance.randint(0, len(data))]


def repeat(chance: Random, data: bytes) -> bytes:
    """Return the bytes with some of them there twice or often."""
    begin, end = _span(chance, data, 400)
    return data[:end] + data[begin:end] * chance.choice((1, 1, 2, 60)) + data[end:]


def move(chance: Random, data: bytes) -> bytes:
    """Return the bytes with some of them at another place."""
    begin, end = _span(chance, data, 400)
    rest = data[:begin] + data[end:]
    at = chance.randint(0, len(rest))
    return rest[:at] + data[begin:end] + rest[at:]


def shuffle_lines(chance: Random, data: bytes) -> bytes:
    """Return the lines in another order."""
    lines = data.split(b"\n")
    begin = chance.randint(0, len(lines))
    end = begin + chance.randint(2, 12)
    some = lines[begin:end]
    return b"\n".join([*lines[:begin], *chance.sample(some, len(some)), *lines[end:]])


MUTATORS: tuple[Mutator, ...] = (
    flip,
    flip,
    write_over,
    insert,
    insert_token,
    insert_token,
    delete,
    cut,
    repeat,
    move,
    shuffle_lines,
)


def mutate(chance: Random, data: bytes) -> bytes:
    """Return the bytes after one to five changes."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        data = chance.choice(MUTATORS)(chance, data)
    return data[:_LONGEST]


def spliced(chance: Random, data: bytes, other: bytes) -> bytes:
    """Return the begin of one and the end of another."""
    return cut(chance, data) + other[chance.randint(0, len(other)) :]


def misspelt(chance: Random, word: str) -> str:
    """Return a word as somebody may mistype it: capitals, blanks, hyphens, a letter too few."""
    at = chance.randint(0, len(word))
    ways: tuple[Callable[[], str], ...] = (
        word.upper,
        word.title,
        lambda: word.replace("_", " "),
        lambda: word.replace("_", "-"),
        lambda: f" {word}  ",
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + word[at : at + 1] * 2 + word[at + 1 :],
        lambda: word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
        lambda: f"{word}: rash",
        lambda: f"{word}, {word}",
        lambda: f"no {word}",
        lambda: f"{word}: as written",
        lambda: f"{word}: none of these",
        lambda: f"?{word}?",
    )
    return chance.choice(ways)()
