"""What was added and corrected since the incident was opened: old words struck, new ones beside."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from deskinc.desk.incidents import Change
from deskinc.forms.catalogue import current
from deskinc.i18n import Locale, _
from deskinc.ui import theme
from deskinc.ui.parts import column, label

MOST, NAME = 60, 132
"""Changes shown (older ones stand in the report), and the width of their names."""


class Changes(QWidget):
    """One row for each change, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.none = label(_("Nothing was changed since it was opened."), role="muted")
        self.older = label("", "note", role="muted")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        layer = column(self.none, gap=4, margins=(8, 0, 8, 0))
        layer.addLayout(self._grid)
        layer.addWidget(self.older)
        self.setLayout(layer)
        self._shown: tuple[Change, ...] = ()

    def show_changes(self, changes: Sequence[Change], locale: Locale) -> None:
        """Show other changes (given oldest first)."""
        if tuple(changes) == self._shown:
            return
        self._shown = tuple(changes)
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        newest = list(reversed(changes))[:MOST]
        before = ""
        for at, change in enumerate(newest):
            when = f"{locale.short_date(change.at)}, {locale.time(change.at)}  {change.by}"
            self._put(at, when if when != before else "", change)
            before = when
        left = len(changes) - len(newest)
        self.older.setText(_("{count} older changes stand in the report.").format(count=left))
        self.older.setVisible(left > 0)
        self.none.setVisible(not changes)

    def _put(self, at: int, when: str, change: Change) -> None:
        name = label(_named(change), "note", role="muted", wrap=True)
        name.setFixedWidth(NAME)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(when, "small", role="muted"), at, 0, top)
        self._grid.addWidget(name, at, 1, top)
        self._grid.addWidget(_words(change), at, 2, top)


def _named(change: Change) -> str:
    """``Witnesses: Name`` of a cell, else the field's own label."""
    head, *path = change.field.split("/")
    if len(path) < 2:
        return change.label
    return f"{_(current('incident').field(head).label)}: {change.label}"


def _words(change: Change) -> QWidget:
    """Before, struck, over after; an addition has no before."""
    made = QWidget()
    parts: list[QLabel] = []
    if change.before:
        struck = label(change.before, "note", role="muted", wrap=True)
        font = QFont(theme.font("note"))
        font.setStrikeOut(True)
        struck.setFont(font)
        struck.setAccessibleName(_("before: {words}").format(words=change.before))
        parts.append(struck)
    parts.append(label(change.after or _("taken out"), "note", wrap=True))
    made.setLayout(column(*parts))
    return made
