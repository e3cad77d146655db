"""Spelling: which words of a text no list knows (D17). They are marked; nothing changes them.

The lists lie sorted in ``resources/words`` and stay in memory as they lie on the disk, about a
megabyte; a word is found by halving.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from deskinc.paths import resources

LISTS = {"en-US": ("en", "en-US", "desk"), "en": ("en", "en-GB", "desk")}
"""Which lists make up a language; the spelling of Britain wherever it is not that of America."""
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+(?:['’](?:[^\W\d_][\u0300-\u036f]*)+)*")
_CHUNK = re.compile(r"[^\s/–—,;()\[\]“”\"]+")
_CODED = re.compile(r"[\d@_\\#+=<>|]|\w\.\w|:\S")
_NEW = re.compile(r"(?:[.!?:]['’”\")]*\s+|\n\s*|^\s*)['‘“\"(]*$")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|St|No|Sgt|PC|Insp)\.\s+$|(?<!\w)[A-Z]\.\s+$")
_LATIN = 0x24F
SHORT = 5
"""Capitals up to so many letters are an abbreviation: a remark asks what it means."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language."""

    lists: tuple[bytes, ...]

    def has(self, word: str) -> bool:
        """Whether this very word is in a list."""
        wanted = word.encode()
        return any(_among(words, wanted) for words in self.lists)

    def knows(self, word: str) -> bool:
        """Whether the word is one, at the beginning of a sentence, in capitals or with ’s too."""
        told = unicodedata.normalize("NFC", word).replace("’", "'")
        forms = [told, told.lower()]
        if told.isupper():
            forms.append(told.capitalize())
        bare = re.sub(r"'[sS]?$", "", told)
        if bare != told:
            forms += [bare, bare.lower()]
        forms += [_unaccented(form) for form in forms if not form.isascii()]
        return any(self.has(form) for form in forms)


def _unaccented(word: str) -> str:
    """The lists have *naive* and *café*; both may be written either way."""
    parted = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def _among(words: bytes, wanted: bytes) -> bool:
    low, high = 0, len(words)
    while low < high:
        before = words.rfind(b"\n", low, (low + high) // 2)
        start = low if before < 0 else before + 1
        end = words.find(b"\n", start)
        found = words[start:end]
        if found == wanted:
            return True
        if found < wanted:
            low = end + 1
        else:
            high = start
    return False


@cache
def words_of(language: str) -> Words | None:
    """The words of a language like ``en-GB``; None where there is no list for it."""
    names = LISTS.get(language) or LISTS.get(language.split("-", maxsplit=1)[0])
    if names is None:
        return None
    folder = resources() / "words"
    return Words(tuple((folder / f"{name}.txt").read_bytes() for name in names))


def misspelt(
    text: str, words: Words, known: Iterable[str] = (), *, cursor: int = -1
) -> tuple[tuple[int, int], ...]:
    """From where to where there stands a word that nobody knows.

    ``known`` are words of the site and names, folded. The word that ends at ``cursor`` is still
    being written. Whatever holds a digit is a plate or a number; a capital within a sentence
    begins a name.
    """
    familiar, judged, found = frozenset(known), dict[tuple[str, bool], bool](), []
    for match in _written(text):
        word, within = match.group(), _within(text, match)
        if (word, within) not in judged:
            judged[word, within] = _right(word, words, familiar, within=within)
        if match.end() != cursor and not judged[word, within]:
            found.append(match.span())
    return tuple(found)


def _written(text: str) -> Iterator[re.Match[str]]:
    """The words of a text; what holds a digit, an address or a path is none."""
    for chunk in _CHUNK.finditer(text):
        if not _CODED.search(chunk.group().rstrip(".:!?'’")):
            yield from _WORD.finditer(text, *chunk.span())


def _right(word: str, words: Words, known: frozenset[str], *, within: bool) -> bool:
    foreign = any(ord(sign) > _LATIN and sign != "’" for sign in unicodedata.normalize("NFC", word))
    if len(word) == 1 or foreign or (word.isupper() and len(word) <= SHORT):
        return True
    if {word.casefold(), re.sub(r"['’]s?$", "", word.casefold())} & known:
        return True
    return (within and word[0].isupper()) or words.knows(word)


def _within(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence has begun before the word: what has a capital there is a name."""
    before = text[max(0, match.start() - 40) : match.start()]
    return not _NEW.search(before) or bool(_TITLE.search(before))
