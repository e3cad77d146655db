"""The dialogs of exhibits and statements: asking for one, looking at it, what comes next."""

from collections.abc import Mapping
from concurrent.futures import Future
from functools import partial

from PySide6.QtWidgets import QWidget

from deskinc.desk.evidence import exhibits, hands, pages, statements
from deskinc.desk.evidence.exhibits import ExhibitRow
from deskinc.desk.evidence.hands import Missing
from deskinc.desk.evidence.statements import StatementRow
from deskinc.desk.lines.corrected import FIXED, WHY
from deskinc.desk.lines.entries import new_id
from deskinc.desk.office import Saved
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Rows, Value
from deskinc.forms.form import Form, Section, show_all
from deskinc.i18n import _
from deskinc.ui.dialogs import Wide
from deskinc.ui.formdialog import Shown, without
from deskinc.ui.incidents.evidence import rows, telling
from deskinc.ui.incidents.evidence.asking import AskDialog
from deskinc.ui.incidents.evidence.heldlist import HeldList
from deskinc.ui.incidents.evidence.page import PageDialog
from deskinc.ui.incidents.evidence.showing import Facts, ShowDialog, to_paper
from deskinc.ui.incidents.evidence.signing import SignDialog
from deskinc.ui.incidents.evidence.telling import Telling
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session

Values = Mapping[str, Value]
BY_HAND = ("signed", "signed_at", "scan", "why", "seen_by")


def ask_statement(parent: QWidget, session: Session, thread: str) -> AskDialog:
    """Ask what a witness says, word for word, with what ADVOKATE asks."""
    office, made = session.office, new_id()

    def write(raw: Mapping[str, object]) -> "Future[Saved]":
        return statements.take(office, thread, raw, made)

    shown = Shown(
        _("Take a statement"), current("statement"), f"statement:{thread}",
        _("In the witness’s own words. Read it back, mend what is wrong, then keep it: it is not "
          "changed any more. Until it is signed by hand it prints NOT SIGNED."),
        known={"taken": office.now()}, sections=telling.sections(), answers=Telling,
        first="witness", manner=telling.MANNER,
    )  # fmt: skip
    dialog = AskDialog(
        parent, session, shown, write, lambda _saved: _sign_next(parent, session, made)
    )
    dialog.open()
    return dialog


def _sign_next(parent: QWidget, session: Session, thread: str) -> None:
    """It is signed on the spot where it can be: the page is looked at, printed, signed."""
    office = session.office

    def home(found: list[Missing]) -> None:
        for one in found:
            if one.thread == thread:
                mend(parent, session, one)

    session.look(parent, lambda: hands.missing(office), home)


def ask_exhibit(parent: QWidget, session: Session, thread: str, n: int = 0) -> AskDialog:
    """Ask what an exhibit is; of the file or photo of record ``n`` it is known already."""
    office, made = session.office, new_id()

    def write(raw: Mapping[str, object]) -> "Future[Saved]":
        return exhibits.make(office, thread, raw, made)

    form, known = current("exhibit"), exhibits.begun(office, n)
    shown = Shown(
        _("Make an exhibit"), form, f"exhibit:{thread}",
        _("It gets the next number of its series. Where it goes from here is a movement."),
        _("Make it an exhibit"), known=known, sections=without(form, FIXED | {WHY}),
        first=_first(form, known),
    )  # fmt: skip
    dialog = AskDialog(parent, session, shown, write, lambda saved: session.say(
        _("{no} is kept.").format(no=saved.records[0].number or "")))  # fmt: skip
    dialog.open()
    return dialog


def _first(form: Form, known: Mapping[str, object]) -> str:
    """The field to begin with: the first that is not known."""
    return next(each.name for each in form.fields() if each.name not in {*known, "incident"})


