"""What goes back with a pass: the comments, kept encrypted until they are signed."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from deskinc.desk.review.items import Item
from deskinc.ui import tasks
from deskinc.ui.later import Later
from deskinc.ui.session import Session

KEY = "review"


class Returning(QObject):
    """The comments of whoever is signed in, by the number of the record of their line.

    A line that somebody returned before stays so, with the words of then, until it is answered or
    the reviewer takes them away.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._said: dict[int, str] = {}
        self._after_all: set[int] = set()
        self._typed: dict[int, str] = {}
        self._officer = session.office.officer.thread
        self._later = Later(self, self._keep)
        for now in (session.locked, session.changing, session.closing):
            now.connect(self._later.flush)

    def comment(self, item: Item) -> str:
        """What goes back with a line; "" where nothing does."""
        n, mark = item.line.n, item.line.mark
        if not item.can_return or n in self._after_all:
            return ""
        return self._said.get(n) or (mark.comment if item.waits and mark is not None else "")

    def typed(self, item: Item) -> str:
        """What was being typed about a line, or what goes back with it."""
        return self._typed.get(item.line.n) or self.comment(item)

    def of(self, items: Iterable[Item]) -> dict[int, str]:
        """What goes back with these lines."""
        said = {item.line.n: self.comment(item) for item in items}
        return {n: comment for n, comment in said.items() if comment}

    def approved_of(self, items: Iterable[Item]) -> frozenset[int]:
        """Which of these lines were returned before and go back no more."""
        return frozenset(i.line.n for i in items if i.waits and i.line.n in self._after_all)

    def said(self) -> Mapping[int, str]:
        """What was said in this pass."""
        return self._said

    def after_all(self) -> frozenset[int]:
        """The lines that go back no more."""
        return frozenset(self._after_all)

    def say(self, item: Item, comment: str) -> None:
        """Return a line, or, with no words, approve it."""
        n = item.line.n
        self._typed.pop(n, None)
        self._said.pop(n, None)
        self._after_all.discard(n)
        if comment:
            self._said[n] = comment
        elif item.waits:
            self._after_all.add(n)
        self.changed.emit()
        self._later.touch()

    def type(self, item: Item, words: str) -> None:
        """Something is being typed about a line."""
        self._typed[item.line.n] = words
        self._later.touch()

    def forget(self, ns: Iterable[int]) -> None:
        """These lines were signed for."""
        for n in ns:
            self._said.pop(n, None)
            self._typed.pop(n, None)
            self._after_all.discard(n)
        self._later.stop()
        self._keep()

    def take_up(self, kept: Mapping[str, object]) -> None:
        """Go on with what was kept of whoever is signed in."""
        self._said, self._typed, self._after_all = {}, {}, set()
        self._officer = self._session.office.officer.thread
        for name, into in (("said", self._said), ("typed", self._typed)):
            found = kept.get(name)
            rows = found.items() if isinstance(found, dict) else ()
            into.update({int(n): str(words) for n, words in rows})
        after_all = kept.get("after_all")
        self._after_all.update(map(int, after_all) if isinstance(after_all, list) else ())
        self.changed.emit()

    def _keep(self) -> None:
        session, office = self._session, self._session.office
        if self._officer != office.officer.thread:
            return
        said = {
            "said": {str(n): words for n, words in self._said.items()},
            "typed": {str(n): words for n, words in self._typed.items()},
            "after_all": sorted(self._after_all),
        }
        empty = not (self._said or self._typed or self._after_all)
        future = office.drop(KEY) if empty else office.keep(KEY, said)  # type: ignore[arg-type]
        session.watch(self, future, tasks.nothing)
