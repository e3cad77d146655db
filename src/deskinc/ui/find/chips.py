"""What narrows a search: chosen in a menu, shown as chips, each taken away by pressing it."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from deskinc.desk.lines import entries, finding
from deskinc.desk.lines.finding import Wanted
from deskinc.i18n import N_, _
from deskinc.ui.find.days import DaysDialog
from deskinc.ui.parts import Button
from deskinc.ui.session import Session

GAP = 6
MARKS = {"late": N_("&Late"), "struck": N_("&Struck"), "linked": N_("Linked to an &incident")}
SPANS = (
    (N_("&Today"), 0, 0), (N_("&Yesterday"), 1, 1), (N_("Last &7 days"), 6, 0),
    (N_("Last &30 days"), 29, 0),
)  # fmt: skip
"""Words, and how many days ago the first and the last of them is."""


class Chips(QWidget):
    """The chips in rows as wide as there is room; the widget is as high as they need."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.wanted = Wanted()
        self.chips: list[Button] = []
        self.hide()

    def ask(self, **more: object) -> None:
        """Narrow by something else, or by no more of it."""
        self.show_wanted(replace(self.wanted, **more))  # type: ignore[arg-type]
        self.changed.emit()

    def show_wanted(self, wanted: Wanted) -> None:
        """Show other chips; what they ask for is not looked for yet."""
        self.wanted = wanted
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        told = finding.said(self._session.office, replace(wanted, words=""))
        self.chips = [self._chip(name, words) for name, words in told.items()]
        self.setVisible(bool(self.chips))
        self._lay()

    def _chip(self, name: str, words: str) -> Button:
        words = words.replace("&", "&&")
        chip = Button(words, size="small", after="x", pressed=lambda: self._drop(name))
        chip.setParent(self)
        chip.setAccessibleName(_("{what}: press to take it away").format(what=words))
        chip.setToolTip(_("Press to take it away"))
        chip.show()
        return chip

    def _drop(self, name: str) -> None:
        """Take a chip away; the cursor goes to the next one, or where it came from."""
        at = next((no for no, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        one_day = name == "since" and self.wanted.since == self.wanted.until
        names = ("since", "until") if one_day else (name,)
        self.ask(**{name: getattr(Wanted(), name) for name in names})
        if at >= 0 and self.chips:
            self.chips[min(at, len(self.chips) - 1)].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chips out anew."""
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        left, top = 0, 0
        for chip in self.chips:
            size = chip.sizeHint()
            if left and left + size.width() > self.width():
                left, top = 0, top + size.height() + GAP
            chip.setGeometry(left, top, min(size.width(), self.width()), size.height())
            left += size.width() + GAP
        high = max((chip.geometry().bottom() + 1 for chip in self.chips), default=0)
        if high != self.height() or high != self.minimumHeight():
            self.setFixedHeight(high)

    def menu(self, parent: QWidget) -> QMenu:
        """What can be asked for."""
        menu = QMenu(parent)
        menu.setAccessibleName(_("Narrow the search"))
        office = self._session.office
        kinds = {kind.code: kind.word for kind in entries.types()}
        self._options(menu.addMenu(_("&Type")), "type", kinds)
        self._options(
            menu.addMenu(_("&Place")), "place", {name: name for name in entries.places(office)}
        )
        self._options(menu.addMenu(_("&Written by")), "officer", finding.who_wrote(office))
        self._days(menu.addMenu(_("&Days")))
        menu.addSeparator()
        for name, words in MARKS.items():
            shown = menu.addAction(_(words))
            shown.setCheckable(True)
            shown.setChecked(bool(getattr(self.wanted, name)))
            shown.triggered.connect(lambda on, name=name: self.ask(**{name: on}))
        menu.addSeparator()
        every = menu.addAction(_("&All lines again"))
        every.setEnabled(self.wanted.narrows)
        every.triggered.connect(lambda _on=False: self.clear())
        return menu

    def clear(self) -> None:
        """Nothing narrows any more."""
        self.show_wanted(Wanted())
        self.changed.emit()

    def _options(self, menu: QMenu, name: str, options: dict[str, str]) -> None:
        now = getattr(self.wanted, name)
        menu.menuAction().setEnabled(bool(options))
        for code, words in options.items():
            shown = QAction(words.replace("&", "&&"), menu)
            shown.setCheckable(True)
            shown.setChecked(code == now)
            shown.triggered.connect(lambda on, code=code: self.ask(**{name: code if on else ""}))
            menu.addAction(shown)

    def _days(self, menu: QMenu) -> None:
        today = self._session.now().date()
        for words, first, last in SPANS:
            since, until = (today - timedelta(days=ago) for ago in (first, last))
            shown = menu.addAction(_(words))
            shown.setCheckable(True)
            shown.setChecked((self.wanted.since, self.wanted.until) == (since, until))
            shown.triggered.connect(
                lambda on, span=(since, until): self._span(*(span if on else (None, None)))
            )
        menu.addSeparator()
        own = menu.addAction(_("&From … to …"))
        own.triggered.connect(lambda _on=False: self.ask_days())

    def _span(self, since: date | None, until: date | None) -> None:
        self.ask(since=since, until=until)

    def ask_days(self) -> None:
        """Ask for the first and the last day."""
        dialog = DaysDialog(self.window(), self._session, self.wanted.since, self.wanted.until)
        dialog.given.connect(self._span)
        dialog.open()
