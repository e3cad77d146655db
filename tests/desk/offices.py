"""A desk for tests: Tower House with three people, set up once and copied for each test."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from deskinc.book.book import Book
from deskinc.book.disk.station import Station
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Record, new_id
from deskinc.desk import setup
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, Person
from deskinc.desk.people import people
from deskinc.desk.shift import handover, shifts
from deskinc.desk.shift.handover import Handover
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64

BOSS, OFFICER, MANAGER = "J. Harding", "R. Malik", "E. Marsh"
PHRASES = {
    BOSS: "granite kettle orbit seven",
    OFFICER: "lantern moss ferry twelve",
    MANAGER: "ribbon cedar window nine",
}
EVENING = datetime(2026, 11, 21, 20, tzinfo=UTC)


class Ticking:
    """A wall clock that a test sets; it goes a second on each time it is read."""

    def __init__(self, start: datetime = EVENING) -> None:
        self.moment = start

    def __call__(self) -> datetime:
        """The next moment."""
        self.moment += timedelta(seconds=1)
        return self.moment

    def on(self, **more: float) -> None:
        """Go on by hours, minutes, seconds."""
        self.moment += timedelta(**more)


def answers(below: Path, **more: object) -> setup.Answers:
    """What the set-up pages of Tower House ask."""
    said = setup.Answers(
        site="Tower House",
        officer=BOSS,
        initials="J.H.",
        passphrase=PHRASES[BOSS],
        mirror=below / "mirror",
        licence="1015440012345678",
        licence_name="SIA licence",
        places=("Lobby", "Loading bay", "Lift 2"),
        kit=(("Key sets", 12), ("Radios", 4)),
        insured="Tower House Ltd",
        insurer="Example Mutual",
        phone="020 7946 0000",
    )
    return replace(said, **more)  # type: ignore[arg-type]


@dataclass
class Prepared:
    """The office as set up once: its folder, and its people with their keys open."""

    folder: Path
    people: dict[str, Person]
    words: tuple[str, ...]


def prepare(below: Path) -> Prepared:
    """Set Tower House up with an officer and a facilities manager beside the first person."""
    clock, words = Ticking(EVENING - timedelta(hours=2)), setup.recovery_words()
    folder = below / "book"
    office = setup.set_up(folder, answers(below), words, kdf=FLOOR, clock=clock)
    crew = {BOSS: office.person}
    for name, initials, role in ((OFFICER, "R.M.", "officer"), (MANAGER, "E.M.", "manager")):
        who = people.Enrolment(
            name, initials, "1015440087654321", frozenset({role}), identity="Passport"
        )
        people.enrol(office, who, PHRASES[name], kdf=FLOOR)
        crew[name] = office.open_person(name, PHRASES[name])
    office.close()
    return Prepared(below, crew, words)


def copied(prepared: Prepared, below: Path) -> Path:
    """A copy of the office's folders below ``below``; returns the folder of the book."""
    for part in ("book", "mirror"):
        shutil.copytree(prepared.folder / part, below / part)
    folder = below / "book"
    station = Station.load(folder)
    assert station is not None
    Station(station.id, below / "mirror", station.salt).save(folder)
    return folder


@dataclass
class Desk:
    """A copy of the office, open, on a clock that the test sets."""

    folder: Path
    mirror: Path
    people: dict[str, Person]
    clock: Callable[[], datetime]
    office: Office
    opened: list[Office] = field(default_factory=list)

    def sit(self, name: str) -> Person:
        """Give the desk to another person, and say who had it."""
        before = self.office.person
        self.office.become(self.people[name])
        return before

    def post(self, text: str, **more: object) -> Record:
        """Write a line of the book and wait for it."""
        raw: dict[str, object] = {"type": "patrol", "place": "Lobby", "text": text, **more}
        return entries.post(self.office, raw, entries.new_id()).result().records[0]

    def line(self, n: int) -> entries.Line:
        """The line of record ``n`` as people read it."""
        (line,) = entries.lines(self.office, [n])
        return line

    def texts(self) -> list[str]:
        """The words of every line."""
        return [line.text for line in entries.lines(self.office, entries.ids(self.office))]

    def raise_incident(self, *ns: int, **more: object) -> str:
        """Open an incident that lacks nothing, from the lines ``ns``; returns its thread."""
        thread = entries.new_id()
        known: dict[str, object] = {
            **incidents.start(self.office, ns),
            "title": "Slip on wet floor", "category": "injury.slip", "severity": "medium",
            "place": "Lobby", "reported_by": "Ms P. Nair", "injuries": True, "force": False,
            "narrative": "She slid and fell.", "immediate": "First aid given.",
        }  # fmt: skip
        incidents.open_new(self.office, known | more, thread).result()
        return thread

    def sign_on(self) -> None:
        """Put whoever has the desk on duty."""
        raw: dict[str, object] = {"kit": True, "instructions": True}
        shifts.sign_on(self.office, raw, entries.new_id()).result()

    def reopen(self) -> Office:
        """Close the book and open it again in the name of the same person."""
        person = self.office.person
        self.office.close()
        return self.open(person)

    def open(self, person: Person) -> Office:
        """Open the book in the name of ``person``."""
        book = Book.open(self.folder, person.keys, now=self.clock)
        self.office = Office(self.folder, Vault.load(self.folder), book, person, self.clock)
        self.opened.append(self.office)
        return self.office

    def since(self, n: int) -> list[Record]:
        """The records after the one numbered ``n``, once nothing is queued."""
        self.office.book.settle()
        last = self.office.read.last_n()
        return list(self.office.read.records(range(n + 1, last + 1)).values())

    def verifies(self) -> bool:
        """Whether everything in the book is as it was written."""
        return self.office.book.verify(full=True) == []


def desk_of(
    folder: Path, crew: dict[str, Person], clock: Callable[[], datetime], name: str = BOSS
) -> Desk:
    """Open the office in ``folder`` in the name of its first person, or of ``name``."""
    person = crew[name]
    book = Book.open(folder, person.keys, now=clock)
    office = Office(folder, Vault.load(folder), book, person, clock)
    return Desk(folder, folder.parent / "mirror", crew, clock, office, [office])


def ready(given: Handover) -> Handover:
    """The handover with everything read and counted right."""
    items = tuple(replace(item, read=True, read_at="06:49") for item in given.items)
    counts = tuple(replace(count, counted=count.book) for count in given.counts)
    return replace(given, items=items, counts=counts)


def complete(desk: Desk, given: Handover) -> handover.Done:
    """Hand over to the officer."""
    return handover.complete(desk.office, given, PHRASES[BOSS], OFFICER, PHRASES[OFFICER])


def prints(*folders: Path) -> dict[str, str]:
    """The SHA-256 of every file below the folders, but for the lock."""
    return {
        str(path): sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def fresh() -> str:
    """A new id as the desk hands them out."""
    return b64(new_id())


def ref(value: Value) -> dict[str, str]:
    """A reference or choice value as it is stored."""
    assert isinstance(value, dict)
    return {str(name): str(said) for name, said in value.items()}


def note_of(desk: Desk) -> str:
    """The note of the newest seal."""
    row = desk.office.read.last_seal()
    assert row is not None
    return row.note
