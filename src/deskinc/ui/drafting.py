"""What is typed into a dialog outlives Esc, the lock, the next officer and a power cut."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from deskinc.i18n import _
from deskinc.proof.canonical import Json
from deskinc.ui import tasks
from deskinc.ui.labelled import Passphrase
from deskinc.ui.later import Later
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session

_FROM_NOW = re.compile(r"-\s*\d+\s*\w*")
"""A time that is counted from now (``-10m``): by tomorrow it means another, so it is not kept."""
Typed = Mapping[str, Any]
"""What is unsent; under ``edits`` it is closed to all but who typed it."""


class Draft(QObject):
    """Keeps what ``typed`` says under ``key``, until it is written or given up.

    A draft that was begun ``of`` something else is not taken up.
    """

    taken_up = Signal()
    """What was typed before stands there again."""

    def __init__(
        self, owner: QObject, session: Session, key: str, typed: Callable[[], Typed],
        take_up: Callable[[Typed], object], of: Json = None,
    ) -> None:  # fmt: skip
        super().__init__(owner)
        self._session, self._key, self._of = session, key, of
        self._typed, self._take_up = typed, take_up
        self._first, self._there, self._done = typed(), False, False
        self._later = Later(self, self._keep)
        session.locked.connect(self.flush)
        session.changing.connect(self.flush)
        session.closing.connect(self.flush)
        session.look(self, session.office.kept, self._home)

    def touch(self) -> None:
        """Something was typed."""
        if not self._done:
            self._later.touch()

    def flush(self) -> None:
        """Keep now what waits to be kept."""
        self._later.flush()

    def _keep(self) -> None:
        typed, office = self._typed(), self._session.office
        if typed and typed != self._first:
            self._there = True
            kept = office.keep(self._key, {**typed, "of": self._of})
            tasks.watch(self._session, kept, tasks.nothing, self._session.unkept)
        elif self._there:
            self._drop()

    def _drop(self) -> None:
        self._there = False
        gone = self._session.office.drop(self._key)
        tasks.watch(self._session, gone, tasks.nothing, self._session.unkept)

    def forget(self) -> None:
        """What was typed is written, or begun anew: nothing is kept."""
        self._later.stop()
        if self._there:
            self._drop()

    def written(self) -> None:
        """What was typed is in the book."""
        self.forget()
        self._done = True

    def _home(self, texts: Mapping[str, Typed]) -> None:
        kept = texts.get(self._key)
        if kept is not None and kept.get("of") == self._of:
            self._there = True
            self._take_up(kept)
            self.taken_up.emit()


class DialogDraft(Draft):
    """While the desk is locked the dialog is out of sight; it comes back with whoever left it."""

    def __init__(
        self, dialog: QDialog, session: Session, key: str, typed: Callable[[], Typed],
        take_up: Callable[[Typed], object], of: Json = None,
    ) -> None:  # fmt: skip
        super().__init__(dialog, session, key, typed, take_up, of)
        self._dialog, self._aside = dialog, False
        session.unlocked.connect(self._again)
        session.changing.connect(self._leave)
        dialog.finished.connect(self.flush)

    def set_aside(self) -> None:
        """The desk is locked: nothing of the dialog is seen."""
        self._aside = self._dialog.isVisible()
        self._dialog.hide()

    def _again(self) -> None:
        if self._aside:
            self._aside = False
            self._dialog.open()
            self._dialog.activateWindow()

    def _leave(self) -> None:
        """Somebody else has the desk from now on."""
        self._aside = False
        self._dialog.reject()
        self._dialog.deleteLater()


def put_aside(dialog: QDialog) -> None:
    """End a dialog as the desk is locked; one that bears a draft comes back."""
    draft = dialog.findChild(DialogDraft, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if isinstance(draft, DialogDraft):
        draft.set_aside()
    else:
        dialog.reject()


class Listing(Protocol):
    """Rows that are added and taken out by hand."""

    edited: SignalInstance

    def said(self) -> list[dict[str, object]]:
        """The rows in which something is said."""

    def fill(self, rows: Sequence[Mapping[str, object]], /) -> None:
        """Show these rows in place of those that stand there."""


class Blanks:
    """Fields of a dialog by name, and what was typed into them; a secret is none of them."""

    def __init__(
        self, fields: Mapping[str, QWidget], lists: Mapping[str, Listing] | None = None
    ) -> None:
        self._fields = {
            name: each for name, each in fields.items() if not isinstance(each, Passphrase)
        }
        self._lists = dict(lists or {})
        self._first = self._said()

    def _said(self) -> dict[str, object]:
        fields = {name: _said(each) for name, each in self._fields.items()}
        return {**fields, **{name: each.said() for name, each in self._lists.items()}}

    def typed(self) -> Typed:
        """What is other than at first."""
        said = self._said()
        edits = {
            name: now
            for name, now in said.items()
            if now != self._first[name] and not _FROM_NOW.fullmatch(str(now))
        }
        return {"edits": edits} if edits else {}

    def take_up(self, kept: Typed) -> None:
        """Put back what was typed, where nothing else is by now."""
        now = self._said()
        for name, typed in (kept.get("edits") or {}).items():
            if name in now and now[name] == self._first[name]:
                self._put(name, typed)

    def begin_anew(self) -> None:
        """Put back what stood there at first."""
        for name, said in self._first.items():
            self._put(name, said)

    def _put(self, name: str, said: Any) -> None:
        if name in self._lists:
            self._lists[name].fill(said)
        else:
            _put(self._fields[name], str(said))

    def heard(self, touch: Callable[[], object]) -> None:
        """Let ``touch`` hear of every change."""
        for field in self._fields.values():
            if isinstance(field, QComboBox):
                field.currentIndexChanged.connect(lambda _at: touch())
            elif isinstance(field, QCheckBox):
                field.toggled.connect(lambda _on: touch())
            elif isinstance(field, QLineEdit):
                field.textChanged.connect(lambda _words: touch())
            elif isinstance(field, QPlainTextEdit):
                field.textChanged.connect(touch)
        for each in self._lists.values():
            each.edited.connect(touch)

    def keep(self, dialog: QDialog, session: Session, key: str) -> Draft:
        """A draft of the fields of a dialog, which says so when it comes back."""
        draft = DialogDraft(dialog, session, key, self.typed, self.take_up)
        dialog.accepted.connect(draft.written)
        draft.taken_up.connect(self._offer_anew(dialog, draft).show)
        self.heard(draft.touch)
        return draft

    def _offer_anew(self, dialog: QDialog, draft: Draft) -> QWidget:
        """Says what stands there was typed before; one press takes it away."""
        made = QWidget(dialog)
        again = Button(_("Begin &anew"), "text", size="small")
        across = row(
            label(_("Typed before, and not written."), "note", role="pending"), again, gap=8
        )
        across.addStretch(1)
        made.setLayout(across)
        made.hide()

        def anew() -> None:
            self.begin_anew()
            draft.forget()
            made.hide()

        again.clicked.connect(lambda _on=False: anew())
        layer = dialog.layout()
        if isinstance(layer, QBoxLayout):
            layer.insertWidget(2, made)
        return made

    def keep_signed(self, dialog: QDialog, session: Session, key: str) -> Draft:
        """The same for a dialog that asks a passphrase too: the lock ends it."""
        draft = Draft(dialog, session, key, self.typed, self.take_up)
        dialog.rejected.connect(draft.flush)
        dialog.accepted.connect(draft.written)
        self.heard(draft.touch)
        return draft


def _said(field: QWidget) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData() or "")
    if isinstance(field, QCheckBox):
        return "yes" if field.isChecked() else ""
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text() if isinstance(field, QLineEdit) else ""


def _put(field: QWidget, words: str) -> None:
    if isinstance(field, QComboBox):
        field.setCurrentIndex(max(0, field.findData(words)))
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(words))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(words)
    elif isinstance(field, QLineEdit):
        field.setText(words)
