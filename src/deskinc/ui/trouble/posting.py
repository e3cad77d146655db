"""Posting from the entry line into the sealed spool.

What was typed leaves the line at once and comes back into it if no disk takes it.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal

from deskinc.desk.lines import entries
from deskinc.desk.trouble import sealed as spooled
from deskinc.desk.trouble.sealed import Sealed, Spooling
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.book.asking import Asking
from deskinc.ui.book.entryline import EntryLine
from deskinc.ui.letting import Clock
from deskinc.ui.session import Notice


class SealedPoster(Asking):
    """Takes what stands in the entry line to ``desk.sealed``."""

    kept = Signal(object)
    """Sealed: a disk has the line."""
    refused = Signal(object)
    """Notice: a line was not kept, and how to take it back."""

    def __init__(self, entry: EntryLine, who: Callable[[], Spooling | None], clock: Clock) -> None:
        """``who`` says in whose name; None, having said why, where no name is given."""
        super().__init__(entry)
        self._who, self._clock = who, clock
        self._id = entries.new_id()
        self._under_way = 0

    def is_busy(self) -> bool:
        """Whether a line is on its way to the disk."""
        return self._under_way > 0

    def _send(self, raw: dict[str, object]) -> None:
        found = self._who()
        if found is None:
            return
        id_, typed, clock = self._id, self._entry.typed(), self._clock
        self._id = entries.new_id()
        self._under_way += 1
        self._entry.set_typed({})
        self._entry.to_text()
        tasks.look(
            self,
            lambda: spooled.write(found, raw, id_, clock=clock),
            self._done,
            lambda error: self._failed(error, id_, typed),
        )

    def _done(self, sealed: Sealed) -> None:
        self._under_way -= 1
        self.kept.emit(sealed)

    def _failed(self, error: Exception, id_: str, typed: Mapping[str, str]) -> None:
        self._under_way -= 1
        if not isinstance(error, DeskError):
            tasks.crash(error)
        if self._entry.is_empty():
            self._take_back(id_, typed)
            if isinstance(error, InvalidForm):
                name, sentence = next(iter(error.notes.items()))
                self._entry.say(name, sentence)
            elif isinstance(error, DeskError):
                self.refused.emit(Notice("fault", error.what, error.todo))
            return
        words = _("A line was not kept: “{text}”").format(text=typed["text"][:60])
        self.refused.emit(
            Notice("fault", words, str(error), _("Take it back"),
                   lambda: self._take_back(id_, typed), stays=True)
        )  # fmt: skip

    def _take_back(self, id_: str, typed: Mapping[str, str]) -> None:
        self._id = id_
        self._entry.set_typed(typed)
