"""A handover in hand: what was typed so far, kept encrypted until it is signed or given up."""

import unicodedata
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from deskinc.desk.office import Officer
from deskinc.desk.shift.handover import Counted, Handover, Item, merged
from deskinc.i18n import _
from deskinc.proof.canonical import Json
from deskinc.ui import tasks
from deskinc.ui.later import Later
from deskinc.ui.session import Session

KEY = "handover"


class Work(QObject):
    """The handover as it stands; every change goes through here, is told and is kept."""

    changed = Signal()

    def __init__(self, session: Session, handover: Handover, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.handover = handover
        self.incoming: Officer | None = None
        self.outgoing = session.office.officer
        self.step = 0
        self._later = Later(self, self.keep_now)
        session.locked.connect(self.flush)
        session.changing.connect(self.flush)

    def renew(self, fresh: Handover) -> None:
        """The book went on: take the handover as prepared again, and what was typed."""
        handover = merged(fresh, self.handover)
        if handover != self.handover:
            self.handover = handover
            self.changed.emit()

    def set(self, **what: object) -> None:
        """Set notes, disagreement or a clock."""
        said = {name: _nfc(value) for name, value in what.items()}
        self._take(replace(self.handover, **said))  # type: ignore[arg-type]

    def set_incoming(self, officer: Officer | None) -> None:
        """Somebody else takes over: what another one read or counted does not count for him."""
        if officer == self.incoming:
            return
        before, self.incoming = self.incoming, officer
        done = self.handover
        if before is not None:
            unread = (replace(item, read=False, read_at="", remark="") for item in done.items)
            uncounted = (replace(count, counted=None) for count in done.counts)
            done = replace(
                done, items=tuple(unread), counts=tuple(uncounted), clock_incoming=None,
                disagreement="",
            )  # fmt: skip
        self._take(done)

    def set_step(self, step: int) -> None:
        """Go to Prepare (0), Exchange (1) or Sign (2)."""
        self.step = step
        self._later.touch()

    def set_item(self, index: int, **what: str) -> None:
        """Change what is said of an item; it must be read again."""
        said = {name: _nfc(value) for name, value in what.items()}
        item = self.handover.items[index]
        if any(getattr(item, name) != value for name, value in said.items()):
            new = replace(item, **said, read=False, read_at="")  # type: ignore[arg-type]
            self._put(index, new)

    def add_item(self) -> int:
        """Add an empty item to be written; its index."""
        self._take(replace(self.handover, items=(*self.handover.items, Item(""))))
        return len(self.handover.items) - 1

    def remove_item(self, index: int) -> None:
        """Take out an item that was added by hand; an open incident cannot be left out."""
        items = self.handover.items
        if not items[index].thread:
            self._take(replace(self.handover, items=(*items[:index], *items[index + 1 :])))

    def read_item(self, index: int, now: datetime) -> None:
        """The incoming officer has read it."""
        self._put(
            index, replace(self.handover.items[index], read=True, read_at=now.strftime("%H:%M"))
        )

    def remark(self, index: int, words: str) -> None:
        """What the incoming officer says of an item."""
        words = unicodedata.normalize("NFC", words)
        self._put(index, replace(self.handover.items[index], remark=words))

    def count(self, index: int, counted: int | None) -> None:
        """What was counted, blind; counting again is said in the notes."""
        done = self.handover
        old = done.counts[index]
        notes = done.notes
        if counted is None and old.counted is not None:
            words = _("{what} counted again; first count {count}.")
            said = words.format(what=old.what, count=old.counted)
            notes = f"{notes}\n{said}".strip()
        counts = list(done.counts)
        counts[index] = Counted(old.what, old.book, counted)
        self._take(replace(done, counts=tuple(counts), notes=notes))

    def drop_empty(self) -> None:
        """Forget items that were added and never written."""
        items = tuple(item for item in self.handover.items if item.what.strip())
        if items != self.handover.items:
            self._take(replace(self.handover, items=items))

    def left(self) -> tuple[int, int]:
        """How many items are not read, how many things not counted."""
        done = self.handover
        return (
            sum(not item.read for item in done.items),
            sum(count.counted is None for count in done.counts),
        )

    def ready(self) -> bool:
        """Whether both can sign."""
        return self.incoming is not None and self.left() == (0, 0)

    def _put(self, index: int, item: Item) -> None:
        items = list(self.handover.items)
        items[index] = item
        self._take(replace(self.handover, items=tuple(items)))

    def _take(self, handover: Handover) -> None:
        self.handover = handover
        self.changed.emit()
        self._later.touch()

    def flush(self) -> None:
        """Keep now what waits to be kept."""
        self._later.flush()

    def keep_now(self) -> "Future[None]":
        """Keep all of it, encrypted and outside the book; it can be read once that is done."""
        self._later.stop()
        future = self._session.office.keep(KEY, self.kept())
        self._session.watch(self, future, tasks.nothing)
        return future

    def forget(self) -> None:
        """It was signed: what is in the book needs no keeping."""
        self._later.stop()
        self._session.locked.disconnect(self.flush)
        dropped = self._session.office.drop(KEY, self.outgoing.thread)
        self._session.watch(self, dropped, tasks.nothing)

    def kept(self) -> dict[str, Json]:
        """Everything typed, as it is kept."""
        done = self.handover
        return {
            "officer": self.outgoing.thread, "first": done.first, "step": self.step,
            "incoming": self.incoming.thread if self.incoming else "",
            "items": [
                {name: getattr(item, name) for name in Item.__slots__} for item in done.items
            ],
            "counts": [[count.what, count.counted] for count in done.counts],
            "clock_outgoing": done.clock_outgoing, "clock_incoming": done.clock_incoming,
            "notes": done.notes, "disagreement": done.disagreement,
        }  # fmt: skip


def taken_up(fresh: Handover, kept: Mapping[str, object], officer: str) -> Handover | None:
    """A fresh handover with what was kept; None where that was another officer's or shift's."""
    if kept.get("officer") != officer or kept.get("first") != fresh.first:
        return None
    items = [Item(**item) for item in _list(kept, "items")]
    counts = [Counted(str(what), None, counted) for what, counted in _list(kept, "counts")]
    names = ("clock_outgoing", "clock_incoming", "notes", "disagreement")
    said = {name: kept.get(name) for name in names}
    return replace(fresh, items=tuple(items), counts=tuple(counts), **said)  # type: ignore[arg-type]


def _list(kept: Mapping[str, object], name: str) -> list:  # type: ignore[type-arg]
    found = kept.get(name)
    return found if isinstance(found, list) else []


def _nfc(value: object) -> object:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value
