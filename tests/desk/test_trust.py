"""Sealing and checking."""

import pytest
from PIL import Image
from tests.desk.offices import OFFICER, Desk

from deskinc.book.following import Cancelled
from deskinc.desk import plans, trust
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
