"""The slip for an owner without a key: looked at, changed where it says too much, printed."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from deskinc.desk.learning import slips
from deskinc.desk.learning.slips import Slip
from deskinc.i18n import _
from deskinc.ui.dialogs import Question
from deskinc.ui.incidents.evidence.showing import to_paper
from deskinc.ui.labelled import Labelled, beside, line
from deskinc.ui.parts import Button
from deskinc.ui.session import Session

WIDTH = 760
"""Room for two fields beside each other: a low screen has none for six below."""


class SlipDialog(Question):
    """All that the slip will say; nothing typed here is written into the incident."""

    def __init__(self, parent: QWidget, session: Session, said: Slip) -> None:
        text = _("It leaves the house. What stands here is all that it says: read it through.")
        if said.spared:
            more = _(
                "What, where and when would tell who it was: type only what has to be known to "
                "put it right."
            )
            text = f"{text} {more}"
        super().__init__(parent, _("Slip {number}").format(number=said.number).strip(), text)
        self._session, self._said, self._over = session, said, parent
        self.setMinimumWidth(WIDTH)
        self.fields = {name: line() for name in ("who", "until", "what", "since", "where", "asked")}
        words = (
            _("F&or"), _("&By when"), _("W&hat"), _("Sin&ce"), _("Whe&re"), _("What is as&ked"),
        )  # fmt: skip
        self.rows = {
            name: Labelled(caption, field)
            for (name, field), caption in zip(self.fields.items(), words, strict=True)
        }
        for name, field in self.fields.items():
            field.setText(getattr(said, name))
            field.setCursorPosition(0)
        self.layer.addLayout(beside(self.rows["who"], self.rows["until"]))
        self.layer.addLayout(beside(self.rows["what"], self.rows["since"]))
        self.layer.addWidget(self.rows["where"])
        self.layer.addWidget(self.rows["asked"])
        self.submits(self.give)
        self.end(
            Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject),
            Button(_("&Print"), "primary", _("Enter"), pressed=self.give),
        )
        self.fields["asked" if said.who else "who"].setFocus()

    def give(self) -> None:
        """Print it, or say what is missing."""
        missing = {"who": _("Say for whom it is."), "asked": _("Say what is asked.")}
        typed = {name: field.text().strip() for name, field in self.fields.items()}
        lacking = [name for name in missing if not typed[name]]
        for name, words in missing.items():
            self.rows[name].say(words if name in lacking else "")
        if lacking:
            self.fields[lacking[0]].setFocus()
            return
        said, session, parent = replace(self._said, **typed), self._session, self._over
        self.accept()
        to_paper(parent, session, partial(slips.printed, session.office, said))


def ask(parent: QWidget, session: Session, make: Callable[[], Slip]) -> None:
    """Read what stands in the book, and show it before it leaves."""
    session.look(parent, make, lambda said: SlipDialog(parent, session, said).open())
