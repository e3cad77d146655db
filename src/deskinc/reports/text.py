"""The one way by which words reach paper: :func:`lines`.

Words are never read as markup. A character that no face has, or that no eye can see (controls,
direction marks), prints as ``[U+1F600]`` and carries the true character as replacement text
(``ActualText``, ISO 32000-1, 14.9.4), so that copied and searched text is the text as written.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from deskinc.reports import fonts, scripts
from deskinc.reports.fonts import Weight

_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"
_IGNORED = (
    range(0x034F, 0x0350), range(0x115F, 0x1161), range(0x17B4, 0x17B6), range(0x180B, 0x180E),
    range(0x3164, 0x3165), range(0xFE00, 0xFE10), range(0xFFA0, 0xFFA1), range(0xE0100, 0xE01F0),
)  # fmt: skip
_SEAMS = "-–/_.,;:|&=?@"
_NO_BREAK = "\u00a0\u2007\u202f"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters drawn in one face from ``x`` (points from the left of the column).

    ``actual`` is the true text where it differs from what is drawn.
    """

    x: float
    face: str
    shown: str
    actual: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph: its spans in reading order, and the ends of its ink in points."""

    spans: tuple[Span, ...]
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Atom:
    """What is never divided: a character, a ligature or a mark; width in thousandths."""

    true: str
    shown: str
    face: str
    width: float
    actual: str | None

    @property
    def space(self) -> bool:
        return self.actual is None and self.true.isspace() and self.true not in _NO_BREAK

    @property
    def breaks(self) -> bool:
        return self.space or self.actual is not None

    @property
    def leans(self) -> bool:
        """Whether it sits on the character before it."""
        return unicodedata.combining(self.shown[0]) != 0


def code_point(character: str) -> str:
    """``[U+1F600]``."""
    return f"[U+{ord(character):04X}]"


def legible(text: str) -> str:
    """``text`` for places without a face (titles, outline, alternative text, XML)."""
    return "".join(code_point(c) if _unseen(c) and c not in "\n\t\u200c\u200d" else c for c in text)


def lines(
    text: str, weight: Weight, size: float, width: float, indent: float = 0.0
) -> tuple[Line, ...]:
    """``text`` set in a column ``width`` points wide; words too long for it are broken.

    The first line leaves ``indent`` points to what stands before it there; a text that does not
    run from left to right has no such line.
    """
    first, *rest = text.split("\n")
    found = [*_paragraph(first, weight, size, width, indent)]
    return (*found, *(line for part in rest for line in _paragraph(part, weight, size, width)))


def runs_on(text: str) -> bool:
    """Whether ``text`` can begin in the middle of a line: it has nothing from right to left."""
    return not scripts.has_rtl(text)


def measure(text: str, weight: Weight, size: float) -> float:
    """The width of ``text`` on one line, in points."""
    return sum(atom.width for atom in _atoms(text, weight)) * size / 1000


def _paragraph(
    text: str, weight: Weight, size: float, width: float, indent: float = 0.0
) -> Iterator[Line]:
    room = width * 1000 / size
    atoms = [
        part for atom in _atoms(text.rstrip(" "), weight) for part in _fitting(atom, weight, room)
    ]
    base, order = (
        scripts.levels([a.shown if a.actual is None else "x" for a in atoms])
        if scripts.has_rtl(text)
        else (0, [0] * len(atoms))
    )
    for start, end in _breaks(atoms, room, indent * 1000 / size):
        yield _line(atoms[start:end], order[start:end], base, size, width, indent)
        indent = 0.0


def _unseen(character: str) -> bool:
    code = ord(character)
    return unicodedata.category(character) in _UNSEEN or any(code in part for part in _IGNORED)


def _atoms(text: str, weight: Weight) -> list[_Atom]:
    if text.isascii() and text.isprintable():
        name = fonts.FACES[weight]
        return [_Atom(c, c, name, fonts.advance(c, name), None) for c in text]
    units = scripts.join(text) if scripts.has_rtl(text) else [(c, c) for c in text]
    return [_atom(true, shown, weight) for true, shown in units]


def _atom(true: str, shown: str, weight: Weight) -> _Atom:
    shown = " " if shown in "\t\u00a0" else shown
    name = fonts.find(shown, weight)
    if name is None or (_unseen(shown) and shown not in _JOINERS):
        drawn = "".join(map(code_point, true))
        name = fonts.FACES[weight]
        return _Atom(true, drawn, name, sum(fonts.advance(c, name) for c in drawn), true)
    # a presentation form typed as such would be copied as its letters
    actual = true if true == shown and true in scripts.letters_of() else None
    return _Atom(true, shown, name, fonts.advance(shown, name), actual)


def _fitting(atom: _Atom, weight: Weight, room: float) -> Iterator[_Atom]:
    """The atom, or the single characters of a mark that is wider than its column."""
    if atom.actual is None or atom.width <= room:
        yield atom
        return
    name = fonts.FACES[weight]
    for at, c in enumerate(atom.shown):
        true = atom.true if at == 0 else ""
        yield _Atom(true, c, name, fonts.advance(c, name), true)


def _breaks(atoms: Sequence[_Atom], room: float, indent: float) -> Iterator[tuple[int, int]]:
    """Start and end of each line; a line takes the spaces at its end along.

    The first has ``indent`` less room, and stays empty where its first word does not fit in that.
    """
    start, left = 0, room - indent
    while True:
        end, used, chance = start, 0.0, start
        while end < len(atoms) and (used + atoms[end].width <= left or atoms[end].space):
            used += atoms[end].width
            end += 1
            chance = end if atoms[end - 1].breaks else chance
        if end < len(atoms):
            end = end if atoms[end].breaks else chance
            end = end if end > start or left < room else _forced(atoms, start, room)
        yield start, end
        if end >= len(atoms):
            return
        start, left = end, room


def _forced(atoms: Sequence[_Atom], start: int, room: float) -> int:
    """Where a word longer than the line is broken.

    After a sign in its second half, or else anywhere but before a combining mark.
    """
    end, used = start, 0.0
    while end < len(atoms) and used + atoms[end].width <= room:
        used += atoms[end].width
        end += 1
    for place in range(end, start + (end - start) // 2, -1):
        if place < len(atoms) and atoms[place - 1].true in _SEAMS:
            return place
    whole = end
    while whole > start + 1 and whole < len(atoms) and atoms[whole].leans:
        whole -= 1
    return max(whole, start + 1)


def _line(
    atoms: Sequence[_Atom],
    order: Sequence[int],
    base: int,
    size: float,
    width: float,
    indent: float,
) -> Line:
    ink = len(atoms)
    while ink and atoms[ink - 1].space:
        ink -= 1
    atoms, order = atoms[: ink + 1], [*order[:ink], base][: len(atoms)]
    where, pen = [0.0] * len(atoms), indent * 1000 / size
    for place in scripts.visual(order) if any(order) else range(len(atoms)):
        where[place] = pen
        pen += atoms[place].width
    extent = sum(atom.width for atom in atoms[:ink]) * size / 1000
    shift = width - pen * size / 1000 if base else 0.0
    spans = tuple(_spans(atoms, order, [shift + x * size / 1000 for x in where]))
    left = width - extent if base else indent
    return Line(spans, left, left + extent)


def _spans(atoms: Sequence[_Atom], order: Sequence[int], where: Sequence[float]) -> Iterator[Span]:
    """Runs from left to right in one piece, characters from right to left one by one."""

    def run(place: int) -> tuple[object, ...]:
        atom, backwards = atoms[place], order[place] % 2
        replaced = atom.actual is not None
        return atom.face, order[place], replaced, place if backwards and not replaced else -1

    for (face, level, replaced, _), group in groupby(range(len(atoms)), run):
        places = list(group)
        shown = "".join(atoms[place].shown for place in places)
        actual = "".join(atoms[place].true for place in places) if replaced else None
        backwards = isinstance(level, int) and level % 2 == 1
        if backwards and scripts.mirrored(shown) != shown:
            shown, actual = scripts.mirrored(shown), shown
        yield Span(min(where[place] for place in places), str(face), shown, actual)
