"""Where in a text the words stand that somebody looks for: the same words that search finds."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deskinc.book.asking.typed import counts, phrases


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text: where it stands, and what it is without case and accents."""

    start: int
    end: int
    plain: str


def ranges(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each run of ``text`` that a query finds, in order."""
    asked = [([word.plain for word in _words(one.words)], one.begins) for one in phrases(query)]
    if not asked:
        return ()
    words = list(_words(text))
    found = {
        (words[at].start, words[at + len(phrase) - 1].end)
        for phrase, begins in asked
        for at in range(len(words) - len(phrase) + 1)
        if _stands(words[at : at + len(phrase)], phrase, begins=begins)
    }
    return tuple(sorted(found))


def _stands(words: Sequence[_Word], phrase: Sequence[str], *, begins: bool) -> bool:
    *first, last = (word.plain for word in words)
    *before, end = phrase
    return first == before and (last.startswith(end) if begins else last == end)


def _words(text: str) -> Iterator[_Word]:
    """The words of a text as the index has them; an accent of its own goes with its letter."""
    start, plain = -1, ""
    for at, sign in enumerate(text):
        if counts(sign) or (start >= 0 and unicodedata.category(sign)[0] == "M"):
            start = at if start < 0 else start
            plain += _plain(sign)
        elif start >= 0:
            yield _Word(start, at, plain)
            start, plain = -1, ""
    if start >= 0:
        yield _Word(start, len(text), plain)


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign.lower()
    letters = (one for one in unicodedata.normalize("NFD", sign) if not unicodedata.combining(one))
    return "".join(letters).lower()
