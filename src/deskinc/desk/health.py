"""How both stores stand, and copies of the book, as the top bar and the amber lines say it."""

from dataclasses import dataclass
from datetime import datetime

from deskinc.book.clock import Step
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class Copies:
    """How copies of the book stand: what is ``amber`` about them, in sentences.

    It says nothing of the book itself. ``near``: the mirror lies on the book's own disk.
    """

    amber: tuple[str, ...] = ()
    near: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """What the top bar and the amber lines say about both stores, ``doubts`` in sentences.

    ``step`` is a step of the clock that nobody has answered.
    """

    mirror: str
    pending: int
    sealed: datetime | None
    sealed_line: int
    fault: str
    provisional: bool
    doubts: tuple[str, ...] = ()
    step: Step | None = None
    found: str = ""
    """What a check of the book found, until one finds nothing."""
    copies: Copies = Copies()
    people: tuple[str, ...] = ()
    """What waits for somebody else, in sentences: who is not vouched for, whose licence ends."""
    sound: str = ""
    """Why the alarm is not heard."""


def waits() -> str:
    """Said while lines are kept sealed because the book takes none."""
    return _(
        "The book cannot be written now. Lines, those of incidents and corrections too, are kept "
        "sealed and take their numbers as soon as it can; everything else waits."
    )
