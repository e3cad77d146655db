"""The body as it is drawn, from the front and from behind, with its parts: for screen and paper.

A drawing is 400 units wide and 900 high, from its top left corner. All lines are smooth curves
through the points given here; the left half mirrors the right.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from deskinc.i18n import N_, _

WIDTH, HEIGHT = 400, 900
FRONT, BACK = "body-front", "body-back"
VIEWS: Mapping[str, str] = {FRONT: N_("Front"), BACK: N_("Back")}
"""What a point names as its plan, and how that is called."""

Point = tuple[float, float]
Curve = tuple[Point, Point, Point]
"""Two handles and the end of a cubic curve."""

_MIDDLE = WIDTH // 2
_OUTLINE: tuple[Point, ...] = (
    (0, 12), (36, 22), (52, 62), (50, 96), (34, 134), (26, 150), (27, 172), (62, 190), (104, 202),
    (128, 226), (136, 280), (142, 340), (152, 384), (164, 440), (172, 490), (184, 520), (190, 556),
    (178, 582), (166, 574), (160, 540), (154, 500), (138, 446), (122, 392), (112, 340), (104, 276),
    (98, 330), (90, 384), (94, 432), (104, 480), (104, 550), (94, 624), (88, 664), (92, 716),
    (84, 772), (70, 820), (72, 846), (88, 872), (74, 886), (50, 880), (46, 846), (44, 800),
    (34, 730), (38, 664), (30, 590), (14, 500),
)  # fmt: skip
"""The right half from the top of the head to the crotch, in steps from the middle."""
_LINES: Mapping[str, tuple[tuple[Point, ...], ...]] = {
    FRONT: (
        ((-28, 74), (-20, 70), (-12, 74)), ((12, 74), (20, 70), (28, 74)),
        ((-14, 114), (0, 119), (14, 114)),
        ((0, 82), (-4, 98), (3, 100)),
        ((-72, 206), (-40, 212), (-10, 222)), ((10, 222), (40, 212), (72, 206)),
        ((-86, 286), (-50, 306), (-6, 290)), ((6, 290), (50, 306), (86, 286)),
        ((-1, 398), (0, 408), (1, 398)),
        ((-60, 470), (-30, 492), (-14, 500)), ((14, 500), (30, 492), (60, 470)),
        ((-78, 652), (-64, 674), (-50, 652)), ((50, 652), (64, 674), (78, 652)),
    ),
    BACK: (
        ((0, 178), (2, 300), (0, 436)),
        ((-78, 246), (-44, 276), (-48, 320)), ((48, 320), (44, 276), (78, 246)),
        ((-92, 528), (-52, 544), (-18, 516)), ((18, 516), (52, 544), (92, 528)),
        ((0, 450), (0, 468), (0, 486)),
        ((-82, 660), (-62, 666), (-42, 660)), ((42, 660), (62, 666), (82, 660)),
        ((-62, 700), (-60, 740), (-66, 770)), ((66, 770), (60, 740), (62, 700)),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body: its word, its side ("" in the middle), and where its middle is drawn."""

    view: str
    word: str
    side: str
    x: int
    y: int

    @property
    def said(self) -> str:
        """``Front: Knee, left``."""
        words = _(self.word)
        sided = {"left": _("{part}, left"), "right": _("{part}, right")}.get(self.side)
        words = sided.format(part=words) if sided else words
        return _("{view}: {part}").format(view=_(VIEWS[self.view]), part=words)

    @property
    def point(self) -> dict[str, int | str]:
        """Its middle, as it is kept."""
        return {"plan": self.view, "x": self.x, "y": self.y}


_NAMED: Mapping[str, tuple[tuple[str, int, int], ...]] = {
    FRONT: (
        (N_("Forehead"), 0, 42), (N_("Eye"), 20, 74), (N_("Ear"), 50, 84), (N_("Nose"), 0, 92),
        (N_("Mouth"), 0, 116), (N_("Neck"), 0, 162), (N_("Shoulder"), 106, 216),
        (N_("Chest"), 44, 262), (N_("Ribs"), 72, 334), (N_("Upper arm"), 124, 300),
        (N_("Elbow"), 138, 382), (N_("Belly"), 0, 390), (N_("Forearm"), 150, 440),
        (N_("Wrist"), 164, 496), (N_("Hand"), 172, 534), (N_("Fingers"), 180, 570),
        (N_("Hip"), 92, 470), (N_("Groin"), 0, 470), (N_("Thigh"), 62, 570), (N_("Knee"), 64, 660),
        (N_("Shin"), 64, 740), (N_("Ankle"), 58, 826), (N_("Foot"), 68, 866),
    ),
    BACK: (
        (N_("Back of the head"), 0, 66), (N_("Nape"), 0, 158), (N_("Shoulder blade"), 62, 268),
        (N_("Spine"), 0, 300), (N_("Upper arm"), 124, 300), (N_("Elbow"), 138, 382),
        (N_("Lower back"), 0, 410), (N_("Forearm"), 150, 440), (N_("Hand"), 172, 534),
        (N_("Buttock"), 50, 496), (N_("Thigh"), 62, 590), (N_("Hollow of the knee"), 62, 662),
        (N_("Calf"), 62, 734), (N_("Heel"), 60, 866),
    ),
}  # fmt: skip


def _parts() -> Iterator[Part]:
    """Those of the front first; of two the one on the person’s own right first."""
    for view, named in _NAMED.items():
        right = -1 if view == FRONT else 1
        for word, dx, y in named:
            if dx:
                yield Part(view, word, "right", _MIDDLE + right * dx, y)
                yield Part(view, word, "left", _MIDDLE - right * dx, y)
            else:
                yield Part(view, word, "", _MIDDLE, y)


PARTS = tuple(_parts())


def nearest(view: str, x: int, y: int) -> Part:
    """The part that a point lies on, or next to."""
    return min(
        (part for part in PARTS if part.view == view),
        key=lambda part: (part.x - x) ** 2 + (part.y - y) ** 2,
    )


def at(value: object) -> Part | None:
    """The part of a point as it is kept; None for one that does not lie on a drawing."""
    given = value if isinstance(value, dict) else {}
    view, x, y = given.get("plan"), given.get("x"), given.get("y")
    if not isinstance(x, int) or not isinstance(y, int) or view not in VIEWS:
        return None
    inside = 0 <= x <= WIDTH and 0 <= y <= HEIGHT
    return nearest(str(view), x, y) if inside else None


def outline() -> tuple[Point, list[Curve]]:
    """The closed line around the body: where it begins, and its curves."""
    right = [(_MIDDLE + x, y) for x, y in _OUTLINE]
    left = [(_MIDDLE - x, y) for x, y in reversed(_OUTLINE[1:])]
    points = [*right, *left]
    return points[0], smooth([points[-1], *points, points[0], points[1]])


def lines(view: str) -> list[tuple[Point, list[Curve]]]:
    """The lines inside it."""
    found = []
    for line in _LINES[view]:
        points = [(_MIDDLE + x, y) for x, y in line]
        found.append((points[0], smooth([points[0], *points, points[-1]])))
    return found


def smooth(points: Sequence[Point]) -> list[Curve]:
    """Curves through all points but the first and the last, which only bend them."""
    found = []
    for before, here, there, after in zip(points, points[1:], points[2:], points[3:], strict=False):
        one = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        two = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        found.append((one, two, there))
    return found
