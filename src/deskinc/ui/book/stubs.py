"""Time stamps that wait to be written about: in sight at the entry line until they are.

``F2`` writes a stamp. While nothing is written yet it belongs to the line at once; otherwise it
stands beside the writer’s name until the line takes it. Where the book takes no record, the time
is kept with the line alone.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskinc.desk.lines import entries, stamps
from deskinc.desk.lines.stamps import Stub
from deskinc.desk.office import Record
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.ui import dialogs, tasks, theme
from deskinc.ui.actions import Action
from deskinc.ui.book.part import Part
from deskinc.ui.parts import Button, row

if TYPE_CHECKING:
    from deskinc.ui.book.page import BookPage

BAR = 3
"""Width of the bar that marks a stamp, logical pixels."""
SHOWN = {"full": 4, "narrow": 2, "low": 0}
"""Stamps shown one by one in each measure; the others are a number."""


class StubChip(Button):
    """One stamp, or the number of those there is no room for."""

    def __init__(self, words: str, name: str, *, taken: bool = False,
                 pressed: Callable[[], object]) -> None:  # fmt: skip
        super().__init__(words, "flat", size="small", pressed=pressed)
        self._taken = taken
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar at the left, the words, and a dashed rule while nothing is written there."""
        painter = QPainter(self)
        if self._taken:
            painter.fillRect(self.rect(), theme.color("accent_soft"))
        painter.fillRect(QRect(0, 4, BAR, self.height() - 8), theme.color("stub"))
        painter.setPen(QPen(theme.color("stub"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(BAR + 5, self.height() - 4, self.width() - 6, self.height() - 4)
        painter.end()
        super().paintEvent(event)


class StubList(QWidget):
    """The open stamps as chips, oldest first; none of them takes the cursor."""

    def __init__(self, take: Callable[[Stub], object]) -> None:
        super().__init__()
        self._take = take
        self._chips: list[StubChip] = []
        self._layer = row(gap=4)
        self.setLayout(self._layer)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def words(self) -> list[str]:
        """What the chips say."""
        return [chip.accessibleName() for chip in self._chips]

    def show_stubs(
        self, stubs: Sequence[Stub], taken: Stub | None, most: int, parked: Sequence[Stub] = ()
    ) -> None:
        """Show up to ``most`` of them, and how many more there are; those ``parked`` say so."""
        for chip in self._chips:
            self._layer.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for at, stub in enumerate(stubs[:most]):
            said = most >= SHOWN["full"] and not at
            self._chips.append(
                self._chip(stub, taken=stub == taken, said=said, parked=stub in parked)
            )
        more = len(stubs) - min(most, len(stubs))
        if more:
            words = f"+{more}" if most else f"{more}"
            name = _("{count} time stamps wait: Shift+F2").format(count=more)
            first = stubs[min(most, len(stubs) - 1)]
            self._chips.append(StubChip(words, name, pressed=partial(self._take, first)))
        for chip in self._chips:
            self._layer.addWidget(chip)
            chip.show()
        self.setVisible(bool(stubs))

    def _chip(self, stub: Stub, *, taken: bool, said: bool, parked: bool) -> StubChip:
        time = f"{stub.at:%H:%M:%S}"
        if parked:
            words = _("{time} parked").format(time=time)
            name = _("Time stamp {time}: its line is parked, Shift+F2 brings it back")
            return StubChip(words, name.format(time=time), pressed=partial(self._take, stub))
        name = _("Time stamp {time}, {by}: write what happened").format(time=time, by=stub.by)
        words = time if stub.own else f"{time} {stub.by}"
        if said:
            words = _("{time}  Write what happened").format(time=words)
        return StubChip(words, name, taken=taken, pressed=partial(self._take, stub))


class StubPart(Part):
    """Stamps the time, shows the stamps that are open, and gives one to the line."""

    def __init__(self, page: "BookPage") -> None:
        super().__init__(page)
        self.list = StubList(self.take)
        self._here: list[Stub] = []
        """Pressed, and not (or not yet) in the book."""
        self._known: list[Stub] = []
        self._most = SHOWN["full"]
        page.entry.put_beside(self.list)
        page.entry.stamp_changed.connect(self._show)
        page.poster.parked.changed.connect(self._show)
        page.session.recorded.connect(self._recorded)
        page.session.officer_changed.connect(self.read)
        self.read()

    def actions_offered(self) -> Sequence[Action]:
        """Stamping, taking a stamp into the line, and voiding one."""
        group = _("Book")
        return (
            Action("stamp", _("Stamp the time"), "F2", "pen-line", group, self.stamp,
                   act="write_occurrence"),
            Action("take_stamp", _("Write about a time stamp"), "Shift+F2", "pen-line", group,
                   self.take_next, act="write_occurrence"),
            Action("void_stamp", _("Void a time stamp"), "", "x", group, self.ask_void,
                   act="strike"),
        )  # fmt: skip

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """Fewer of them where there is less room."""
        self._most = SHOWN["low" if low else "narrow" if narrow else "full"]
        self._show()

    def stubs(self) -> list[Stub]:
        """All open stamps: of the book, and those on the way."""
        return [*self._known, *self._here]

    def read(self) -> None:
        """Read the open stamps anew."""
        office = self.page.session.office
        if office.officer.may("read_book"):
            self.page.session.look(self.page, lambda: stamps.open_stamps(office), self._found)

    def _found(self, stubs: list[Stub]) -> None:
        self._known, there = stubs, {stub.id for stub in stubs}
        self._here = [stub for stub in self._here if stub.id not in there]
        self._show()

    def _show(self) -> None:
        stubs = self.stubs()
        parked = [stub for stub in stubs if self.page.poster.parked.about(stub) is not None]
        self.list.show_stubs(stubs, self.page.entry.stamp, self._most, parked)

    def stamp(self) -> None:
        """Stamp the time now; a line that is not begun yet is about it."""
        session, entry = self.page.session, self.page.entry
        now = session.now().replace(microsecond=0)
        made = Stub(entries.new_id(), now, session.office.officer.initials)
        try:
            future = stamps.stamp(session.office, made.at, made.id)
        except DeskError as error:
            session.fail(error)
            return
        self._here.append(made)
        if entry.is_bare():
            self.take(made)
        self._show()
        refused = partial(self._refused, made)
        tasks.watch(self.page, future, lambda _saved: None, refused)

    def _refused(self, made: Stub, error: Exception) -> None:
        """The time stays, with the line alone, where the book takes nothing."""
        session, entry = self.page.session, self.page.entry
        if session.is_closed:
            return
        if not session.office.takes_nothing(error):
            self._here = [stub for stub in self._here if stub != made]
            session.fail(error)
            return
        bare = Stub("", made.at, made.by)
        self._here = [bare if stub == made else stub for stub in self._here]
        if entry.stamp == made:
            entry.set_stamp(bare)
        self._show()

    def take(self, stub: Stub) -> None:
        """Write the line about this stamp; about none where it was about this one."""
        parked = self.page.poster.parked.about(stub)
        if parked is not None:
            self.page.poster.bring_back(parked)
            return
        self._give(None if self.page.entry.stamp == stub else stub)

    def _give(self, stub: Stub | None) -> None:
        entry = self.page.entry
        if not entry.is_correcting():
            entry.set_stamp(stub)
            entry.edited.emit()
        entry.to_text()

    def take_next(self) -> None:
        """The first stamp, or the one after that of the line; where all are parked, the first."""
        parked, taken = self.page.poster.parked, self.page.entry.stamp
        stubs = [stub for stub in self.stubs() if parked.about(stub) is None]
        if not stubs and self.stubs():
            self.take(self.stubs()[0])
            return
        at = stubs.index(taken) + 1 if taken in stubs else 0
        self._give(stubs[at] if at < len(stubs) else None)

    def ask_void(self) -> None:
        """Ask why nothing will be written about the stamp of the line, or the first one."""
        stubs, taken = self.stubs(), self.page.entry.stamp
        stub = taken if taken in stubs else next(iter(stubs), None)
        if stub is None:
            self.page.session.say(_("No time stamp is open."))
            return
        text = _("The stamp stays in the book, with your reason. No line will be written about it.")
        dialogs.ask_text(
            self.page.window(), _("Void the time stamp {time}?").format(time=f"{stub.at:%H:%M:%S}"),
            text, name=_("Why is nothing written?"), verb=_("Void the stamp"),
            done=partial(self.void, stub), missing=_("Say why nothing is written."),
        )  # fmt: skip

    def void(self, stub: Stub, reason: str) -> None:
        """Write why nothing follows on a stamp; one without a record is forgotten."""
        session = self.page.session
        if not stub.id:
            self._leave(stub)
            return
        try:
            future = stamps.void(session.office, stub.id, reason, entries.new_id())
        except DeskError as error:
            session.fail(error)
            return
        session.watch(self.page, future, lambda _saved: self._leave(stub))

    def _leave(self, stub: Stub) -> None:
        self._here = [one for one in self._here if one != stub]
        self._forget({stub.id} if stub.id else set())
        if self.page.entry.stamp == stub:
            self.page.entry.set_stamp(None)
        self.read()

    def _recorded(self, records: Sequence[Record]) -> None:
        """Stamps that came, were written about or voided, here or elsewhere."""
        named = {_anchor(record) for record in records} - {""}
        if named or any(record.form == "anchor" for record in records):
            self._forget(named)
            self.read()

    def _forget(self, gone: set[str]) -> None:
        self._known = [stub for stub in self._known if stub.id not in gone]
        self._here = [stub for stub in self._here if stub.id not in gone]
        stamp = self.page.entry.stamp
        if stamp is not None and stamp.id in gone:
            self.page.entry.set_stamp(None)
        self._show()


def _anchor(record: Record) -> str:
    """The stamp that a record finishes or voids; "" for none."""
    if record.form == "strike" and record.amends:
        return b64(record.amends)
    said = record.values.get("anchor")
    return str(said["id"]) if isinstance(said, dict) else ""
