"""Closing the window in an open shift: asked first, and recorded."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import cache, partial

from PySide6.QtWidgets import QDialog, QMainWindow, QWidget

from deskinc.desk.lines import entries
from deskinc.desk.office import Office, Saved, note_access
from deskinc.desk.shift import shifts
from deskinc.desk.trouble import sealed
from deskinc.desk.trouble.sealed import Sealed
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.ui import dialogs, tasks
from deskinc.ui.sealing import unsettled, when_late
from deskinc.ui.session import Session


def shift_is_open(office: Office) -> bool:
    """Whether somebody is signed on."""
    return shifts.current(office) is not None


def shift_words(office: Office) -> str:
    """The shift that is on, for the top bar; "" when nobody is signed on."""
    shift = shifts.current(office)
    return shift.name if shift else ""


def ask_to_close(window: QWidget, session: Session, close: Callable[[], None]) -> None:
    """Ask; ``close`` runs once what is written of it is in both stores, or kept sealed.

    At a locked desk nobody has said who he is: then only the desk itself writes (D1).
    """
    office, locked = session.office, session.is_locked
    now, who = session.now(), office.officer.name
    line = _("Window closed {time}, {name}.").format(time=now.strftime("%H:%M"), name=who)
    writes = office.officer.may("write_occurrence") and not locked
    text = _("The shift is open: {shift}. The book gets a line: “{line}”")
    if not writes:
        text = _("The shift is open: {shift}. It is recorded that the window was closed.")

    def write() -> None:
        if not writes:
            future = note_access(office, "window_closed", _("while locked") if locked else line)
            _follow(window, session, future, close, close)
            return
        raw, id_ = {"type": "information", "text": line}, entries.new_id()
        keep = cache(sealed.keep(office, raw, id_))
        posted = entries.post(office, raw, id_)
        _follow(window, session, posted, close, lambda: _seal(window, keep, close))

    dialogs.ask(
        window, _("Close the window in an open shift?"),
        text.format(shift=shift_words(office), line=line),
        verb=_("Close and write the line") if writes else _("Close it"), safe=_("Stay"), yes=write,
    )  # fmt: skip


def _follow(
    window: QWidget, session: Session, future: "Future[Saved]",
    close: Callable[[], None], instead: Callable[[], None],
) -> None:  # fmt: skip
    """Close once it is written, do something else ``instead`` where it is refused or late."""
    waiting = [True]

    def first(act: Callable[[], None]) -> None:
        """Whoever stays when it took too long does not leave once it is written after all."""
        if waiting:
            waiting.clear()
            act()

    def late(_why: BookFault) -> None:
        future.cancel()
        first(instead)

    refused = _unless_full(session, partial(first, instead))
    tasks.watch(window, future, lambda _saved: first(close), refused)
    when_late(window, session.office, future, late)


def leave(window: QMainWindow, session: Session, then: Callable[[], object]) -> None:
    """Keep what is typed and the place of the window, then ``then``; nothing is written in it."""
    again = partial(leave, window, session, then)
    if session.is_closed or seals_first(window, session, again):
        return
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    session.prefs.set_geometry(window.saveGeometry())
    session.close()
    then()


def _unless_full(session: Session, instead: Callable[[], object]) -> Callable[[Exception], None]:
    """A window can be closed beside a book that takes nothing; whatever else is wrong is said."""

    def refused(error: Exception) -> None:
        if isinstance(error, BookFault):
            instead()
        else:
            session.fail(error)

    return refused


def _seal(window: QWidget, keep: Callable[[], Sealed], close: Callable[[], None]) -> None:
    """Keep the line sealed, then close; asked once more where no disk takes it."""
    tasks.run(window, keep, lambda _kept: close(), partial(_unkept, window, close), lane="seal")


def _unkept(window: QWidget, close: Callable[[], None], error: Exception) -> None:
    if not isinstance(error, BookFault):
        tasks.crash(error)
        return
    dialogs.ask(
        window, _("Close without that line?"), str(error),
        verb=_("Close it"), safe=_("Stay"), yes=close,
    )  # fmt: skip


def seals_first(window: QWidget, session: Session, again: Callable[[], object]) -> bool:
    """Whether lines must be sealed before the window may go: neither book nor spool has them.

    They are; then ``again`` leaves. It is asked where no disk takes them.
    """
    left = unsettled(session)

    def go() -> None:
        session.posted.clear()
        again()

    if left:
        seal = lambda: [keep() for keep in left]  # noqa: E731
        tasks.run(window, seal, lambda _kept: go(), partial(_unkept, window, go), lane="seal")
    return bool(left)
