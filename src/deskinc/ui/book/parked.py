"""Half lines laid aside, each with its stamp and its id, kept as the line that is written is (D13).

They belong to the officer who began them; nobody else finds them.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from deskinc.desk.lines import entries
from deskinc.desk.lines.stamps import Stub
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.actions import Action
from deskinc.ui.book.part import Part
from deskinc.ui.parts import Button
from deskinc.ui.session import Session

if TYPE_CHECKING:
    from deskinc.ui.book.page import BookPage

KEYS = "entry/"
"""What the keys begin with that parked lines are kept under; the id of the line follows."""
_SAYS = ("text", "happened", "place", "type", "stamped", "correcting")

Typed = Mapping[str, str]


def says_something(typed: Typed) -> bool:
    """Whether there is anything in a line to be laid aside."""
    return any(typed.get(name) for name in _SAYS)


class Parked(QObject):
    """The parked lines of whoever writes, the first parked first."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.lines: list[Typed] = []
        self._since: set[str] = set()
        """Lines parked or brought back since what was kept was asked for."""
        session.officer_changed.connect(self.read)
        self.read()

    def read(self) -> None:
        """Find again what was kept; a line that was posted meanwhile is forgotten."""
        self.lines, self._since = [], set()
        self.changed.emit()
        who = self._session.office.officer.thread
        self._session.look(self, self._session.office.kept, lambda found: self._found(who, found))

    def _found(self, who: str, found: Mapping[str, Mapping[str, object]]) -> None:
        office = self._session.office
        if who != office.officer.thread:
            return
        written = str(found.get("entry", {}).get("id", ""))
        for key, kept in found.items():
            if not key.startswith(KEYS) or kept["id"] in self._since:
                continue
            typed = {name: str(value) for name, value in kept.items()}
            if typed["id"] == written or entries.is_written(office, typed):
                self.drop(typed["id"])
            else:
                self.lines.append(typed)
        self.lines.sort(key=lambda line: line.get("parked", ""))
        self.changed.emit()

    def put(self, typed: Typed) -> None:
        """Lay a line aside, behind the others."""
        line = {**typed, "parked": self._session.now().isoformat()}
        self.lines.append(line)
        self._since.add(line["id"])
        kept = self._session.office.keep(KEYS + line["id"], line)
        tasks.watch(self, kept, tasks.nothing, self._session.unkept)
        self.changed.emit()

    def take(self, line: Typed) -> None:
        """A line is written again; it stays kept here until it is kept there."""
        self.lines = [one for one in self.lines if one["id"] != line["id"]]
        self._since.add(line["id"])
        self.changed.emit()

    def drop(self, id_: str) -> None:
        """The line of that id is kept elsewhere, or in the book."""
        dropped = self._session.office.drop(KEYS + id_)
        tasks.watch(self, dropped, tasks.nothing, self._session.unkept)

    def about(self, stub: Stub) -> Typed | None:
        """The parked line that is about a time stamp."""
        at = stub.at.isoformat()
        return next((line for line in self.lines if (line.get("anchor"), line.get("stamped"))
                     == (stub.id, at)), None)  # fmt: skip


class ParkPart(Part):
    """The keys that park and bring back, and how many lines are parked."""

    def __init__(self, page: "BookPage") -> None:
        super().__init__(page)
        self.count = Button("", "flat", "Shift+F6", size="small", icon="layers",
                            pressed=page.poster.bring_back)  # fmt: skip
        self.count.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._low = False
        self.count.setToolTip(_("Bring back a parked line"))
        self.count.hide()
        page.entry.put_beside(self.count)
        page.poster.parked.changed.connect(self._show)
        self._show()

    def actions_offered(self) -> Sequence[Action]:
        """Parking, and bringing back."""
        group, poster = _("Book"), self.page.poster
        return (
            Action("park", _("Park the line"), "F6", "pen-line", group, poster.park,
                   act="write_occurrence"),
            Action("bring_back", _("Bring back a parked line"), "Shift+F6", "pen-line", group,
                   poster.bring_back, act="write_occurrence"),
        )  # fmt: skip

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """The key where there is room for it."""
        self._low = low
        self.count.set_key("" if narrow or low else "Shift+F6")
        self._show()

    def _show(self) -> None:
        count = len(self.page.poster.parked.lines)
        words = _("{count} parked").format(count=count)
        self.count.setText(str(count) if self._low else words)
        self.count.setAccessibleName(words)
        self.count.setVisible(bool(count))
