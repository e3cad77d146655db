"""Closing the window in an open shift: asked first, and recorded."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskinc.desk import entries, shifts
from deskinc.desk.office import Office, note_access
from deskinc.i18n import _
from deskinc.ui import dialogs
from deskinc.ui.session import Session


def shift_is_open(office: Office) -> bool:
    """Whether somebody is signed on."""
    return shifts.current(office) is not None


def shift_words(office: Office) -> str:
    """The shift that is on, for the top bar; "" when nobody is signed on."""
    shift = shifts.current(office)
    return shift.name if shift else ""


def ask_to_close(window: QWidget, session: Session, close: Callable[[], None]) -> None:
    """Ask; ``close`` runs once what is written of it is in both stores.

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
        future = note_access(office, "window_closed", _("while locked") if locked else line)
        if writes:
            raw = {"type": "information", "text": line}
            future = entries.post(office, raw, entries.new_id())
        session.watch(window, future, lambda _saved: close())

    dialogs.ask(
        window, _("Close the window in an open shift?"),
        text.format(shift=shift_words(office), line=line),
        verb=_("Close and write the line") if writes else _("Close it"), safe=_("Stay"), yes=write,
    )  # fmt: skip
