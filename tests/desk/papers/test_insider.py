"""Whoever edits a register with the database's key prints no word of it on paper."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from tests.book.records.test_proved import tamper
from tests.desk.incidents.test_evidence import picture
from tests.desk.offices import (
    BOSS,
    MANAGER,
    OFFICER,
    PHRASES,
    Desk,
    Prepared,
    Ticking,
    copied,
    desk_of,
    fresh,
    ready,
)
from tests.desk.sheets import words_of

from deskinc.book.disk.store import Link, Mode
from deskinc.desk import settings
from deskinc.desk.incidents import evidence, incidents, plans
from deskinc.desk.lines import entries
from deskinc.desk.papers import bundles, exports
from deskinc.desk.shift import handover
from deskinc.errors import BookFault, DeskError
from deskinc.proof.canonical import b64, loads, unb64
from deskinc.proof.disclosure import parse

FORGED = "Forged"


def edit(desk: Desk, *sql: str) -> None:
    """The book sealed, then rows of its registers edited below everybody's feet."""
    desk.office.book.seal(desk.office.person.signer()).result()
    with Link(desk.office.book._open.store, Mode.WRITE) as link, link.transaction():
        for statement in sql:
            assert link.run(statement).rowcount, statement


def hand_over(desk: Desk) -> str:
    """The words of the handover's paper."""
    given = ready(handover.prepare(desk.office))
    done = handover.complete(desk.office, given, PHRASES[BOSS], OFFICER, PHRASES[OFFICER])
    return words_of(done.signed.pdf)


def second_shift(desk: Desk) -> None:
    """A shift after another: a corrected line and an incident, and one handed on before."""
    desk.sign_on()
    desk.raise_incident(desk.post("Lift 2 stuck.").n, title="Lift entrapment", severity="high")
    for mine, other in ((BOSS, OFFICER), (OFFICER, BOSS)):
        given = ready(handover.prepare(desk.office))
        handover.complete(desk.office, given, PHRASES[mine], other, PHRASES[other])
    old = desk.post("Wrong door checked.")
    raw = entries.values(desk.office, old.n) | {"text": "East door checked."}
    entries.correct(desk.office, old.n, raw, "wrong door", fresh()).result()
    desk.raise_incident(desk.post("He slid by the sink.").n)


def staged(prepared: Prepared, below: Path, play: Callable[[Desk], object]) -> Prepared:
    """Tower House as it is left by ``play``; to be copied, not opened."""
    desk = desk_of(copied(prepared, below), dict(prepared.people), Ticking())
    play(desk)
    desk.office.book.settle()
    desk.office.close()
    return Prepared(below, dict(prepared.people), prepared.words)


