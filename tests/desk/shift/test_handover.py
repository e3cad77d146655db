"""The handover: records first, one paper, both signatures, and the desk passes on."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from tests.desk.offices import (
    BOSS,
    MANAGER,
    OFFICER,
    PHRASES,
    Desk,
    complete,
    fresh,
    ready,
    ref,
)
from tests.desk.sheets import words_of

from deskinc.book.record import Draft, Record, Signer
from deskinc.desk import settings
from deskinc.desk.incidents import closing, incidents
from deskinc.desk.lines import entries
from deskinc.desk.papers import exports
from deskinc.desk.shift import handover, handover_acts, shifts
from deskinc.errors import DeskError, NotAllowed
from deskinc.reports.checking import check


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
    assert (act.values["first"], act.values["last"]) == (2, 6)
    assert (act.line, off.line, on.line) == (5, 6, 7)
    same_bytes(night, export, done)
    assert night.office.officer.name == OFFICER
    assert [shifts.officer_name(night.office, s) for s in shifts.on_duty(night.office)] == [OFFICER]
    assert night.verifies()


def test_record_words_paper_and_seal_name_the_same_lines(night: Desk) -> None:
    given = handover.prepare(night.office)
    done = complete(night, ready(given))
    act, seal = done.handover, night.office.read.last_seal()
    assert seal is not None
    assert (act.values["first"], act.values["last"]) == (given.first, given.closing) == (2, 6)
    assert "lines 2–6" in str(act.values["text"])
    assert done.signed.name.endswith("-2-6.pdf")
    export = night.office.read.record(done.signed.n).values
    assert (export["first"], export["last"]) == (2, 6)
    assert seal.line == 6
    words = words_of(done.signed.pdf)
    for text in ("covers lines 2–6", "End of entries 2–6", str(act.values["text"]),
                 "J. Harding off duty. Relieved by R. Malik."):  # fmt: skip
        assert text in words
    assert "R. Malik on duty" not in words


def test_a_line_that_slips_in_is_covered_and_the_record_stays_true(
    night: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*given: Any) -> handover_acts.Acts:
        night.post("Slipped in.")
        return handover_acts.written(*given)

    monkeypatch.setattr(handover, "written", late)
    done = complete(night, ready(handover.prepare(night.office)))
    assert done.handover.values["last"] == 6
    words = words_of(done.signed.pdf)
    for text in ("covers lines 2–6", "Slipped in.", str(done.handover.values["text"])):
        assert text in words
    assert "off duty" not in words
    assert night.verifies()


def covered(done: handover.Done) -> range:
    """The lines a handover's paper covers."""
    return range(done.given.first, done.given.last + 1)


@pytest.mark.parametrize("slipped", [0, 1, 3])
def test_two_shifts_papers_cover_every_line_once(
    night: Desk, monkeypatch: pytest.MonkeyPatch, slipped: int
) -> None:
    def late(*given: Any) -> handover_acts.Acts:
        for i in range(slipped):
            night.post(f"Slipped in {i}.")
        return handover_acts.written(*given)

    with monkeypatch.context() as patch:
        patch.setattr(handover, "written", late)
        first = complete(night, ready(handover.prepare(night.office)))
    night.post("Quiet.")
    given = ready(handover.prepare(night.office))
    second = handover.complete(night.office, given, PHRASES[OFFICER], BOSS, PHRASES[BOSS])
    assert [*covered(first), *covered(second)] == list(range(2, second.given.last + 1))
    words = [words_of(done.signed.pdf) for done in (first, second)]
    for text in (*(f"Slipped in {i}." for i in range(slipped)), "Quiet.", "R. Malik on duty",
                 "J. Harding off duty. Relieved by R. Malik.", "Shift handed over to R. Malik",
                 "R. Malik off duty. Relieved by J. Harding."):  # fmt: skip
        assert sum(text in page for page in words) == 1, text
    assert night.verifies()


