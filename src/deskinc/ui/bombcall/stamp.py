"""``999 rung  02:58  T.O.``: one key stamps the time, the name may follow."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from deskinc.desk.bombcall import Told
from deskinc.forms.fields import FieldError, parse_moment
from deskinc.i18n import _
from deskinc.ui.labelled import as_high
from deskinc.ui.parts import Button, kind_of, row
from deskinc.ui.session import Session


class Stamp(QWidget):
    """When somebody was told, and who; the time can be typed as well (``0258``, ``-2m``)."""

    changed = Signal()

    def __init__(self, session: Session, words: str, who: str) -> None:
        super().__init__()
        self._session = session
        self._at: datetime | None = None
        plain = words.replace("&", "")
        self.go = Button(words, "text", size="small", pressed=self.press)
        self.when, self.who = QLineEdit(), QLineEdit()
        for field, name, width in ((self.when, _("time"), 58), (self.who, who, 84)):
            field.setAccessibleName(f"{plain}: {name}")
            field.setPlaceholderText(name)
            field.setMaxLength(200)
            as_high(field, 36)
            field.setFixedWidth(width)
            field.textEdited.connect(self.changed)
        self.when.editingFinished.connect(self._read)
        self.setLayout(row(self.go, self.when, self.who, gap=4))

    def press(self) -> None:
        """Now, unless a time stands there already; then on to who it was."""
        if self._at is None:
            self._show(self._session.now())
            self.changed.emit()
        self.who.setFocus()

    def told(self) -> Told:
        """The time, and who."""
        self._read()
        return Told(self._at, self.who.text().strip())

    def take_up(self, told: Told) -> None:
        """Show what was said before."""
        self._show(told.at)
        self.who.setText(told.who)

    def _show(self, at: datetime | None) -> None:
        self._at = at
        local = None if at is None else self._session.office.locale.local(at)
        self.when.setText("" if local is None else f"{local:%H:%M}")
        kind_of(self.when, state="")

    def _read(self) -> None:
        """Take the time as typed; untouched it is the stamp's own, to the second."""
        typed, at = self.when.text().strip(), self._at
        if at is not None and typed == f"{self._session.office.locale.local(at):%H:%M}":
            return
        try:
            self._at = parse_moment(typed, self._session.now()) if typed else None
        except FieldError:
            self._at = None
            kind_of(self.when, state="error")
        else:
            self._show(self._at)


def services_words(session: Session) -> str:
    """``999 rung``, with the number of the site."""
    number = session.office.site.emergency
    return _("&{number} rung").format(number=number) if number else _("Se&rvices rung")
