"""Beside the insurance report: what is to be signed, whether it is ready, and the signatures."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.incidents import Incident
from deskinc.desk.office import Officer, Record
from deskinc.desk.papers import exports
from deskinc.desk.papers.exports import Ready, Signed
from deskinc.desk.papers.insurance_case import ISSUED, REVIEWED
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.ids import id_text
from deskinc.ui.labelled import Fault, Labelled, choice
from deskinc.ui.papers.facts import Facts
from deskinc.ui.papers.given import Given
from deskinc.ui.papers.leaving import Leaving
from deskinc.ui.papers.scroll import FollowingArea
from deskinc.ui.papers.view import PaperView
from deskinc.ui.parts import Button, column, ground, label
from deskinc.ui.reports.making import Made, Wrong, making, signing
from deskinc.ui.reports.ready import ReadyList, left_to_type, not_yet, paper_facts
from deskinc.ui.session import Session
from deskinc.ui.signing import Asked


class InsurancePanel(QWidget):
    """Has the report of an incident made (*insurance*, or *incident*, the whole form), signed."""

    signed = Signal(object)
    """A Signed has left the book."""

    def __init__(self, session: Session, view: PaperView, kind: str = "insurance") -> None:
        super().__init__()
        self._session, self._view, self._kind = session, view, kind
        self._made: Made | None = None
        self._checked: Ready | None = None
        self._turn = 0
        self._busy = False
        self.done: Signed | None = None
        self._threads: list[str] = []
        self.incident = self.first = choice([])
        self.incident.setSizeAdjustPolicy(
            self.incident.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.facts = Facts()
        self.ready = ReadyList()
        self.lead = choice([])
        self.issuer_part, self.lead_part = Asked(_(ISSUED)), Asked(_(REVIEWED))
        self.issuer_pass, self.issuer_row = self.issuer_part.field, self.issuer_part.row
        self.lead_pass, self.lead_row = self.lead_part.field, self.lead_part.row
        self.given = Given()
        self.fault = Fault()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.sign = Button(_("Sign"), "primary", "Ctrl+Enter", size="tall", icon="pen-line",
                           pressed=self.sign_now)  # fmt: skip
        self.missing = label("", "note", role="muted", wrap=True)
        self.again = Button(_("Make the next issue"), "text", size="small", pressed=self.make)
        self.leaving = Leaving(session)
        self._place()
        self._wire()
        self._show_signing()

    def _place(self) -> None:
        inside = column(
            label(_("To be signed"), "text", 600), Labelled(_("Inci&dent"), self.incident),
            self.facts, gap=8, margins=(20, 14, 20, 12),
        )  # fmt: skip
        inside.addSpacing(10)
        inside.addWidget(label(_("Ready"), "text", 600))
        inside.addWidget(self.ready)
        inside.addSpacing(10)
        inside.addWidget(label(_("Signatures"), "text", 600))
        self.lead_choice = Labelled(_("Reviewin&g lead"), self.lead)
        for part in (self.given, self.lead_choice, self.lead_part, self.issuer_part):
            inside.addWidget(part)
        inside.addStretch(1)
        area = FollowingArea(ground("surface", inside))
        below = (self.bar, self.fault, self.missing, self.sign, self.leaving, self.again)
        foot = column(*below, gap=8, margins=(20, 8, 20, 12))
        self.sign.setSizePolicy(self.incident.sizePolicy())
        layer = column()
        self.setLayout(layer)
        layer.addWidget(area, 1)
        layer.addLayout(foot)

    def _wire(self) -> None:
        self.incident.activated.connect(lambda _at: self.make())
        self.lead.activated.connect(lambda _at: self.make())
        for field in (self.issuer_pass, self.lead_pass):
            field.textEdited.connect(lambda _words: self._show_signing())
        self.lead_pass.returnPressed.connect(self.issuer_pass.setFocus)
        self.issuer_pass.returnPressed.connect(self.sign_now)
        self._session.recorded.connect(self._recorded)

    def chosen(self) -> str:
        """The incident that is chosen; "" for none."""
        at = self.incident.currentIndex()
        return self._threads[at] if 0 <= at < len(self._threads) else ""

    def load(self, then: Callable[[], None], thread: str = "") -> None:
        """Offer incidents and leads, choose ``thread`` or the last finished one, then ``then``."""
        office = self._session.office
        words = _("Passphrase of {name}").format(name=office.officer.name)
        if self.issuer_row.caption.text() not in {words, ""}:
            self._made = None  # the paper names another issuer
            self.issuer_pass.forget()
        self.issuer_row.caption.setText(words)

        def read() -> tuple[Sequence[Incident], Sequence[Officer]]:
            whole, may = self._kind == "incident", office.officer.may("read_incidents")
            known = incidents.listed(office, exercises=whole) if may else ()
            return known, exports.reviewers(office)

        def offer(found: tuple[Sequence[Incident], Sequence[Officer]]) -> None:
            self._offer(*found, thread)
            then()

        self._session.look(self, read, offer)

    def _offer(self, known: Sequence[Incident], reviewers: Sequence[Officer], thread: str) -> None:
        finished = next((i.thread for i in known if i.finished), "")
        wanted = thread or self.chosen() or finished
        self._threads = ["", *(one.thread for one in known)]
        self.incident.clear()
        self.incident.addItem(_("Choose an incident"))
        self.incident.addItems([f"{one.number}  {one.title}" for one in known])
        at = self._threads.index(wanted) if wanted in self._threads else 0
        self.incident.setCurrentIndex(at)
        chosen = self.lead.currentData()
        self.lead.clear()
        self.lead.addItem(_("Nobody: the issuer signs alone"), "")
        for officer in reviewers:
            self.lead.addItem(officer.name, officer.name)
        self.lead.setCurrentIndex(max(0, self.lead.findData(chosen)))

    def show_again(self) -> None:
        """This kind was chosen: show the paper as it stands, or have it made."""
        if self.done is not None:
            self._show_signed(self.done)
        elif self._made is not None and self._made.paper.about == self.chosen():
            self._show_made(self._made)
        else:
            self.make()

    def make(self) -> None:
        """Check the book, seal it, and lay out the pages, off the GUI thread."""
        self._turn += 1
        self.done, self._made = None, None
        self.leaving.show_paper(None)
        self.fault.say("")
        thread, turn = self.chosen(), self._turn
        self._show_signing()
        if not thread:
            self.facts.show_facts([])
            self.ready.show_ready([])
            self._view.clear(_("No incident is chosen"), _("Choose one: its report stands here."))
            return
        self._view.wait(_("Checking and sealing the book, laying out the pages"))
        lead = str(self.lead.currentData() or "")
        work = making(self._session.office, thread, lead, self._checked, self._kind)
        tasks.run(
            self, work, lambda made: self._take(made, turn), lambda e: self._not_made(e, turn)
        )

    def _take(self, made: Made, turn: int) -> None:
        if turn == self._turn:
            self._made, self._checked = made, made.checked
            if not self.isHidden():
                self._show_made(made)

    def _not_made(self, error: Exception, turn: int) -> None:
        if not isinstance(error, DeskError):
            tasks.crash(error)
        elif turn == self._turn and not self.isHidden():
            self._view.clear(_("There is no report"), str(error))
            self._show_signing()

    def _show_made(self, made: Made) -> None:
        paper = made.paper
        self._view.show_pdf(
            paper.pdf, paper.pages, paper.title, _("what you see is what is signed")
        )
        self.facts.show_facts(paper_facts(self._session.office, paper))
        self.ready.show_ready([*made.ready[:2], made.checked, *made.ready[2:]])
        self._show_signing()

    def _show_signing(self) -> None:
        """Show the fields that are needed, and fill the button once they are filled."""
        lead = str(self.lead.currentData() or "")
        open_ = self.done is None
        self.lead_choice.setVisible(open_)
        self.issuer_part.setVisible(open_)
        self.lead_part.setVisible(open_ and bool(lead))
        self.lead_row.caption.setText(_("Passphrase of {name}").format(name=lead))
        self.lead_pass.setAccessibleName(self.lead_row.caption.text())
        self.given.setVisible(not open_)
        self.again.setVisible(not open_)
        self.sign.setVisible(open_)
        self.leaving.setVisible(not open_)
        self.sign.setText(_("Sign, both") if lead else _("Sign"))
        lacking = self._lacking(lead)
        self.missing.setText(lacking)
        self.missing.setVisible(open_ and bool(lacking))
        self.sign.setAccessibleDescription(lacking)
        self.sign.setEnabled(not lacking)
        self.sign.set_kind("plain" if lacking else "primary")
        self.leaving.save.set_kind("plain" if open_ else "primary")

    def _lacking(self, lead: str) -> str:
        """What is to be done before it can be signed, in a sentence; "" for nothing."""
        if self._busy or self._made is None:
            return not_yet(busy=self._busy, chosen=bool(self.chosen()))
        names = [lead] if lead and not self.lead_pass.text() else []
        names += [] if self.issuer_pass.text() else [self._session.office.officer.name]
        return left_to_type(names)

    def sign_now(self) -> None:
        """Sign these very bytes on the work lane; what is wrong is said at its field."""
        made, lead = self._made, str(self.lead.currentData() or "")
        if made is None or self._busy or self.done is not None:
            return
        fields = [(self.lead_row, self.lead_pass)] if lead else []
        fields.append((self.issuer_row, self.issuer_pass))
        for line, field in fields:
            line.say("" if field.text() else _("Type the passphrase."))
        empty = next((field for _line, field in fields if not field.text()), None)
        if empty is not None:
            empty.setFocus()
            return
        self._set_busy(busy=True)
        given = self.issuer_pass.text(), self.lead_pass.text()
        work = signing(self._session.office, made.paper, given[0], lead, given[1])
        tasks.run(self, work, self._signed, self._not_signed)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for part in (self.issuer_pass, self.lead_pass, self.lead, self.incident):
            part.setEnabled(not busy)
        self.bar.setAccessibleName(_("Signing the pages"))
        QTimer.singleShot(1000, self, lambda: self.bar.setVisible(self._busy))
        self.bar.hide()
        if busy:
            self._view.note.setText(_("Signing the pages"))
        self._show_signing()

    def _signed(self, signed: Signed) -> None:
        self.done = signed
        for field in (self.issuer_pass, self.lead_pass):
            field.forget()
        self._set_busy(busy=False)
        self._show_signed(signed)
        self.leaving.save.setFocus()
        self._session.say(
            _("{name} is signed.").format(name=signed.name),
            _("Save it or print it; the book keeps it too."),
        )
        self.signed.emit(signed)

    def _show_signed(self, signed: Signed) -> None:
        title = self._made.paper.title if self._made else signed.name
        self._view.show_pdf(
            signed.pdf, signed.pages, title, _("these bytes are signed"), keep_place=True
        )
        self.leaving.show_paper(signed)
        lead = str(self.lead.currentData() or "")
        given = [(lead, _(REVIEWED))] if lead else []
        self.given.show_given([*given, (self._session.office.officer.name, _(ISSUED))])
        self._show_signing()

    def _not_signed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self._view.note.setText(_("what you see is what is signed"))
        if isinstance(error, Wrong):
            line = self.lead_row if error.lead else self.issuer_row
            field = self.lead_pass if error.lead else self.issuer_pass
            field.forget()
            line.say(str(error))
            field.setFocus()
            self._show_signing()
        elif isinstance(error, DeskError):
            self.fault.say(str(error))
        else:
            tasks.crash(error)

    def _recorded(self, records: tuple[Record, ...]) -> None:
        """What was written into the incident since belongs on its report."""
        made = self._made
        if made is None or self.done is not None or self._busy:
            return
        if any(r.thread is not None and id_text(r.thread) == made.paper.about for r in records):
            self._made = None
            if self.isVisible():
                self.make()
