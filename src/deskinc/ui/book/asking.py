"""What the entry line asks before it lets its words go: a time that is one, and a type."""

from abc import abstractmethod

from PySide6.QtCore import QObject

from deskinc.forms.kinds import FieldError
from deskinc.i18n import _
from deskinc.ui.book.entryline import EntryLine


class Asking(QObject):
    """Hears that the entry line was submitted; whoever inherits it sends what stands there."""

    def __init__(self, entry: EntryLine) -> None:
        super().__init__(entry)
        self._entry = entry
        self._then_post = False
        entry.submitted.connect(self.submit)
        entry.type.taken.connect(self._type_taken)

    def submit(self) -> None:
        """Send the line; an empty one is none. Blanks are to be filled, and a type is asked for."""
        self._entry.settle()
        if self._entry.is_empty():
            return
        if self._entry.text.to_blank():
            self._entry.say("text", _("Fill the blank; Alt+U writes “not known”."))
            return
        try:
            raw = self._entry.raw()
        except FieldError as error:
            self._entry.say("happened", error.what)
            return
        if "type" not in raw:
            self._entry.say("type", _("Which type of line is it?"))
            self._entry.type.open_list()
            self._then_post = True
            return
        self._send(raw)

    def _type_taken(self) -> None:
        if self._then_post and self._entry.type.id():
            self._then_post = False
            self.submit()

    @abstractmethod
    def _send(self, raw: dict[str, object]) -> None:
        """Take the answers of the line to where they are written."""
