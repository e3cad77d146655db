"""What a person types to find something: words, "words together", beginnings of words*.

A text is taken apart here as the index takes it apart, for what is looked at without the index.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PIECE = re.compile(r'"([^"]*)(?:"|$)(\*?)|[^\s"]+')
_PLAIN = re.compile(r"[A-Za-z0-9]+")
_ACCENTS = frozenset(chr(0x300 + at) for at in range(50) if (0x000361F8_08029FDF >> at) & 1)
"""Marks that the index takes for a part of the letter before them; any other ends a word."""
_LONGEST = 1000
"""Characters of a query that are read."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together; with ``begins`` the last of them may be the beginning of one."""

    words: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, and what it is without case and accents."""

    start: int
    end: int
    plain: str


def phrases(query: str) -> list[Phrase]:
    """What is asked for; a last word that is not ended may go on by itself."""
    said = read(query)
    found = [phrase for piece in _PIECE.finditer(said) if (phrase := _phrase(piece))]
    if found and not said.endswith(('"', " ")) and _long_enough(said):
        found[-1] = Phrase(found[-1].words, begins=True)
    return found


def read(query: str) -> str:
    """As much of a query as is read."""
    return query[:_LONGEST].replace("\0", " ")


def counts(sign: str) -> bool:
    """Whether the index takes a character for a part of a word."""
    category = unicodedata.category(sign)
    return category[0] in "LN" or category == "Co"


def words(text: str) -> Iterator[Word]:
    """The words of a text as the index has them; an accent of its own goes with its letter."""
    if text.isascii():
        yield from (Word(*one.span(), one[0].lower()) for one in _PLAIN.finditer(text))
        return
    start, plain = -1, ""
    for at, sign in enumerate(text):
        if counts(sign):
            start = at if start < 0 else start
            plain += _plain(sign)
        elif start >= 0 and sign in _ACCENTS:
            continue
        elif start >= 0:
            yield Word(start, at, plain)
            start, plain = -1, ""
    if start >= 0:
        yield Word(start, len(text), plain)


def standing(text: Sequence[Word], asked: Phrase) -> Iterator[tuple[int, int]]:
    """Start and end of each place where a phrase stands among the words of a text."""
    *before, end = (word.plain for word in words(asked.words))
    for at in range(len(text) - len(before)):
        *first, last = text[at : at + len(before) + 1]
        ends = last.plain.startswith(end) if asked.begins else last.plain == end
        if ends and [word.plain for word in first] == before:
            yield text[at].start, last.end


def _plain(sign: str) -> str:
    """The sign as the index has it: a Latin letter without its accents, in no case."""
    parts = unicodedata.normalize("NFD", sign)
    if parts[0].isascii() and all(map(unicodedata.combining, parts[1:])):
        return parts[0].lower()
    folded = sign.casefold()
    return folded if len(folded) == 1 else sign


def _phrase(found: re.Match[str]) -> Phrase | None:
    """The words of a piece; None if it has none the index knows."""
    quoted = found[1] is not None
    words = found[1] if quoted else found[0].rstrip("*")
    begins = bool(found[2]) if quoted else found[0].endswith("*")
    if not any(counts(sign) for sign in words):
        return None
    return Phrase(words, begins and _long_enough(words))


def _long_enough(said: str) -> bool:
    """Whether the last word may go on: one letter alone would begin every tenth word."""
    return len(said) > 1 and counts(said[-1]) and counts(said[-2])
