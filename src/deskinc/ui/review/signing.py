"""The signature under a pass: the passphrase, never a PIN (D12)."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskinc.desk.office import Record
from deskinc.desk.review import reviewing
from deskinc.desk.review.reviewing import Pass
from deskinc.i18n import _
from deskinc.ui.session import Session
from deskinc.ui.signing import Says, Signing


class SignReview(Signing):
    """What is signed, and the passphrase of the reviewer."""

    def __init__(
        self, parent: QWidget, session: Session, read: Pass, done: Callable[[], object]
    ) -> None:
        super().__init__(
            parent, session, _("Sign the review"),
            _("It is one record. Your mark stands beside the lines; no word of them changes. What "
              "goes back stands in its writer’s sight until it is answered."),
            _("Sign it"),
        )  # fmt: skip
        self._read, self._done = read, done
        self.layer.addWidget(Says(reviewing.meaning(read)))
        self.hand = self.ask_own()
        self.finish()
        self.hand.field.setFocus()

    def sign(self) -> None:
        """Check the passphrase and write the record."""
        if not self.is_typed():
            return
        office, read, given = self.session.office, self._read, self.hand.field.text()
        self.run(lambda: reviewing.write(office, read, given), self._signed, lane="keys")

    def _signed(self, _record: Record) -> None:
        first, last = self._read.cited
        one, many = _("Line {first} is reviewed."), _("Lines {first} to {last} are reviewed.")
        words = (one if first == last else many).format(first=first, last=last)
        count = len(self._read.returned)
        back = _("1 line went back to its writer.")
        if count > 1:
            back = _("{count} lines went back to their writers.").format(count=count)
        self.session.say(words, back if count else "")
        self._done()
