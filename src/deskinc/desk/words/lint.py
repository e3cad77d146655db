"""Remarks beside the words: facts only, seen, heard and done (D9).

They are worked out from the text alone while it is written, and are kept nowhere. A remark names
what it is about and why; it proposes no other words. What stands in quotation marks is what
somebody said, and is left alone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from deskinc.desk.words.phrases import ABBREVIATIONS, COMPANIES, PHRASES
from deskinc.i18n import N_

WHY = {
    "opinion": N_("An opinion. The book says what was seen, heard and done."),
    "fault": N_("This says whose fault it was. The book leaves that to others."),
    "hearsay": N_("Heard from whom? The book says who told it."),
    "time": N_("When was that? A stranger can not tell."),
    "acronym": N_("What do the letters stand for? A stranger can not tell."),
    "promise": N_("A promise. The book says what was done."),
}
_PATTERNS = tuple(
    (kind, re.compile("|".join(rf"\b(?:{one})\b" for one in phrases), re.IGNORECASE))
    for kind, phrases in PHRASES.items()
)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|(?<![\w\d])\"[^\"]*(?:\"|$)|(?<!\w)[‘'][^’'\n]+[’'](?!\w)")
_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-3])[:.]?[0-5]\d\b")
_MEASURED = re.compile(
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|half an|an)"
    r"[ -]?(?:s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hrs?|hours?|days?|weeks?|months?|years?)\s+$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?<!\bI )(?<!\bwe )\b(?:said|says|stated|states|reported|reports|described|told|advised)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?]\s|\n")
_LETTERS = re.compile(r"(?<![\w&/.'’-])[A-Z]{2,5}(?![\w&/'’-]|\.[A-Z])")
_WORD = re.compile(r"[^\W\d_]{2,}")
AROUND, NEAR = 200, 20
"""Signs of a sentence that are read around words, and around letters."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is remarked on the characters from ``start`` to ``end``, and why."""

    kind: str
    start: int
    end: int
    why: str


def remarks(
    text: str,
    quiet: frozenset[str] = frozenset(),
    known: frozenset[str] = frozenset(),
    is_word: Callable[[str], bool] = lambda _word: False,
) -> tuple[Remark, ...]:
    """What is to be remarked on the text, in its order.

    ``quiet`` are remarks sent away (see ``sign``); ``known`` are letters and words that need no
    explaining here, folded; ``is_word`` says of a word in small letters that it is one.
    """
    own = _QUOTED.sub(lambda quote: " " * len(quote.group()), text).replace("’", "'")
    found = [*_phrases(own), *_acronyms(own, known, is_word)]
    found.sort(key=lambda one: (one.start, -one.end))
    return tuple(_apart(one for one in found if sign(text, one) not in quiet))


def sign(text: str, remark: Remark) -> str:
    """By what a remark that was sent away is known again while the text goes on."""
    return f"{remark.kind}: {text[remark.start : remark.end].casefold()}"


def _apart(found: Iterator[Remark]) -> Iterator[Remark]:
    """One remark for words that give rise to several."""
    reached = -1
    for one in found:
        if one.start >= reached:
            reached = one.end
            yield one


def _phrases(text: str) -> Iterator[Remark]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not (kind in _TOLD and _TOLD[kind](text, match)):
                yield Remark(kind, *match.span(), WHY[kind])


def _sentence(text: str, match: re.Match[str]) -> tuple[str, str]:
    """What of the sentence stands before and after, as far as a reader looks back."""
    before = text[max(0, match.start() - AROUND) : match.start()]
    after = text[match.end() : match.end() + AROUND]
    return _ENDS.split(before)[-1], _ENDS.split(after, maxsplit=1)[0]


def _placed(text: str, match: re.Match[str]) -> bool:
    """Whether a time is told after all: *ten minutes later*, or a clock time beside it."""
    before, after = _sentence(text, match)
    return any((_MEASURED.search(before), _CLOCK.search(before), _CLOCK.search(after)))


def _anothers(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence tells what somebody else said of it."""
    return bool(_SAID.search(_sentence(text, match)[0]))


_TOLD = {"time": _placed, "opinion": _anothers}
"""Kinds of remark that the rest of the sentence may answer."""


def _acronyms(text: str, known: frozenset[str], is_word: Callable[[str], bool]) -> Iterator[Remark]:
    """Letters nobody explained, where they stand first."""
    seen: set[str] = set()
    for match in () if _in_capitals(text) else _LETTERS.finditer(text):
        letters = match.group()
        familiar = letters in seen or letters in ABBREVIATIONS or letters.casefold() in known
        seen.add(letters)
        if not (familiar or is_word(letters.lower()) or _explained(text, match)):
            yield Remark("acronym", *match.span(), WHY["acronym"])


def _explained(text: str, match: re.Match[str]) -> bool:
    """Whether words in brackets say it, or it is part of a plate, a number, a company’s name."""
    letters = match.group()
    if f"({letters})" in text or re.search(rf"\b{letters} \([a-z]{{2}}", text, re.IGNORECASE):
        return True
    before = text[max(0, match.start() - NEAR) : match.start()].split()[-1:]
    after = text[match.end() : match.end() + NEAR].split()[:1]
    if any(word.strip(".,;:()").upper() in COMPANIES for word in after):
        return True
    return any(any(sign.isdigit() for sign in word) for word in [*before, *after])


def _in_capitals(text: str) -> bool:
    """Whether somebody writes in capitals: then they say nothing of a word."""
    words = _WORD.findall(text)
    return len(words) > 3 and 2 * sum(word.isupper() for word in words) > len(words)
