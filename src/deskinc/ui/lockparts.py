"""Parts of the locked screen: what is due, and who may unlock, by initials only (D23)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QVBoxLayout, QWidget

from deskinc.desk.office import Officer
from deskinc.forms.moments import passed
from deskinc.i18n import _
from deskinc.ui import icons, theme
from deskinc.ui.parts import IconLabel, hairline, kind_of, label, row

WIDTH, NUMBER = 440, 150
"""Of a row, and of the number that begins it; logical pixels."""

SOON = 5 * 60
"""Seconds from which on each of them is shown."""


def span_words(span: timedelta) -> str:
    """``3 d 4 h``, ``2 h 05 min``, ``21 min``, ``4 min 09 s``, ``40 s``: no time of day."""
    total = max(0, int(span.total_seconds()))
    hours, minutes, seconds = total // 3600, total // 60 % 60, total % 60
    if hours >= 24:
        return _("{days} d {hours} h").format(days=hours // 24, hours=hours % 24)
    if hours:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=f"{minutes:02d}")
    if total >= SOON:
        return _("{minutes} min").format(minutes=minutes)
    if minutes:
        return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=f"{seconds:02d}")
    return _("{seconds} s").format(seconds=seconds)


class Due(QWidget):
    """``INC-2026-0044  due in  21 min``: never a name, a place or words somebody wrote.

    What has no deadline says for how long it is open: ``INC-2026-0044  open for  1 h 14 min``.
    A ``call`` says so: ``INC-2026-0042  call due in  1 min 10 s``.
    A routine has its verb for a number, and is late only when its tolerance ``ends``.
    """

    def __init__(
        self, number: str, due: datetime | None, since: datetime, ends: datetime | None = None,
        *, call: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._number, self._due, self._since = number, due, since
        self._ends = ends or due
        self._words = (_("call due in"), _("call due")) if call else (_("due in"), _("due"))
        self._verb = label(self._words[0] if due else _("open for"), "entry")
        self._time = label("", "entry", 600 if due else 400, tabular=True)
        head = label(number, "entry", 600)
        head.setFixedWidth(NUMBER)
        across = row(head, self._verb)
        across.addStretch(1)
        across.addWidget(self._time)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        layer.addWidget(hairline())
        layer.addLayout(across, 1)
        self.setFixedHeight(40)
        self.setMaximumWidth(WIDTH)

    def show_time(self, now: datetime) -> None:
        """Run on by a second."""
        if self._due is None:
            self._time.setText(span_words(passed(self._since, now)))
            return
        left = passed(now, self._due)
        over = left < timedelta()
        words = span_words(abs(left))
        self._verb.setText(self._words[1] if over else self._words[0])
        self._time.setText(_("{span} ago").format(span=words) if over else words)
        missed = passed(self._ends or self._due, now) > timedelta()
        role = "fault" if missed else "pending"
        if self._time.property("role") != role:
            kind_of(self._time, role=role)

    def words(self) -> str:
        """What can be read in it."""
        return f"{self._number} {self._verb.text()} {self._time.text()}".strip()


class Chip(QAbstractButton):
    """Somebody by initials only; whoever is chosen lies on the ground of a chosen row."""

    HEIGHT, LOW = 44, 32

    def __init__(self, officer: Officer, *, on_duty: bool) -> None:
        super().__init__()
        self.officer = officer
        self._more = label(_("on duty") if on_duty else "", "small", role="muted")
        self._sign = IconLabel("user-round", icons.RAIL, "muted")
        self._initials = label(officer.initials)
        self._inside = row(self._sign, gap=12, margins=(12, 0, 12, 0))
        self._inside.addWidget(self._initials, 1)
        self._inside.addWidget(self._more)
        self.setLayout(self._inside)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("own_focus", True)
        self.setFixedHeight(self.HEIGHT)
        self.setAccessibleName(f"{officer.initials} {self._more.text()}".strip())
        self.toggled.connect(self._show)

    def _show(self, chosen: bool) -> None:
        self._sign.show_icon("user-round", "accent" if chosen else "muted")
        self._initials.setFont(
            theme.font_for(self.officer.initials, "base", 600 if chosen else 400)
        )

    def set_low(self, low: bool) -> None:
        """Initials alone where there is little height."""
        self._more.setVisible(not low and bool(self._more.text()))
        self.setFixedHeight(self.LOW if low else self.HEIGHT)

    def sizeHint(self) -> QSize:
        """As large as what it holds."""
        return QSize(self._inside.sizeHint().width(), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of whoever is chosen; a ring where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = QPen(theme.color("focus"), 2)
        painter.setPen(focus if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selection") if self.isChecked() else Qt.BrushStyle.NoBrush)
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inside, theme.RADIUS, theme.RADIUS)


class Chips(QWidget):
    """Who can unlock: the last writer first, then who else gave a PIN."""

    chosen = Signal()

    def __init__(self, people: Sequence[Officer], on_duty: frozenset[str]) -> None:
        super().__init__()
        self.chips = [Chip(one, on_duty=one.thread in on_duty) for one in people]
        self._layer = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layer.setContentsMargins(0, 0, 0, 0)
        self._layer.setSpacing(0)
        for chip in self.chips:
            self._layer.addWidget(chip)
            chip.clicked.connect(lambda _on=False: self.chosen.emit())
        self.chips[0].setChecked(True)

    def officer(self) -> Officer:
        """Whoever is chosen."""
        return next(chip.officer for chip in self.chips if chip.isChecked())

    def step(self, by: int) -> None:
        """Choose the next one, or the one before."""
        at = next(at for at, chip in enumerate(self.chips) if chip.isChecked())
        self.chips[(at + by) % len(self.chips)].setChecked(True)
        self.chosen.emit()

    def set_low(self, low: bool) -> None:
        """Side by side where there is little height."""
        ways = QBoxLayout.Direction
        self._layer.setDirection(ways.LeftToRight if low else ways.TopToBottom)
        for chip in self.chips:
            chip.set_low(low)
