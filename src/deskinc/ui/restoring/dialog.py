"""Restoring the book: from where, by whom, and why; it takes two people.

Everything slow is done off the GUI thread. Looking can be left at any time; once the two have
signed, the book is put in place before the dialog lets go.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from deskinc.desk.copies import restoring
from deskinc.desk.copies.restoring import Keys, NotAccepted, Pair, Source, Stranger
from deskinc.desk.signing_on.waits import Waits
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.banded import Banded
from deskinc.ui.labelled import Labelled, lines
from deskinc.ui.parts import Button, column, hairline, row
from deskinc.ui.recovering.words import SheetWords
from deskinc.ui.restoring.person import PersonFields
from deskinc.ui.restoring.sources import Sources

SIZE = QSize(760, 720)


class RestoreDialog(Banded):
    """``restored`` is told once the book lies in place; the door then opens it as ever.

    ``keys`` are those of whoever tried to sign in; without them the first person’s name and
    passphrase, or the recovery words, open what can be restored.
    """

    restored = Signal()

    def __init__(
        self, parent: QWidget, folder: Path, keys: Keys | None = None, name: str = "",
        *, clock: Callable[[], datetime] = restoring.utc_now, waits: Waits | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, _("Restore the book"), SIZE)
        self._folder, self._keys, self._clock = folder, keys, clock
        self._places: list[Path] = []
        self._by_words = False
        self.sources = Sources()
        self.words = SheetWords()
        self.words.done.connect(self.look)
        self.by_words = Button(
            _("&Use the recovery words instead"), "text", pressed=self._ask_words
        )
        self.first = PersonFields(
            _("Restores it"), _("A shift lead, facilities manager or administrator."),
            _("&Name"), _("&Passphrase"),
        )  # fmt: skip
        self.second = PersonFields(
            _("Confirms it"), _("Another person: any officer on the list."),
            _("Na&me of the second"), _("Passphrase of the s&econd"),
        )  # fmt: skip
        self.first.waits = self.second.waits = waits or Waits()
        self.reason = lines(height=56)
        self.reason_row = Labelled(_("Wh&y"), self.reason)
        self.first.name.setText(name)
        self._place()
        self.sources.wanted.connect(self._look_there)
        self._show_parts()
        self._to(self.first.passphrase if name else self.first.name)
        if keys is not None:
            self.look()

    def _place(self) -> None:
        self.body = QWidget()
        people = row(self.first, self.second, gap=24)
        inner = column(self.sources, gap=16)
        inner.addWidget(hairline("rule"))
        inner.addLayout(people)
        inner.addWidget(self.by_words, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.words)
        inner.addWidget(self.reason_row)
        self.body.setLayout(inner)
        self.about.setText(
            _("Two people restore it together. The old files are laid aside in the folder; "
              "nothing is deleted.")
        )  # fmt: skip
        self.seek = Button(_("Look &for the book"), "primary", pressed=self.look)
        self.go.set_key("")
        self.show_verb(_("&Restore the book"))
        self._pages = self.fill(self.body, verbs=(self.seek,))

    def _show_parts(self) -> None:
        """Before the keys are there only what opens them is asked."""
        known = self._keys is not None
        self.second.setVisible(known)
        self.reason_row.setVisible(known)
        self.go.setVisible(known)
        self.seek.setVisible(not known)
        self.by_words.setVisible(not known and not self._by_words)
        self.words.setVisible(not known and self._by_words)
        self.first.setVisible(known or not self._by_words)
        if not known:
            self.sources.say_none(
                _("Nothing can be read without a key: type a name and its passphrase, then look.")
            )
        (self.seek if not known else self.go).setDefault(True)

    def _to(self, field: QWidget) -> None:
        """Put the cursor there, in sight."""
        field.setFocus()

        def scroll() -> None:
            # words said below a field count only once they are laid out
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            below = field.parentWidget() or field
            end = below.mapTo(self.body, QPoint(0, below.height()))
            area = self._pages.currentWidget()
            if isinstance(area, QScrollArea):
                area.ensureVisible(0, end.y(), 0, 16)

        QTimer.singleShot(0, self, scroll)

    def _ask_words(self) -> None:
        self._by_words = True
        self._show_parts()
        self._to(self.words)

    def _look_there(self, place: Path) -> None:
        if place not in self._places:
            self._places.append(place)
        self.look()

    def look(self) -> None:
        """Open the keys if need be, then see what there is."""
        if self.busy:
            return
        self.fault.say("")
        folder, places, keys = self._folder, tuple(self._places), self._keys
        pair, words = self.first.pair(), self.words.words()
        by_words = self._by_words
        if keys is None and by_words and self.words.is_missing():
            return
        if keys is None and not by_words and (empty := self.first.missing()):
            self._to(empty)
            return
        said = _("Opening the keys") if keys is None else _("Looking at what there is")

        def work(report: tasks.Report) -> tuple[Keys, list[Source]]:
            opened = keys or (
                restoring.keys_of_words(folder, words, places)
                if by_words
                else restoring.keys_of(folder, pair, places)
            )
            return opened, restoring.sources(folder, opened, places, report)

        self.run(said, work, self._found, self._not_found, steps=True)

    def _found(self, found: tuple[Keys, Sequence[Source]]) -> None:
        self._keys, there = found
        self.words.forget()
        self._show_parts()
        self.sources.say_none(
            _("Nothing to restore from was found. Name the folder of the mirror or of a backup."),
            "pending",
        )
        self.sources.show_found(there)
        if not there:
            self._to(self.sources.path.field)
        elif self.first.passphrase.text():
            self._to(self.second.name)
        else:
            self._to(self.first.passphrase if self.first.name.text() else self.first.name)

    def _not_found(self, error: DeskError) -> None:
        if isinstance(error, Stranger):
            self._places.remove(error.place)
            self.fault.say(str(error))
            self._to(self.sources.path.field)
        elif self._by_words:
            self._to(self.words)
            self.words.say(str(error))
        else:
            self.first.refuse(error)
            self._to(self.first.passphrase)

    def go_on(self) -> None:
        """Have both sign, and put the book in place."""
        source = self.sources.chosen()
        reason = self.reason.toPlainText().strip()
        if self.busy:
            return
        self.fault.say("" if source else _("Choose what to restore from."))
        empty = self.first.missing() or self.second.missing()
        self.reason_row.say("" if reason else _("Say why, for whoever reads it later."))
        if empty is None and not reason:
            empty = self.reason
        if empty is not None or source is None:
            self._to(empty or self.sources.list)
            return
        folder, places, clock = self._folder, tuple(self._places), self._clock
        pairs: tuple[Pair, Pair] = (self.first.pair(), self.second.pair())
        self.leave.setEnabled(False)
        self.run(
            _("Opening the keys"),
            lambda report: restoring.restore(
                folder, source, *pairs, reason, report, places=places, clock=clock
            ),
            self._done, self._failed, steps=True,
        )  # fmt: skip

    def _done(self, _nothing: object) -> None:
        self.leave.setEnabled(True)
        for person in (self.first, self.second):
            person.passphrase.forget()
        self.accept()
        self.restored.emit()

    def _failed(self, error: DeskError) -> None:
        self.leave.setEnabled(True)
        if isinstance(error, NotAccepted):
            person = self.first if error.who == "first" else self.second
            person.refuse(error)
            self._to(person.passphrase)
        else:
            self.fault.say(str(error))

    def reject(self) -> None:
        """Leave it; not while the book is being put in place."""
        if self.leave.isEnabled():
            super().reject()