def ask_correction(parent: QWidget, session: Session, one: ExhibitRow, said: Values) -> AskDialog:
    """Ask what is wrong with an exhibit and why; what it said before stays in the book."""
    office, made, form = session.office, new_id(), current("exhibit")

    def write(cells: Mapping[str, object]) -> "Future[Saved]":
        return exhibits.correct(office, one.thread, cells, made)

    now = {name: value for name, value in said.items() if name != WHY}
    shown = Shown(
        _("Correct {no}").format(no=one.number), form, f"correction:{one.thread}",
        _("What it said before stays in the book beside this, with your name and the reason."),
        _("Correct it"), saved=now, sections=without(form, FIXED), first="seal",
        of=[one.mark, one.what, one.store, one.seal],
    )  # fmt: skip
    dialog = AskDialog(parent, session, shown, write, lambda _saved: session.say(
        _("{no} is corrected.").format(no=one.number)))  # fmt: skip
    dialog.open()
    return dialog


def move_form() -> Form:
    """The cells of a movement as a form of their own."""
    table = current("exhibit").field("moves")
    subs = table.fields if isinstance(table, Rows) else ()
    asked = tuple(one for one in subs if one.name not in {"given_by", *BY_HAND})
    return Form("movement", 1, _("Movement"), (Section("", asked),))


def ask_move(parent: QWidget, session: Session, one: ExhibitRow) -> AskDialog:
    """Ask where an exhibit goes; whoever is signed in gives it."""
    office, made = session.office, new_id()

    def write(raw: Mapping[str, object]) -> "Future[Saved]":
        return exhibits.move(office, one.thread, raw, made)

    known: dict[str, object] = {"at": office.now(), "from": one.store, "seal_before": one.seal}
    known = {name: said for name, said in known.items() if said}
    form = move_form()
    shown = Shown(
        _("Movement of {no}").format(no=one.number), form, f"move:{one.thread}",
        _("You give it, by your signature under this record. Whoever takes it signs by hand."),
        _("Keep the movement"), known=known, first=_first(form, known),
        of=[len(one.moves), one.store, one.seal],
    )  # fmt: skip
    dialog = AskDialog(
        parent, session, shown, write, lambda _saved: _sign_next(parent, session, one.thread)
    )
    dialog.open()
    return dialog


def mend(parent: QWidget, session: Session, one: Missing) -> None:
    """What is missing: the page to print, to be signed; what is due back comes back."""
    office = session.office
    if one.due is not None:

        def home(found: list[ExhibitRow]) -> None:
            for each in found:
                if each.thread == one.thread:
                    ask_move(parent, session, each)

        session.look(parent, lambda: exhibits.listed(office, one.incident), home)
        return
    printed = Button(_("&Print the page"), pressed=lambda: _print(parent, session, one))
    drawn = Button(_("Sign on the &screen…"), pressed=lambda: _sign(shown, session, one, "drawn"))
    came = Button(_("Page &came back…"), pressed=lambda: _sign(shown, session, one, "pen"))
    refused = Button(
        _("&Refused or unable…"), pressed=lambda: _sign(shown, session, one, "refused")
    )
    may = office.officer.may("attach")
    for way in (drawn, came, refused):
        way.setVisible(may)
    facts = [(_("Missing"), one.words), (_("Code of the page"), one.code)]
    shown = ShowDialog(parent, _("Not signed yet"), facts, printed, drawn, came, refused)
    shown.open()


def _print(parent: QWidget, session: Session, one: Missing) -> None:
    office = session.office
    if one.form == "statement":
        to_paper(parent, session, lambda: pages.statement_page(office, one.thread))
    else:
        to_paper(parent, session, lambda: pages.receipt_page(office, one.thread, one.row))


def _sign(shown: ShowDialog, session: Session, one: Missing, how: str) -> None:
    parent = shown.over
    shown.accept()
    SignDialog(parent, session, one, how).open()


