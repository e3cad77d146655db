"""The handover: records first, one paper, both signatures, and the desk passes on."""

from dataclasses import replace
from hashlib import sha256

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, fresh, ready, ref
from tests.desk.papers import words_of

from deskinc.book.record import Record
from deskinc.desk import entries, exports, handover, incidents, shifts
from deskinc.errors import DeskError, NotAllowed
from deskinc.reports.checking import check


@pytest.fixture
def night(desk: Desk) -> Desk:
    """A shift with a few lines and an open incident."""
    desk.post("Before the shift.")
    desk.sign_on()
    desk.post("Lift 2 <out of use>.", place="Lift 2")
    desk.raise_incident(next_step="Engineer due 23:35")
    return desk


def test_a_handover_is_prepared_from_the_book(night: Desk) -> None:
    given = handover.prepare(night.office)
    assert (given.first, given.last, given.shift) == (2, 4, "Night 19:00–07:00")
    (item,) = given.items
    assert (item.number, item.severity, item.next) == (
        "INC-2026-0001", "medium", "Engineer due 23:35",
    )  # fmt: skip
    assert [(count.what, count.book, count.counted) for count in given.counts] == [
        ("Key sets", 12, None), ("Radios", 4, None),
    ]  # fmt: skip
    assert given.severities == (("medium", 1),)
    assert [o.name for o in handover.candidates(night.office)] == [OFFICER]


def test_preparing_needs_a_shift(desk: Desk) -> None:
    with pytest.raises(DeskError, match="not signed on"):
        handover.prepare(desk.office)


def test_preparing_again_keeps_what_was_typed(night: Desk) -> None:
    given = ready(handover.prepare(night.office))
    typed = handover.Item("Milk is out", read=True)
    given = replace(given, items=(*given.items, typed), notes="Quiet.", clock_outgoing=2)
    night.raise_incident(title="Second", severity="high")
    night.post("One more.")
    after = handover.merged(handover.prepare(night.office), given)
    assert [(item.what, item.read) for item in after.items] == [
        ("Second", False), ("Slip on wet floor", True), ("Milk is out", True),
    ]  # fmt: skip
    assert [count.counted for count in after.counts] == [12, 4]
    assert (after.notes, after.clock_outgoing, after.last) == ("Quiet.", 2, 6)


def complete(desk: Desk, given: handover.Handover) -> handover.Done:
    """Hand over to the officer."""
    return handover.complete(desk.office, given, PHRASES[BOSS], OFFICER, PHRASES[OFFICER])


def test_a_complete_handover_writes_records_then_signs_one_paper(night: Desk) -> None:
    before = night.office.read.last_n()
    given = replace(ready(handover.prepare(night.office)), clock_outgoing=3, disagreement="None.")
    done = complete(night, given)
    records = night.office.read.records(range(before + 1, before + 99)).values()
    assert [record.form for record in records] == [
        "handover", "shift_off", "countersign", "seal", "export", "shift_on",
    ]  # fmt: skip
    act, off, taken, seal, export, on = records
    boss, relief = (night.people[name].officer.thread for name in (BOSS, OFFICER))
    assert [r.author for r in records] == [boss, boss, relief, boss, boss, relief]
    assert taken.thread == act.thread
    assert seal.n == taken.n + 1
    assert (act.values["first"], act.values["last"]) == (2, 4)
    assert (off.line, on.line) == (6, 7)
    same_bytes(night, export, done)
    assert night.office.officer.name == OFFICER
    assert [shifts.officer_name(night.office, s) for s in shifts.on_duty(night.office)] == [OFFICER]
    assert night.verifies()


def same_bytes(desk: Desk, export: Record, done: handover.Done) -> None:
    """The EXPORT record tells exactly the paper that was handed out."""
    pdf = done.signed.pdf
    assert export.values["sha256"] == sha256(pdf).hexdigest()
    assert (export.values["size"], export.values["pages"]) == (len(pdf), done.signed.pages)
    assert export.values["signers/01/name"] == BOSS
    assert export.values["signers/02/name"] == OFFICER
    assert exports.reopen(desk.office, export.n).pdf == pdf
    assert ref(export.values["kind"])["code"] == "handover"


def test_the_paper_bears_both_signatures_and_says_what_was_written(night: Desk) -> None:
    done = complete(night, ready(handover.prepare(night.office)))
    root = night.office.book.founding.ca
    result = check(done.signed.pdf, [root], ["outgoing", "incoming"])
    assert result.problems == ()
    assert [(s.field, s.signer) for s in result.signatures] == [
        ("outgoing", BOSS), ("incoming", OFFICER),
    ]  # fmt: skip
    words = words_of(done.signed.pdf)
    for text in ("Lift 2 <out of use>.", "INC-2026-0001", "Engineer due 23:35", "Key sets",
                 "R.M. 06:49", "Shift handed over", "Shift taken over"):  # fmt: skip
        assert text in words
    assert "Before the shift." not in words


def test_what_is_unread_or_uncounted_stops_the_handover(night: Desk) -> None:
    given, before = handover.prepare(night.office), night.office.read.last_n()
    with pytest.raises(DeskError, match="1 items are not read yet"):
        complete(night, given)
    read = tuple(replace(item, read=True) for item in given.items)
    with pytest.raises(DeskError, match="Key sets, Radios"):
        complete(night, replace(given, items=read))
    assert night.office.read.last_n() == before


@pytest.mark.parametrize(
    ("mine", "name", "other", "field"),
    [
        ("no such passphrase", OFFICER, PHRASES[OFFICER], "outgoing"),
        (PHRASES[BOSS], OFFICER, "no such passphrase", "incoming"),
        (PHRASES[BOSS], "Nobody", PHRASES[OFFICER], "incoming"),
        (PHRASES[BOSS], MANAGER, PHRASES[MANAGER], "incoming"),
    ],
)
def test_who_cannot_sign_is_named_and_nothing_is_written(
    night: Desk, mine: str, name: str, other: str, field: str
) -> None:
    given, before = ready(handover.prepare(night.office)), night.office.read.last_n()
    with pytest.raises(handover.NotSigned) as caught:
        handover.complete(night.office, given, mine, name, other)
    assert caught.value.field == field
    assert night.office.read.last_n() == before
    assert night.office.officer.name == BOSS


def test_a_handover_takes_two_people(night: Desk) -> None:
    given = ready(handover.prepare(night.office))
    with pytest.raises(DeskError, match="takes two people"):
        handover.complete(night.office, given, PHRASES[BOSS], BOSS, PHRASES[BOSS])


def test_a_manager_hands_nothing_over(night: Desk) -> None:
    given = ready(handover.prepare(night.office))
    night.sit(MANAGER)
    with pytest.raises(NotAllowed):
        complete(night, given)


def test_struck_text_prints_struck_and_legible(night: Desk) -> None:
    old = night.post("Wrong door checked.")
    raw = entries.values(night.office, old.n) | {"text": "East door checked."}
    entries.correct(night.office, old.n, raw, "wrong door", fresh()).result()
    words = words_of(complete(night, ready(handover.prepare(night.office))).signed.pdf)
    for text in ("Wrong door checked.", "East door checked.", "corrects 5, wrong door", "see 6"):
        assert text in words


def test_a_finished_incident_is_not_handed_on(night: Desk) -> None:
    (item,) = handover.prepare(night.office).items
    incidents.finish(night.office, item.thread, PHRASES[BOSS], fresh())
    assert handover.prepare(night.office).items == ()
