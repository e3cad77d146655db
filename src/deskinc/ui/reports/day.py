"""Beside the day page: which days, and the signature of whoever prints them."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.desk.lines.days import day_asked
from deskinc.desk.papers import day_pages
from deskinc.desk.papers.day_paper import PRINTED
from deskinc.desk.papers.exports import Prepared, Signed
from deskinc.errors import DeskError, WrongPassphrase
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.labelled import Fault, Labelled, line, wrong
from deskinc.ui.papers.facts import Facts
from deskinc.ui.papers.given import Given
from deskinc.ui.papers.leaving import Leaving
from deskinc.ui.papers.scroll import FollowingArea
from deskinc.ui.papers.view import PaperView
from deskinc.ui.parts import Button, column, ground, label
from deskinc.ui.reports.ready import left_to_type
from deskinc.ui.session import Session
from deskinc.ui.signing import Asked

T = TypeVar("T")


class DayPanel(QWidget):
    """Asks for a day or some days, has their pages laid out, and lets them be signed."""

    def __init__(self, session: Session, view: PaperView) -> None:
        super().__init__()
        self._session, self._view = session, view
        self._made: Prepared | None = None
        self._busy = False
        self._turn = 0
        self.done: Signed | None = None
        self.since, self.until = line(limit=40), line(limit=40)
        self.first = self.since
        self.since_row = Labelled(_("&From"), self.since, _("A date, a weekday, “yesterday”."))
        self.until_row = Labelled(_("&Until"), self.until, _("Empty for one day."))
        self.lay = Button(_("S&how the pages"), "plain", _("Enter"), pressed=self.make)
        self.facts, self.given, self.fault = Facts(), Given(), Fault()
        self.part = Asked(_(PRINTED))
        self.passphrase = self.part.field
        self.sign = Button(_("Sign"), "primary", "Ctrl+Enter", size="tall", icon="pen-line",
                           pressed=self.sign_now)  # fmt: skip
        self.missing = label("", "note", role="muted", wrap=True)
        self.leaving = Leaving(session)
        self._place()
        for field in (self.since, self.until):
            field.returnPressed.connect(self.make)
        self.passphrase.textEdited.connect(lambda _words: self._show_signing())
        self.passphrase.returnPressed.connect(self.sign_now)
        session.officer_changed.connect(self.forget)
        self._show_signing()

    def _place(self) -> None:
        inside = column(
            label(_("To be printed"), "text", 600), self.since_row, self.until_row, self.lay,
            self.facts, gap=8, margins=(20, 14, 20, 12),
        )  # fmt: skip
        inside.addSpacing(10)
        inside.addWidget(label(_("Signature"), "text", 600))
        for part in (self.given, self.part):
            inside.addWidget(part)
        inside.addStretch(1)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        layer.addWidget(FollowingArea(ground("surface", inside)), 1)
        below = (self.fault, self.missing, self.sign, self.leaving)
        layer.addLayout(column(*below, gap=8, margins=(20, 8, 20, 12)))

    def ask(self, day: date) -> None:
        """Lay out the page of that day."""
        self.since.setText(day.isoformat())
        self.until.clear()
        self.make()

    def forget(self) -> None:
        """Another officer prints now: no page that names the one before is signed."""
        self._turn += 1
        self.done = self._made = None
        self.passphrase.forget()
        self.leaving.show_paper(None)
        self._show_signing()

    def show_again(self) -> None:
        """This kind was chosen: show the pages as they stand; none are made before they are asked.

        Each would seal the book.
        """
        if self.done is not None:
            self._show_signed(self.done)
        elif self._made is not None:
            self._show_made(self._made)
        else:
            self.facts.show_facts([])
            self._view.clear(
                _("No day is chosen"), _("Type it and press Enter: its page stands here.")
            )
            self._show_signing()

    def make(self) -> None:
        """Seal the book and lay out the pages, off the GUI thread."""
        office = self._session.office
        days = [self._day(self.since_row), self._day(self.until_row)]
        if any(row.fault.text() for row in (self.since_row, self.until_row)):
            return
        first = days[0] or office.now().date()
        self.since.setText(first.isoformat())
        self.forget()
        self._view.wait(_("Sealing the book, laying out the pages"))
        self._run(lambda: day_pages.print_day(office, first, days[1]), self._take, self._not_made)

    def _day(self, row: Labelled) -> date | None:
        """The day typed; None for none, and for what is no day, which is said there."""
        try:
            day = day_asked(row.field.text(), self._session.now().date())  # type: ignore[attr-defined]
        except DeskError as error:
            wrong(row, str(error))
            return None
        row.say("")
        return day

    def _run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Do it on the work lane; what comes home after another day was asked for is dropped."""
        turn = self._turn

        def home(result: T) -> None:
            if turn == self._turn and not self._session.is_closed:
                done(result)

        def refused(error: Exception) -> None:
            if not isinstance(error, DeskError):
                tasks.crash(error)
            elif turn == self._turn:
                failed(error)

        tasks.run(self, work, home, refused)

    def _take(self, made: Prepared) -> None:
        self._made = made
        self.passphrase.setFocus()
        self._show_made(made)

    def _not_made(self, error: Exception) -> None:
        self._view.clear(_("There is no page"), str(error))
        self._show_signing()

    def _show_made(self, made: Prepared) -> None:
        self._view.show_pdf(made.pdf, made.pages, made.title, _("what you see is what is signed"))
        self._show_facts(made)
        self._show_signing()

    def _show_facts(self, made: Prepared) -> None:
        one, many = _("1 page"), _("{pages} pages")
        self.facts.show_facts([
            (_("Lines"), f"{made.first}–{made.last}" if made.first else _("none")),
            (_("Issue"), str(made.issue)),
            (_("Paper"), one if made.pages == 1 else many.format(pages=made.pages)),
        ])  # fmt: skip

    def _show_signing(self) -> None:
        """Show the field that is needed, and fill the button once it is filled."""
        open_, name = self.done is None, self._session.office.officer.name
        self.part.row.caption.setText(_("Passphrase of {name}").format(name=name))
        self.part.setVisible(open_)
        self.given.setVisible(not open_)
        self.sign.setVisible(open_)
        self.leaving.setVisible(not open_)
        lacking = self._lacking(name)
        self.missing.setText(lacking)
        self.missing.setVisible(open_ and bool(lacking))
        self.sign.setAccessibleDescription(lacking)
        self.sign.setEnabled(not lacking)
        self.sign.set_kind("plain" if lacking else "primary")

    def _lacking(self, name: str) -> str:
        if self._busy:
            return _("The pages are being signed.")
        if self._made is None:
            return _("There are no pages to sign yet.")
        return left_to_type([] if self.passphrase.text() else [name])

    def sign_now(self) -> None:
        """Sign these very bytes on the work lane; what is wrong is said at its field."""
        made, office = self._made, self._session.office
        if made is None or self._busy or self.done is not None:
            return
        given = self.passphrase.text()
        if wrong(self.part.row, "" if given else _("Type the passphrase.")):
            return
        self._set_busy(busy=True)
        self._view.note.setText(_("Signing the pages"))
        self._run(lambda: day_pages.sign_day(office, made, given), self._signed, self._not_signed)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for part in (self.passphrase, self.since, self.until, self.lay):
            part.setEnabled(not busy)
        self._show_signing()

    def _signed(self, signed: Signed) -> None:
        self.done = signed
        self.passphrase.forget()
        self._set_busy(busy=False)
        self._show_signed(signed)
        self.leaving.print.setFocus()
        words = _("{name} is signed.").format(name=signed.name)
        self._session.say(words, _("Save it or print it; the book keeps it too."))

    def _show_signed(self, signed: Signed) -> None:
        if self._made is not None:
            self._show_facts(self._made)
        title = self._made.title if self._made else signed.name
        note = _("these bytes are signed")
        self._view.show_pdf(signed.pdf, signed.pages, title, note, keep_place=True)
        self.leaving.show_paper(signed)
        self.given.show_given([(self._session.office.officer.name, _(PRINTED))])
        self._show_signing()

    def _not_signed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self._view.note.setText(_("what you see is what is signed"))
        if isinstance(error, WrongPassphrase):
            self.passphrase.forget()
            wrong(self.part.row, str(error))
            self._show_signing()
        else:
            self.fault.say(str(error))
