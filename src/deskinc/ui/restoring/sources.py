"""What there is to restore from, as a list, and where else to look."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.copies.restoring import Source
from deskinc.i18n import N_, Locale, _
from deskinc.ui.delegates import LIST_ROW, Row, RowsModel, make_list
from deskinc.ui.oneline import caption
from deskinc.ui.parts import Button, column, kind_of, label, row
from deskinc.ui.pathfield import PathField


def _when(moment: datetime | None) -> str:
    if moment is None:
        return "?"
    at, locale = moment.astimezone(), Locale()
    return f"{locale.date(at, weekday=False)}, {locale.time(at)}"


def _row(source: Source, key: int) -> Row:
    words = _("Holds everything up to line {line}, {when}; {lost}.")
    lost = _("no line would be lost")
    if source.lost == 1:
        lost = _("1 line would be lost")
    elif source.lost:
        lost = _("{count} lines would be lost").format(count=source.lost)
    elif source.kind == "own":
        lost = _("nobody can tell whether lines are missing at its end")
    sure = not source.lost and source.kind != "own"
    words = words.format(line=source.line, when=_when(source.at), lost=lost)
    kind = _(KINDS[source.kind])
    return Row(
        key, f"{kind}, {source.site}" if source.site else kind, words,
        source.folder.name[:40] if source.kind == "backup" else "",
        icon="check-check" if sure else "hourglass",
        icon_role="ok" if sure else "pending",
    )  # fmt: skip


KINDS = {
    "mirror": N_("The mirror"),
    "backup": N_("A backup"),
    "own": N_("The book’s own file"),
}


class Sources(QWidget):
    """Best first, the best one chosen; ``wanted`` carries another folder to look into."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Source] = []
        self.model = RowsModel(self)
        self.list = make_list(_("What the book can be restored from"), self.model)
        self.none = label(_("Nothing was found yet."), role="muted", wrap=True)
        self.faults = label("", "note", role="pending", wrap=True)
        self.path = PathField(_("Folder of a mirror or of backups"), _("C&hoose…"))
        self.look = Button(_("&Look there"), pressed=self._look)
        self.look.setFixedHeight(40)
        beside = row(gap=8)
        beside.addWidget(self.path, 1)
        beside.addWidget(self.look)
        head = label(_("Restore from"), weight=600)
        layer = column(head, self.list, self.none, self.faults, gap=6)
        layer.addSpacing(4)
        layer.addWidget(caption(_("&Another folder with a mirror or backups"), self.path.field))
        layer.addLayout(beside)
        self.setLayout(layer)
        self.path.field.returnPressed.connect(self._look)
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._chosen())
        self.show_found([])

    def show_found(self, found: Sequence[Source]) -> None:
        """Show what was found."""
        self._found = list(found)
        self.model.set_rows([_row(one, key) for key, one in enumerate(found)])
        self.list.setFixedHeight(LIST_ROW * max(1, min(3, len(found))) + 2)
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self.model.index(0, 0))
        self._chosen()

    def say_none(self, words: str, role: str = "muted") -> None:
        """What stands there while nothing is found."""
        self.none.setText(words)
        kind_of(self.none, role=role)

    def chosen(self) -> Source | None:
        """The source the list stands on."""
        at = self.list.currentIndex().row()
        return self._found[at] if 0 <= at < len(self._found) else None

    def _chosen(self) -> None:
        source = self.chosen()
        self.faults.setText(" ".join(source.faults) if source else "")
        self.faults.setVisible(bool(self.faults.text()))

    def _look(self) -> None:
        path = self.path.path()
        if path is not None:
            self.wanted.emit(Path(path))
