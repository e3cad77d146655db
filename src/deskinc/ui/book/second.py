"""A second person signs a line, with the passphrase and never with a PIN (D12)."""

from PySide6.QtWidgets import QWidget

from deskinc.desk.lines import seconding
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Record
from deskinc.i18n import _
from deskinc.ui.session import Session
from deskinc.ui.signing import Says, Signing


class SecondDialog(Signing):
    """What is signed, and name and passphrase of the second person."""

    def __init__(self, parent: QWidget, session: Session, of: Line) -> None:
        super().__init__(
            parent, session, _("Second signature under line {no}").format(no=of.cited),
            _("“{text}” by {name}. Somebody else than the writer signs it too; no word of the line "
              "changes.").format(text=_short(of.text), name=of.by_name),
            _("Sign the line"),
        )  # fmt: skip
        self._line = of
        self.layer.addWidget(Says(seconding.meaning(of.cited)))
        self.second = self.ask_second()
        self.finish()
        mine = session.office.officer
        if mine.name != of.by_name:
            self.second.name_field.setText(mine.name)
            self.second.field.setFocus()
        else:
            self.second.name_field.setFocus()

    def sign(self) -> None:
        """Check the passphrase and write the signature."""
        if not self.is_typed():
            return
        office, line, given = self.session.office, self._line, self.second.given()

        def signed(_record: Record) -> None:
            words = _("Line {no} is signed by {name} too.")
            self.session.say(words.format(no=line.cited, name=given[0]))

        self.run(lambda: seconding.second(office, line.n, *given), signed, lane="keys")


def _short(text: str, most: int = 120) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()} …"
