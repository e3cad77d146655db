"""The demo office: Harbour Court, fictional, with a week of life in its book.

It is written through the same acts as any other book, only with a clock that stands at the times
of the story; so everything in it is signed, chained, mirrored and verifies.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import settings, setup
from deskinc.desk.demo_incidents import CAPTIONS, CONTACTS, DUE, FINISHES, OPENINGS, PINS, TIMES
from deskinc.desk.incidents import evidence, incidents, plans
from deskinc.desk.incidents.response import calls
from deskinc.desk.lines import entries, turning
from deskinc.desk.office import Office, Person
from deskinc.desk.people import people, vouching
from deskinc.desk.shift import shifts
from deskinc.desk.shift.outstanding import open_now, sentence
from deskinc.desk.trust import trust
from deskinc.forms.guides.calls import LEAD
from deskinc.i18n import N_, _
from deskinc.paths import resources
from deskinc.proof.canonical import b64

PASSPHRASE = "nine wet umbrellas by the lift"  # noqa: S105 - printed in the README
ZONE = ZoneInfo("Europe/London")
CREW = (
    ("DN", "D. Novak", "1015440012345678", frozenset({"officer"})),
    ("RM", "R. Malik", "1015440087654321", frozenset({"officer"})),
    ("TO", "T. Okafor", "1015440011112222", frozenset({"officer", "lead"})),
    ("EM", "E. Marsh", "", frozenset({"manager"})),
)
FIRST = "J. Harding"
PLACES = (
    "Reception", "Lobby", "Main entrance", "Front desk", "Loading bay", "B1 car park", "East stair",
    "West stair", "Lift 1", "Lift 2", "Fire panel", "CCTV room", "Tea point, floor 3", "Room 3.07",
    "Floors 1–4", "Floors 5–8", "Floor 2, east", "Roof terrace",
)  # fmt: skip
CODES = ("r", "l", "m", "f", "d", "b", "e", "w", "1", "2", "p", "c", "t", "307")
SNIPPETS = (
    (
        N_("Alarm test"),
        "t",
        N_("Weekly fire alarm test, call point {no}: heard everywhere, reset."),
    ),
    (N_("Contractor in"), "r", N_("{name} of {company} signed in for {work}, pass {no}.")),
    (N_("Keys out"), "k", N_("Set {no} to {name}, signed for.")),
)

Progress = Callable[[int, int], None]


class StoryClock:
    """A clock that stands at the moment being told, and never goes back."""

    def __init__(self, start: datetime) -> None:
        self._at = start

    def __call__(self) -> datetime:
        """The moment, a little later each time it is asked."""
        self._at += timedelta(milliseconds=23)
        return self._at

    def until(self, moment: datetime) -> None:
        """Go on to ``moment``; to the past there is no way."""
        self._at = max(self._at, moment.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the story as ``week.txt`` has it."""

    at: datetime
    by: str
    what: str
    place: str
    words: str
    happened: datetime | None
    more: str


@dataclass(slots=True)
class Telling:
    """The office while its week is written: who can sign, and what was opened."""

    office: Office
    clock: StoryClock
    crew: dict[str, Person]
    opened: dict[str, str] = field(default_factory=dict)
    last: int = 0
    day: date | None = None


def build(folder: Path, now: datetime | None = None, progress: Progress | None = None) -> str:
    """Write the demo office below ``folder``; return the name of the officer on duty at ``now``.

    Everybody's passphrase is :data:`PASSPHRASE`. The story ends before ``now`` (aware).
    """
    moment = (now or datetime.now(UTC)).astimezone(ZONE)
    story = [told for told in week(moment.date()) if told.at < moment - timedelta(seconds=30)]
    clock = StoryClock((story[0].at - timedelta(hours=2)).astimezone(UTC))
    office = _office(folder, clock)
    try:
        telling = Telling(office, clock, _crew(office))
        for i, told in enumerate(story):
            _tell(telling, told)
            if progress is not None:
                progress(i + 1, len(story))
        clock.until(story[-1].at + timedelta(seconds=20))
        trust.seal(office).result()
        return office.officer.name
    finally:
        office.close()


def week(today: date) -> Iterator[Told]:
    """The lines of the story, dated so that its last night is ``today``'s."""
    text = (resources() / "demo" / "week.txt").read_text(encoding="utf-8")
    for row in text.splitlines():
        if row.startswith("#") or not row.strip():
            continue
        day, time, by, what, place, words, happened, more = (
            cell.strip() for cell in row.split("|")
        )
        on = today + timedelta(days=int(day))
        yield Told(
            _at(on, time), by, what, place, words, _at(on, happened) if happened else None, more
        )


def _at(day: date, time: str) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()}T{time}").replace(tzinfo=ZONE)


def _office(folder: Path, clock: StoryClock) -> Office:
    answers = setup.Answers(
        site="Harbour Court", post="Front desk", address="12 Harbour Street, London E14",
        officer=FIRST, initials="J.H.", licence="1015440099990000", passphrase=PASSPHRASE,
        mirror=folder / "mirror", insured="Harbour Court Estates Ltd",
        insurer="Meridian Mutual, claims desk", policy="HC-PL 220417", phone="020 7946 0111",
        broker="Calder & Voss, brokers",
        licence_name=_("SIA licence"), regime="RIDDOR", places=PLACES,
        kit=(("Key sets", 42), ("Radios", 6), ("Torches", 2), ("Body cameras", 3)),
    )  # fmt: skip
    made = setup.set_up(folder / "book", answers, setup.recovery_words(), kdf=FLOOR, clock=clock)
    codes = dict(zip(PLACES, CODES, strict=False))
    coded = {row.id: {"code": codes[row.name]} for row in made.site.places if row.name in codes}
    snippets = {
        f"s{at}": {"name": _(name), "type": kind, "text": _(text)}
        for at, (name, kind, text) in enumerate(SNIPPETS)
    }
    numbers = {
        f"c{at:02d}": {"name": _(name), "number": number}
        for at, (name, number) in enumerate(CONTACTS)
    }
    changed = {"notice_days": 30, "places": coded, "snippets": snippets, "contacts": numbers}
    settings.change(made, changed).result()
    return made


