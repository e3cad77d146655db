"""Closing the window in an open shift: asked first, and written in the book."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskinc.desk import settings, shifts
from deskinc.desk.office import Office
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
    """Ask; ``close`` runs once the line that says so is in both stores."""
    office = session.office
    now, who = session.now(), office.officer.name
    line = _("window closed {time}, {name}").format(time=now.strftime("%H:%M"), name=who)
    text = _("The shift is open: {shift}. The book gets a line: “{line}”.").format(
        shift=shift_words(office), line=line
    )

    def write() -> None:
        session.watch(window, settings.access(office, "window_closed", line), lambda _: close())

    dialogs.ask(
        window, _("Close the window in an open shift?"), text,
        verb=_("Close and write the line"), safe=_("Stay"), yes=write,
    )  # fmt: skip
