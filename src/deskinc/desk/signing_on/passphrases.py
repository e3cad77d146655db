"""Passphrases by NIST SP 800-63B: long enough, not on a list of common ones, no other rules.

The list is offline and of two kinds: phrases that many people take as they stand, and words that
are common by themselves, so that whatever is put together from nothing but those (doubled, with a
year behind it, with figures for letters) is refused too. What is walked on a keyboard or counts up
is recognised, and so is a phrase made of the site's and the person's own names.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise

from deskinc.book.keys.recovery import WORDS
from deskinc.desk.signing_on.common_phrases import PHRASES, ROWS, USUAL
from deskinc.i18n import _

SHORTEST = 15
MOST = 1024
"""Letters a field takes; nobody types more."""

_FIGURES = str.maketrans("013457@$!|8", "oleastasilb")
"""Figures and signs that stand for a letter."""
_NUMBER = re.compile(r"\b\d+\b")
_APART = re.compile(r"[^a-z0-9]+")


def passphrase_fault(passphrase: str, *known: str) -> str:
    """Why ``passphrase`` will not do, as a sentence; empty when it will.

    ``known`` are words anybody at the desk could guess: the site's and the officer's names.
    """
    text = unicodedata.normalize("NFC", passphrase)
    bare = text.casefold().strip()
    if len(text) < SHORTEST:
        return _("Too short: take at least 15 characters, or five words.")
    if _flat(bare) in _phrases() or _flat(bare.translate(_FIGURES)) in _phrases():
        return _("This one is on every list of common passphrases. Take another.")
    if len(set(bare)) < 5 or _runs(bare) or _repeats(bare) or _walks(bare):
        return _("This repeats itself, counts up or runs along the keyboard. Take words instead.")
    names = {word for name in known for word in _words(name) if len(word) > 2}
    if names and _made_of(bare, names):
        return _("This is made of your own or the site’s name. Take other words.")
    if _made_of(bare, USUAL | names):
        return _("This is made of words that everybody takes. Put in some that nobody would guess.")
    return ""


def suggest_passphrase() -> str:
    """Five random words (55 bits) to take or to change."""
    return " ".join(secrets.choice(WORDS) for _word in range(5))


@cache
def _phrases() -> frozenset[str]:
    return frozenset(_flat(phrase) for phrase in PHRASES)


def _flat(text: str) -> str:
    return _APART.sub("", text)


def _words(name: str) -> list[str]:
    return [word for word in _APART.split(name.casefold()) if word]


def _runs(text: str) -> bool:
    """Counts up or down, or repeats one sign."""
    steps = [ord(b) - ord(a) for a, b in pairwise(text)]
    return all(step == steps[0] for step in steps)


def _repeats(text: str) -> bool:
    """One short piece over and over: ``abc123abc123abc123``; a figure at the end hides nothing."""
    flat = _flat(text).rstrip("0123456789") or _flat(text)
    sizes = range(1, min(10, len(flat) // 2) + 1)
    return any((flat[:size] * len(flat))[: len(flat)] == flat for size in sizes)


def _walks(text: str) -> bool:
    """Made of runs along the rows of a keyboard, either way, of three keys and more."""
    flat = _flat(text)
    return bool(flat) and _covered(flat, lambda part: len(part) > 2 and any(
        part in row or part in row[::-1] for row in ROWS
    ))  # fmt: skip


def _made_of(text: str, words: Iterable[str]) -> bool:
    """Whether nothing stands there but ``words``, figures and what parts them."""
    known = frozenset(words)
    plain = _NUMBER.sub(" ", text)
    for spelt in (plain, plain.translate(_FIGURES)):
        letters = re.sub(r"[^a-z]+", " ", unicodedata.normalize("NFKD", spelt)).split()
        if letters and all(_covered(part, known.__contains__) for part in letters):
            return True
    return False


def _covered(text: str, fits: Callable[[str], bool]) -> bool:
    """Whether ``text`` can be cut into pieces that all fit."""
    reached = [True] + [False] * len(text)
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - 24), end)
        reached[end] = any(reached[start] and fits(text[start:end]) for start in starts)
    return reached[-1]
