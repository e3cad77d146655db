"""What the steps of restoring a lost book ask: where a copy is, what opens it, who restores it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from deskinc.desk.copies.restoring import Pair, Sheet, Source
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui.labelled import Box, Labelled, lines
from deskinc.ui.oneline import caption
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.pathfield import PathField
from deskinc.ui.recovering.words import SheetWords
from deskinc.ui.restoring.person import PersonFields


class CopyStep(QWidget):
    """The folder of a mirror or of backups, and where the book will lie."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.path = PathField(_("Folder of a mirror or of backups"), _("C&hoose…"))
        take = _(
            "Connect the disk with the mirror or the backups. If both are left, take the mirror: "
            "it holds every line that counted as saved."
        )
        layer = column(label(take, wrap=True), gap=8)
        layer.addSpacing(4)
        asked = caption(_("&Folder of the mirror, or of the backups"), self.path.field)
        layer.addWidget(asked)
        layer.addWidget(self.path)
        layer.addSpacing(16)
        here = _("The book will lie here, on this computer")
        layer.addWidget(label(here, "note", role="muted"))
        layer.addWidget(label(str(folder), wrap=True))
        self.setLayout(layer)


class KeyStep(QWidget):
    """The words of the sheet or, instead, a name and its passphrase."""

    def __init__(self) -> None:
        super().__init__()
        self.by_words = True
        self.words = SheetWords()
        self.own = PersonFields(
            _("Somebody of this desk"), _("Whose passphrase opened the book that is lost."),
            _("&Name"), _("&Passphrase"),
        )  # fmt: skip
        self.other = Button("", "text", pressed=self._turn)
        layer = column(self.words, self.own, gap=12)
        layer.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(layer)
        self._show()

    def _turn(self) -> None:
        self.by_words = not self.by_words
        self._show()
        self.first().setFocus()

    def _show(self) -> None:
        self.words.setVisible(self.by_words)
        self.own.setVisible(not self.by_words)
        one, other = _("&Use a name and passphrase instead"), _("&Use the recovery words instead")
        self.other.setText(one if self.by_words else other)
        self.other.updateGeometry()

    def first(self) -> QWidget:
        """The first field of the way chosen."""
        return self.words.fields[0] if self.by_words else self.own.name

    def is_missing(self) -> bool:
        """Whether something is not typed yet; it has the cursor then, and the sentence."""
        if self.by_words:
            return self.words.is_missing()
        empty = self.own.missing()
        if empty is not None:
            empty.setFocus()
        return empty is not None

    def refuse(self, error: DeskError) -> None:
        """Say why it opens nothing."""
        if self.by_words:
            self.words.say(str(error))
        else:
            self.own.refuse(error)
            self.own.passphrase.setFocus()

    def forget(self) -> None:
        """Empty what is secret."""
        self.words.forget()
        self.own.forget()


class WhoStep(QWidget):
    """Two people, or one and the sheet where nobody else is enrolled; and why."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self.first = PersonFields(
            _("Restores it"), _("A shift lead, facilities manager or administrator."),
            _("&Name"), _("&Passphrase"),
        )  # fmt: skip
        self.second = PersonFields(
            _("Confirms it"), _("Another person: any officer on the list."),
            _("Na&me of the second"), _("Passphrase of the s&econd"),
        )  # fmt: skip
        self.alone = Box(_("N&obody else is enrolled: the recovery sheet confirms"))
        self.reason = lines(height=56)
        self.reason_row = Labelled(_("Wh&y"), self.reason)
        bare = _(
            "Only a backup is restored: the book has no mirror then. Give it one as soon as you "
            "are signed in, in Settings, Mirror."
        )
        self.bare = label(bare, "note", role="pending", wrap=True)
        layer = column(gap=14)
        layer.addLayout(row(self.first, self.second, gap=24))
        for part in (self.alone, self.reason_row, self.bare):
            layer.addWidget(part)
        self.setLayout(layer)
        self.alone.toggled.connect(self._ask_second)

    def _ask_second(self, alone: bool) -> None:
        self.second.setEnabled(not alone)
        for asked in (self.second.name_row, self.second.passphrase_row):
            asked.clear()

    def show_for(self, source: Source | None, sheet: Sheet | None, name: str) -> None:
        """Ask for who restores ``source``; ``sheet`` is the one that opened it, if one did."""
        self._sheet = sheet
        self.alone.setVisible(sheet is not None)
        self.bare.setVisible(source is not None and source.mirror is None)
        if not self.first.name.text():
            self.first.name.setText(name)

    def is_missing(self) -> bool:
        """Whether something is not typed yet; it has the cursor then, and the sentence."""
        empty = self.first.missing()
        if empty is None and not self.is_alone():
            empty = self.second.missing()
        said = self.reason.toPlainText().strip()
        self.reason_row.say("" if said else _("Say why, for whoever reads it later."))
        if empty is None and not said:
            empty = self.reason
        if empty is not None:
            empty.setFocus()
        return empty is not None

    def is_alone(self) -> bool:
        """Whether the sheet is to stand in for a second person."""
        return self._sheet is not None and self.alone.isChecked()

    def given(self) -> tuple[Pair, Pair | Sheet, str]:
        """Who restores, who or what confirms, and why."""
        sheet = self._sheet if self.is_alone() else None
        return self.first.pair(), sheet or self.second.pair(), self.reason.toPlainText().strip()

    def forget(self) -> None:
        """Empty what is secret."""
        self._sheet = None
        for person in (self.first, self.second):
            person.forget()
