"""A claim comes in: what is held at once, what may be erased, and what was added when (D29)."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Ticking, fresh
from tests.desk.sheets import words_of

from deskinc.book.record import Record
from deskinc.desk.cards import cards
from deskinc.desk.claims import claims, getting
from deskinc.desk.erasure import erasing, erasure_search, holds
from deskinc.desk.incidents import incidents
from deskinc.desk.learning import lessons
from deskinc.desk.lines import entries
from deskinc.desk.papers import exports
from deskinc.errors import DeskError, InvalidForm, NotAllowed
from deskinc.forms.fields import Value
from deskinc.proof.canonical import unb64

CLAIM: dict[str, object] = {"claimant": "Ms P. Nair", "reference": "4711/26"}


def came_in(desk: Desk, incident: str, letter: Path | None = None) -> claims.Claims:
    raw = {**CLAIM, "received": desk.office.now()}
    claims.receive(desk.office, incident, raw, letter, entries.new_id()).result()
    return claims.of(desk.office, incident)


def held(desk: Desk, record: Record) -> bool:
    """Whether the text of a line cannot be erased for a hold."""
    found = erasure_search.find(desk.office, str(record.values["text"]))
    return bool({one.held for one in found if one.n == record.n} - {""})


def test_d29_a_claim_holds_the_incident_and_ninety_days_of_lines_at_its_place(
    desk: Desk, clock: Ticking
) -> None:
    clock.on(days=-120)
    old = desk.post("Mats taken up, too long ago.")
    clock.on(days=60)
    round_ = desk.post("Floor wet at the doors.")
    elsewhere = desk.post("Bay swept and dry.", place="Loading bay")
    visitor = desk.post("Visitor Quarr signed in.", type="visitor")
    clock.on(days=60)
    raised = desk.post("Ms Nair slipped.", place="Lift 2")
    thread = desk.raise_incident(raised.n)
    clock.on(days=21)
    assert not claims.of(desk.office, thread).claims
    found = came_in(desk, thread)
    (hold,) = found.holds
    assert "4711/26" in hold.reason
    assert [held(desk, one) for one in (old, round_, elsewhere, visitor, raised)] == [
        False, True, False, False, True,
    ]  # fmt: skip
    late = desk.post("Found: floor was wet that day.", happened=clock.moment - timedelta(days=25))
    assert held(desk, late)
    targets = erasure_search.find(desk.office, "slipped")
    with pytest.raises(DeskError, match="is held") as refused:
        erasing.erase(
            desk.office, targets, "request", "", PHRASES[BOSS], (MANAGER, PHRASES[MANAGER])
        )
    assert "Release the hold first" in refused.value.todo
    desk.sit(MANAGER)
    with pytest.raises(NotAllowed):
        holds.release(desk.office, hold.thread, "Settled.")
    desk.sit(BOSS)
    with pytest.raises(InvalidForm):
        holds.release(desk.office, hold.thread, " ")
    holds.release(desk.office, hold.thread, "Settled 3 March.").result()
    assert not held(desk, round_)


def test_d29_a_card_says_what_was_asked_answered_and_sent(desk: Desk, tmp_path: Path) -> None:
    thread = desk.raise_incident()
    made = exports.insurance_report(desk.office, thread)
    exports.sign_insurance(desk.office, made, PHRASES[BOSS])
    (sent,) = claims.reports(desk.office, thread)
    assert sent[1].startswith("Issue 1, ")
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.4 a letter")
    (claim,) = came_in(desk, thread, letter).claims
    assert claim.letter[1] == "letter.pdf"
    assert claims.letter(desk.office, claim.letter[0]) == letter.read_bytes()
    asked: dict[str, object] = {
        "adjuster": "K. Lenz, 020 7946 1",
        "asked": {"001": {"question": "Photos?", "answer": "Sent.",
                          "report": {"id": sent[0], "text": sent[1]}}},
    }  # fmt: skip
    claims.change(desk.office, claim.thread, asked, None, entries.new_id()).result()
    (claim,) = claims.of(desk.office, thread).claims
    assert claim.values["asked/001/report"] == {"id": sent[0], "text": sent[1]}
    assert len(claims.of(desk.office, thread).holds) == 1
    later = desk.office.now() + timedelta(hours=3)
    for raw, note in (({"received": later}, "received"), ({"claimant": ""}, "claimant")):
        with pytest.raises(InvalidForm) as wrong:
            claims.receive(desk.office, thread, CLAIM | raw, None, entries.new_id())
        assert note in wrong.value.notes
    empty = tmp_path / "empty.pdf"
    empty.touch()
    with pytest.raises(InvalidForm, match="empty"):
        came_in(desk, thread, empty)
    desk.sit(OFFICER)
    assert [one.values for one in claims.of(desk.office, thread).claims] == [{}]
    with pytest.raises(NotAllowed):
        came_in(desk, thread)


def test_d29_the_report_tells_apart_what_came_after_the_claim(desk: Desk, clock: Ticking) -> None:
    thread = desk.raise_incident()

    def say(words: str) -> None:
        raw = {"cctv": words}
        incidents.follow_up(desk.office, thread, raw, entries.new_id()).result()

    say("Camera 2 viewed.")
    clock.on(days=21)
    came_in(desk, thread)
    before = words_of(exports.insurance_report(desk.office, thread).pdf)
    assert "after the claim was received" in before
    clock.on(days=1)
    say("Camera 2 kept.")
    words = words_of(exports.insurance_report(desk.office, thread).pdf)
    _said, _head, after = words.partition("Added after the claim was received")
    assert "Camera 2 kept." in after
    assert "before: Camera 2 viewed." in after


def test_what_can_still_be_got() -> None:
    values: dict[str, Value] = {
        "footage/1/camera": "Camera 2", "footage/2/camera": "Camera 3",
        "footage/2/exported": "LOB-1.mp4", "witnesses/1/name": "M. Ode",
        "witnesses/2/name": "T. Reis",
    }  # fmt: skip
    assert [(one.field, one.words) for one in getting.wanted(values, {"t. reis"})] == [
        ("footage", "Footage not exported: Camera 2"),
        ("witnesses", "No signed statement: M. Ode"),
    ]


def test_d29_what_names_the_incident_is_held_with_it_problems_actions_and_cards(
    desk: Desk,
) -> None:
    office = desk.office
    card, other = entries.new_id(), entries.new_id()
    for own, name in ((card, "Paula Quarr"), (other, "Mrs Quarr")):
        cards.keep(office, "party", "", {"name": name}, own).result()
    cards.keep(office, "party", other, {"same_as": {"id": card, "text": "x"}}, fresh()).result()
    person = {"name": "P. Quarr", "card": {"id": card, "text": "Paula Quarr"}}
    thread = desk.raise_incident(people={"001": person})
    row = office.read.incident(unb64(thread))
    assert row is not None
    desk.sit(BOSS)
    office, problem = desk.office, entries.new_id()
    named = {"id": thread, "text": row.number}
    said = {"title": "Wet floor, says Quarr", "incidents": {"001": {"incident": named}}}
    lessons.write(office, "problem", said, problem).result()
    action = {"about": {"id": problem, "text": "Wet floor"}, "what": "Ring Quarr",
              "owner": office.officer.name, "due": office.now()}  # fmt: skip
    lessons.write(office, "measure", action, entries.new_id()).result()

    def kept() -> set[str]:
        found = erasure_search.find(office, "quarr")
        return {one.form for one in map(office.read.record, (t.n for t in found if t.held))}

    assert kept() == set()
    came_in(desk, thread)
    assert kept() == {"incident", "party", "problem", "measure"}
    assert not [t for t in erasure_search.find(office, "Mrs Quarr") if not t.held]


@pytest.mark.parametrize(
    ("place", "says"),
    [("Lift 2", ""), ("behind the bins", "only lines with the same words"), (None, "no lines at")],
)
def test_d29_the_hold_says_which_lines_it_does_not_reach(
    desk: Desk, clock: Ticking, place: str | None, says: str
) -> None:
    bins = desk.post("Slippery here.", place="behind the bins")
    clock.on(hours=1)
    thread = desk.raise_incident(place=place)
    (hold,) = came_in(desk, thread).holds
    assert says in hold.lacks
    assert bool(hold.lacks) is (place != "Lift 2")
    assert held(desk, bins) is (place == "behind the bins")
