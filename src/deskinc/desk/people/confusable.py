"""Names that look alike: letters of other alphabets, blanks, dots and marks hide nobody.

The idea is that of Unicode Technical Standard 39: two names are confusable where what is left of
them is the same once each sign stands for the one it looks like. The table holds what a keyboard or
a phone brings to a Latin name, not all of Unicode; names of other scripts are compared as they are,
and a word that mixes scripts is refused for itself.
"""

import unicodedata
from collections.abc import Iterable

from deskinc.i18n import _

_ALIKE = {
    # Cyrillic
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "у": "y", "і": "i", "ј": "j",
    "ѕ": "s", "ԁ": "d", "ԛ": "q", "ԝ": "w", "һ": "h", "ո": "n", "к": "k", "м": "m", "т": "t",
    "в": "b", "н": "h", "г": "r", "п": "n", "и": "u", "ӏ": "l", "А": "a", "В": "b", "Е": "e",
    "К": "k", "М": "m", "Н": "h", "О": "o", "Р": "p", "С": "c", "Т": "t", "У": "y", "Х": "x",
    "Ѕ": "s", "І": "l", "Ј": "j", "З": "3", "з": "3",
    # Greek
    "α": "a", "ο": "o", "ν": "v", "ρ": "p", "ι": "i", "κ": "k", "υ": "u", "τ": "t", "ε": "e",
    "χ": "x", "γ": "y", "η": "n", "ω": "w", "σ": "o", "Α": "a", "Β": "b", "Ε": "e", "Ζ": "z",
    "Η": "h", "Ι": "l", "Κ": "k", "Μ": "m", "Ν": "n", "Ο": "o", "Ρ": "p", "Τ": "t", "Υ": "y",
    "Χ": "x",
    # Armenian, Latin letters that are no ASCII, digits and signs
    "օ": "o", "ѵ": "v", "ı": "i", "ɩ": "i", "ɑ": "a", "ɡ": "g", "ł": "l", "ø": "o", "đ": "d",
    "ħ": "h", "ŋ": "n", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "p", "I": "l", "|": "l", "1": "l",
    "0": "o", "ǀ": "l", "ⅼ": "l", "ſ": "f", "5": "s", "8": "b", "$": "s", "@": "a",
}  # fmt: skip
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"))
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "HEBREW", "ARABIC", "GEORGIAN")


def resembles(name: str, known: Iterable[str]) -> str:
    """Why nobody can be enrolled under ``name`` beside the names ``known``; "" if one can."""
    mixed = _mixed(name)
    if mixed:
        return _("“{word}” mixes letters of two alphabets. Type it in one of them.").format(
            word=mixed
        )
    for other in known:
        if plain(name) == plain(other):
            return _("An officer of this name is enrolled. Add a second given name.")
        if skeleton(name) == skeleton(other):
            return _(
                "This name looks like {name}, who is enrolled. Add a second given name."
            ).format(name=other)
    return ""


def plain(name: str) -> str:
    """The letters and figures of a name, without case, marks, blanks and signs."""
    apart = unicodedata.normalize("NFKD", name)
    return "".join(c for c in apart.casefold() if c.isalnum())


def skeleton(name: str) -> str:
    """What a name looks like: each sign as the Latin one that it could be taken for."""
    apart = unicodedata.normalize("NFKD", name)
    letters = "".join(_ALIKE.get(c, c) for c in apart if not unicodedata.combining(c))
    found = "".join(_ALIKE.get(c, c) for c in letters.casefold())
    for pair, one in _PAIRS:
        found = found.replace(pair, one)
    return "".join(c for c in found if c.isalnum())


def _mixed(name: str) -> str:
    """The first word with letters of two alphabets; "" for none."""
    for word in unicodedata.normalize("NFKC", name).split():
        named = (unicodedata.name(c, "").split(" ")[0] for c in word if c.isalpha())
        if len({alphabet for alphabet in named if alphabet in _ALPHABETS}) > 1:
            return word
    return ""
