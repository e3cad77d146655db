"""Time stamps: signed when the key is pressed, open until a line or a reason ends them."""

from datetime import timedelta

import pytest
from tests.desk.offices import Desk

from deskinc.desk.lines import entries, stamps
from deskinc.desk.office import Office
from deskinc.errors import DeskError, InvalidForm


def stamped(office: Office) -> stamps.Stub:
    at = office.now().replace(microsecond=0)
    stamps.stamp(office, at, entries.new_id()).result()
    return stamps.open_stamps(office)[-1]


def test_a_stamp_is_open_until_a_line_names_it(desk: Desk) -> None:
    office = desk.office
    stub = stamped(office)
    assert (stub.by, stub.own) == (office.officer.initials, True)
    raw = {"type": "patrol", "text": "Gate shut.", **stub.answers()}
    entries.post(office, raw, entries.new_id()).result()
    assert stamps.open_stamps(office) == []
    assert entries.newest(office, 1)[0].stamped == stub.at


def test_a_correction_keeps_the_stamp(desk: Desk) -> None:
    office = desk.office
    stub = stamped(office)
    raw = {"type": "patrol", "text": "Gate shut.", **stub.answers()}
    entries.post(office, raw, entries.new_id()).result()
    n = entries.newest(office, 1)[0].n
    entries.correct(office, n, {**raw, "text": "Gate 2 shut."}, "which", entries.new_id()).result()
    assert entries.newest(office, 1)[0].stamped == stub.at
    assert stamps.open_stamps(office) == []


def test_a_stamp_is_voided_once_and_with_a_reason(desk: Desk) -> None:
    office = desk.office
    before = entries.next_serial(office)
    stub = stamped(office)
    with pytest.raises(InvalidForm):
        stamps.void(office, stub.id, "", entries.new_id())
    stamps.void(office, stub.id, "pressed by mistake", entries.new_id()).result()
    with pytest.raises(DeskError, match="finished or voided"):
        stamps.void(office, stub.id, "again", entries.new_id())
    assert entries.next_serial(office) == before


def test_a_kept_stamp_is_taken_up_as_it_is_now(desk: Desk) -> None:
    office = desk.office
    stub = stamped(office)
    assert stamps.still_open(office, stub) == stub
    unknown = stamps.Stub(entries.new_id(), stub.at + timedelta(minutes=1), "R.M.")
    assert stamps.still_open(office, unknown) == stamps.Stub("", unknown.at, "R.M.")
    stamps.void(office, stub.id, "not needed", entries.new_id()).result()
    assert stamps.still_open(office, stub) is None
