"""Holds and erasures: what must stay for now, and what two people took out for ever."""

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from deskinc.desk.erasure import erasing, holds
from deskinc.desk.erasure.erasing import Act, Copy, Done
from deskinc.desk.erasure.holds import Held
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import N_, _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question, ask_text
from deskinc.ui.labelled import Labelled, line, lines, wrong
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session, Tone
from deskinc.ui.settings.copies import after, listed
from deskinc.ui.settings.erase_form import EraseForm
from deskinc.ui.settings.section import Section
from deskinc.ui.tables import Cell, TableModel, make_table

ROW = 32


class HoldDialog(Question):
    """What is to be held, and why."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(
            parent,
            _("Put a hold"),
            _(
                "Nothing of an incident or a line can be erased while a hold stands on it. The "
                "reason stays in the book."
            ),
        )
        self._session = session
        self.about, self.reason = line(limit=40), lines(height=72)
        self.about_row = Labelled(_("&Incident or line, by its number"), self.about)
        self.reason_row = Labelled(_("Reaso&n"), self.reason)
        self.layer.addWidget(self.about_row)
        self.layer.addWidget(self.reason_row)
        self.go = Button(_("&Hold it"), "primary", pressed=self.hold)
        self.end(self.go, Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject))
        self.about.setFocus()

    def hold(self) -> None:
        """Write the hold; what is wrong is said at its field."""
        office = self._session.office
        try:
            future = holds.put(office, self.about.text(), self.reason.toPlainText())
        except InvalidForm as error:
            wrong(self.about_row, error.notes.get("about", ""))
            wrong(self.reason_row, error.notes.get("reason", ""))
            return
        self.go.setEnabled(False)
        self._session.watch(self, future, lambda _saved: self.accept())


class ErasingSection(Section):
    """The holds that stand and the erasures that were made; with the right role, new ones."""

    key, word, icon = "erasing", N_("Holds and erasures"), "ban"
    needs = ("erase", "hold")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setMaximumWidth(920)
        self.held = TableModel((_("On"), _("Reason"), _("By"), _("Since"), _("State")), self)
        self.holds = make_table(_("Holds"), self.held, (124, 0, 52, 112, 96))
        heads = (_("Act"), _("Made"), _("Values"), _("Legal basis"), _("By"), _("State"))
        self.erased = TableModel(heads, self)
        self.acts = make_table(_("Erasures"), self.erased, (88, 112, 72, 0, 88, 112))
        self.hold = Button(_("Put a &hold…"), icon="plus", pressed=self.put)
        self.release = Button(_("Re&lease it"), pressed=self.let_go)
        self.erase = Button(_("&Erase a person…"), icon="ban", pressed=self.open_form)
        self.none_held = label(_("Nothing is held."), role="muted")
        self.none_erased = label(_("Nothing was ever erased."), role="muted")
        self.copies = label("", "note", role="muted", wrap=True)
        self.form: EraseForm | None = None
        self._listed: list[QWidget] = []
        self._place()
        self.holds.selectionModel().currentChanged.connect(lambda _new, _old: self._offer())
        self.load()

    def _place(self) -> None:
        heads = label(_("Holds"), "text", 600), label(_("Erasures"), "text", 600)
        above = (heads[0], self.none_held, self.holds)
        below = (heads[1], self.none_erased, self.acts, self.copies)
        for parts, buttons in ((above, (self.hold, self.release)), (below, (self.erase,))):
            self._listed += [*parts, *buttons]
            for part in parts:
                self.body.addWidget(part)
                self.body.addSpacing(10)
            foot = row(*buttons, gap=8)
            foot.addStretch(1)
            self.body.addLayout(foot)
            self.body.addSpacing(22)
        self.body.addStretch(1)

    def load(self) -> None:
        """Read both lists again."""
        office = self.session.office
        there, acts = holds.listing(office), erasing.acts(office)
        self.held.set_lines([(one.thread, self._hold_cells(one)) for one in there])
        self.erased.set_lines([(one.n, self._act_cells(one)) for one in acts])
        for table, none, count in (
            (self.holds, self.none_held, len(there)), (self.acts, self.none_erased, len(acts)),
        ):  # fmt: skip
            table.setFixedHeight(30 + ROW * min(8, count))
            table.setVisible(bool(count))
            none.setVisible(not count)
        for part, act in (
            (self.hold, "hold"),
            (self.release, "release_hold"),
            (self.erase, "erase"),
        ):
            part.setVisible(office.officer.may(act))
        self._offer()
        self.copies.hide()
        tasks.run(
            self, lambda: erasing.holding(office), self._held, self.session.fail, lane="disks"
        )

    def _held(self, copies: list[Copy]) -> None:
        """Say which older copies still hold what was erased."""
        words = _("These older copies still hold what was erased:")
        self.copies.setText(f"{words}\n{listed(copies, self.session.office.locale)}")
        self.copies.setVisible(bool(copies) and self.form is None)

    def _hold_cells(self, one: Held) -> tuple[Cell | str, ...]:
        state = Cell(_("Held"), "pending", 600)
        if one.released is not None:
            state = Cell(_("Released"), "muted")
        reason = " ".join(one.reason.split())
        return (Cell(one.about, weight=600), reason, one.by, self._day(one.at), state)

    def _day(self, moment: datetime) -> str:
        return f"{self.session.office.locale.short_date(moment)} {moment.year}"

    def _act_cells(self, one: Act) -> tuple[Cell | str, ...]:
        made = self._day(one.at)
        by = f"{one.by}, {one.second}" if one.second else one.by
        state = Cell(_("Erased"), "ok", 600)
        if one.confirmed is None:
            state = Cell(_("Not confirmed"), "pending", 600)
        basis = f"{one.basis} · {one.reference}" if one.reference else one.basis
        return (Cell(f"ERASE {one.n}", weight=600), made, str(one.count), basis, by, state)

    def _standing(self) -> str:
        """The thread of the hold under the cursor, if it still stands."""
        key = self.held.key_at(self.holds.currentIndex())
        there = {one.thread for one in holds.listing(self.session.office) if not one.released}
        return str(key) if key in there else ""

    def _offer(self) -> None:
        self.release.setEnabled(bool(self._standing()))

    def put(self) -> None:
        """Ask what to hold and why."""
        dialog = HoldDialog(self, self.session)
        dialog.accepted.connect(partial(self._changed, _("The hold stands.")))
        dialog.open()

    def let_go(self) -> None:
        """Release the hold under the cursor."""
        thread = self._standing()
        if not thread:
            return
        reason = _("Why may it be erased again? The reason stays in the book.")
        ask_text(
            self, _("Release the hold?"), reason, name=_("Reason"), verb=_("Release it"),
            done=partial(self._let_go, thread),
        )  # fmt: skip

    def _let_go(self, thread: str, reason: str) -> None:
        try:
            future = holds.release(self.session.office, thread, reason)
        except DeskError as error:
            self.session.fail(error)
            return
        words = _("The hold is released.")
        tasks.watch(self, future, lambda _saved: self._changed(words), self.session.fail)

    def _changed(self, words: str) -> None:
        self.load()
        self.session.say(words)
        self.first_focus().setFocus()

    def open_form(self) -> None:
        """Search for a person."""
        if self.form is None:
            self.form = EraseForm(self.session)
            self.form.erased.connect(self._done)
            self.form.left.connect(self._shut)
        self.unfold(self.form, self._listed, 0)
        self.form.search.text.setFocus()

    def _shut(self) -> None:
        if self.form is None:
            return
        self.fold(self.form, self._listed)
        self.form = None
        self.load()
        self.erase.setFocus()

    def _done(self, done: Done) -> None:
        self._shut()
        self.session.check_health()
        more = []
        if not done.book:
            more.append(_("The book is written anew at the next opening."))
        if not done.mirror:
            more.append(_("The second copy is written anew when it answers."))
        if done.copies:
            more.append(after(done.copies, self.session.office.locale))
        words = _("Erased: {count} values, ERASE {n}.").format(count=done.count, n=done.n)
        tone: Tone = "ok" if done.book and done.mirror else "pending"
        self.session.say(words, " ".join(more), tone=tone, stays=True)

    def first_focus(self) -> QWidget:
        """The way to erase, or what the role allows."""
        for part in (self.erase, self.hold):
            if part.isVisibleTo(self):
                return part
        return self.holds