def _crew(office: Office) -> dict[str, Person]:
    crew = {"JH": office.person}
    for code, name, licence, roles in CREW:
        who = people.Enrolment(
            name, f"{code[0]}.{code[1]}.", licence, roles, _("Passport and licence card")
        )
        people.enrol(office, who, PASSPHRASE, kdf=FLOOR)
        crew[code] = office.open_person(name, PASSPHRASE)
    for code in ("EM", "TO", "JH", "DN", "RM"):
        by = crew["TO" if code == "EM" else "EM"].officer.name
        vouching.vouch(office, crew[code].officer.thread, by, PASSPHRASE)
    plans.import_plan(
        office, resources() / "demo" / "plan-ground.svg", "Harbour Court", _("Ground")
    ).result()
    plans.import_plan(office, resources() / "demo" / "plan-3.svg", "Harbour Court", "3").result()
    return crew


def _tell(telling: Telling, told: Told) -> None:
    day = told.at.date()
    if telling.day not in {None, day}:
        telling.clock.until(_at(day, "00:00"))
        turning.turn(telling.office, [day]).result()
    telling.day = day
    telling.clock.until(told.at)
    telling.office.become(telling.crew[told.by])
    what, _blank, name = told.what.partition(" ")
    acts = {
        "on": _on, "off": _off, "incident": _incident, "note": _note, "call": _call,
        "correct": _correct, "finish": _finish,
    }  # fmt: skip
    acts.get(what, _line)(telling, told, name)


def _on(telling: Telling, told: Told, _name: str) -> None:
    raw = {
        "relieved": told.words.removeprefix("relieved "),
        "kit": True, "instructions": True, "sound": True,
    }  # fmt: skip
    shifts.sign_on(telling.office, raw, entries.new_id()).result()


def _off(telling: Telling, told: Told, _name: str) -> None:
    who, _semicolon, left = told.words.removeprefix("relieved by ").partition("; ")
    found = [left, *open_now(telling.office)]
    raw: dict[str, object] = {"relieved_by": who, "kit": True}
    if words := sentence(what for what in found if what):
        raw["outstanding"] = words
    shifts.sign_off(telling.office, raw, entries.new_id()).result()
    trust.seal(telling.office).result()


def _line(telling: Telling, told: Told, _name: str) -> None:
    saved = entries.post(telling.office, _raw(told, told.what), entries.new_id()).result()
    telling.last = saved.records[0].n


def _raw(told: Told, kind: str) -> dict[str, object]:
    raw: dict[str, object] = {"type": kind, "place": told.place, "text": told.words}
    if told.happened is not None:
        raw |= {"happened": told.happened, "late": told.more}
    return raw


def _correct(telling: Telling, told: Told, _name: str) -> None:
    raw = {**entries.values(telling.office, telling.last), "place": told.place, "text": told.words}
    entries.correct(telling.office, telling.last, raw, told.more, entries.new_id()).result()


def _note(telling: Telling, told: Told, name: str) -> None:
    incidents.note(telling.office, telling.opened[name], told.words, entries.new_id()).result()


def _call(telling: Telling, told: Told, name: str) -> None:
    """A note of somebody who was called, and what came of each call that it tells of."""
    _note(telling, told, name)
    office, thread = telling.office, telling.opened[name]
    reference = re.search(r"reference (\d+)", told.words)
    for who in told.more.split(", "):
        call = next(one for one in calls.of_guide(office, thread) if one.name == who)
        number = reference[1] if reference and call.name != LEAD else ""
        outcome = calls.Outcome("reached", reference=number)
        calls.called(office, thread, call, outcome, entries.new_id()).result()


def _incident(telling: Telling, told: Told, name: str) -> None:
    office = telling.office
    kind = {"slip": "first_aid", "laptop": "lost_property", "lift": "lift"}[name]
    _line(
        telling, Told(told.at, told.by, kind, told.place, told.words, told.happened, told.more), ""
    )
    thread = entries.new_id()
    known = {**incidents.start(office, [telling.last]), **OPENINGS[name]}
    if name in DUE:
        known["due"] = told.at + DUE[name]
    incidents.open_new(office, known, thread).result()
    telling.opened[name] = thread
    if name in PINS:
        floor, x, y = PINS[name]
        plan = next(p for p in plans.listed(office) if p.floor == floor)
        at_x, at_y = plan.min_x + round(plan.width * x), plan.min_y + round(plan.height * y)
        plans.pin(office, thread, plan.thread, at_x, at_y).result()


def _finish(telling: Telling, told: Told, name: str) -> None:
    office, thread = telling.office, telling.opened[name]
    for picture in sorted((resources() / "demo").glob(f"{name}-*.jpg")):
        caption = CAPTIONS.get(picture.stem, "")
        evidence.add_photo(
            office, thread, picture.read_bytes(), picture.name, caption, b64(_fresh())
        ).result()
    at = told.at.replace(hour=13, minute=0)
    known = dict(FINISHES[name])
    known |= {key: at + timedelta(minutes=late) for key, late in TIMES[name].items()}
    incidents.follow_up(office, thread, known, entries.new_id()).result()
    incidents.finish(office, thread, PASSPHRASE, entries.new_id())


def _fresh() -> bytes:
    from deskinc.book.record import new_id

    return new_id()
