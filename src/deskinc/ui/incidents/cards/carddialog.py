"""One card: what lasts of a person or a vehicle, where it was, and which card it is the same as."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from deskinc.desk.cards import cards
from deskinc.desk.lines.entries import new_id
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.i18n import N_, _
from deskinc.ui import tasks
from deskinc.ui.completing import Offer
from deskinc.ui.formdialog import FormDialog, Shown
from deskinc.ui.forms.lists import Lists, lists_of
from deskinc.ui.forms.manner import Manner
from deskinc.ui.session import Session

TITLES: Mapping[str, tuple[str, str]] = {
    cards.PARTY: (N_("A new card of a person"), N_("The card of a person")),
    cards.VEHICLE: (N_("A new card of a vehicle"), N_("The card of a vehicle")),
}


class CardDialog(FormDialog):
    """A new card, or (``thread``) one that is there; ``done`` hears which it is, and its name."""

    def __init__(
        self, parent: QWidget, session: Session, kind: str, thread: str = "",
        known: Mapping[str, Any] | None = None,
        done: Callable[[str, str], object] = tasks.nothing,
    ) -> None:  # fmt: skip
        self._kind, self._thread, self._done, self._id = kind, thread, done, new_id()
        office = session.office
        there = cards.uses(office, kind, thread) if thread else []
        lines = (", ".join(filter(None, (one.number, one.role, one.title))) for one in there)
        shown = Shown(
            _(TITLES[kind][bool(thread)]), current(kind), f"card:{thread or kind}",
            "\n".join(lines), saved=cards.values(office, thread) if thread else {},
            known=known or {}, first=cards.NAMES[kind], lists=_lists(session, kind, thread),
            manner=Manner(always_open=True, most=3), of=dict(known or {}),
        )  # fmt: skip
        super().__init__(parent, session, shown)

    def write(self, cells: dict[str, Value], /) -> "Future[Any]":
        """Keep the card."""
        return cards.keep(self._session.office, self._kind, self._thread, cells, self._id)

    def said(self, _saved: object, /) -> None:
        """Tell which card it is."""
        name = str(self.answers.values().get(cards.NAMES[self._kind], ""))
        self._done(self._thread or self._id, name)


def _lists(session: Session, kind: str, own: str) -> Lists:
    """The other cards are what this one may be the same as."""
    office = session.office

    def others() -> list[Offer]:
        found = cards.found(office, kind)
        return [Offer(one.thread, one.name, one.used) for one in found if one.thread != own]

    return replace(lists_of(office), records=others)
