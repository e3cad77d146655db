"""The incident report: every filled field of the form prints, whatever the category asks."""

from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import PdfTextObj
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk, fresh
from tests.desk.sheets import pages_of, words_of

from deskinc.desk.evidence import statements
from deskinc.desk.incidents import closing, incidents
from deskinc.desk.lines.source import Source
from deskinc.desk.papers import exports
from deskinc.desk.papers.incident_paper import INSIDE
from deskinc.desk.papers.insurance_case import case_of
from deskinc.errors import DeskError
from deskinc.forms.body import PARTS
from deskinc.forms.catalogue import current
from deskinc.forms.cells import split
from deskinc.forms.fields import (
    Choice,
    Field,
    Flag,
    Moment,
    Number,
    Person,
    Place,
    Ref,
    Rows,
    Text,
    show,
)
from deskinc.forms.form import asked, missing
from deskinc.forms.taxonomy import CATEGORY_OPTIONS
from deskinc.reports.checking import check

FORM = current("incident")
ASKED = {code for one in FORM.fields() if one.when and one.when[0] == "category"
         for code in one.when[1:]}  # fmt: skip
CATEGORIES = sorted(
    next(
        one.code for one in CATEGORY_OPTIONS if one.code == code or one.code.startswith(f"{code}.")
    )
    for code in ASKED
)
GIVEN = {
    "category", "severity", "title", "place", "reported_by", "state", "exercise", "lines", "checks",
    "reopened", "reopen_reason", "void_reason", "reviewer", "reviewed", "closed",
}  # fmt: skip


def answer(field: Field, at: datetime, number: int) -> object:
    """An answer that ``field`` takes; None where it names something of the book."""
    word = f"Q{number:03d}Z"
    match field:
        case Text() | Place() | Person(typed=True):
            return word
        case Person() | Ref():
            return {"id": "AAAA", "text": word}
        case Choice(many=False):
            return field.options[0].code
        case Moment() | Flag():
            return at if isinstance(field, Moment) else True
        case Number():
            return field.low or 1
    return None


def filled(at: datetime, category: str) -> dict[str, object]:
    """Whatever is asked of ``category``, answered."""
    said: dict[str, object] = {"category": category}
    stored: dict[str, object] = {"category": {"code": category}}
    stored |= {field.name: True for field in FORM.fields() if isinstance(field, Flag)}
    for number, field in enumerate(FORM.fields()):
        if field.name in GIVEN | INSIDE or not asked(field, stored):  # type: ignore[arg-type]
            continue
        if isinstance(field, Rows):
            cells = {f.name: answer(f, at, number * 50 + i) for i, f in enumerate(field.fields)}
            row = {name: value for name, value in cells.items() if value is not None}
            if all(one.name in row for one in field.fields if one.required):
                said[field.name] = {"01": row}
        elif (value := answer(field, at, number * 50)) is not None:
            said[field.name] = value
            stored[field.name] = {"code": value} if isinstance(field, Choice) else value
    return said


def bare(words: str) -> str:
    """Without spaces and the hyphens of broken lines."""
    return "".join(words.replace("\u00ad", "").replace("-", "").replace("\ufffe", "").split())


def test_every_filled_field_of_every_category_prints(desk: Desk) -> None:
    at = desk.office.now() - timedelta(hours=1)
    seen: set[str] = set()
    for category in CATEGORIES:
        said = filled(at, category)
        if set(said) <= seen:
            continue
        seen |= set(said)
        thread = desk.raise_incident(**said)
        case = case_of(Source(desk.office), thread)
        text = bare(words_of(exports.incident_report(desk.office, thread).pdf))
        assert case.number.replace("-", "") in text
        for name, value in case.values.items():
            head = split(name)[0]
            if head in INSIDE or value is None:
                continue
            words = show(FORM.field(name), value, desk.office.locale)
            assert bare(words) in text, (category, name, words)
            assert bare(FORM.field(name).label) in text, (category, name)
    wanted = {field.name for field in FORM.fields() if any(
        answer(one, at, 0) is not None
        for one in (field.fields if isinstance(field, Rows) else (field,)))}  # fmt: skip
    assert wanted - seen - GIVEN - INSIDE == set()


def test_a_crime_reference_is_needed_only_when_police_were_told() -> None:
    def lacking(*, told: bool) -> set[str]:
        return {field.name for field in missing(FORM, {"police_told": told})}

    assert "crime_reference" in lacking(told=True)
    assert "crime_reference" not in lacking(told=False)


def test_it_is_signed_as_rendered_and_says_what_came_after_the_declaration(desk: Desk) -> None:
    desk.sit(OFFICER)
    line = desk.post("He slid and fell by the sink.", type="first_aid")
    people = {"01": {"name": "Ms P. Nair", "account": "I saw him fall."}}
    thread = desk.raise_incident(line.n, witnesses=people)
    incidents.finish(desk.office, thread, PHRASES[OFFICER], fresh())
    desk.sit(BOSS)
    incidents.follow_up(desk.office, thread, {"weather": "Rain at nine."}, fresh()).result()
    other = desk.raise_incident(title="Another")
    told = {"young": False, "witness": "Mr B. Cole", "account": "He fell.", "read_back": True}
    statements.take(desk.office, thread, told, fresh()).result()
    made = exports.incident_report(desk.office, thread)
    done = exports.sign_insurance(desk.office, made, PHRASES[BOSS])
    assert check(done.pdf, [desk.office.book.founding.ca], ["issuer"]).problems == ()
    assert exports.problems(desk.office, done.n) == ()
    (row,) = exports.issued(desk.office)
    assert (row.kind, row.issue, row.about) == ("incident", 1, thread)
    words = words_of(done.pdf)
    before, after = words.split("Changes after the declaration")
    assert "He slid and fell by the sink." in before[before.index("Timeline") :]
    assert "Weather: Rain at nine." in after
    assert "I saw him fall." in before
    listed = before[before.index("Statement of Mr B. Cole") : before.index("Photographs")]
    assert "NOT SIGNED" in listed
    other_number = case_of(Source(desk.office), other).number
    assert all("INC-2026-0001" in page for page in pages_of(done.pdf))
    assert other_number not in words
    assert desk.verifies()


