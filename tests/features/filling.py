"""One office in which every question of an incident was answered, each unlike all others."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from PIL import Image
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, desk_of, fresh, prepare
from tests.desk.sheets import pages_of

from deskinc.desk.cards import cards
from deskinc.desk.evacuation import score
from deskinc.desk.evidence import documents, exhibits, hands, pages, statements
from deskinc.desk.evidence.hands import Hand
from deskinc.desk.incidents import closing, evidence, guides, incidents, plans, ticking
from deskinc.desk.learning import lessons
from deskinc.desk.learning import paper as lessons_paper
from deskinc.desk.papers import bundles, exports
from deskinc.forms.body import FRONT
from deskinc.forms.catalogue import current
from deskinc.forms.cells import split
from deskinc.forms.fields import (
    Choice,
    Field,
    Flag,
    Moment,
    Money,
    Number,
    Person,
    Place,
    Point,
    Rows,
    Text,
    Value,
)
from deskinc.forms.form import asked
from deskinc.paths import resources
from deskinc.proof.bundle import judge
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.findings import Kind

FAMILIES = (
    "injury.slip",
    "injury.fall_height",
    "theft.premises",
    "access.unauthorised",
    "fire.alarm_false",
)
"""One category of each family whose questions differ; what follows from a yes is asked in all."""
ACTS = closing.ENDING | {"category", "severity", "exercise", "lines", "checks", "note"}
"""What is chosen by the test, or said by acts of the desk."""

FIRST = {
    "incident": 1, "exhibit": 301, "statement": 401, "debrief": 501, "measure": 601, "party": 701,
    "vehicle": 801,
}  # fmt: skip
"""The number of the first field of each form, so that no answer is that of another form."""
ROW = 10_000
BY_HAND = frozenset({"signed", "signed_at", "scan", "why", "seen_by", "taken_by"})
"""What signing, or the desk, says of a statement or movement."""


def answer(field: Field, at: datetime, number: int) -> object:  # noqa: PLR0911 - one for each kind
    """An answer that ``field`` takes, told from others; None where it names another record."""
    word = f"Q{number:04d}Z"
    match field:
        case Text() | Place() | Person(typed=True):
            return word
        case Choice(many=False):
            return field.options[number % len(field.options)].code
        case Choice():
            return [field.options[0].code, field.options[-1].code]
        case Moment():
            return at + timedelta(minutes=number % ROW)
        case Flag():
            return True
        case Point(body=True):
            return {"plan": FRONT, "x": 262, "y": 640}
        case Number():
            return 3000 + number
        case Money():
            return {"amount": f"{3000 + number}.50", "cur": "GBP"}
    return None


def answers(key: str, at: datetime, stored: dict[str, Value], **said: object) -> dict[str, object]:
    """Whatever form ``key`` asks while ``stored`` stands, answered, over what is ``said``."""
    form, found = current(key), dict(said)
    for number, one in enumerate(form.fields(), FIRST[key]):
        if one.name in found or one.name in ACTS or not asked(one, stored):
            continue
        made: object = None
        if isinstance(one, Rows):
            cells = row_of(one, at, ROW + 30 * number)
            lacks = any(sub.required and sub.name not in cells for sub in one.fields)
            made = None if lacks else {"001": cells}
        else:
            made = answer(one, at, number)
        if made is not None:
            found[one.name] = made
    return found


def row_of(table: Rows, at: datetime, number: int) -> dict[str, object]:
    """A row of a table, every cell answered that does not name another record."""
    made = {sub.name: answer(sub, at, number + i) for i, sub in enumerate(table.fields)}
    return {name: value for name, value in made.items() if value is not None}


@dataclass
class Filled:
    """The office, and for each form the threads in which it was filled."""

    desk: Desk
    threads: dict[str, list[str]] = field(default_factory=dict)
    paper: str = ""
    papers: list[tuple[str, list[str]]] = field(default_factory=list)
    """The number of the incident, and the words of each page."""
    leaving: dict[str, set[str]] = field(default_factory=dict)

    @cached_property
    def stored(self) -> dict[str, list[dict[str, Value]]]:
        """What each thread says, read from the book as it was opened anew."""
        return {form: [self._read(form, one) for one in threads]
                for form, threads in self.threads.items()}  # fmt: skip

    def _read(self, form: str, thread: str) -> dict[str, Value]:
        office = self.desk.office
        if form == "incident":
            return dict(incidents.page(office, thread).values)
        if form in lessons.FORMS:
            return lessons.values(office.read, unb64(thread))
        reading = {"exhibit": exhibits, "statement": statements, "party": cards, "vehicle": cards}
        if form in reading:
            return dict(reading[form].values(office, thread))
        records = office.read.thread(unb64(thread))
        return {n: v for r in records if r.form == form for n, v in r.values.items()}

    def values(self, form: str, name: str) -> Iterator[tuple[int, str, Value]]:
        """Each stored value of a field or column: which thread, its full name, the value."""
        head, _slash, column = name.partition("/")
        for at, said in enumerate(self.stored.get(form, [])):
            for each, value in said.items():
                first, path = split(each)
                told = path[-1] if len(path) == 2 else ""
                if first == head and value is not None and (not column or told == column):
                    yield at, each, value


def page_scan() -> tuple[str, bytes]:
    """A page that somebody signed."""
    made = io.BytesIO()
    Image.new("L", (600, 800), 255).save(made, "PNG")
    return "page.png", made.getvalue()


def fill(below: Path, clock: object) -> Filled:
    """Set the office up, answer everything, print everything, let it leave, open it again."""
    made = prepare(below / "new")
    desk = desk_of(made.folder / "book", dict(made.people), clock)  # type: ignore[arg-type]
    filled = Filled(desk)
    at = desk.office.now() - timedelta(days=9)
    _people(filled, at)
    for category in FAMILIES:
        _incident(filled, at, category)
    first = filled.threads["incident"][0]
    drill = desk.raise_incident(exercise=True, category="fire.drill")
    filled.threads["incident"].append(drill)
    _evidence(filled, at, first, below)
    _ended(filled, first)
    _learned(filled, at, first)
    _left(filled)
    desk.reopen()
    return filled


def _people(filled: Filled, at: datetime) -> None:
    for form in ("party", "vehicle"):
        saved = cards.keep(filled.desk.office, form, "", answers(form, at, {}), fresh()).result()
        filled.threads[form] = [b64(saved.records[0].thread)]


def _incident(filled: Filled, at: datetime, category: str) -> None:
    desk = filled.desk
    stored: dict[str, Value] = {"category": {"code": category}}
    stored |= {one.name: True for one in current("incident").fields() if isinstance(one, Flag)}
    said = answers("incident", at, stored, category=category)
    for table, form in (("people", "party"), ("vehicles", "vehicle")):
        named = {"id": filled.threads[form][0], "text": "card"}
        said[table]["001"]["card"] = named  # type: ignore[index]
    if before := filled.threads.get("incident"):
        named = {"id": before[0], "text": "INC-2026-0001"}
        said["linked"] = {"001": {"incident": named, "why": "QLINKZ"}}
    line = desk.post(f"Line of {category}.")
    desk.clock.on(minutes=1)  # type: ignore[attr-defined]
    filled.threads.setdefault("incident", []).append(desk.raise_incident(line.n, **said))


def _evidence(filled: Filled, at: datetime, thread: str, below: Path) -> None:
    desk, office = filled.desk, filled.desk.office
    plan = plans.import_plan(office, resources() / "demo" / "plan-3.svg", "Court", "Floor 3")
    plans.pin(office, thread, b64(plan.result().records[0].thread), 400_000, 300_000).result()
    picture = io.BytesIO()
    Image.new("RGB", (400, 300), (200, 120, 40)).save(picture, "JPEG")
    evidence.add_photo(office, thread, picture.getvalue(), "wide.jpg", "QPHOTOZ", fresh()).result()
    file = below / "QFILEZ.dav"
    file.write_bytes(bytes(range(200)))
    documents.add_file(office, thread, file, {"caption": "QDOCZ"}, fresh()).result()
    filled.threads |= {form: [thread] for form in ("document", "photo", "pin")}
    stored: dict[str, Value] = {"outside": True}
    said = answers("exhibit", at, stored, sha256="5e" * 32)
    made = exhibits.make(office, thread, said, fresh()).result().records[0]
    table = current("exhibit").field("moves")
    assert isinstance(table, Rows)
    cells = {n: v for n, v in row_of(table, at, 2 * ROW).items() if n not in BY_HAND}
    exhibits.move(office, b64(made.thread), {**cells, "kind": "police"}, fresh()).result()
    filled.threads["exhibit"] = [b64(made.thread)]
    told = answers("statement", at, {"young": False}, young=False, read_back=True)
    told = {n: v for n, v in told.items() if n not in BY_HAND}
    took = statements.take(office, thread, told, fresh()).result().records[0]
    filled.threads["statement"] = [b64(took.thread)]
    for wanted in hands.missing(office):
        if wanted.due is None:
            hands.sign(office, wanted, Hand("pen", scan=page_scan()), fresh()).result()
    page = incidents.page(office, thread)
    step = guides.steps(office, page.values)[0]
    ticking.tick(office, thread, step, fresh()).result()
    desk.clock.on(minutes=5)  # type: ignore[attr-defined]


def _ended(filled: Filled, thread: str) -> None:
    """Finished by its author, closed by another."""
    desk = filled.desk
    desk.sit(OFFICER)
    closing.finish(desk.office, thread, PHRASES[OFFICER], fresh())
    desk.sit(BOSS)
    closing.close(desk.office, thread, "QREVIEWZ", PHRASES[BOSS], fresh())


def _learned(filled: Filled, at: datetime, thread: str) -> None:
    desk, office = filled.desk, filled.desk.office
    number = incidents.page(office, thread).incident.number
    about = {"id": thread, "text": number}
    me = {"id": office.officer.thread, "text": office.officer.name}
    said = answers("debrief", at, {}, about=about, closed_by=me, privilege=False)
    for form in ("debrief", "measure"):
        said = answers(form, at, {}, about=about, privilege=False)
        if form == "debrief":
            said["closed_by"] = me
        kept = {n: v for n, v in said.items() if n not in lessons.ACTS}
        made = lessons.write(office, form, kept, fresh()).result().records[0]
        filled.threads[form] = [b64(made.thread)]
    action = filled.threads["measure"][0]
    lessons.done(office, action, "QSHOWSZ", fresh()).result()
    desk.sit(MANAGER)
    lessons.check(desk.office, action, "yes", fresh()).result()
    desk.sit(BOSS)


def _left(filled: Filled) -> None:
    """Every paper and every bundle."""
    office = filled.desk.office
    threads = filled.threads["incident"]
    first, drill = threads[0], incidents.page(office, threads[-1]).incident
    exhibit, statement = filled.threads["exhibit"][0], filled.threads["statement"][0]
    made = [(one, exports.incident_report(office, one).pdf) for one in threads]
    made += [(one, exports.insurance_report(office, one).pdf) for one in threads[:2]]
    made += [(first, pages.receipt_page(office, exhibit, "001").pdf)]
    made += [(first, pages.statement_page(office, statement).pdf)]
    made += [(one, lessons_paper.printed(office, one).pdf) for one in threads[:-1]]
    made += [(threads[-1], score.printed(office, score.score(office, drill))[0])]
    for thread, pdf in made:
        filled.papers.append((incidents.page(office, thread).incident.number, pages_of(pdf)))
    filled.paper = bare(" ".join(page for _number, paper in filled.papers for page in paper))
    whole = [bundles.Wanted(incident=one) for one in filled.threads["incident"]]
    lessons_ = [office.read.thread(unb64(filled.threads[one][0])) for one in ("debrief", "measure")]
    named = bundles.Wanted(records=tuple(r.n for records in lessons_ for r in records))
    for wanted in (*whole, named):
        _bundled(filled, bundles.make(office, wanted).data)


def _bundled(filled: Filled, data: bytes) -> None:
    """What somebody outside reads in it, by form."""
    told = judge(data)
    assert told.kind is Kind.VALID
    for record in told.records:
        filled.leaving.setdefault(record.form, set()).update(name for name, _value in record.values)


def bare(words: str) -> str:
    """Without spaces and the hyphens of broken lines."""
    return "".join(words.replace("\u00ad", "").replace("-", "").replace("\ufffe", "").split())
