"""The second step of a redacted copy: which values are shown, and which only prove to exist."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from deskinc.desk.papers.bundle_contents import GROUPS, PERSONAL, Told
from deskinc.i18n import _
from deskinc.ui.delegates import Index, Row, RowsModel, make_list
from deskinc.ui.parts import hairline, label
from deskinc.ui.session import Session

Key = tuple[int, str]
FIELDS = 300
"""Width of the list of fields, logical pixels."""
_SIGNS = {
    True: ("square-check-big", "accent"),
    None: ("square", "accent"),
    False: ("square", "muted"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Everything, a group or a field: its words, how deep it stands, and its values."""

    title: str
    depth: int
    keys: tuple[Key, ...]


class _Values(RowsModel):
    """The values of one part; a row is made when it is painted."""

    def __init__(self, step: "ValuesStep") -> None:
        super().__init__(step)
        self._step = step
        self._told: Sequence[Told] = ()

    def show_told(self, told: Sequence[Told]) -> None:
        """Show other values."""
        self.beginResetModel()
        self._told = told
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many values there are."""
        return 0 if parent.isValid() else len(self._told)

    def row_at(self, index: Index) -> Row | None:
        """The value of an index as it is painted now."""
        if not index.isValid():
            return None
        told = self._told[index.row()]
        shown = told.key in self._step.shown
        icon, role = _SIGNS[shown]
        state = _("shown") if shown else _("only proved to exist")
        return Row(
            told.key, told.words, f"{told.where}, {told.label}", state, icon=icon, icon_role=role,
            right_role="muted" if shown else "pending",
        )  # fmt: skip


class ValuesStep(QWidget):
    """Groups and fields at the left, the values of the one chosen at the right; Space turns it."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._told: Sequence[Told] = ()
        self._parts: list[Part] = []
        self.shown: set[Key] = set()
        self._filling = False
        self.fields_model, self.values_model = RowsModel(self), _Values(self)
        self.fields = make_list(_("Fields"), self.fields_model)
        self.values = make_list(_("Values"), self.values_model)
        self.sum = label("", weight=600, wrap=True)
        self._place()
        self.fields.selectionModel().currentChanged.connect(lambda at, _old: self._choose(at))
        for view, turn in ((self.fields, self._turn_part), (self.values, self._turn_value)):
            view.installEventFilter(self)
            view.doubleClicked.connect(turn)

    def _place(self) -> None:
        words = _(
            "Space shows or withholds: at the left a group or a field, at the right one value. "
            "What is withheld can be seen to exist, not what it says. What people typed may name "
            "others: read it. The names of those who wrote always go along."
        )
        both = QHBoxLayout()
        both.setSpacing(0)
        self.fields.setFixedWidth(FIELDS)
        both.addWidget(self.fields)
        both.addWidget(hairline(upright=True))
        both.addWidget(self.values, 1)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(8)
        layer.addWidget(label(words, "note", role="muted", wrap=True))
        layer.addLayout(both, 1)
        layer.addWidget(self.sum)

    def set_narrow(self, width: int) -> None:
        """Share a small width."""
        self.fields.setFixedWidth(min(FIELDS, width * 2 // 5))

    def show_values(self, told: Sequence[Told]) -> None:
        """Offer these values; what tells of people is withheld until somebody says otherwise."""
        if tuple(told) != tuple(self._told):
            self._told = told
            self.shown = {one.key for one in told if one.group not in PERSONAL}
            self._parts = list(_parts(told))
        self._refresh()
        self._choose(self.fields.currentIndex())
        self.fields.setFocus()

    def _refresh(self) -> None:
        at = self.fields.currentIndex().row()
        self._filling = True
        self.fields_model.set_rows([self._row(part) for part in self._parts])
        self.fields.setCurrentIndex(self.fields_model.index(max(at, 0), 0))
        self._filling = False
        shown, every = len(self.shown), len(self._told)
        words = _("{shown} values are shown; {rest} only prove to exist.")
        self.sum.setText(words.format(shown=shown, rest=every - shown))
        self.changed.emit()

    def _row(self, part: Part) -> Row:
        count = sum(key in self.shown for key in part.keys)
        state = True if count == len(part.keys) else None if count else False
        icon, role = _SIGNS[state]
        words = _("{count} of {all}").format(count=count, all=len(part.keys))
        return Row(
            part.title, "\u2003" * part.depth + part.title, right=words, icon=icon, icon_role=role,
            spoken=f"{part.title}, {words} " + _("shown"),
        )  # fmt: skip

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and not self._filling:
            keys = set(self._parts[index.row()].keys)
            self.values_model.show_told([one for one in self._told if one.key in keys])
            self.values.setCurrentIndex(self.values_model.index(0, 0))

    def _turn_part(self, index: QModelIndex) -> None:
        if index.isValid():
            keys = self._parts[index.row()].keys
            self._turn(keys, shown=not self.shown.issuperset(keys))

    def _turn_value(self, index: QModelIndex) -> None:
        row = self.values_model.row_at(index)
        if row is not None and isinstance(row.key, tuple):
            self._turn([row.key], shown=row.key not in self.shown)

    def _turn(self, keys: Sequence[Key], *, shown: bool) -> None:
        self.shown = self.shown | set(keys) if shown else self.shown - set(keys)
        self._refresh()
        top, end = self.values_model.index(0, 0), self.values_model.rowCount() - 1
        self.values_model.dataChanged.emit(top, self.values_model.index(end, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space turns what has the focus; Enter is for the dialog."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                event.ignore()
                return True
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.key() == Qt.Key.Key_Space and plain and isinstance(watched, QListView):
                turn = self._turn_part if watched is self.fields else self._turn_value
                turn(watched.currentIndex())
                return True
        return super().eventFilter(watched, event)


def _parts(told: Sequence[Told]) -> "list[Part]":
    """Everything, then each group with its fields, as they come in the book."""
    found = [Part(_("Everything"), 0, tuple(one.key for one in told))]
    for group, title in GROUPS.items():
        mine = [one for one in told if one.group == group]
        if mine:
            found.append(Part(_(title), 1, tuple(one.key for one in mine)))
        fields = dict.fromkeys((one.label, one.form) for one in mine)
        labels = [label for label, _form in fields]
        found += [
            Part(
                label if labels.count(label) == 1 else f"{label} ({form})", 2,
                tuple(one.key for one in mine if (one.label, one.form) == (label, form)),
            )
            for label, form in fields
        ]  # fmt: skip
    return found
