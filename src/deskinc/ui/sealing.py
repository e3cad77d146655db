"""Keeping a line sealed that the open book refused, and saying so."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, QTimer

from deskinc.desk.office import Saved
from deskinc.desk.sealed import Sealed
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.session import Session

PATIENCE_MS = 10_000
"""How long a line waits for the book until it is kept sealed: its disk may hang."""

Then = tuple[str, Callable[[], object], Callable[[Exception], object]]
"""What comes of it, in a sentence; what is done once a disk has it; who gets the error if not."""


def keep_sealed(
    owner: QObject, session: Session, keep: Callable[[], Sealed], why: BookFault, then: Then
) -> None:
    """Have ``keep`` seal, off the GUI thread, what the book refused for ``why``."""
    todo, done, failed = then

    def kept(_sealed: Sealed) -> None:
        if session.is_closed:
            return
        done()
        session.sealed.emit()
        session.check_health()
        reason = _("Why: {why}").format(why=why.what)
        session.say(_("The line is kept sealed."), f"{todo} {reason}", tone="pending")

    tasks.run(owner, keep, kept, failed, lane="seal")


def when_late(owner: QObject, future: "Future[Saved]", then: Callable[[], object]) -> None:
    """Do ``then`` where the book has not taken by then what is written as ``future``."""
    QTimer.singleShot(PATIENCE_MS, owner, lambda: None if future.done() else then())
