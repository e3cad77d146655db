"""Signing on: who is relieved, what was checked. Enter signs on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.desk.lines import entries
from deskinc.desk.people import licences
from deskinc.desk.shift import shifts
from deskinc.desk.shift.shifts import Shift
from deskinc.errors import DeskError, InvalidForm, NoSlot
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.labelled import Box, Labelled, Passphrase, line, wrong
from deskinc.ui.papers.scroll import FollowingArea
from deskinc.ui.parts import Button, column, ground, label
from deskinc.ui.session import Session
from deskinc.ui.shift.parts import Edged, Foot, Head, press_button
from deskinc.ui.soundcheck import SoundCheck

WIDTH = 460


class SignOn(Edged):
    """The page of an officer who is not on duty."""

    signed_on = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._id = entries.new_id()
        self._busy = False
        self.head = Head()
        self.there = label("", role="muted", wrap=True)
        self.post = line()
        self.shift = line()
        self.relieved = line()
        self.rows = {
            "post": Labelled(_("P&ost"), self.post),
            "shift": Labelled(_("S&hift"), self.shift),
            "relieved": Labelled(
                _("Re&lieved"), self.relieved, _("Whom you took over from. Empty: nobody was here.")
            ),
        }
        self.reason, self.lead = line(), line()
        self.lead_pass = Passphrase(height=36)
        self.ended = label("", "note", role="pending", wrap=True)
        self.why = {
            "licence_reason": Labelled(
                _("On duty with a licence that ended, because"), self.reason
            ),
            "lead": Labelled(_("Shift lead, who signs for it"), self.lead),
            "lead_pass": Labelled(_("Passphrase of the lead"), self.lead_pass),
        }
        self.ticks = {
            "kit": Box(_("&Keys and kit received and checked")),
            "instructions": Box(_("&Assignment instructions read")),
            "sound": Box(_("Soun&d tested")),
        }
        self.test = SoundCheck(session)
        self.go = Button(_("Sign on"), "primary", _("Enter"), size="tall", pressed=self.sign_on)
        self.foot = Foot(self.go)
        self._place()

    def _place(self) -> None:
        inside = column(self.there, gap=16, margins=(24, 16, 24, 16))
        self.edged = (inside,)
        for row in self.rows.values():
            row.setMaximumWidth(WIDTH)
            inside.addWidget(row)
        for part in (self.ended, *self.why.values()):
            part.setMaximumWidth(WIDTH)
            inside.addWidget(part)
        ticks = column(label(_("Checked"), "note", role="muted"), gap=4)
        for tick in self.ticks.values():
            ticks.addWidget(tick, 0, Qt.AlignmentFlag.AlignLeft)
        self.test.setMaximumWidth(WIDTH)
        ticks.addWidget(self.test)
        inside.addLayout(ticks)
        inside.addStretch(1)
        area = FollowingArea(ground("surface", inside))
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        layer.addWidget(self.head)
        layer.addWidget(area, 1)
        layer.addWidget(self.foot)

    def show_state(self, others: list[Shift], relieving: str) -> None:
        """Offer what is known: the post, the shift that it is, who was here last."""
        office = self._session.office
        self._id = entries.new_id()
        self.head.show_words(_("Sign on"), office.officer.name)
        names = shifts.names(office, others)
        on_duty = _("On duty now: {names}.").format(names=", ".join(names))
        self.there.setText(on_duty if names else _("Nobody is on duty."))
        self.post.setText(office.site.post)
        self.shift.setText(shifts.shift_name(office))
        self.relieved.setText(relieving)
        for tick in self.ticks.values():
            tick.setChecked(False)
        self._show_licence()
        self.foot.show_words(
            _("{name} comes on duty").format(name=office.officer.name),
            _("Signing on writes a line in the book. What is not ticked prints as not recorded."),
        )

    def _show_licence(self) -> None:
        """Ask for the reason where the licence has ended (D22); a lead gives his own."""
        office = self._session.office
        when = licences.ended(office)
        lead = office.officer.may("review")
        words = _("The licence of {name} ended on {date}.")
        self.ended.setText(
            words.format(name=office.officer.name, date=when.isoformat()) if when else ""
        )
        for key, row in self.why.items():
            row.setVisible(when is not None and (key == "licence_reason" or not lead))
        self.ended.setVisible(when is not None)
        self.lead_pass.forget()

    def first_focus(self) -> QWidget:
        """Post and shift are known; whom one relieved is the first question."""
        return self.relieved

    def sign_on(self) -> None:
        """Write the line; what will not do is said beside its field."""
        if self._busy:
            return
        texts = {"post": self.post, "shift": self.shift, "relieved": self.relieved}
        raw: dict[str, object] = {name: text.text().strip() for name, text in texts.items()}
        raw |= {name: True for name, tick in self.ticks.items() if tick.isChecked()}
        raw["licence_reason"] = self.reason.text().strip() if self.why_asked() else ""
        optional = {"relieved", "licence_reason"}
        said = {name: value for name, value in raw.items() if value or name not in optional}
        if self._lead_asked():
            self._sign_on_for(said)
            return
        try:
            future = shifts.sign_on(self._session.office, said, self._id)
        except InvalidForm as error:
            self._say(error.notes)
            return
        except DeskError as error:
            self._session.fail(error)
            return
        self._busy = True
        tasks.watch(self, future, lambda _saved: self._done(), self._failed)

    def why_asked(self) -> bool:
        """Whether the reason is asked."""
        return not self.why["licence_reason"].isHidden()

    def _lead_asked(self) -> bool:
        return not self.why["lead"].isHidden()

    def _sign_on_for(self, said: dict[str, object]) -> None:
        """The lead signs the reason, on the work lane."""
        if wrong(self.why["licence_reason"], "" if said.get("licence_reason") else _("Say why.")):
            return
        if wrong(self.why["lead"], "" if self.lead.text().strip() else _("Type the name.")):
            return
        office, own = self._session.office, self._id
        lead = (self.lead.text().strip(), self.lead_pass.text())
        self._busy = True
        tasks.run(
            self, lambda: shifts.sign_on_for(office, said, own, lead),
            lambda _saved: self._done(), self._not_signed,
        )  # fmt: skip

    def _not_signed(self, error: Exception) -> None:
        self._busy = False
        self.lead_pass.forget()
        if isinstance(error, DeskError):
            wrong(self.why["lead" if isinstance(error, NoSlot) else "lead_pass"], str(error))
        else:
            tasks.crash(error)

    def _say(self, notes: dict[str, str]) -> None:
        asked = self.rows | self.why
        for name, row in asked.items():
            row.say(notes.get(name, ""))
        first = next((row for name, row in asked.items() if name in notes), None)
        if first is not None:
            first.field.setFocus()

    def _done(self) -> None:
        self._busy = False
        self._say({})
        self.signed_on.emit()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._session.fail(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter signs on."""
        if press_button(event):
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.sign_on()
        else:
            super().keyPressEvent(event)
