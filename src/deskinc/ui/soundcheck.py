"""*Test sound*: plays the alarm, and says what was or was not to be heard (D16)."""

from PySide6.QtWidgets import QWidget

from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.parts import Button, kind_of, label, row
from deskinc.ui.session import Session


class SoundCheck(QWidget):
    """A button, and beside it how it went; whether it was heard only a person can say."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.button = Button(_("Test so&und"), size="small", pressed=self.play)
        self.state = label("", "note", role="muted", wrap=True)
        inside = row(self.button, gap=12)
        inside.addWidget(self.state, 1)
        self.setLayout(inside)

    def play(self) -> None:
        """Play the alarm once, beside the work."""
        self.button.setEnabled(False)
        self._say(_("Playing the alarm."), "muted")
        tasks.run(self, self._session.alarm.play, self._played, lane="sound")

    def _played(self, why: str) -> None:
        self.button.setEnabled(True)
        self._say(why or _("It was played. Did you hear it?"), "pending" if why else "muted")
        if not self._session.is_closed:
            self._session.office.sound = why if self._session.due else ""
            self._session.check_health()

    def _say(self, words: str, role: str) -> None:
        self.state.setText(words)
        kind_of(self.state, role=role)
