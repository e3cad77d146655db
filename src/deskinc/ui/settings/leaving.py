"""Somebody leaves: what will happen, signed by two; and the keys, where they wait to be changed."""

from PySide6.QtWidgets import QWidget

from deskinc.desk.office import Officer
from deskinc.desk.people import departure
from deskinc.desk.people.departure import Plan
from deskinc.i18n import _
from deskinc.ui.parts import label
from deskinc.ui.session import Session
from deskinc.ui.signing import Says, Signing

MOST = 4
"""Backups named one by one; of more it is said how many."""


class LeaveDialog(Signing):
    """What will happen, and the passphrases of the two who sign it."""

    danger = True

    def __init__(self, parent: QWidget, session: Session, who: Officer, plan: Plan) -> None:
        text = _(
            "Signed by two who stay. From then on the passphrase of {name} opens nothing, and the "
            "key signs nothing after record {last}; what it signed stays valid for ever. The book "
            "and its mirror go on under new keys: everybody else keeps the passphrase, and the "
            "recovery sheet opens as before."
        ).format(name=plan.name, last=plan.last)
        title = _("{name} leaves").format(name=plan.name)
        super().__init__(parent, session, title, text, _("Si&gn, both"))
        self.go.set_key("")
        self.go.setDefault(False)
        self._who = who
        for words in told(plan):
            self.layer.addWidget(label(words, wrap=True))
        self.layer.addWidget(Says(departure.meaning(plan.name), _("Both signatures say")))
        self.own = self.ask_own().field
        self.second = self.ask_second()
        self.other, self.theirs = self.second.name_field, self.second.field
        self.finish()
        self.own.setFocus()

    def sign(self) -> None:
        """Let both sign; then the window makes room while the keys are changed."""
        if not self.is_typed():
            return
        office, thread, own = self.session.office, self._who.thread, self.own.text()
        second = self.second.given()
        self.run(
            lambda: departure.leave(office, thread, own, second), self.session.keys_wanted.emit
        )


def told(plan: Plan) -> list[str]:
    """What is to be known beforehand, one thing a paragraph."""
    said = [
        _(
            "The window closes for that and opens again by itself: some seconds, minutes for a "
            "book of many years. Do it when the desk is quiet. PINs are chosen anew."
        )
    ]
    if plan.opens:
        said.append(
            _(
                "The office is closed by it: {name} could have taken along what the keyring of "
                "this computer holds. Choose anew afterwards: Settings, Open or closed office."
            ).format(name=plan.name)
        )
    sheet = (
        _(
            "{name} made the recovery sheet and may know its words: an administrator who stays "
            "makes a new one first, in Settings, Recovery sheet."
        )
        if plan.made_sheet
        else _(
            "If {name} may have copied the words of the recovery sheet, make a new sheet first: "
            "Settings, Recovery sheet."
        )
    )
    said.append(sheet.format(name=plan.name))
    if plan.reads:
        said.append(
            _(
                "{name} could read restricted parts: what is written from now on lies under a new "
                "key too. What could be read before is known."
            ).format(name=plan.name)
        )
    if plan.backups:
        names = ", ".join(one.name for one in plan.backups[:MOST])
        more = len(plan.backups) - MOST
        names += _(" and {count} more").format(count=more) if more > 0 else ""
        said.append(
            _(
                "These backups still open with the passphrase of {name}: {names}, in {folder}. "
                "Keep them where {name} does not come, or delete them once there is a newer one. "
                "The program deletes none because of it."
            ).format(names=names, folder=plan.backups[0].parent, name=plan.name)
        )
    elif plan.silent:
        said.append(
            _(
                "The folder of the backups does not answer. Those made before today still open "
                "with the passphrase of {name}: keep them where {name} does not come."
            ).format(name=plan.name)
        )
    return said
