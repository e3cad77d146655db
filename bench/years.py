"""A believable book of many lines: five years of days, as a busy front desk writes them.

All of it goes through the same writer as any other book, only with a clock that stands at the
times of the story: registers, search and names that complete are what they would be.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bench import said
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.record import Draft, Record
from deskinc.desk import settings, setup
from deskinc.desk.certificates import renewing
from deskinc.desk.demo import StoryClock
from deskinc.desk.lines import turning
from deskinc.desk.office import Office, Person
from deskinc.desk.people import people
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.forms.form import clean
from deskinc.proof.canonical import b64

EACH = 548
"""Lines of a day: a million are five years."""
CREW = (("D. Novak", "D.N."), ("R. Malik", "R.M."), ("T. Okafor", "T.O."), ("S. Lind", "S.L."))
CREWS_OWN = "walnut shelf beside a copper clock"
ROUTINES = (
    {"name": "Outer patrol", "type": "patrol", "every": 120, "tolerance": 30},
    {"name": "Check call", "type": "check_call", "every": 60, "tolerance": 15},
    {"name": "Alarm test", "type": "test", "times": {"01": {"at": "10:00"}}, "tolerance": 60},
    {"name": "Lock-up", "type": "lock_unlock", "times": {"01": {"at": "22:00"}}, "tolerance": 30},
)
"""What the site asks for since the last morning."""
OPEN = 6
"""Incidents that are still open at the end."""
_OTHERS = 11
"""Lines of each day that are no reports: the page, and the shifts that change twice."""


@dataclass(slots=True)
class Story:
    """The office while its years are written."""

    office: Office
    clock: StoryClock
    crew: list[Person]
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    first: int = 1
    """The line from which on nothing was handed over."""
    reviewed: int = 0
    relieved: bool = False
    """Whether anybody is on duty who can be relieved."""
    incidents: int = 0
    unfinished: list[bytes] = field(default_factory=list)
    cleaned: dict[tuple[str, str], Mapping[str, Value]] = field(default_factory=dict)

    def put(self, by: Person, *drafts: Draft) -> tuple[Record, ...]:
        """Write drafts in one transaction in the name of ``by``."""
        return self.office.book.write(drafts, by.signer()).result().records

    def until(self, day: date, at: time) -> None:
        """Go on to that time of the site."""
        self.clock.until(datetime.combine(day, at, self.office.locale.tz))


def begun(folder: Path, days: int, founder: str, passphrase: str) -> Story:
    """An office below ``folder`` with its crew, made the evening before so many days."""
    start = datetime.now(UTC).date() - timedelta(days=days)
    clock = StoryClock(datetime.combine(start, time(), UTC) - timedelta(hours=6))
    answers = setup.Answers(
        site="Bench House", officer=founder, initials="A.B.", passphrase=passphrase,
        mirror=folder / "mirror", places=said.PLACES, kit=(("Key sets", 12),),
    )  # fmt: skip
    office = setup.set_up(folder / "book", answers, setup.recovery_words(), kdf=FLOOR, clock=clock)
    codes = dict(zip(said.PLACES, said.CODES, strict=False))
    coded = {row.id: {"code": codes[row.name]} for row in office.site.places if row.name in codes}
    snippets = {
        f"s{at}": {"name": name, "type": kind, "text": text}
        for at, (name, kind, text) in enumerate(said.SNIPPETS)
    }
    settings.change(office, {"places": coded, "snippets": snippets}).result()
    for name, initials in CREW:
        who = people.Enrolment(name, initials, "1015440012345678", identity="Passport")
        people.enrol(office, who, CREWS_OWN, kdf=FLOOR)
    crew = [office.open_person(name, CREWS_OWN) for name, _initials in CREW]
    return Story(office, clock, crew)


def write(folder: Path, count: int, founder: str, passphrase: str) -> None:
    """Write an office below ``folder`` with about ``count`` lines; its book is ``folder/book``."""
    days = max(1, round(count / EACH))
    story = begun(folder, days, founder, passphrase)
    office = story.office
    start = office.now().date() + timedelta(days=1)
    for at in range(days):
        _day(story, start + timedelta(days=at), at, days - at - 1)
    office.book.settle()
    office.book.seal().result()
    office.book.settle()
    office.close()


def _day(story: Story, day: date, at: int, left: int) -> None:
    """One day, the ``at``-th, with so many ``left`` after it."""
    office, each = story.office, EACH - _OTHERS
    story.until(day, time())
    turning.turn(office, [day]).result()
    for hour in range(24):
        story.until(day, time(hour, 1))
        if hour in {7, 19}:
            _change(story, day, night=hour == 19)
        if hour == 9:
            _in_the_morning(story, monthly=at % 30 == 0, last=not left)
        on_duty = story.crew[2:] if 7 <= hour < 19 else story.crew[:2]
        many = each * (hour + 1) // 24 - each * hour // 24
        story.until(day, time(hour, 40))
        story.put(on_duty[hour % 2], *_hour(story, many))
    if at % 7 == 0 or left < 30:  # each reads the mirror of its month: all would take an hour
        office.book.seal(on_duty[0].signer()).result()


def _change(story: Story, day: date, *, night: bool) -> None:
    """One hands over to the next and a seal is made; the other two sign off and on."""
    office, crew = story.office, story.crew
    (out, mate), (comes, other) = (crew[2:], crew[:2]) if night else (crew[:2], crew[2:])
    shift = "Night 19:00–07:00" if night else "Day 07:00–19:00"
    on = {"post": office.site.post, "shift": shift, "kit": True, "text": f"On duty, {shift}."}
    if story.relieved:
        acts = _handover(story, out, comes), _made("shift_off", {"text": "Off duty."})
        act = story.put(out, *acts)[0]
        taken = {"act": b64(act.leaf), "meaning": "I took over."}
        story.put(comes, Draft("countersign", taken, thread=act.thread), _made("shift_on", on))
        story.put(mate, _made("shift_off", {"text": "Off duty."}))
        paper = {
            "kind": "handover", "sha256": act.leaf.hex(), "size": 90_000, "pages": 9,
            "name": f"handover-{day}-{act.values['first']}-{act.values['last']}.pdf",
            "first": act.values["first"], "last": act.values["last"],
        }  # fmt: skip
        story.put(comes, _made("export", paper))
    else:
        story.put(comes, _made("shift_on", on))
    story.put(other, _made("shift_on", on))
    story.relieved = True
    who = {"id": comes.officer.thread, "text": comes.officer.name}
    office.write_as_desk(_made("access", {"what": "signed_in", "officer": who})).result()


def _handover(story: Story, out: Person, comes: Person) -> Draft:
    office, first = story.office, story.first
    last = office.read.last_line()
    story.first = last + 1
    outgoing, incoming = (
        {"id": one.officer.thread, "text": one.officer.name} for one in (out, comes)
    )
    counts = {"01": {"what": "Key sets", "counted": 12, "book": 12}}
    return _made("handover", {
        "outgoing": outgoing, "incoming": incoming, "post": office.site.post, "counts": counts,
        "first": first, "last": last, "text": f"Handover of lines {first} to {last}.",
    })  # fmt: skip


def _in_the_morning(story: Story, *, monthly: bool, last: bool) -> None:
    """The lead looks through the lines up to here; incidents of the day before are finished."""
    office, by = story.office, story.office.person
    if last:
        story.put(by, *(_made("routine", {**one, "text": "Done."}) for one in ROUTINES))
    elif story.first > story.reviewed + 1:
        told = {
            "first": story.reviewed + 1, "last": story.first - 1, "own": True,
            "meaning": f"I have read lines {story.reviewed + 1} to {story.first - 1}.",
        }  # fmt: skip
        story.put(by, _made("review", told))
        story.reviewed = story.first - 1
    while len(story.unfinished) > OPEN:
        said_ = {"state": "finished", "declaration": True}
        values = clean(current("incident"), said_, partial=True, current={})
        story.put(by, Draft("incident", values, thread=story.unfinished.pop(0)))
    if monthly:
        renewing.keep_up(office)
        renewing.new_list(office)


def _hour(story: Story, count: int) -> Iterator[Draft]:
    """An hour’s lines of one officer: late ones, corrected ones, some that raise an incident."""
    chance, made = story.chance, list[Draft]()
    while len(made) < count:
        values = _report(story)
        made.append(Draft("occurrence", values))
        draw = chance.random()
        if draw < 0.012:
            again = {**values, "text": said.sentence(chance), "reason": "Wrong word"}
            made.append(Draft("occurrence", again, amends=made[-1].id))
        elif draw < 0.015:
            made.append(Draft("strike", {"reason": "Written twice"}, amends=made[-1].id))
        elif draw < 0.017:
            yield from _raise(story, made)
        elif draw < 0.022:
            yield _made("delivery", _delivery(chance))
    yield from made


def _report(story: Story) -> dict[str, Value]:
    """What is usual is cleaned once; what is not, each time."""
    chance, office = story.chance, story.office
    kind, place = chance.choice(said.KINDS), chance.choice(said.PLACES)
    if (kind, place) not in story.cleaned:
        raw = {"type": kind, "place": office.site.place(place), "text": "."}
        story.cleaned[kind, place] = clean(current("occurrence"), raw)
    values = {**story.cleaned[kind, place], "text": said.sentence(chance)}
    if chance.random() < 0.1:
        values["reported_by"] = chance.choice(said.names())
    if chance.random() < 0.03:
        minutes = timedelta(minutes=chance.randint(15, 180))
        late = {"happened": office.now() - minutes, "late": chance.choice(("patrol", "incident"))}
        values |= clean(current("occurrence"), late, partial=True, current=values)
    return values


def _raise(story: Story, made: list[Draft]) -> Iterator[Draft]:
    """An incident with its people and vehicle, and a line that names it."""
    chance, office = story.chance, story.office
    story.incidents += 1
    line = made[-1].values
    raw = {
        "category": "access.door_insecure", "severity": "medium", "state": "open",
        "title": str(line["text"])[:60], "place": line["place"], "occurred": office.now(),
        "reported_by": chance.choice(said.names()), "how": "patrol",
        "narrative": said.sentence(chance),
        "people": {"01": {"name": chance.choice(said.names()), "role": "visitor"}},
        "vehicles": {"01": {"plate": chance.choice(said.plates())}},
    }  # fmt: skip
    opening = Draft("incident", clean(current("incident"), raw, partial=True, current={}))
    story.unfinished.append(opening.id)
    yield opening
    about = {"id": b64(opening.id), "text": f"INC {story.incidents}"}
    made.append(Draft("occurrence", {**line, "incident": about}))


def _delivery(chance: random.Random) -> dict[str, object]:
    return {
        "what": "Parcel", "pieces": chance.randint(1, 9), "carrier": "Courier",
        "recipient": chance.choice(said.names()),
    }  # fmt: skip


def _made(form: str, raw: Mapping[str, object]) -> Draft:
    return Draft(form, clean(current(form), raw))
