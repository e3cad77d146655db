"""Sealing and checking."""

from dataclasses import replace

import pytest
from PIL import Image
from tests.book.houses import alter
from tests.desk.offices import OFFICER, Desk

from deskinc.book.disk.store import Link, Mode
from deskinc.book.record import Draft
from deskinc.book.records.following import Cancelled
from deskinc.desk.incidents import plans
from deskinc.desk.trust import outcomes, trust
from deskinc.proof.seal import parse_note


def test_a_book_that_is_whole_is_said_to_be(desk: Desk) -> None:
    for i in range(20):
        desk.post(f"Line {i}.")
    trust.seal(desk.office).result()
    for full in (False, True):
        verdict = trust.verify(desk.office, full=full)
        assert verdict.ok
        assert "Nothing was altered" in verdict.sentence()
    desk.office.book.settle()
    last = desk.office.read.record(desk.office.read.last_n())
    assert last.form == "access"
    assert str(last.values["detail"]).startswith("full; records 1-")


def test_a_person_who_seals_signs_beside_the_site(desk: Desk) -> None:
    timed = desk.office.book.seal().result().records[0]
    desk.sit(OFFICER)
    desk.post("One more.")
    by_hand = trust.seal(desk.office).result().records[0]
    assert (timed.author, by_hand.author) == ("desk", desk.office.officer.thread)
    signed = [parse_note(str(seal.values["note"])).signatures for seal in (timed, by_hand)]
    assert [len(signatures) for signatures in signed] == [1, 2]
    assert desk.verifies()


def test_an_altered_attachment_is_found_and_named(desk: Desk) -> None:
    drawing = desk.folder.parent / "ground.png"
    Image.new("L", (300, 200), 200).save(drawing)
    plans.import_plan(desk.office, drawing, "Tower House", "Ground").result()
    desk.office.book.settle()
    for path in (desk.folder / "attachments").iterdir():
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 1
        path.write_bytes(raw)
    verdict = trust.verify(desk.office, full=True)
    assert not verdict.ok
    assert {fault.n for fault in verdict.faults} == {desk.office.read.plans()[0].n}
    assert verdict.sentence().startswith("2 faults found")


def test_a_check_can_be_stopped(desk: Desk) -> None:
    with pytest.raises(Cancelled):
        trust.verify(desk.office, full=True, cancel=lambda: True)


def test_a_full_check_is_remembered_with_its_date(desk: Desk) -> None:
    assert trust.last_check(desk.office) is None
    trust.verify(desk.office, full=False)
    assert trust.last_check(desk.office) is None
    verdict = trust.verify(desk.office, full=True)
    desk.reopen()
    known = trust.last_check(desk.office)
    assert known is not None
    assert (known.ok, known.records, known.code) == (True, verdict.records, verdict.code)
    assert [line.words for line in known.lines] == [line.words for line in verdict.lines]
    assert abs((known.ended - verdict.ended).total_seconds()) < 60


def test_what_was_found_is_said_in_the_window_until_nothing_is(desk: Desk) -> None:
    drawing = desk.folder.parent / "ground.png"
    Image.new("L", (300, 200), 200).save(drawing)
    plans.import_plan(desk.office, drawing, "Tower House", "Ground").result()
    desk.office.book.settle()
    whole = {path: path.read_bytes() for path in (desk.folder / "attachments").iterdir()}
    for path, raw in whole.items():
        path.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    trust.verify(desk.office, full=True)
    assert "2 faults found" in desk.office.health().found
    desk.reopen()
    assert desk.office.health().found == ""
    trust.recall(desk.office)
    assert "2 faults found" in desk.office.health().found
    for path, raw in whole.items():
        path.write_bytes(raw)
    assert trust.verify(desk.office, full=True).ok
    assert desk.office.health().found == ""


