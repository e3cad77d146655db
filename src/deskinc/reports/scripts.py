"""Writing from right to left without a shaping library: Arabic joining and the order of a line.

Joining picks the presentation form of a letter (Unicode chapter 9.2) from the character database;
the embedding levels are python-bidi's (UAX 9), the reordering of one line is rule L2 here, because
lines are broken between the two.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from bidi import algorithm
from bidi.mirror import MIRRORED

_RTL = ("R", "AL", "AN")
_LAM = "\u0644"
_FORMS = {"<isolated>": 0, "<final>": 1, "<initial>": 2, "<medial>": 3}
_BLOCKS = (range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))


@cache
def _presentation() -> dict[str, tuple[str, str, str, str]]:
    """Letter, or lam with alef, to its isolated, final, initial and medial form ("" if none)."""
    found: dict[str, list[str]] = {}
    for code in (code for block in _BLOCKS for code in block):
        kind, *base = unicodedata.decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(part, 16)) for part in base)
        if kind in _FORMS and (len(letters) == 1 or letters[0] == _LAM):
            forms = found.setdefault(letters, [""] * 4)
            forms[_FORMS[kind]] = forms[_FORMS[kind]] or chr(code)
    alefs = {"\u0622", "\u0623", "\u0625", "\u0627"}
    return {
        letters: (forms[0] or letters, forms[1], forms[2], forms[3])
        for letters, forms in found.items()
        if len(letters) == 1 or letters[1:] in alefs
    }


@cache
def letters_of() -> dict[str, str]:
    """Presentation form to the letters it stands for, so that copied text is the true text."""
    return {form: letters for letters, forms in _presentation().items() for form in forms if form}


def _joins_on(character: str) -> bool:
    return character in "\u0640\u200d" or bool(_presentation().get(character, ("",) * 4)[2])


def _joins_back(character: str) -> bool:
    return character in "\u0640\u200d" or bool(_presentation().get(character, ("",) * 4)[1])


def join(text: str) -> list[tuple[str, str]]:
    """Pairs (true characters, character to draw): Arabic letters in their joined forms."""
    units = _units(text)
    bases = [i for i, unit in enumerate(units) if unicodedata.combining(unit[0]) == 0]
    forms = dict.fromkeys(range(len(units)), 0)
    for before, after in pairwise(bases):
        if _joins_on(units[before][-1]) and _joins_back(units[after][0]):
            forms[before] |= 2
            forms[after] |= 1
    table = _presentation()
    return [(u, _form(table[u], forms[i]) if u in table else u) for i, u in enumerate(units)]


def _form(forms: tuple[str, str, str, str], wanted: int) -> str:
    """The wanted form, or the nearest that the letter has."""
    return forms[wanted] or forms[wanted & 1] or forms[0]


def _units(text: str) -> list[str]:
    """Single characters, but lam with a following alef as one."""
    table, units, at = _presentation(), [], 0
    while at < len(text):
        size = 2 if text[at : at + 2] in table and text[at] == _LAM else 1
        units.append(text[at : at + size])
        at += size
    return units


def has_rtl(text: str) -> bool:
    """Whether any character of the text is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RTL for c in text)


def levels(characters: Sequence[str]) -> tuple[int, list[int]]:
    """Base level of a paragraph and the embedding level of each of its characters."""
    plain = "".join(map(_neutral, characters))
    store = algorithm.get_empty_storage()
    base: int = algorithm.get_base_level(plain)
    store["base_level"], store["base_dir"] = base, ("L", "R")[base]
    algorithm.get_embedding_levels(plain, store)
    algorithm.explicit_embed_and_overrides(store)
    algorithm.resolve_weak_types(store)
    algorithm.resolve_neutral_types(store, debug=False)
    algorithm.resolve_implicit_levels(store, debug=False)
    return base, [character["level"] for character in store["chars"]]


def _neutral(character: str) -> str:
    """``character``, or a Latin stand-in for what has no place in the algorithm."""
    kind = unicodedata.bidirectional(character)
    strange = kind in ("", "BN", "B", "S", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI")
    return "x" if strange or kind == "PDI" else character


def visual(order: Sequence[int]) -> list[int]:
    """The places of a line's characters from left to right, given their levels (rule L2)."""
    places = list(range(len(order)))
    for level in range(max(order, default=0), 0, -1):
        at = 0
        while at < len(places):
            end = at
            while end < len(places) and order[places[end]] >= level:
                end += 1
            places[at:end] = reversed(places[at:end])
            at = max(end, at + 1)
    return places


def mirrored(character: str) -> str:
    """The mirror image of a bracket or sign, as it is drawn from right to left (rule L4)."""
    return str(MIRRORED.get(character, character))