def test_an_exercise_is_named_on_every_page(desk: Desk) -> None:
    thread = desk.raise_incident(exercise=True)
    pages = pages_of(exports.incident_report(desk.office, thread).pdf)
    assert all("EXERCISE · Incident report XINC-" in page for page in pages)


def across(pdf: bytes) -> set[str]:
    """The words that lie across the pages: what each draws first, as decoration."""
    document = pypdfium2.PdfDocument(pdf)
    found: set[str] = set()
    for page in document:
        words = page.get_textpage()
        first = next(iter(page.get_objects(textpage=words)))
        turned = first.get_matrix().b != 0
        found.add(first.extract() if turned and isinstance(first, PdfTextObj) else "")
        words.close()
        page.close()
    document.close()
    return found


def test_one_that_is_void_says_so_on_every_page_and_goes_to_no_insurer(desk: Desk) -> None:
    thread = desk.raise_incident()
    closing.void(desk.office, thread, "Raised for the drill.", PHRASES[BOSS], fresh())
    pdf = exports.incident_report(desk.office, thread).pdf
    assert all("VOID · Incident report INC-" in page for page in pages_of(pdf))
    assert "Raised for the drill." in words_of(pdf)
    with pytest.raises(DeskError, match="void"):
        exports.insurance_report(desk.office, thread)


def test_wounds_print_by_number_on_the_drawing_in_both_reports(desk: Desk) -> None:
    heel = next(one for one in PARTS if (one.word, one.side) == ("Heel", "right"))
    knee = next(one for one in PARTS if (one.word, one.side) == ("Knee", "left"))
    told = {
        str(at): {"part": one.word, "side": {"code": one.side}, "point": one.point}
        for at, one in ((101, heel), (102, knee))
    }
    thread = desk.raise_incident(wounds=told)
    for pdf in (
        exports.incident_report(desk.office, thread).pdf,
        exports.insurance_report(desk.office, thread).pdf,
    ):
        with pikepdf.open(BytesIO(pdf)) as paper:
            kinds = (one for one in paper.objects if isinstance(one, pikepdf.Dictionary))
            alts = [str(one.Alt) for one in kinds if one.get("/S") == "/Figure"]
        assert "1 Back: Heel, right; 2 Front: Knee, left" in alts
        text = bare(words_of(pdf))
        for words in ("Back: Heel, right", "Front: Knee, left"):
            assert bare(words) in text


def test_what_the_house_says_of_its_own_work_does_not_print(desk: Desk) -> None:
    said = {"evac_lessons": "We were slow.", "evac_problems": "Nobody had the key."}
    thread = desk.raise_incident(evacuated=True, **said)
    made = exports.incident_report(desk.office, thread)
    assert not {"slow", "Nobody"} & set(words_of(made.pdf).split())


def test_d39_a_second_issue_says_what_was_written_since_the_first(desk: Desk) -> None:
    desk.sit(BOSS)
    thread = desk.raise_incident(evac_lessons="Be faster.", evacuated=True)
    first = exports.sign_insurance(
        desk.office, exports.incident_report(desk.office, thread), PHRASES[BOSS]
    )
    incidents.follow_up(desk.office, thread, {"weather": "Rain at nine."}, fresh()).result()
    incidents.follow_up(desk.office, thread, {"evac_lessons": "Faster."}, fresh()).result()
    told = {"young": False, "witness": "Mr B. Cole", "account": "He fell.", "read_back": True}
    statements.take(desk.office, thread, told, fresh()).result()
    words = words_of(exports.incident_report(desk.office, thread).pdf)
    listed = words[words.index("Changed since issue 1") : words.index("SHA-256 of issue 1")]
    assert listed.count("Weather") == 1
    assert "Witness statement" in listed
    assert "essons" not in listed
    assert sha256(first.pdf).hexdigest() in bare(words)
    assert "Changed since" not in words_of(first.pdf)


def test_what_was_answered_under_another_category_prints_as_that(desk: Desk) -> None:
    thread = desk.raise_incident(category="access.trespass", entry_point="Yard gate")
    told = words_of(exports.incident_report(desk.office, thread).pdf)
    assert "Answered before, no longer asked" not in told
    assert "Yard gate" in told
    incidents.follow_up(desk.office, thread, {"category": "damage.vandalism"}, fresh()).result()
    told = words_of(exports.incident_report(desk.office, thread).pdf)
    head, before = told.split("Answered before, no longer asked")
    assert "Yard gate" not in head
    assert "Yard gate" in before
