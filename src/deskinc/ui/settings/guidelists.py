"""The two tables of a guide: whom to call, and words to read out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from deskinc.forms import taxonomy
from deskinc.forms.guides.calls import Call
from deskinc.forms.guides.words import Spoken
from deskinc.i18n import _
from deskinc.ui.drafting import Blanks
from deskinc.ui.labelled import choice, line, lines
from deskinc.ui.parts import Button, label

Field = QLineEdit | QComboBox | QPlainTextEdit


class Listed(QWidget):
    """Rows of fields; each goes by its button, one more comes below."""

    edited = Signal()

    def __init__(self, title: str, heads: Sequence[tuple[str, str, int]], add: str) -> None:
        super().__init__()
        self._heads = heads
        self.rows: list[tuple[dict[str, Field], Button]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        for at, (_name, words, stretch) in enumerate(heads):
            self._grid.addWidget(label(words, "small", role="muted"), 0, at)
            self._grid.setColumnStretch(at, stretch)
        self.add = Button(add, icon="plus", pressed=self.add_empty)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(8)
        layer.addWidget(label(title, "note", 600))
        layer.addLayout(self._grid)
        layer.addWidget(self.add)

    def put(self, cells: dict[str, Field], remove: str) -> None:
        """One more row."""
        at, gone = self._grid.rowCount(), Button(_("Remove"), "text", size="small")
        gone.setAccessibleName(remove)
        for column, (name, words, _stretch) in enumerate(self._heads):
            cells[name].setAccessibleName(words)
            self._grid.addWidget(cells[name], at, column)
        self._grid.addWidget(gone, at, len(self._heads))
        made = (cells, gone)
        gone.clicked.connect(lambda: self._remove(made))
        self.rows.append(made)
        Blanks(cells).heard(self.edited.emit)

    def add_empty(self) -> None:
        """An empty row, with the cursor in it."""
        self.put_empty()
        first = next(iter(self.rows[-1][0].values()))
        first.show()
        first.setFocus()

    def put_empty(self) -> None:
        """An empty row."""

    def _remove(self, gone: tuple[dict[str, Field], Button]) -> None:
        self.rows.remove(gone)
        parts: list[QWidget] = [*gone[0].values(), gone[1]]
        for part in parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.add.setFocus()
        self.edited.emit()

    def fill(self, rows: Sequence[Mapping[str, object]], /) -> None:
        """Show these rows in place of those that stand there."""
        for each in list(self.rows):
            self._remove(each)
        for cells in rows:
            self.put_row({name: str(said) for name, said in cells.items()})

    def put_row(self, said: Mapping[str, str], /) -> None:
        """A row in which something is said already."""

    def said(self) -> list[dict[str, object]]:
        """The rows in which somebody has written something, in their order."""
        found = [{name: _read(cell) for name, cell in cells.items()} for cells, _gone in self.rows]
        chosen = {name for cells, _gone in self.rows for name, cell in cells.items()
                  if isinstance(cell, QComboBox)}  # fmt: skip
        return [dict(one) for one in found
                if any(value for name, value in one.items() if name not in chosen)]  # fmt: skip


class CallsList(Listed):
    """Who, number, from which severity on, within how many minutes."""

    def __init__(self, calls: Sequence[Call]) -> None:
        heads = (
            ("who", _("Who"), 4), ("number", _("Number"), 3), ("from", _("From severity"), 2),
            ("within", _("Within minutes"), 1),
        )  # fmt: skip
        super().__init__(_("Whom to call"), heads, _("A&dd a call"))
        for call in calls:
            self._put(_(call.who), call.number, call.code, str(call.minutes))

    def _put(self, who: str, number: str, code: str, minutes: str) -> None:
        severities = [(each.code, _(each.word)) for each in taxonomy.SEVERITIES]
        cells: dict[str, Field] = {
            "who": line(who), "number": line(number, limit=100),
            "from": choice(severities, code), "within": line(minutes, limit=5),
        }  # fmt: skip
        self.put(cells, _("Remove {what}").format(what=who or _("the new row")))

    def put_row(self, said: Mapping[str, str], /) -> None:
        """Somebody to call who was typed before."""
        self._put(said["who"], said["number"], said["from"], said["within"])

    def put_empty(self) -> None:
        """Somebody else to call."""
        self._put("", "", "medium", "")


class WordsList(Listed):
    """What they are for, and the words."""

    def __init__(self, words: Sequence[Spoken]) -> None:
        heads = (("title", _("For"), 2), ("words", _("Words"), 5))
        super().__init__(_("Words to read out"), heads, _("Add &words"))
        for one in words:
            self._put(one.title, one.words)

    def _put(self, title: str, words: str) -> None:
        cells: dict[str, Field] = {"title": line(title), "words": lines(words, height=66)}
        self.put(cells, _("Remove {what}").format(what=title or _("the new row")))

    def put_row(self, said: Mapping[str, str], /) -> None:
        """Words that were typed before."""
        self._put(said["title"], said["words"])

    def put_empty(self) -> None:
        """Words for another occasion."""
        self._put("", "")


def _read(cell: Field) -> str:
    if isinstance(cell, QComboBox):
        return str(cell.currentData())
    words = cell.text() if isinstance(cell, QLineEdit) else cell.toPlainText()
    return words.strip()
