"""Notifications: the channels, what leaves by each, and the two people who switch one on."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from deskinc.desk.notices import channels, outbox
from deskinc.desk.notices.channels import Channel
from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.ui import dialogs
from deskinc.ui.actions import Action
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.channelform import ChannelForm
from deskinc.ui.settings.listform import ListSection
from deskinc.ui.signing import Says, Signing
from deskinc.ui.tables import Cell, TableModel, make_table

ROW = 32


class NoticesSection(ListSection[ChannelForm]):
    """The list; with the right role, ways to add, change, switch, test and remove a channel."""

    key, word, icon = "notices", N_("Notifications"), "send"
    needs = ("notify",)
    forms = ("channel", "countersign", "notice", "sent")

    def __init__(self, session: Session) -> None:
        more = _(
            "Each is off until two people switch it on, and off again as soon as it is changed. "
            "What cannot be sent in time comes back as “Ring instead”."
        )
        super().__init__(session, more)
        self.setMaximumWidth(980)
        heads = (_("Name"), _("Way"), _("Incidents"), _("State"))
        self.model = TableModel(heads, self)
        self.table = make_table(_("Channels"), self.model, (140, 190, 0, 60))
        self.none = label(_("No channel yet. Nothing leaves by itself."), role="muted")
        self.why = label("", "note", role="muted", wrap=True)
        self.add = Button(_("&Add a channel"), icon="plus", pressed=lambda: self._open(None))
        self.change = Button(_("C&hange…"), pressed=self.change_chosen)
        self.switch = Button(_("Switch &on…"), pressed=self.switch_chosen)
        self.test = Button(_("Send a &test"), pressed=self.test_chosen)
        self.end = Button(_("&Remove…"), "danger", pressed=self.ask_to_remove)
        self._there: list[Channel] = []
        inside = column(self.table, self.none, self.why, gap=12)
        for verbs in (
            row(self.add, self.change, self.end, gap=8),
            row(self.switch, self.test, gap=8),
        ):
            verbs.addStretch(1)
            inside.addLayout(verbs)
        self.table.activated.connect(lambda _at: self.change_chosen())
        self.table.selectionModel().currentChanged.connect(lambda _to, _from: self._show_ways())
        self.hold(inside)

    def load(self) -> None:
        """Read the list again; what was chosen stays chosen."""
        chosen = self.model.key_at(self.table.currentIndex())
        self._there = channels.listed(self.session.office)
        self.model.set_lines([(one.thread, _cells(one)) for one in self._there])
        self.table.setFixedHeight(30 + ROW * min(10, len(self._there)))
        threads = [one.thread for one in self._there]
        at = threads.index(str(chosen)) if chosen in threads else 0
        self.table.setCurrentIndex(self.model.index(at, 0))
        self.table.setVisible(bool(threads))
        self.none.setVisible(not threads)
        self._show_ways()

    def _show_ways(self) -> None:
        one = self.chosen()
        for part in (self.change, self.switch, self.test, self.end):
            part.setVisible(one is not None)
        if one is not None:
            self.switch.setText(_("Switch &off") if one.on else _("Switch &on…"))
            self.test.setEnabled(one.on)
        self._show_trouble()

    def _show_trouble(self) -> None:
        """Why what is to be sent by the channel waits."""
        one = self.chosen()
        why = "" if one is None else self.session.unsent_notices.get(one.thread, "")
        self.why.setText(_("A message waits. {why}").format(why=why) if why else "")
        self.why.setVisible(bool(why))

    def chosen(self) -> Channel | None:
        """The channel under the cursor."""
        at = self.table.currentIndex()
        return self._there[at.row()] if at.isValid() and at.row() < len(self._there) else None

    def change_chosen(self) -> None:
        """Open the form with what stands in the book."""
        if (one := self.chosen()) is not None:
            self._open(one)

    def switch_chosen(self) -> None:
        """Ask both who sign it; off it goes at once."""
        one, session = self.chosen(), self.session
        if one is None:
            return
        if one.on:
            said = _("“{name}” is off. Nothing leaves by it.").format(name=one.name)
            future = channels.switch_off(session.office, one.thread)
            session.watch(self, future, lambda _saved: session.say(said))
        else:
            SwitchOnDialog(self.window(), session, one).open()

    def test_chosen(self) -> None:
        """Put a message into the outbox that says nothing of any incident."""
        one, session = self.chosen(), self.session
        if one is None:
            return
        try:
            future = outbox.test(session.office, one.thread)
        except DeskError as error:
            session.fail(error)
            return
        said = _("A test is on its way by “{name}”.").format(name=one.name)
        session.watch(self, future, lambda _saved: session.say(said))

    def ask_to_remove(self) -> None:
        """Take it off the list, once that is confirmed."""
        one = self.chosen()
        if one is None:
            return
        office = self.session.office

        def remove() -> None:
            self.session.watch(self, channels.remove(office, one.thread), lambda _saved: None)

        dialogs.ask(
            self.window(), _("Remove “{name}”?").format(name=one.name),
            _("Nothing leaves by it any more. What was sent stays in the book."),
            verb=_("Remove it"), safe=_("Keep it"), yes=remove, danger=True,
        )  # fmt: skip

    def _open(self, channel: Channel | None) -> None:
        self.ask(lambda: ChannelForm(self.session, channel))

    def actions_offered(self) -> Sequence[Action]:
        """Adding a channel, by name."""
        words = _("Add a notification channel")
        return [self.verb("add_channel", words, lambda: self._open(None), act="notify")]

    def first_focus(self) -> QWidget:
        """The list; the button that adds one while there is none."""
        return self.table if self._there else self.add


class SwitchOnDialog(Signing):
    """What leaves, signed by whoever sits here and a second person."""

    def __init__(self, parent: QWidget, session: Session, channel: Channel) -> None:
        text = _("From then on messages leave by themselves, until somebody switches it off.")
        title = _("Switch “{name}” on").format(name=channel.name)
        super().__init__(parent, session, title, text, _("Sign, both"))
        self._channel = channel
        self.layer.addWidget(Says(channels.meaning(channel), _("Both signatures say")))
        self.own = self.ask_own().field
        self.second = self.ask_second()
        self.other, self.theirs = self.second.name_field, self.second.field
        self.finish()
        self.own.setFocus()

    def sign(self) -> None:
        """Let both sign."""
        if not self.is_typed():
            return
        office, one, words = self.session.office, self._channel, self.own.text()
        second = self.second.given()
        said = _("“{name}” is on.").format(name=one.name)
        self.run(
            lambda: channels.switch_on(office, one.thread, words, second),
            lambda _none: self.session.say(said, _("Send a test to see that it arrives.")),
            lane="keys",
        )


def _cells(one: Channel) -> list[Cell | str]:
    state = Cell(_("On"), "ok", 600) if one.on else Cell(_("Off"), "muted")
    return [Cell(one.name, weight=600), one.where, channels.rules_words(one.rules), state]
