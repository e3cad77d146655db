"""Asking what each photo shows, one after the other; a caption half typed outlives the lock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from deskinc.ui.incidents.photodialogs import CaptionDialog
from deskinc.ui.session import Session


@dataclass(frozen=True, slots=True)
class Incoming:
    """A picture for the incident ``thread``: its name, how to get its bytes, words typed so far.

    ``is_file``: a file of another kind, at ``path``; ``source`` is who it came from.
    """

    thread: str
    name: str
    read: Callable[[], bytes]
    words: str = ""
    path: Path | None = None
    is_file: bool = False
    source: str = ""


class Captions(QObject):
    """The photos that wait for their captions.

    A lock puts the one being asked back in the queue. A closed program forgets the queue and
    keeps the words, which are offered when a file of that name is chosen again.
    """

    given = Signal(object)
    """Incoming: add it with its words."""
    typed = Signal()
    """What is to be kept has changed."""
    emptied = Signal()
    """Nothing waits for its caption any more."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._parent = session, parent
        self._waiting: list[Incoming] = []
        self._asking: Incoming | None = None
        self._kept: dict[str, str] = {}
        session.unlocked.connect(self._next, Qt.ConnectionType.QueuedConnection)
        session.officer_changed.connect(self._change_hands)

    def _change_hands(self) -> None:
        """What waits was chosen by the officer before, for whom his words are kept."""
        self._waiting, self._asking, self._kept = [], None, {}

    def take(self, incoming: Sequence[Incoming]) -> None:
        """Ask for the caption of each."""
        self._waiting += incoming
        self._next()

    def is_empty(self) -> bool:
        """Whether nothing waits for its caption."""
        return self._asking is None and not self._waiting

    def kept(self) -> Mapping[str, str]:
        """``name`` and ``words`` of a caption whose photo has to be chosen again, or nothing."""
        return self._kept

    def keep(self, incoming: Incoming) -> None:
        """The photo could not be added: its words are kept."""
        if incoming.words:
            self._kept = {"name": incoming.name, "words": incoming.words}
            self.typed.emit()

    def drop(self) -> None:
        """Forget the words that are kept."""
        self._kept = {}
        self.typed.emit()

    def to_keep(self, thread: str) -> dict[str, str]:
        """The caption being typed for the incident, for the unsent texts."""
        for incoming in (self._asking, *self._waiting):
            if incoming is not None and incoming.thread == thread and incoming.words:
                return {"name": incoming.name, "words": incoming.words}
        return self._kept

    def take_up(self, kept: Mapping[str, str]) -> None:
        """Another incident is shown, or the unsent texts arrived."""
        self._kept = dict(kept) if kept.get("name") and kept.get("words") else {}

    def _next(self) -> None:
        if not self._waiting or self._asking is not None or self._session.is_locked:
            return
        incoming = self._waiting.pop(0)
        if not incoming.words and self._kept.get("name") == incoming.name:
            incoming = replace(incoming, words=self._kept["words"])
        self._asking = incoming
        follow = len(self._waiting)
        asked = CaptionDialog(
            self._parent, incoming.name, incoming.words, file=incoming.is_file, follow=follow
        )
        asked.words.textChanged.connect(self._type)
        asked.finished.connect(lambda result: self._answered(result, asked))
        asked.open()

    def _give_all(self, like: Incoming) -> None:
        """The rest gets the same words, and is asked no more."""
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            self.given.emit(replace(each, words=like.words, source=like.source))

    def _type(self, words: str) -> None:
        if self._asking is not None:
            self._asking = replace(self._asking, words=words.strip())
            self.typed.emit()

    def _answered(self, result: int, asked: CaptionDialog) -> None:
        incoming, self._asking = self._asking, None
        if incoming is None:
            return
        if result != QDialog.DialogCode.Accepted and self._session.is_locked:
            self._waiting.insert(0, incoming)
            return
        if self._kept.get("name") == incoming.name:
            self._kept = {}
        self.typed.emit()
        if result == QDialog.DialogCode.Accepted:
            incoming = replace(incoming, source=asked.source.text().strip())
            self.given.emit(incoming)
            if asked.all.isChecked():
                self._give_all(incoming)
        self._next()
        if self.is_empty():
            self.emptied.emit()
