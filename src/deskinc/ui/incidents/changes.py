"""What was added and corrected since the incident was opened: old words struck, new ones beside."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from deskinc.desk.incidents.incidents import Change
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Rows
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


def gathered(changes: Sequence[Change]) -> list[tuple[Change, ...]]:
    """What is told in one row: a change by itself, or all cells of a row of a table added at once.

    A table of forty people is forty rows of changes, and not one for each cell.
    """
    found: dict[tuple[object, ...], list[Change]] = {}
    for at, one in enumerate(changes):
        head, row, *cell = (*one.field.split("/"), "")
        added = bool(row and any(cell)) and not one.before
        key = (one.at, one.by, head, row) if added else (at,)
        found.setdefault(key, []).append(one)
    return [tuple(sorted(each, key=_column)) for each in found.values()]


def _column(change: Change) -> int:
    """The place of a cell in its row, as the form has it; 0 for what is no cell."""
    head, *path = change.field.split("/")
    table = current("incident").field(head)
    names = [sub.name for sub in table.fields] if isinstance(table, Rows) else []
    return names.index(path[-1]) if path and path[-1] in names else 0


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
        rows = gathered(changes)
        newest = list(reversed(rows))[:MOST]
        before, after = "", after_claim(newest, claimed)
        if after and claimed is not None:
            words = _("Added after the claim was received, {when}")
            self._divide(0, words.format(when=when(claimed, now, lists.locale)))
            if after < len(newest):
                self._divide(after + 1, _("Before it was received"))
        for number, told in enumerate(newest, 1):
            at = number + (number > after)
            head = f"{when(told[0].at, now, lists.locale)}  {told[0].by}"
            self._put(at, head if head != before else "", told, lists)
            before = head
        left = len(rows) - len(newest)
        self.older.setText(_("{count} older changes stand in the report.").format(count=left))
        self.older.setVisible(left > 0)
        self.none.setVisible(not changes)

    def _divide(self, at: int, words: str) -> None:
        self._grid.addWidget(label(words, "note", 600, wrap=True), at, 0, 1, 3)

    def _put(self, at: int, head: str, told: Sequence[Change], lists: Lists) -> None:
        name = label(_named(told), "note", role="muted", wrap=True)
        name.setFixedWidth(NAME)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(head, "small", role="muted"), at, 0, top)
        self._grid.addWidget(name, at, 1, top)
        self._grid.addWidget(_words(told, lists), at, 2, top)


def after_claim(newest: Sequence[Sequence[Change]], claimed: datetime | None) -> int:
    """How many of the changes, newest first, were written after a claim was received."""
    if claimed is None:
        return 0
    return sum(told[0].at.timestamp() > claimed.timestamp() for told in newest)


def _named(told: Sequence[Change]) -> str:
    """``Witnesses`` of a row, ``Witnesses: Name`` of a cell, else the field's own label."""
    change, *more = told
    head, *path = change.field.split("/")
    if len(path) < 2:
        return change.label
    table = _(current("incident").field(head).label)
    return table if more else f"{table}: {change.label}"


def _words(told: Sequence[Change], lists: Lists) -> QWidget:
    """Before, struck, over after; an addition has no before."""
    made = QWidget()
    parts: list[QLabel] = []
    form = current("incident")
    before = words(form.field(told[0].field), told[0].was, lists)
    said = (words(form.field(one.field), one.now, lists) for one in told)
    after = ", ".join(filter(None, said))
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
