"""Names that may be the same person: other case, accents, order, initials, one letter wrong."""

from deskinc.book.registers.known import PERSON, PLATE, folded

LONG = 4
"""From so many letters on one may be wrong."""
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
_ALIKE = str.maketrans({"o": "0", "i": "1", "l": "1"})


def key(name: str) -> tuple[str, ...]:
    """The words of a name, plain and in order: what two spellings of it share."""
    plain = folded(PERSON, name).translate(_STROKES)
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    return tuple(sorted(words))


def similar(one: str, other: str) -> bool:
    """Whether two names may be one person’s: at least one whole word agrees, and no word differs.

    An initial agrees with a word that it begins; a name of one word with any that has it.
    """
    first, second = sorted((key(one), key(other)), key=len)
    if not first or max(map(len, first)) < LONG:
        return False
    left, whole = list(second), False
    for word in sorted(first, key=len, reverse=True):
        found = next((each for each in left if _agree(word, each)), None)
        if found is None:
            return False
        left.remove(found)
        whole = whole or min(len(word), len(found)) >= LONG
    return whole


def _agree(one: str, other: str) -> bool:
    if one == other:
        return True
    if 1 in {len(one), len(other)}:
        return one[0] == other[0]
    return min(len(one), len(other)) >= LONG and _near(one, other)


def _near(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two stand the other way round."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = long[at + 1 : at + 2] + long[at : at + 1] + long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or short[at:] == swapped


def plate_has(plate: str, part: str) -> bool:
    """Whether ``part`` may be a piece of ``plate``; ``?`` on either side is any sign."""
    whole, wanted = (_plate(each) for each in (plate, part))
    if not wanted or not whole:
        return False
    return any(
        all("?" in {a, b} or a == b for a, b in zip(whole[at:], wanted, strict=False))
        for at in range(len(whole) - len(wanted) + 1)
    )


def _plate(words: str) -> str:
    kept = "".join(sign for sign in folded(PLATE, words) if sign.isalnum() or sign == "?")
    return kept.translate(_ALIKE)