def test_by_night_the_desk_asks_and_no_officer(desk: Desk) -> None:
    desk.sit(OFFICER)
    verdict = trust.verify_by_night(desk.office, lambda: False)
    assert verdict.ok
    assert verdict.by_night
    record = desk.office.read.record(desk.office.read.last_n())
    assert (record.form, record.author) == ("access", "desk")
    assert "officer" not in record.values
    assert str(record.values["detail"]).startswith("full; by night; ")


def test_a_pointer_to_something_else_is_no_outcome(desk: Desk) -> None:
    for kept in (b"", b"x", b"2", b"99999", b"2 99999 1"):
        desk.office.book.remember("checks", kept).result()
        assert trust.last_check(desk.office) is None
        trust.recall(desk.office)
        assert desk.office.health().found == ""


def test_what_a_check_found_in_the_mirror_stands_until_the_mirror_was_looked_at(
    desk: Desk,
) -> None:
    there = desk.office.book.mirror
    assert there is not None
    founding = there / "founding"
    desk.office.book.settle()
    true = founding.read_bytes()
    founding.write_bytes(true[:-1] + bytes([true[-1] ^ 1]))
    assert not trust.verify(desk.office, full=True).ok
    words = desk.office.health().found
    assert "1 fault found" in words
    desk.office.book.settle()
    away = there.rename(there.with_name("away"))
    desk.reopen()
    trust.recall(desk.office)
    assert desk.office.health().found == words
    left = trust.verify(desk.office, full=True)
    assert left.ok
    assert left.left_out
    assert desk.office.health().found == words
    desk.reopen()
    trust.recall(desk.office)
    assert desk.office.health().found == words
    away.rename(there)
    desk.office.book.settle()
    assert not trust.verify(desk.office, full=True).left_out
    assert desk.office.health().found == ""
    desk.reopen()
    assert trust.recall(desk.office) is not None
    assert desk.office.health().found == ""


def test_a_check_since_the_last_seal_takes_back_nothing_of_a_full_one(desk: Desk) -> None:
    record = desk.post("As it was.")
    trust.seal(desk.office).result()
    full = trust.verify(desk.office, full=True)
    with Link(desk.office.book._open.store, Mode.WRITE) as link:
        alter(link, record.n, "text", "As it never was.")
    found = trust.verify(desk.office, full=True)
    since = replace(full, full=False)
    assert outcomes.stand({5: full}) == []
    assert outcomes.stand({5: found, 6: since}) == [5]
    assert outcomes.stand({5: found, 6: found, 7: since}) == [6]
    assert outcomes.stand({5: found, 6: full}) == []


def test_how_far_a_check_is_only_grows_and_is_told_in_words(desk: Desk) -> None:
    seen: list[tuple[float, str]] = []
    trust.verify(desk.office, full=True, report=lambda far, words: seen.append((far, words)))
    fractions = [far for far, _words in seen]
    assert fractions == sorted(fractions)
    assert 0 <= fractions[0] <= fractions[-1] <= 1
    assert any("Records and signatures: " in words for _far, words in seen)


def test_a_line_of_the_book_is_named_by_its_number(desk: Desk) -> None:
    record = desk.post("As it was.")
    with Link(desk.office.book._open.store, Mode.WRITE) as link:
        alter(link, record.n, "text", "As it never was.")
    verdict = trust.verify(desk.office, full=True)
    wheres = {(fault.check, fault.where) for fault in verdict.faults}
    assert ("disclosures", f"Line {record.line}") in wheres
    assert any(fault.where.startswith("List “") for fault in verdict.faults)


def test_a_mirror_damaged_where_lines_were_left_out_is_named_under_the_outcome(desk: Desk) -> None:
    draft = Draft("astray", {"text": "The mirror came back damaged.", "epoch": 1, "unread": 2})
    (record,) = desk.office.write_as_desk(draft).result().records
    said = trust.verify(desk.office, full=True).sentence()
    assert said.endswith(f"was restored without; line {record.cited} says so.")
    assert "The mirror is damaged where records may stand" in said
