"""A lost computer: the book is brought back on a new one, step by step.

Where is a copy, what opens it, what it holds, who restores it. Everything slow is done off the GUI
thread; nothing is written before the last step.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.copies import restoring
from deskinc.desk.copies.restoring import Keys, NotAccepted, Sheet, Source, Stranger
from deskinc.desk.signing_on.waits import Waits
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.banded import Banded
from deskinc.ui.parts import Button
from deskinc.ui.restoring.sources import Sources
from deskinc.ui.restoring.steps import CopyStep, KeyStep, WhoStep

SIZE = QSize(760, 680)
COPY, KEY, WHAT, WHO = range(4)


class RestoreGuide(Banded):
    """``restored`` carries the name of whoever restored, once the book lies in place."""

    restored = Signal(str)

    def __init__(
        self, parent: QWidget, folder: Path, *,
        clock: Callable[[], datetime] = restoring.utc_now, waits: Waits | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, _("Restore a lost book"), SIZE)
        self._folder, self._clock = folder, clock
        self._places: list[Path] = []
        self._keys: Keys | None = None
        self._sheet: Sheet | None = None
        self.copy, self.key, self.who = CopyStep(folder), KeyStep(), WhoStep()
        for person in (self.key.own, self.who.first, self.who.second):
            person.waits = waits or self.key.own.waits
        self.sources = Sources()
        self.back = Button(_("&Back"), "plain", pressed=self.go_back)
        self.pages = self.fill(self.copy, self.key, self.sources, self.who, verbs=(self.back,))
        self.key.words.done.connect(self.go.setFocus)
        self.sources.wanted.connect(self._look_there)
        self._show(COPY)

    def _show(self, page: int) -> None:
        told = {
            COPY: (_("Where is a copy?"), _("Nothing is written before the last of four steps.")),
            KEY: (_("What opens it?"), _("The recovery sheet from the safe, or the passphrase of "
                                         "anybody who signed in to that book.")),
            WHAT: (_("What it holds"), _("The best one first. On a new computer nobody can tell "
                                         "what was written later: papers with a later seal show "
                                         "it.")),
            WHO: (_("Who restores it?"), _("Two people restore it together. Every record is "
                                           "checked while the book is built.")),
        }  # fmt: skip
        self.pages.setCurrentIndex(page)
        step = _("Restore a lost book, step {step} of 4").format(step=page + 1)
        self.setWindowTitle(step)
        self.title.setText(told[page][0])
        self.about.setText(f"{step}. {told[page][1]}")
        self.show_verb(_("&Restore the book") if page == WHO else _("&Go on"))
        self.back.setVisible(page > COPY)
        self.fault.say("")
        if page == WHO:
            self.who.show_for(self.sources.chosen(), self._sheet, self.key.own.name.text())
        first = {
            COPY: self.copy.path.field, KEY: self.key.first(), WHAT: self.sources.list,
            WHO: self.who.first.name,
        }  # fmt: skip
        first[page].setFocus()

    def go_on(self) -> None:
        """What the step asks for."""
        page = self.pages.currentIndex()
        if self.busy:
            return
        self.fault.say("")
        if page == COPY and (where := self.copy.path.path()) is not None:
            self._places = [where]
            self._show(KEY)
        elif page == COPY:
            self.fault.say(_("Name the folder: slots.json lies in it, or in a folder below."))
            self.copy.path.field.setFocus()
        elif page == KEY:
            self._open()
        elif page == WHAT and self.sources.chosen() is not None:
            self._show(WHO)
        elif page == WHO:
            self._restore()

    def go_back(self) -> None:
        """One step back; what was answered stays."""
        if not self.busy and self.pages.currentIndex() > COPY:
            self._show(self.pages.currentIndex() - 1)

    def _open(self) -> None:
        if self.key.is_missing():
            return
        folder, places, by_words = self._folder, tuple(self._places), self.key.by_words
        words, pair = self.key.words.words(), self.key.own.pair()

        def work(report: tasks.Report) -> tuple[Keys, Sheet | None, list[Source]]:
            if by_words:
                keys, sheet = restoring.opened_by(folder, words, places)
                return keys, sheet, restoring.sources(folder, keys, places, report)
            keys = restoring.keys_of(folder, pair, places)
            return keys, None, restoring.sources(folder, keys, places, report)

        self.run(_("Looking at what there is"), work, self._found, self._not_found, steps=True)

    def _look_there(self, place: Path) -> None:
        if self.busy or self._keys is None:
            return
        self._places = [*self._places, place]
        folder, places, keys, sheet = self._folder, tuple(self._places), self._keys, self._sheet
        self.run(
            _("Looking at what there is"),
            lambda report: (keys, sheet, restoring.sources(folder, keys, places, report)),
            self._found, self._not_found, steps=True,
        )  # fmt: skip

    def _found(self, found: tuple[Keys, Sheet | None, Sequence[Source]]) -> None:
        self._keys, self._sheet, there = found
        self.sources.show_found(there)
        self._show(WHAT)
        self.fault.say("" if there else _("These keys open it, but no line can be read from it."))

    def _not_found(self, error: DeskError) -> None:
        page = self.pages.currentIndex()
        if isinstance(error, Stranger) and page == WHAT:
            self._places.remove(error.place)
        if page == KEY:
            self.key.refuse(error)
        else:
            self.fault.say(str(error))

    def _restore(self) -> None:
        source = self.sources.chosen()
        if self.who.is_missing() or source is None:
            return
        folder, places, clock = self._folder, tuple(self._places), self._clock
        one, two, reason = self.who.given()
        self.leave.setEnabled(False)
        self.run(
            _("Opening the keys"),
            lambda report: restoring.restore(
                folder, source, one, two, reason, report, places=places, clock=clock
            ),
            lambda _none: self._done(one.name), self._refused, steps=True,
        )  # fmt: skip

    def _done(self, name: str) -> None:
        self._forget()
        self.leave.setEnabled(True)
        self.accept()
        self.restored.emit(name)

    def _refused(self, error: DeskError) -> None:
        self.leave.setEnabled(True)
        if isinstance(error, NotAccepted) and (error.who == "first" or not self.who.is_alone()):
            person = self.who.first if error.who == "first" else self.who.second
            person.refuse(error)
            person.passphrase.setFocus()
        else:
            self.fault.say(str(error))

    def _forget(self) -> None:
        self._sheet = self._keys = None
        self.key.forget()
        self.who.forget()

    def reject(self) -> None:
        """Leave it; not while the book is being put in place."""
        if self.leave.isEnabled():
            self._forget()
            super().reject()
