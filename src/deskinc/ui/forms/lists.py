"""What editors are given to choose from, and the clock and language they read times in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from deskinc.desk.cards import cards
from deskinc.desk.evidence import exhibits
from deskinc.desk.incidents import cases
from deskinc.desk.office import Office
from deskinc.desk.people import people
from deskinc.forms.fields import Value
from deskinc.i18n import Locale
from deskinc.ui.completing import Offer


def _none() -> Sequence[Offer]:
    return ()


def _typed_place(words: str) -> Value:
    return {"id": "", "text": words}


@dataclass(frozen=True, slots=True)
class Lists:
    """Places, people and records that can be named, read when they are asked for.

    ``now`` is site time, aware; ``place`` turns words into the stored shape of a place.
    """

    now: Callable[[], datetime]
    locale: Locale
    places: Callable[[], Sequence[Offer]] = _none
    people: Callable[[], Sequence[Offer]] = _none
    records: Callable[[], Sequence[Offer]] = _none
    cards: Callable[[], Sequence[Offer]] = _none
    exhibits: Callable[[], Sequence[Offer]] = _none
    place: Callable[[str], Value] = _typed_place


def lists_of(office: Office, incident: Callable[[], str] = str) -> Lists:
    """The lists of an open office; exhibits are those of that incident, none without one."""
    return Lists(
        now=office.now,
        locale=office.locale,
        places=lambda: [Offer(row.name, row.name, row.floor) for row in office.site.places],
        people=lambda: [Offer(o.thread, o.name, o.initials) for o in people.officers(office)],
        records=lambda: [Offer(row.thread, row.number, row.title) for row in cases.to_link(office)],
        cards=lambda: [
            Offer(card.thread, card.name, card.used)
            for kind in cards.TABLES
            for card in cards.found(office, kind)
        ],
        exhibits=lambda: [
            Offer(one.thread, one.number, one.what)
            for one in (exhibits.listed(office, incident()) if incident() else ())
        ],
        place=lambda words: office.site.place(words),  # noqa: PLW0108 - the site may change
    )
