"""What was added and corrected since the incident was opened: old words struck, new ones beside."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from deskinc.desk.incidents.incidents import Change
from deskinc.forms.catalogue import current
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.forms.kinds import when, words
from deskinc.ui.forms.lists import Lists
from deskinc.ui.parts import column, label

MOST, NAME = 60, 132
"""Changes shown (older ones stand in the report), and the width of their names."""
DONE = frozenset({"checks", "told", "units", "spoken"})


def standing(changes: Sequence[Change]) -> list[Change]:
    """Without what was done and stands in the timeline: ticks, calls, moves, words read out."""
    return [one for one in changes if one.before or one.field.split("/")[0] not in DONE]


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
        self._shown: tuple[tuple[Change, ...], date, datetime | None] = (), date.min, None

    def show_changes(
        self, changes: Sequence[Change], lists: Lists, claimed: datetime | None = None
    ) -> None:
        """Show other changes (given oldest first); those since a claim came in stand apart."""
        now = lists.now()
        if (tuple(changes), now.date(), claimed) == self._shown:
            return
        self._shown = tuple(changes), now.date(), claimed
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        newest = list(reversed(changes))[:MOST]
        before, after = "", after_claim(newest, claimed)
        if after and claimed is not None:
            words = _("Added after the claim was received, {when}")
            self._divide(0, words.format(when=when(claimed, now, lists.locale)))
            if after < len(newest):
                self._divide(after + 1, _("Before it was received"))
        for number, change in enumerate(newest, 1):
            at = number + (number > after)
            head = f"{when(change.at, now, lists.locale)}  {change.by}"
            self._put(at, head if head != before else "", change, lists)
            before = head
        left = len(changes) - len(newest)
        self.older.setText(_("{count} older changes stand in the report.").format(count=left))
        self.older.setVisible(left > 0)
        self.none.setVisible(not changes)

    def _divide(self, at: int, words: str) -> None:
        self._grid.addWidget(label(words, "note", 600, wrap=True), at, 0, 1, 3)

    def _put(self, at: int, head: str, change: Change, lists: Lists) -> None:
        name = label(_named(change), "note", role="muted", wrap=True)
        name.setFixedWidth(NAME)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(head, "small", role="muted"), at, 0, top)
        self._grid.addWidget(name, at, 1, top)
        self._grid.addWidget(_words(change, lists), at, 2, top)


def after_claim(newest: Sequence[Change], claimed: datetime | None) -> int:
    """How many of the changes, newest first, were written after a claim was received."""
    if claimed is None:
        return 0
    return sum(change.at.timestamp() > claimed.timestamp() for change in newest)


def _named(change: Change) -> str:
    """``Witnesses: Name`` of a cell, else the field's own label."""
    head, *path = change.field.split("/")
    if len(path) < 2:
        return change.label
    return f"{_(current('incident').field(head).label)}: {change.label}"


def _words(change: Change, lists: Lists) -> QWidget:
    """Before, struck, over after; an addition has no before."""
    made = QWidget()
    parts: list[QLabel] = []
    field = current("incident").field(change.field)
    before, after = (words(field, value, lists) for value in (change.was, change.now))
    if before:
        struck = label(before, "note", role="muted", wrap=True)
        font = QFont(theme.font("note"))
        font.setStrikeOut(True)
        struck.setFont(font)
        struck.setAccessibleName(_("before: {words}").format(words=struck.text()))
        parts.append(struck)
    parts.append(label(after or _("taken out"), "note", wrap=True))
    made.setLayout(column(*parts))
    return made
