"""Taking photos and files in, one after the other, off the GUI thread; how far that is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from deskinc.desk.evidence import documents
from deskinc.desk.incidents import evidence
from deskinc.desk.lines.entries import new_id
from deskinc.desk.office import Office
from deskinc.errors import Refused
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.incidents.captions import Incoming
from deskinc.ui.oneline import OneLine
from deskinc.ui.parts import Button, row
from deskinc.ui.session import Session

LANE = "evidence"
Told = tuple[str, str]
"""What is said of one that was taken in otherwise than asked: what, and what to do."""


class Taking(QWidget):
    """A line that says which file is taken in and how much of it; it can be stopped."""

    added, failed = Signal(), Signal(object)
    """One is in the book; one (Incoming) is not."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._running: list[tasks.Task] = []
        self._at = self._all = self._added = 0
        self.words, self.bar = OneLine("", "note"), QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(140, 4)
        self.stop = Button(_("Stop"), "text", size="small", pressed=self._stop)
        layer = row(self.words, self.bar, self.stop, gap=12, margins=(8, 6, 0, 0))
        layer.setStretch(0, 1)
        self.setLayout(layer)
        self.hide()

    def is_busy(self) -> bool:
        """Whether something is on its way into the book."""
        return bool(self._running)

    def take(self, incoming: Incoming) -> None:
        """Take one in behind those that are on their way."""
        office, made, task = self._session.office, new_id(), tasks.Task(self)
        self._running.append(task)
        self._all += 1
        place = self._all

        def work(report: tasks.Report, stopped: Callable[[], bool]) -> Told | None:
            return taken(office, incoming, made, lambda part: report(part, ""), stopped)

        def home(told: Told | None) -> None:
            self._added += 1
            self._ended(task)
            if told is not None:
                self._session.say(*told, tone="pending")
            self.added.emit()

        def failed(error: Exception) -> None:
            self._ended(task)
            self.failed.emit(incoming)
            self._session.fail(error)

        task.progressed.connect(lambda part, _words: self._show(place, incoming.name, part))
        task.start(work, home, failed, lane=LANE)
        self._show(self._at + 1, incoming.name, 0.0)

    def _show(self, place: int, name: str, part: float) -> None:
        if len(self._running) == self._all - self._at:
            words = _("Adding {name}") if self._all == 1 else _("Adding {n} of {all}: {name}")
            self.words.setText(words.format(n=place, all=self._all, name=name))
            self.bar.setValue(round(part * 100))
        self.show()

    def _ended(self, task: tasks.Task) -> None:
        self._running.remove(task)
        self._at += 1
        task.deleteLater()
        if not self._running:
            self._at = self._all = 0
            self.hide()

    def _stop(self) -> None:
        for task in self._running:
            task.cancel()

    def counted(self) -> int:
        """How many were added since this was asked last."""
        count, self._added = self._added, 0
        return count


def taken(
    office: Office, incoming: Incoming, made: str,
    report: Callable[[float], object], stopped: Callable[[], bool],
) -> Told | None:  # fmt: skip
    """Take one in; a picture that cannot be read is kept as a file, which is said."""
    remark = ""
    if not incoming.is_file:
        try:
            photo = incoming.read(), incoming.name, incoming.words, made
            evidence.add_photo(office, incoming.thread, *photo).result()
        except Refused as error:
            if incoming.path is None:
                raise
            remark = error.what
        else:
            return None
    said = {"caption": incoming.words, "received_from": incoming.source, "remark": remark}
    path = incoming.path or Path(incoming.name)
    documents.add_file(office, incoming.thread, path, said, made, report, stopped).result()
    return (remark, _("It is kept as a file, byte for byte.")) if remark else None
