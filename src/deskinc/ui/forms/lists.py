"""What editors are given to choose from, and the clock and language they read times in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from deskinc.desk import entries, incidents, people
from deskinc.desk.office import Office
from deskinc.i18n import Locale


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be chosen: its id or code, its words, a note at the right."""

    id: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """Places, people and records that can be named; ``now`` is site time, aware."""

    now: Callable[[], datetime]
    locale: Locale
    places: tuple[Offer, ...] = ()
    people: tuple[Offer, ...] = ()
    records: tuple[Offer, ...] = ()


def lists_of(office: Office) -> Lists:
    """The lists of an open office, as they stand now."""
    floors = {place.name: place.floor for place in office.site.places}
    return Lists(
        now=office.now,
        locale=office.locale,
        places=tuple(
            Offer(name, name, floors.get(name, "")) for name in entries.places(office)
        ),
        people=tuple(
            Offer(officer.thread, officer.name, officer.initials)
            for officer in people.officers(office)
        ),
        records=tuple(
            Offer(row.thread, row.number, row.title) for row in incidents.listed(office, "open")
        ),
    )
