"""What the shift wrote in the book, in two lines."""

from PySide6.QtWidgets import QWidget

from deskinc.desk.shift.handover import Handover
from deskinc.i18n import _
from deskinc.ui.parts import column, label
from deskinc.ui.shift.onduty import incident_words
from deskinc.ui.shift.parts import section


class Night(QWidget):
    """``Lines 4801–4871`` and what was in them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = label("", "note", wrap=True)
        self.more = label("", "note", role="muted", wrap=True)
        self.void = label("", "note", wrap=True)
        title = section(_("The shift in the book"))
        self.setLayout(column(title, self.lines, self.more, self.void, gap=4))

    def show_handover(self, handover: Handover) -> None:
        """Say it of ``handover``."""
        first, last = handover.first, handover.last
        self.lines.setText(_("Lines {first}–{last}, {shift}").format(
            first=first, last=last, shift=handover.shift))  # fmt: skip
        incidents = _("Incidents: {words}.").format(words=incident_words(handover))
        one, many = _("1 late line."), _("{count} late lines.")
        late = one if handover.late == 1 else many.format(count=handover.late)
        self.more.setText(f"{incidents} {late if handover.late else _('No late lines.')}")
        self.void.setText(_("Made void: {numbers}.").format(numbers=", ".join(handover.void)))
        self.void.setVisible(bool(handover.void))
