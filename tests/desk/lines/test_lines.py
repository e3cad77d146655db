"""What stands beside the words of a line: stamps, points, sheets, reviews, second signatures."""

from dataclasses import replace
from datetime import timedelta

from tests.desk.offices import BOSS, OFFICER, Desk, fresh

from deskinc.desk.lines import entries
from deskinc.desk.lines.marks import Copied, Passed
from deskinc.desk.papers.printed import line_row
from deskinc.proof.canonical import b64


def test_a_correction_keeps_all_that_the_entry_line_does_not_show(desk: Desk) -> None:
    at = desk.office.now().replace(microsecond=0)
    named = {"id": fresh(), "text": "named"}
    more: dict[str, object] = {
        "anchor": named, "stamped": at, "routine": named, "due": at, "about": named,
        "points": {"1": {"point": "Roof", "at": at, "note": "wet"}}, "written_by": "K. Ali",
        "sheet": 2, "sheet_line": 3, "how": "phone", "informed": "Engineer",
    }  # fmt: skip
    head = desk.office.draft("import", {"sheets": "occurrence", "sheet": 2, "reason": "Power cut."})
    said = {"type": "patrol", "place": "Lobby", "text": "Lift 1 stuck.", **more}
    typed = entries.draft(desk.office, said, fresh())
    _head, old = desk.office.write(head, typed).result().records
    raw = {**entries.values(desk.office, old.n), "text": "Lift 2 stuck."}
    new = entries.correct(desk.office, old.n, raw, "wrong lift", fresh()).result().records[0]
    assert {*old.values, "reason"} == {*new.values}
    line = desk.line(new.n)
    assert (line.stamped, line.copied) == (at, Copied("K. Ali", 2, 3))
    assert line.points == (Passed("Roof", at.replace(second=0), "wet"),)
    below = line_row(desk.office.locale, line, "").more
    assert below[0] == "Informed: Engineer"
    assert below[1].startswith("Roof ")
    assert below[1].endswith(": wet")
    assert below[-1] == "written on paper by K. Ali, sheet 2, line 3"


def test_d03_what_an_addition_repeats_is_not_said_again(desk: Desk) -> None:
    at = desk.office.now() - timedelta(minutes=30)
    old = desk.post("Gate found open.", happened=at, written_by="K. Ali")
    added = entries.give_late_reason(desk.office, old.n, "patrol").result().records[0]
    line = desk.line(added.n)
    assert (line.happened, line.copied) == (None, None)
    assert desk.line(old.n).late_reason == "On patrol"


def test_d04_a_time_up_to_two_minutes_ahead_is_marked(desk: Desk) -> None:
    line = desk.line(desk.post("Gate.", happened=desk.office.now() + timedelta(seconds=119)).n)
    assert line.ahead
    row = line_row(desk.office.locale, line, "")
    assert row.happened
    assert row.more == ("the time given lies ahead of the clock",)


def test_a_review_and_a_second_signature_stand_beside_the_line(desk: Desk) -> None:
    desk.sit(OFFICER)
    record = desk.post("Key 7 handed out.")
    named = {"1": {"line": {"id": b64(record.id), "text": "1"}, "comment": "To whom?"}}
    raw = {"first": 1, "last": 1, "returned": named, "meaning": "I have read line 1."}
    desk.sit(BOSS)
    desk.office.write(desk.office.draft("review", raw)).result()
    sign = desk.office.draft("countersign", {"act": b64(record.leaf), "meaning": "Seen"})
    desk.office.write(replace(sign, thread=record.thread)).result()
    line = desk.line(record.n)
    assert line.mark is not None
    assert (line.mark.verdict, line.mark.comment) == ("returned", "To whom?")
    assert [(one.meaning, one.name) for one in line.seconds] == [("Seen", BOSS)]
    assert line.day_no == "1"
    assert line.mark.at.utcoffset() == line.written.utcoffset()
