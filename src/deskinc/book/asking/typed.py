"""What a person types to find something: words, "words together", beginnings of words*."""

import re
import unicodedata
from dataclasses import dataclass

_PIECE = re.compile(r'"([^"]*)(?:"|$)(\*?)|[^\s"]+')
_LONGEST = 1000
"""Characters of a query that are read."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together; with ``begins`` the last of them may be the beginning of one."""

    words: str
    begins: bool


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
