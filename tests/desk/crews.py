"""An office with one person for each role, each enrolled through the door and with keys of his own.

It has a mirror and a backup, and incidents with and without restricted answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from tests.desk.offices import (
    BOSS,
    EVENING,
    MANAGER,
    OFFICER,
    PHRASES,
    Desk,
    Prepared,
    Ticking,
    copied,
    desk_of,
    prepare,
)

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk.copies import backups
from deskinc.desk.lines import entries
from deskinc.desk.papers import exports
from deskinc.desk.people import people, vouching
from deskinc.desk.shift import relief
from deskinc.forms import roles
from deskinc.proof.canonical import Json

NAMES: Mapping[str, str] = {
    roles.OFFICER: OFFICER, roles.MANAGER: MANAGER, roles.LEAD: "L. Prior",
    roles.ADMIN: "A. Clerk", roles.AUDITOR: "N. Osei", roles.RELIEF: "V. Byrne",
}  # fmt: skip
"""Who has each role, and no other."""

WORDS: Mapping[str, str] = {
    **PHRASES, "L. Prior": "copper violin harvest moon", "A. Clerk": "velvet anchor pepper dune",
    "N. Osei": "marble sparrow lemon gate", "V. Byrne": "saddle comet willow brick",
}  # fmt: skip
"""Their passphrases."""

OPEN, HURT, OWN = "Marigoldson", "Quarternion fracture", "Zebedeean bruise"
"""A word everybody may read; a restricted one by the first person, and one by the officer."""


@dataclass(frozen=True)
class Crew:
    """The office as it was set up once; never opened again, only copied or read as it lies."""

    office: Prepared
    book: bytes
    mirror: Path
    backup: Path
    plain: str
    closed: str

    def desk(self, below: Path, role: str, clock: Ticking) -> Desk:
        """A copy of it, open by the keys of whoever has that role."""
        return desk_of(copied(self.office, below), dict(self.office.people), clock, NAMES[role])


def prepare_crew(below: Path) -> Crew:
    """Enrol everybody, raise the incidents, make a backup; then close."""
    made = prepare(below)
    desk = desk_of(below / "book", dict(made.people), Ticking(EVENING - timedelta(hours=1)))
    for role, initials in ((roles.LEAD, "L.P."), (roles.ADMIN, "A.C."), (roles.AUDITOR, "N.O.")):
        who = people.Enrolment(
            NAMES[role], initials, "1015440087654322", frozenset({role}), identity="Passport"
        )
        thread = people.enrol(desk.office, who, WORDS[who.name], kdf=FLOOR).thread
        vouching.vouch(desk.office, thread, MANAGER, PHRASES[MANAGER])
    desk.sign_on()
    who = people.Enrolment(
        NAMES[roles.RELIEF], "V.B.", "1015440087654323", identity="Passport",
    )  # fmt: skip
    relief.enrol(desk.office, who, WORDS[who.name], kdf=FLOOR)
    for name in NAMES.values():
        desk.people[name] = desk.office.open_person(name, WORDS[name])
    plain = desk.raise_incident(title=f"{OPEN} slid")
    closed = desk.raise_incident(title=f"{OPEN} fell", people=injured(HURT))
    desk.sit(OFFICER)
    desk.raise_incident(people=injured(OWN))
    desk.sit(BOSS)
    derived(desk, closed)
    copy = backups.make(desk.office, below / "backups", lambda _f, _w: None, lambda: False)
    book, mirror = desk.office.book.id, desk.office.book.mirror
    assert mirror is not None
    desk.office.close()
    return Crew(replace(made, people=desk.people), book, mirror, copy.folder, plain, closed)


def derived(desk: Desk, closed: str) -> None:
    """Everywhere else restricted words come to lie: a paper, what finds them, unsent text."""
    made = exports.insurance_report(desk.office, closed)
    exports.sign_insurance(desk.office, made, PHRASES[BOSS])
    assert entries.find(desk.office, HURT)
    typed: dict[str, Json] = {"edits": {"people": injured(HURT)}}
    desk.office.keep("incident:another", typed).result()


def injured(how: str) -> dict[str, Json]:
    """Somebody who was hurt: what by is restricted, the name is not."""
    return {"01": {"name": "Ms P. Nair", "role": "injured", "injury": how}}
