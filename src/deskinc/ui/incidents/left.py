"""That whoever an incident was given to is no longer here, beside its next step."""

from functools import partial

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import owners
from deskinc.ui.forms.answers import Answers
from deskinc.ui.parts import column, label
from deskinc.ui.session import Session


class HasLeft(QWidget):
    """One sentence, and nothing where everybody is here."""

    def __init__(self, session: Session, answers: Answers) -> None:
        super().__init__()
        self._session, self._answers = session, answers
        self._asked: tuple[object, ...] = ()
        self.words = label("", "base", 600, "pending", wrap=True)
        self.setLayout(column(self.words, margins=(8, 0, 8, 0)))
        answers.changed.connect(lambda _name: self._look())
        self.hide()

    def _look(self) -> None:
        """Ask again once another owner or investigator is named."""
        values = self._answers.values()
        asked = tuple(str(values.get(name)) for name, _part in owners.PARTS)
        if asked == self._asked:
            return
        self._asked = asked

        def show(said: str) -> None:
            if asked == self._asked:
                self.words.setText(said)
                self.setVisible(bool(said))

        self._session.look(self, partial(owners.gone, self._session.office, values), show)
