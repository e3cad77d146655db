"""The card of a claim: received, asked and answered, its letter."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from deskinc.desk.claims import claims
from deskinc.desk.claims.claims import Claim
from deskinc.desk.erasure import holds
from deskinc.desk.erasure.holds import Held
from deskinc.desk.lines.entries import new_id
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.forms.form import Section
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.completing import Offer
from deskinc.ui.formdialog import FormDialog, Shown
from deskinc.ui.forms.lists import Lists, lists_of
from deskinc.ui.forms.manner import Manner
from deskinc.ui.labelled import Labelled
from deskinc.ui.pathfield import PathField
from deskinc.ui.session import Session

ASKED = (
    "claimant", "received", "reference", "adjuster", "notified", "state", "reserve", "paid",
    "asked",
)  # fmt: skip


class ClaimDialog(FormDialog):
    """Asks what came in; with a claim, what is changed of it."""

    def __init__(
        self, parent: QWidget, session: Session, incident: str, number: str,
        claim: Claim | None = None,
    ) -> None:  # fmt: skip
        title = _("A claim about {number}") if claim is None else _("The claim about {number}")
        words = _(
            "At once nothing of the incident can be erased, nor lines at its place of the ninety "
            "days before, until a shift lead releases the hold."
        )
        self._incident, self._claim, self._id = incident, claim, new_id()
        self._sent: list[Offer] = []
        form = current("claim")
        self.path = PathField(_("The letter"), _("Choose…"), kinds=_("All files") + " (*)")
        self.path.field.setAccessibleName(_("Letter"))
        self.letter = Labelled(_("&Letter"), self.path, claim.letter[1] if claim else "")
        shown = Shown(
            title.format(number=number), form, f"claim:{claim.thread if claim else incident}",
            words if claim is None else "", sections=[Section("", tuple(map(form.field, ASKED)))],
            saved=claim.values if claim else {}, lists=self._lists(session),
            manner=Manner(always_open=True, titles=False, most=2),
        )  # fmt: skip
        super().__init__(parent, session, shown, self.letter)
        office = session.office
        session.look(self, lambda: claims.reports(office, incident), self._offer)

    def _lists(self, session: Session) -> Lists:
        """The issued papers of the incident are what an answer may name."""
        return replace(lists_of(session.office), records=lambda: self._sent)

    def _offer(self, sent: Sequence[tuple[str, str]]) -> None:
        self._sent[:] = [Offer(*one) for one in sent]

    def start(self, cells: dict[str, Value]) -> None:
        """Write it; the letter is read and kept off the GUI thread."""
        office, path, id_ = self._session.office, self.path.path(), self._id
        claim, incident = self._claim, self._incident

        def work() -> object:
            if claim is None:
                return claims.receive(office, incident, cells, path, id_).result()
            return claims.change(office, claim.thread, cells, path, id_).result()

        tasks.run(self, work, self._home, self.failed)

    def said(self, _saved: object, /) -> None:
        """The hold stands from now on."""
        if self._claim is not None:
            return
        session, incident = self._session, self._incident

        def home(found: Sequence[Held]) -> None:
            lacks = found[-1].lacks if found else ""
            session.say(
                _("The claim is kept; the hold stands."),
                lacks or _("What can still be got is listed on the incident."),
                tone="pending" if lacks else "ok",
            )

        session.look(session, lambda: holds.on(session.office, incident), home)

    def failed(self, error: Exception) -> None:
        """What is wrong with the letter is said beside it."""
        if isinstance(error, InvalidForm):
            self.letter.say(error.notes.get("letter", ""))
            super().failed(error)
        elif isinstance(error, DeskError):
            self.go.setEnabled(True)
            self.letter.say(str(error))
        else:
            super().failed(error)