def test_lines_written_while_nobody_was_on_duty_are_the_next_shifts(night: Desk) -> None:
    complete(night, ready(handover.prepare(night.office)))
    shifts.sign_off(night.office, {"outstanding": "Lift 2."}, fresh()).result()
    night.post("Between two shifts.")
    night.sign_on()
    assert handover.prepare(night.office).first == 7


def test_an_incident_opened_meanwhile_is_read_before_the_handover(night: Desk) -> None:
    given, before = ready(handover.prepare(night.office)), night.office.read.last_n()
    night.raise_incident(title="Smoke in the stairs", severity="critical")
    with pytest.raises(DeskError, match="1 item is not read yet"):
        complete(night, given)
    forms = [r.form for r in night.office.read.records(range(before + 1, before + 9)).values()]
    assert forms == ["incident", "occurrence"]
    done = complete(night, ready(handover.merged(handover.prepare(night.office), given)))
    assert "Smoke in the stairs" in words_of(done.signed.pdf)


def test_the_desk_passes_on_only_once_the_sign_on_is_written(
    night: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ready(handover.prepare(night.office))
    write = night.office.book.write

    def full(drafts: Sequence[Draft], signer: Signer) -> Any:
        if any(draft.form == "shift_on" for draft in drafts):
            raise OSError("the disk is full")
        return write(drafts, signer)

    monkeypatch.setattr(night.office.book, "write", full)
    with pytest.raises(OSError, match="full"):
        complete(night, given)
    assert night.office.officer.name == BOSS
    assert night.post("Still mine.").author == night.people[BOSS].officer.thread


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
    with pytest.raises(DeskError, match="1 item is not read yet"):
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
    assert {record.form for record in night.since(before)} <= {"access"}, (
        "a denied attempt is noted"
    )
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


def test_what_the_shift_made_void_stands_in_its_handover_and_in_no_other(night: Desk) -> None:
    (item,) = handover.prepare(night.office).items
    why = "Raised twice, see INC-2026-0002"
    closing.void(night.office, item.thread, why, PHRASES[BOSS], fresh())
    given = handover.prepare(night.office)
    assert (given.items, given.void) == ((), ("INC-2026-0001",))
    words = words_of(complete(night, ready(given)).signed.pdf)
    for text in ("4 Made void", "INC-2026-0001", "R. Malik, ", why):
        assert text in words
    after = handover.prepare(night.office)
    assert after.void == ()
    back = handover.complete(night.office, ready(after), PHRASES[OFFICER], BOSS, PHRASES[BOSS])
    assert "Made void" not in words_of(back.signed.pdf)


def test_the_book_s_figure_is_what_was_counted_last_or_set_since(night: Desk) -> None:
    given = ready(handover.prepare(night.office))
    short = replace(given.counts[0], counted=11)
    complete(night, replace(given, counts=(short, given.counts[1])))
    assert [(c.what, c.book) for c in handover.prepare(night.office).counts] == [
        ("Key sets", 11), ("Radios", 4),
    ]  # fmt: skip
    night.sit(BOSS)
    settings.change(night.office, {"kit": {"02": {"name": "Radios", "count": 5}}}).result()
    night.sit(OFFICER)
    assert [c.book for c in handover.prepare(night.office).counts] == [11, 5]


def test_what_nobody_ever_counted_is_a_first_count(night: Desk) -> None:
    settings.change(night.office, {"kit": {"03": {"name": "Torches", "count": 0}}}).result()
    given = handover.prepare(night.office)
    assert given.counts[-1] == handover.Counted("Torches", None)
    counts = tuple(replace(count, counted=count.book or 3) for count in given.counts)
    words = words_of(complete(night, replace(ready(given), counts=counts)).signed.pdf)
    assert "Torches 3 first count" in words
    assert "differs" not in words
    assert handover.prepare(night.office).counts[-1].book == 3
