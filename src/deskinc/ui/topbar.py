"""The top bar: site and post, shift, the state of the book, the clock, the officer, Lock."""

from datetime import datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from deskinc.desk.office import Health
from deskinc.i18n import WEEKDAYS, _
from deskinc.ui import icons
from deskinc.ui.clockface import ClockFace
from deskinc.ui.parts import Button, IconLabel, hairline, label
from deskinc.ui.session import Session

HEIGHT = 48
HEIGHT_LOW = 44


class SealState(QWidget):
    """Sealed, lines pending in the mirror, or a fault: icon, words and colour."""

    def __init__(self) -> None:
        super().__init__()
        layer = QHBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(6)
        self._sign = IconLabel("shield-check", icons.TEXT, "ok")
        self._words = label("", "note", tabular=True)
        layer.addWidget(self._sign)
        layer.addWidget(self._words)

    def show_health(self, health: Health, now: datetime) -> None:
        """Put the state of both stores in words."""
        sign, role, words = seal_words(health, now)
        self._sign.show_icon(sign, role)
        self._words.setText(words)
        self._words.setProperty("role", role)
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        self.setToolTip(words)
        self.setAccessibleName(words)

    def show_words(self, shown: bool) -> None:
        """Hide the words when the window is low; they stay in tooltip and name."""
        self._words.setVisible(shown)


def seal_words(health: Health, now: datetime) -> tuple[str, str, str]:
    """(icon, role, words) for the state of both stores."""
    if health.fault:
        return "octagon-alert", "fault", _("Storing is at fault")
    if health.pending:
        one, many = _("1 line, mirror pending"), _("{count} lines, mirror pending")
        words = one if health.pending == 1 else many
        return "hourglass", "pending", words.format(count=health.pending)
    if health.mirror != "ok":
        return "hourglass", "pending", _("Mirror not found")
    if health.doubts or health.step:
        return "hourglass", "pending", _("Look at the note")
    if health.sealed is None:
        return "hourglass", "muted", _("Not sealed yet")
    at = health.sealed.strftime("%H:%M")
    if health.sealed.date() != now.date():
        at = f"{_(WEEKDAYS[health.sealed.weekday()])[:3]} {at}"
    return "shield-check", "ok", _("Sealed {time}").format(time=at)


class TopBar(QWidget):
    """One row over the whole window."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "window")
        self._site = label("", weight=600)
        self._post = label("", role="muted")
        self._shift = label("", role="muted")
        self.seal = SealState()
        self.clock = ClockFace()
        self._date = label("", role="muted", tabular=True)
        self.officer = Button("", "flat", icon="user-round", after="chevron-down")
        self.lock = Button(_("Lock"), "flat", icon="lock")
        self.lock.setToolTip(_("Lock") + "  Ctrl+L")
        self.lock.clicked.connect(session.lock)
        self._place()
        self.refresh()
        session.ticked.connect(self._tick)
        session.health_changed.connect(lambda h: self.seal.show_health(h, session.now()))

    def set_menu(self, menu: QMenu) -> None:
        """What the officer's name opens."""
        self.officer.clicked.connect(lambda: menu.popup(menu_corner(self.officer)))

    def _place(self) -> None:
        layer = QHBoxLayout(self)
        layer.setContentsMargins(20, 0, 16, 0)
        layer.setSpacing(0)
        for part, gap in (
            (self._site, 6), (self._post, 20), (self._shift, 20), (None, 0), (self.seal, 20),
            (self.clock, 10), (self._date, 16), (self.officer, 4), (self.lock, 0),
        ):  # fmt: skip
            if part is None:
                layer.addStretch(1)
            else:
                layer.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
                layer.addSpacing(gap)
        line = hairline()
        line.setParent(self)
        self._line = line

    def refresh(self) -> None:
        """Read site, officer and seal again."""
        office = self._session.office
        self._site.setText(office.site.name)
        self._post.setText(f"· {office.site.post}" if office.site.post else "")
        self.officer.setText(office.officer.printed)
        self.officer.setAccessibleName(_("Officer {name}").format(name=office.officer.name))
        self.seal.show_health(self._session.health, self._session.now())
        self._tick(self._session.now())

    def show_shift(self, words: str) -> None:
        """The shift that is on, by its name, e.g. ``Night 19:00–07:00``; "" for none."""
        self._shift.setText(words)

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """Drop what finds no room: shift and the word Lock when narrow, post and seal words low."""
        self.setFixedHeight(HEIGHT_LOW if low else HEIGHT)
        self._shift.setVisible(not narrow)
        self._post.setVisible(not low and bool(self._post.text()))
        self.seal.show_words(not low)
        self.lock.set_bare(narrow)

    def resizeEvent(self, _event: object) -> None:
        """Keep the hairline at the lower edge."""
        self._line.setGeometry(0, self.height() - 1, self.width(), 1)

    def _tick(self, now: datetime) -> None:
        self.clock.show_time(now)
        day = f"{_(WEEKDAYS[now.weekday()])[:3]} {self._session.office.locale.short_date(now)}"
        if day != self._date.text():
            self._date.setText(day)


def menu_corner(button: Button) -> QPoint:
    """Where a menu under ``button`` opens, on the screen."""
    return button.mapToGlobal(QPoint(0, button.height() + 2))
