"""What is left open on a paper for a pen: spaces under their labels, boxes to be ticked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Space:
    """A label with room beneath it, or the words of ``ticks`` each with a box before it.

    It takes ``share`` of its row, measured by those of the others.
    """

    label: str
    ticks: tuple[str, ...] = ()
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Spaces:
    """A row of spaces side by side, each framed; one row stands close under another.

    ``room`` is the height in points that it has at least; ``ruled`` are lines to write on.
    """

    spaces: tuple[Space, ...]
    room: float = 0.0
    ruled: int = 0
