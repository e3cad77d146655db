"""The desk's rules, one test each, as far as they are built."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from tests.desk.offices import (
    BOSS,
    MANAGER,
    OFFICER,
    PHRASES,
    Desk,
    Ticking,
    answers,
    fresh,
    prints,
)
from tests.desk.sheets import words_of

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.copies import folder
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import note_access
from deskinc.desk.papers import exports
from deskinc.desk.people import people
from deskinc.desk.trust import trust
from deskinc.errors import DeskError, InvalidForm
from deskinc.proof.canonical import b64


def test_d01_no_hand_signs_but_its_own(desk: Desk) -> None:
    mine = desk.post("By hand.")
    note = note_access(desk.office, "sign_in_failed", "1").result().records[0]
    timed = desk.office.book.seal().result().records[0]
    assert [mine.author, note.author, timed.author] == [desk.office.officer.thread, "desk", "desk"]
    on_duty = note.values["officer"]
    assert isinstance(on_duty, dict)
    assert on_duty["text"] == BOSS
    assert len({mine.doc.key, note.doc.key}) == 2
    assert note.doc.key == timed.doc.key


def test_d02_a_line_has_two_numbers_and_a_seal_names_both(desk: Desk) -> None:
    first = desk.post("One.")
    note_access(desk.office, "locked").result()
    second = desk.post("Two.")
    assert (second.line or 0) - (first.line or 0) == 1
    assert second.n - first.n == 2
    trust.seal(desk.office).result()
    seal = desk.office.read.last_seal()
    assert seal is not None
    assert (seal.size, seal.line) == (second.n, second.line)


def test_d03_filling_is_an_addition_and_changing_a_correction(desk: Desk, clock: Ticking) -> None:
    line = desk.post("Door open.", happened=clock.moment - timedelta(hours=1))
    thread = desk.raise_incident(line.n)
    said = {"spot": "By the lift", "narrative": "He fell.", "title": "Slip on wet floor"}
    (record,) = incidents.follow_up(desk.office, thread, said, fresh()).result().records
    assert set(record.values) == {"spot", "narrative"}
    befores = {c.label: c.before for c in incidents.page(desk.office, thread).changes}
    assert befores == {"Precise spot": "", "Narrative": "She slid and fell."}
    entries.give_late_reason(desk.office, line.n, "patrol").result()
    assert desk.line(line.n).struck is None
    raw = entries.values(desk.office, line.n) | {"text": "Door closed."}
    with pytest.raises(InvalidForm):
        entries.correct(desk.office, line.n, raw, "", fresh())
    entries.correct(desk.office, line.n, raw, "misread", fresh()).result()
    struck = desk.line(line.n)
    assert (struck.text, struck.struck is not None) == ("Door open.", True)


def test_d04_lateness_blocks_no_line_and_its_reason_may_follow(desk: Desk, clock: Ticking) -> None:
    late = desk.post("Long ago.", happened=clock.moment - timedelta(minutes=45))
    assert desk.line(late.n).late == 45
    told = desk.post("Too.", happened=clock.moment - timedelta(minutes=20), late="incident")
    assert desk.line(told.n).late_reason == "Dealing with an incident"
    entries.give_late_reason(desk.office, late.n, "relieved_late").result()
    assert desk.line(late.n).late_reason == "Relieved late"
    near = desk.post("A clock ahead.", happened=clock.moment + timedelta(seconds=110))
    assert desk.line(near.n).late is None
    with pytest.raises(InvalidForm) as caught:
        desk.post("Tomorrow.", happened=clock.moment + timedelta(seconds=130))
    assert set(caught.value.notes) == {"happened"}


def test_d10_saved_means_both_stores_and_posts_once(desk: Desk) -> None:
    own, raw = fresh(), {"type": "patrol", "text": "Once."}
    saved = [entries.post(desk.office, raw, own).result() for _i in range(2)]
    assert [one.mirrored for one in saved] == [True, True]
    assert desk.texts() == ["Once."]
    desk.office.close()
    away = desk.mirror.rename(desk.mirror.with_name("away"))
    office = desk.open(desk.people[BOSS])
    alone = entries.post(office, {"type": "patrol", "text": "Alone."}, fresh()).result()
    assert not alone.mirrored
    assert (office.health().mirror, desk.texts()) == ("missing", ["Once.", "Alone."])
    office.close()
    away.rename(desk.mirror)
    office = desk.open(desk.people[BOSS])
    office.book.settle()
    assert (office.health().mirror, office.health().pending) == ("ok", 0)
    with pytest.raises(InvalidForm):
        desk.post(" ")
    assert desk.verifies()


def test_d19_one_person_sets_up_and_until_a_second_something_waits(tmp_path: Path) -> None:
    office = setup.set_up(
        tmp_path / "book", answers(tmp_path), setup.recovery_words(), kdf=FLOOR, clock=Ticking()
    )
    try:
        assert office.health().provisional
        assert len(office.officer.roles) > 1
        who = people.Enrolment(OFFICER, "R.M.", identity="Passport")
        people.enrol(office, who, PHRASES[OFFICER], kdf=FLOOR)
        assert not office.health().provisional
    finally:
        office.close()


def test_d24_the_sheet_is_nowhere_and_set_up_looks_at_the_folders(tmp_path: Path) -> None:
    words = setup.recovery_words()
    with pytest.raises(DeskError, match="kept in step"):
        setup.set_up(tmp_path / "OneDrive" / "book", answers(tmp_path), words, kdf=FLOOR)
    office = setup.set_up(tmp_path / "book", answers(tmp_path), words, kdf=FLOOR, clock=Ticking())
    office.close()
    raw = [Path(name).read_bytes() for name in prints(tmp_path)]
    for said in (
        " ".join(words),
        "\n".join(words),
        *(f"{a} {b}" for a, b in pairwise(words)),
    ):
        assert not any(said.encode() in file for file in raw)
    assert folder.same_disk(tmp_path / "book", tmp_path / "mirror")


def test_d38_the_issuer_and_the_lead_sign_and_nobody_for_the_author(desk: Desk) -> None:
    desk.sit(OFFICER)
    thread = desk.raise_incident(desk.post("Slip.").n)
    done = incidents.finish(desk.office, thread, PHRASES[OFFICER], fresh()).records[-1]
    desk.sit(MANAGER)
    made = exports.insurance_report(desk.office, thread, BOSS)
    signed = exports.sign_insurance(desk.office, made, PHRASES[MANAGER], BOSS, PHRASES[BOSS])
    assert [label for label, _name in made.boxes] == ["lead", "issuer"]
    export = desk.office.read.record(signed.n).values
    assert [export[f"signers/{row}/name"] for row in ("01", "02")] == [BOSS, MANAGER]
    words = words_of(signed.pdf)
    assert "Issued from the book" in words
    assert OFFICER in words
    assert done.doc.key.hex()[:16] in words.replace(" ", "")
    assert done.author == b64(desk.office.read.persons()[1].thread)


def test_d39_issue_two_names_issue_one_by_its_digest(desk: Desk) -> None:
    thread = desk.raise_incident(desk.post("Slip.").n)
    first = exports.insurance_report(desk.office, thread)
    exports.sign_insurance(desk.office, first, PHRASES[BOSS])
    incidents.note(desk.office, thread, "Doctor came.", fresh()).result()
    second = exports.insurance_report(desk.office, thread)
    assert (first.issue, second.issue) == (1, 2)
    digest = exports.issued(desk.office)[0].sha256
    words = words_of(second.pdf)
    assert digest in words.replace(" ", "")
    assert replace(second, pdf=b"").name.endswith("issue-2.pdf")
    assert "J. Harding: line 2" in words
