"""A handover that was cut off is finished once, by those who began it."""

from dataclasses import replace

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, complete, ready
from tests.desk.sheets import words_of

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk.papers import exports
from deskinc.desk.people import people
from deskinc.desk.shift import handover, handover_acts, shifts
from deskinc.errors import DeskError
from deskinc.reports.checking import check

OTHER, PHRASE = "A. Other", "velvet anchor picnic nine"


def broken(desk: Desk, monkeypatch: pytest.MonkeyPatch, given: handover.Handover) -> None:
    """Hand over while the disk refuses the paper: the records are written, the paper is not."""
    with monkeypatch.context() as patch:
        patch.setattr(desk.office.book, "attach", _full)
        with pytest.raises(OSError, match="full"):
            complete(desk, given)


def _full(*_paper: object) -> None:
    raise OSError("the disk is full")


def test_a_handover_that_failed_at_the_paper_is_done_again(
    night: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ready(handover.prepare(night.office))
    assert handover.unfinished(night.office) is None
    broken(night, monkeypatch, given)
    left = handover.unfinished(night.office)
    assert left is not None
    assert (left.outgoing, left.incoming, left.first, left.last) == (BOSS, OFFICER, 2, 6)
    done = complete(night, given)
    assert_once(night, done)
    assert exports.problems(night.office, done.signed.n) == ()
    assert "R.M. 06:49" in words_of(done.signed.pdf)


def test_a_handover_is_finished_after_a_new_start(
    night: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(night, monkeypatch, ready(handover.prepare(night.office)))
    night.reopen()
    night.post("The next one writes already.")
    with pytest.raises(handover.NotSigned):
        handover.finish(night.office, (PHRASES[BOSS], "not this one"))
    night.office.waits.clear()
    done = handover.finish(night.office, (PHRASES[BOSS], PHRASES[OFFICER]))
    assert_once(night, done)
    words = words_of(done.signed.pdf)
    for text in ("covers lines 2–6", "INC-2026-0001", "Engineer due 23:35", "Medium", "agrees"):
        assert text in words
    assert "writes already" not in words
    with pytest.raises(DeskError, match="has its paper"):
        handover.finish(night.office, (PHRASES[BOSS], PHRASES[OFFICER]))


@pytest.mark.parametrize("again", ["complete", "finish"])
def test_a_handover_cut_off_between_the_two_acts_goes_on(
    night: Desk, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    given = ready(handover.prepare(night.office))
    with monkeypatch.context() as patch:
        patch.setattr(handover_acts, "new_id", _full)
        with pytest.raises(OSError, match="full"):
            complete(night, given)
    left = handover.unfinished(night.office)
    assert left is not None
    assert night.office.read.handovers()[-1].countersigned is None
    if again == "complete":
        done = complete(night, given)
    else:
        night.reopen()
        done = handover.finish(night.office, (PHRASES[BOSS], PHRASES[OFFICER]))
    assert_once(night, done)
    assert (done.outgoing.name, done.given.post) == (BOSS, "Front desk")


@pytest.mark.parametrize(
    ("name", "why"), [(MANAGER, "does not work at the desk"), (OTHER, "was between others than")]
)
def test_nobody_else_takes_over_by_finishing_a_handover(
    night: Desk, monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    who = people.Enrolment(OTHER, "A.O.", roles=frozenset({"officer"}), identity="Passport")
    people.enrol(night.office, who, PHRASE, kdf=FLOOR)
    given = ready(handover.prepare(night.office))
    with monkeypatch.context() as patch:
        patch.setattr(handover_acts, "new_id", _full)
        with pytest.raises(OSError, match="full"):
            complete(night, given)
    before = night.office.read.last_n()
    left = handover.unfinished(night.office)
    assert left is not None
    monkeypatch.setattr(handover, "unfinished", lambda _office: replace(left, incoming=name))
    with pytest.raises(DeskError, match=why):
        handover.finish(night.office, (PHRASES[BOSS], {**PHRASES, OTHER: PHRASE}[name]))
    assert {record.form for record in night.since(before)} <= {"access"}


def test_who_signed_on_meanwhile_keeps_the_desk(
    night: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(night, monkeypatch, ready(handover.prepare(night.office)))
    night.sit(OFFICER)
    night.sign_on()
    night.sit(BOSS)
    handover.finish(night.office, (PHRASES[BOSS], PHRASES[OFFICER]))
    assert night.office.officer.name == BOSS
    assert len(shifts.on_duty(night.office)) == 1


def assert_once(desk: Desk, done: handover.Done) -> None:
    """Every record of the handover stands once, the paper is signed by both, the desk passed on."""
    records = desk.office.read.records(range(1, 999)).values()
    forms = [record.form for record in records]
    once = ("handover", "shift_off", "countersign", "export")
    assert [forms.count(form) for form in once] == [1, 1, 1, 1]
    assert forms.count("shift_on") == 2
    result = check(done.signed.pdf, [desk.office.book.founding.ca], ["outgoing", "incoming"])
    assert result.problems == ()
    assert handover.unfinished(desk.office) is None
    assert desk.office.officer.name == OFFICER
    assert desk.verifies()