@pytest.fixture(scope="module")
def evening(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The second shift, staged once."""
    return staged(prepared, tmp_path_factory.mktemp("evening"), second_shift)


@pytest.fixture
def night(evening: Prepared, tmp_path: Path, clock: Ticking) -> Iterator[Desk]:
    """The second shift, about to be handed over."""
    yield from opened(evening, tmp_path, clock)


def opened(stage: Prepared, below: Path, clock: Ticking) -> Iterator[Desk]:
    """A copy of what was staged, open an hour later."""
    clock.on(hours=1)
    desk = desk_of(copied(stage, below), stage.people, clock)
    yield desk
    for office in desk.opened:
        office.close()


TRUE = (
    "Tower House", "J. Harding", "R. Malik", "J.H.", "1015440012345678", "1015440087654321",
    "Wrong door checked.", "East door checked.", "corrects 9, wrong door", "see 10",
    "He slid by the sink.", "INC-2026-0001", "Lift entrapment", "INC-2026-0002",
    "Slip on wet floor", "High", "covers lines 8–13", "Night 19:00–07:00", "Front desk",
    "Key sets 12 12 agrees",
)  # fmt: skip
ON_HANDOVER = (
    "UPDATE person SET name = 'Forged', initials = 'F.F.', licence = 'Forged', roles = 'lead'",
    "UPDATE person SET state = 'left' WHERE name = 'E. Marsh'",
    "DELETE FROM person WHERE name = 'E. Marsh'",
    "UPDATE setting SET value = '\"Forged\"' WHERE name IN ('name', 'phone', 'licence_name')",
    "UPDATE setting SET value = '\"Asia/Tokyo\"' WHERE name = 'zone'",
    "UPDATE setting SET value = '99' WHERE name LIKE 'kit/%/count'",
    "UPDATE entry SET day = 'Forged', late = 99, at = 0, author = 'Forged', type = 'Forged'",
    "UPDATE entry SET line = line + 100",
    "UPDATE entry SET replaced = NULL, struck = NULL, amends = NULL, incident = NULL",
    "UPDATE entry SET struck = 1, incident = (SELECT max(thread) FROM incident)",
    "DELETE FROM entry WHERE line = 10",
    "DELETE FROM entry WHERE line > 8",
    "DELETE FROM words",
    "UPDATE incident SET title = 'Forged', number = 'Forged', severity = 'low', opened_at = 0",
    "UPDATE incident SET state = 'closed'",
    "UPDATE incident SET struck = 1, owner = 'Forged', next_step = 'Forged'",
    "DELETE FROM incident WHERE number = 'INC-2026-0001'",
    "DELETE FROM incident",
    "UPDATE shift SET on_at = 0, name = 'Forged', post = 'Forged'",
    "DELETE FROM shift WHERE n = (SELECT max(n) FROM shift)",
    "UPDATE shift SET n = 1 WHERE n = (SELECT max(n) FROM shift)",
    "UPDATE handover SET first = 1, last = 10, post = 'Forged', incoming = 'Forged', at = 0",
    "DELETE FROM handover WHERE n = (SELECT max(n) FROM handover)",
    "UPDATE handover SET n = 7 WHERE n = (SELECT max(n) FROM handover)",
    "UPDATE seal SET size = 1, line = 999999, mirror = 1, root = x'00', at = 0",
    "UPDATE seal SET note = (SELECT note FROM seal ORDER BY n LIMIT 1)",
    "DELETE FROM seal",
    "UPDATE export SET kind = 'other', name = 'Forged'",
    "DELETE FROM export",
)


@pytest.mark.parametrize("sql", ON_HANDOVER)
def test_a_handover_prints_what_was_signed_or_nothing(night: Desk, sql: str) -> None:
    before = len(night.office.read.exports())
    edit(night, sql)
    try:
        words = hand_over(night)
    except DeskError:
        assert len(night.office.read.exports()) in {0, before}
    else:
        assert [text for text in TRUE if text not in words] == []
        assert FORGED not in words
        assert "F.F." not in words


def test_what_nobody_edited_prints(night: Desk) -> None:
    words = hand_over(night)
    assert [text for text in TRUE if text not in words] == []


def pinned_case(desk: Desk, below: Path) -> None:
    """An incident with a pin, a photo, a corrected line, a suspect and a first issue."""
    path = below / "ground.png"
    Image.new("L", (600, 300), 255).save(path)
    plans.import_plan(desk.office, path, "Tower plan", "Ground").result()
    (plan,) = plans.listed(desk.office)
    settings.change(desk.office, {"notice_days": 30}).result()
    line = desk.post("He slid and fell.")
    thread = desk.raise_incident(line.n, people={"01": {"name": "Mr Suspect", "role": "suspect"}})
    raw = entries.values(desk.office, line.n) | {"text": "He slid by the sink."}
    entries.correct(desk.office, line.n, raw, "more exact", fresh()).result()
    plans.pin(desk.office, thread, plan.thread, 200_000, 100_000, "about", 5_000).result()
    photo = picture(1, "2026:11:21 19:55:00")
    evidence.add_photo(desk.office, thread, photo, "a.jpg", "The wet floor", fresh()).result()
    incidents.note(desk.office, thread, "Doctor came.", fresh()).result()
    incidents.finish(desk.office, thread, PHRASES[BOSS], fresh())
    made = exports.insurance_report(desk.office, thread)
    exports.sign_insurance(desk.office, made, PHRASES[BOSS])


@pytest.fixture(scope="module")
def reported(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The incident, staged once."""
    below = tmp_path_factory.mktemp("reported")
    return staged(prepared, below, lambda desk: pinned_case(desk, below))


@pytest.fixture
def issued(reported: Prepared, tmp_path: Path, clock: Ticking) -> Iterator[Desk]:
    """The incident, about to be reported a second time."""
    yield from opened(reported, tmp_path, clock)


def the_report(desk: Desk, thread: str = "") -> bytes:
    """The paper of an incident, of the first one if none is named."""
    threads = [r.thread for r in desk.office.read.records(range(1, 40)).values()
               if r.form == "incident"]  # fmt: skip
    return exports.insurance_report(desk.office, thread or b64(threads[0])).pdf


REPORTED = (
    "INC-2026-0001", "Slip on wet floor", "Tower House Ltd", "Example Mutual", "020 7946 0000",
    "He slid and fell.", "He slid by the sink.", "Doctor came.", "The wet floor", "taken 21 Nov",
    "J. Harding", "J.H.", "1015440012345678", "Tower plan, Ground", "About here", "Issue 2",
    "Medium", "Mr Suspect", "see 2", "30 days",
)  # fmt: skip
ON_REPORT = (
    "UPDATE person SET name = 'Forged', initials = 'F.F.', licence = 'Forged', roles = 'lead'",
    "UPDATE setting SET value = '\"Forged\"' WHERE name <> 'zone' AND value LIKE '\"%'",
    "UPDATE setting SET value = '99' WHERE name = 'notice_days' OR name = 'idle_minutes'",
    "UPDATE incident SET title = 'Forged', number = 'Forged', severity = 'low', opened_at = 0",
    "DELETE FROM incident",
    "UPDATE entry SET incident = NULL, replaced = NULL, late = 99, line = line + 100",
    "DELETE FROM entry",
    "DELETE FROM words",
    "DELETE FROM search WHERE rowid > 5",
    "UPDATE pin SET x = 0, y = 0, precision = 'exact', radius = 0, plan = 'Forged', gone = 1",
    "DELETE FROM pin",
    "UPDATE photo SET caption = 'Forged', taken = 0, gone = 1",
    "DELETE FROM photo",
    "UPDATE plan SET name = 'Forged', floor = 'Forged', file_n = 1, width = 1, height = 1",
    "DELETE FROM plan",
    "UPDATE export SET issue = 7, sha256 = 'Forged', about = NULL",
    "DELETE FROM export",
    "UPDATE seal SET size = 1, line = 999999, root = x'00'",
    "DELETE FROM seal",
)


@pytest.mark.parametrize("sql", ON_REPORT)
def test_a_report_prints_what_was_signed_or_nothing(issued: Desk, sql: str) -> None:
    edit(issued, sql)
    try:
        words = words_of(the_report(issued))
    except BookFault:
        return
    assert [text for text in REPORTED if text not in words] == []
    assert FORGED not in words
    assert "F.F." not in words


def test_what_nobody_edited_is_reported(issued: Desk) -> None:
    words = words_of(the_report(issued))
    assert [text for text in REPORTED if text not in words] == []


NOTE = "n = (SELECT n FROM value WHERE name = 'text' AND instr(raw, 'Doctor came.'))"
OUT_OF_SIGHT = (
    "DELETE FROM value WHERE name = 'incident' AND :note",
    "DELETE FROM value WHERE :note",
    "UPDATE value SET raw = (SELECT raw FROM value WHERE n = 5) WHERE name = 'incident' AND :note",
    "UPDATE value SET n = 5 WHERE name = 'incident' AND :note",
    "DELETE FROM value WHERE name = 'about'",
)


@pytest.mark.parametrize("sql", OUT_OF_SIGHT)
def test_a_line_is_not_hidden_by_taking_out_the_value_that_names_the_incident(
    issued: Desk, sql: str
) -> None:
    with Link(issued.office.book._open.store, Mode.WRITE) as link:
        link.run("PRAGMA foreign_keys=OFF")
        tamper(link, (sql.replace(":note", NOTE), ()))
    with pytest.raises(BookFault, match=r"A value of record \d+ is"):
        the_report(issued)
    incident = b64(next(iter(issued.office.read.incidents())).thread)
    with pytest.raises(BookFault, match="A value"):
        bundles.make(issued.office, bundles.Wanted(incident=incident))


def test_a_register_makes_nobody_a_reviewing_lead(desk: Desk) -> None:
    thread = desk.raise_incident()
    edit(desk, "UPDATE person SET roles = 'lead officer' WHERE name = 'R. Malik'")
    assert exports.reviewers(desk.office) == []
    with pytest.raises(DeskError, match="does not review"):
        exports.insurance_report(desk.office, thread, OFFICER)
    made = exports.insurance_report(desk.office, thread)
    with pytest.raises(DeskError, match="does not review"):
        exports.sign_insurance(desk.office, made, PHRASES[BOSS], OFFICER, PHRASES[OFFICER])


def test_a_register_gives_nobody_another_name_at_the_door(desk: Desk) -> None:
    edit(desk, "UPDATE person SET name = 'Forged', roles = 'admin' WHERE name = 'E. Marsh'")
    person = desk.office.open_person(MANAGER, PHRASES[MANAGER])
    assert (person.officer.name, person.officer.roles) == (MANAGER, frozenset({"manager"}))


def test_a_register_leads_to_no_record_of_another_kind(desk: Desk) -> None:
    with pytest.raises(BookFault, match="does not agree with its records") as caught:
        exports.reopen(desk.office, 3)
    assert caught.value.todo
    desk.sign_on()
    hand_over(desk)
    edit(desk, "DELETE FROM export", "UPDATE handover SET n = 3")
    with pytest.raises(BookFault, match="does not agree with its records"):
        handover.unfinished(desk.office)


def record_json(pdf: bytes) -> dict[int, dict[str, Any]]:
    """The values given away with a paper, by record number and field."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (name,) = opened.attachments
        found: Any = loads(opened.attachments[name].get_file().read_bytes())
    given: dict[int, dict[str, Any]] = {}
    for record in found["records"]:
        raws = (parse(unb64(raw)) for raw in record["disclosures"])
        given[record["n"]] = {one.name: one.value for one in raws}
    return given


def test_what_was_corrected_does_not_go_out_with_the_report(desk: Desk) -> None:
    thread = desk.raise_incident(people={"01": {"name": "Mr Wrong", "role": "suspect"}})
    said = {"people": {"01": {"name": "Mr Right"}}, "narrative": "He ran."}
    incidents.follow_up(desk.office, thread, said, fresh()).result()
    given = record_json(the_report(desk, thread))
    values = [value for record in given.values() for value in record.values()]
    assert "Mr Right" in values
    assert "He ran." in values
    assert "Mr Wrong" not in values
    assert "She slid and fell." not in values


def test_of_a_line_only_what_prints_goes_out(desk: Desk) -> None:
    line = desk.post("He fell.", action="Called his mother.", reported_by="Ms P. Nair",
                     how="phone", informed="The owner.")  # fmt: skip
    thread = desk.raise_incident(line.n)
    assert record_json(the_report(desk, thread))[line.n] == {"text": "He fell."}


def test_everything_that_prints_can_be_proved(issued: Desk) -> None:
    given = record_json(the_report(issued))
    names = {name for record in given.values() for name in record}
    for name in ("caption", "taken", "point", "precision", "insured", "insurer", "floor", "licence",
                 "signing_key", "initials", "sha256", "people/01/name", "site_key"):  # fmt: skip
        assert name in names
    assert names.isdisjoint({"camera", "metadata", "original", "shifts/01/name", "slot_digest",
                             "lines/001/line"})  # fmt: skip
    plan = next(record for record in given.values() if "floor" in record)
    assert plan == {"name": "Tower plan", "floor": "Ground"}
    assert given[3] == {
        "name": "Tower House", "phone": "020 7946 0000", "insured": "Tower House Ltd",
        "insurer": "Example Mutual", "licence_name": "SIA licence",
    }  # fmt: skip


def test_of_a_person_goes_out_what_stands_on_the_paper_and_what_proves_it(desk: Desk) -> None:
    given = record_json(the_report(desk, desk.raise_incident()))
    assert set(given[2]) == {
        "name", "initials", "licence", "signing_key", "certificate", "state", "roles/admin",
        "roles/officer", "roles/lead", "roles/manager",
    }  # fmt: skip
