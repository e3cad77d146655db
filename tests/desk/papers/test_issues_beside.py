"""What stands beside an incident, in issue after issue of its reports: told, and no more."""

from collections.abc import Callable

import pytest
from tests.desk.evidence.test_custody import BAG, TOLD
from tests.desk.offices import BOSS, PHRASES, Desk, fresh
from tests.desk.papers.test_incident_paper import bare
from tests.desk.papers.test_insider import record_json
from tests.desk.sheets import words_of

from deskinc.desk import settings
from deskinc.desk.cards import cards
from deskinc.desk.evidence import exhibits, statements
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import exports
from deskinc.desk.papers.kept import goes_out
from deskinc.forms.catalogue import current
from deskinc.forms.fields import show
from deskinc.proof.canonical import unb64

Report = Callable[[Office, str], exports.Prepared]
MOVED = {"kind": "police", "from": "Desk", "to": "Police", "taker": "PC 123 Ode, Harbour Street"}
REPORTS = [exports.insurance_report, exports.incident_report]


def changed(pdf: bytes) -> str:
    """What a second issue says that changed."""
    words = words_of(pdf)
    start = words.index("Changed since issue")
    return words[start : words.index("SHA-256 of issue", start)]


def issued(desk: Desk, report: Report, thread: str) -> bytes:
    made = report(desk.office, thread)
    return exports.sign_insurance(desk.office, made, PHRASES[desk.office.officer.name]).pdf


RIGHT = {"condition": "Torn", "corrected": "Looked at again."}


def put_right(desk: Desk, bag: str) -> None:
    for condition, why in (("Torn", "Looked at again."), ("Torn at the strap", "Which part.")):
        right = {"condition": condition, "corrected": why}
        exhibits.correct(desk.office, bag, right, fresh()).result()


def strike(desk: Desk, thread: str) -> None:
    draft = desk.office.draft("strike", {"reason": "Not ours."}, amends=unb64(thread))
    desk.office.write(draft).result()


@pytest.mark.parametrize("report", REPORTS)
def test_d39_the_next_issue_tells_what_was_added_moved_and_struck(
    desk: Desk, report: Report
) -> None:
    desk.sit(BOSS)
    office, line = desk.office, desk.post("He slid and fell.")
    thread, bag, other = desk.raise_incident(line.n), fresh(), fresh()
    exhibits.make(office, thread, BAG, bag).result()
    exhibits.make(office, thread, {**BAG, "mark": "RM/2"}, other).result()
    issued(desk, report, thread)
    assert "Nothing but the issue." in changed(issued(desk, report, thread))
    statements.take(office, thread, TOLD, fresh()).result()
    exhibits.make(office, thread, {**BAG, "mark": "RM/3"}, fresh()).result()
    exhibits.move(office, bag, MOVED, fresh()).result()
    exhibits.correct(office, bag, RIGHT, fresh()).result()
    strike(desk, other)
    entries.strike(office, line.n, "Said twice.", fresh()).result()
    told = changed(issued(desk, report, thread))
    year = office.now().year
    for words in (
        "Witness statement", f"Exhibit EXH-{year}-0003", f"Exhibit EXH-{year}-0001: Movements",
        f"Exhibit EXH-{year}-0001: Condition", f"Exhibit EXH-{year}-0002: struck", "line 1 struck",
    ):  # fmt: skip
        assert words in told, words
    assert "Nothing but" not in told
    settings.change(office, {"name": "Tower House II", "phone": "020 1"}).result()
    told = changed(report(office, thread).pdf)
    assert "Site: Name" in told
    assert ("Phone" in told) == (report is exports.insurance_report)
    assert "Exhibit" not in told
    assert "struck" not in told


@pytest.mark.parametrize("report", REPORTS)
def test_what_goes_with_a_report_of_cards_and_evidence_is_printed_on_it(
    desk: Desk, report: Report
) -> None:
    desk.sit(BOSS)
    office, card, plate = desk.office, fresh(), fresh()
    named = {"name": "Ms P. Nair", "note": "SECRETNOTE informer", "clothing": "Grey coat"}
    cards.keep(office, cards.PARTY, "", named, card).result()
    car = {"plate": "AB12 CDE", "note": "SECRETNOTE followed", "colour": "Teal"}
    cards.keep(office, cards.VEHICLE, "", car, plate).result()
    people = {"01": {"name": "Ms P. Nair", "role": "visitor",
                     "card": {"id": card, "text": "Ms P. Nair"}}}  # fmt: skip
    cars = {"01": {"plate": "AB12 CDE", "card": {"id": plate, "text": "AB12 CDE"}}}
    thread, bag, said = desk.raise_incident(people=people, vehicles=cars), fresh(), fresh()
    exhibits.make(office, thread, BAG, bag).result()
    put_right(desk, bag)
    exhibits.move(office, bag, MOVED | {"reason": "Asked for by PC Ode"}, fresh()).result()
    statements.take(office, thread, TOLD, said).result()
    first = issued(desk, report, thread)
    text, given, seen = bare(words_of(first)), record_json(first), set[str]()
    for n, values in given.items():
        record = office.read.record(n)
        if record.form not in {"party", "vehicle", "exhibit", "statement"}:
            continue
        form = current(record.form)
        for name in values:
            seen.add(f"{record.form}.{name}")
            assert goes_out(name), name
            assert bare(show(form.field(name), record.values[name], office.locale)) in text, name
    whole = {"party.clothing", "vehicle.colour", "exhibit.seal", "statement.account"}
    assert whole & seen == (whole if report is exports.incident_report else set())
    assert {"exhibit.what", "statement.witness"} <= seen
    assert any(one.startswith("exhibit.moves/") and one.endswith("/reason") for one in seen)
    assert (bare("nothing, now Torn;") in text) is (report is exports.incident_report)
    assert b"SECRETNOTE" not in first + str(given).encode()
    cards.keep(office, cards.PARTY, card, {"note": "SECRETNOTE again"}, fresh()).result()
    assert "Person" not in changed(report(office, thread).pdf)