def show_statement(parent: QWidget, session: Session, one: StatementRow) -> None:
    """What a statement says, as far as one may read it, and its page."""
    office = session.office

    def home(values: dict[str, Value]) -> None:
        facts = show_all(current("statement"), values, office.locale)
        printed = Button(_("&Print the page"), pressed=lambda: to_paper(
            parent, session, lambda: pages.statement_page(office, one.thread)))  # fmt: skip
        sign = Button(_("&Signature…"), pressed=lambda: _look_or_sign(shown, session, one))
        shown = ShowDialog(parent, _("Statement of {name}").format(name=one.witness), facts,
                           printed, sign)  # fmt: skip
        shown.open()

    session.look(parent, lambda: statements.values(office, one.thread), home)


def _look_or_sign(shown: ShowDialog, session: Session, one: StatementRow) -> None:
    parent = shown.over
    shown.accept()
    if one.signed in {"pen", "drawn"}:
        PageDialog(parent, session, one.thread, "").open()
    elif not one.signed:
        _sign_next(parent, session, one.thread)


def show_exhibit(parent: QWidget, session: Session, one: ExhibitRow) -> None:
    """What an exhibit is, where it was, and its next movement."""
    office = session.office

    def home(found: tuple[dict[str, Value], Facts]) -> None:
        values, before = found
        said = {name: value for name, value in values.items() if name != WHY}
        facts = [*show_all(current("exhibit"), said, office.locale), *before]
        right = Button(_("C&orrect…"), pressed=lambda: _correct(shown, session, one, values))
        right.setVisible(office.officer.may("attach"))
        move = Button(_("&Movement…"), pressed=lambda: _move(shown, session, one))
        move.setVisible(office.officer.may("attach") and not one.ended)
        ways = [move, right]
        if one.moves:
            moved = one.moves[-1].row
            made = partial(pages.receipt_page, office, one.thread, moved)
            printed = Button(_("&Print the receipt"))
            printed.clicked.connect(lambda _on=False: to_paper(parent, session, made))
            ways.append(printed)
            if one.moves[-1].signed in {"pen", "drawn"}:
                ways.append(Button(_("&Signed page"), pressed=lambda: PageDialog(
                    shown, session, one.thread, moved).open()))  # fmt: skip
        shown = ShowDialog(parent, f"{one.number}  {one.mark}", facts, *ways)
        shown.open()

    session.look(parent, lambda: exhibits.told(office, one.thread), home)


def _correct(shown: ShowDialog, session: Session, one: ExhibitRow, said: Values) -> None:
    parent = shown.over
    shown.accept()
    ask_correction(parent, session, one, said)


def _move(shown: ShowDialog, session: Session, one: ExhibitRow) -> None:
    parent = shown.over
    shown.accept()
    ask_move(parent, session, one)


class MissingDialog(Wide):
    """Every signature nobody has brought and everything due back, of all incidents."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, _("Missing papers"))
        self._session, self._over = session, parent
        self.held = HeldList(_("Missing papers"))
        self.none = QWidget()
        head = label(_("Missing papers"), "text", 600)
        self.none.setLayout(column(head, label(_("Nothing is missing."), role="muted"), gap=4))
        self.layer.addWidget(self.held)
        self.layer.addWidget(self.none)
        self.layer.addStretch(1)
        last = row(gap=12)
        last.addStretch(1)
        last.addWidget(Button(_("Close"), "primary", _("Esc"), pressed=self.reject))
        self.layer.addLayout(last)
        self._found: list[Missing] = []
        self.held.wanted.connect(self._mend)
        office = session.office
        session.look(self, lambda: hands.missing(office), self._show)

    def _show(self, found: list[Missing]) -> None:
        self._found = found
        self.none.setVisible(not found)
        self.held.show_rows([rows.missing_row(one) for one in found])
        self.held.view.setFocus()

    def _mend(self, key: object) -> None:
        for one in self._found:
            if rows.key(one) == key:
                self.accept()
                mend(self._over, self._session, one)


def show_missing(parent: QWidget, session: Session) -> MissingDialog:
    """Show the one list of all missing papers."""
    made = MissingDialog(parent, session)
    made.open()
    return made
