"""How an incident ends: declared, closed by another, dealt with on the spot, reopened."""

from typing import Any

import pytest
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk, fresh

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.record import Draft
from deskinc.book.writing import refusals
from deskinc.desk import settings
from deskinc.desk.erasure import holds
from deskinc.desk.incidents import cases, closing, incidents
from deskinc.desk.lines.source import Source, signed
from deskinc.desk.papers.bundle_contents import values_told
from deskinc.desk.papers.insurance_additions import additions
from deskinc.desk.papers.insurance_case import case_of
from deskinc.desk.papers.list_tables import incident_list
from deskinc.desk.people import people
from deskinc.desk.people.enrolment import Enrolment
from deskinc.desk.site import plain, read_site
from deskinc.errors import DeskError, InvalidForm, NotAllowed, WrongPassphrase
from deskinc.proof.canonical import unb64

CLOSED: dict[str, Any] = {"code": "closed", "text": "Closed"}


def values(desk: Desk, thread: str) -> dict[str, Any]:
    return incidents.page(desk.office, thread).values


def state(desk: Desk, thread: str) -> str:
    return incidents.page(desk.office, thread).incident.state


def finished(desk: Desk, name: str = OFFICER, **more: object) -> str:
    """An incident that ``name`` has finished; the boss has the desk again."""
    desk.sit(name)
    thread = desk.raise_incident(**more)
    closing.finish(desk.office, thread, PHRASES[name], fresh())
    desk.sit(BOSS)
    return thread


def test_how_far_it_has_come_is_read_from_its_times(desk: Desk) -> None:
    thread = desk.raise_incident()
    for name, step in (("responded", "responding"), ("arrived", "responding"),
                       ("contained", "contained"), ("resolved", "resolved")):  # fmt: skip
        incidents.follow_up(desk.office, thread, {name: desk.office.now()}, fresh()).result()
        assert closing.step(values(desk, thread)) == step
    assert closing.step({}) == "open"
    assert closing.step({"resolved": {"unknown": "nobody saw"}}) == "resolved"
    assert state(desk, thread) == "open"


def test_a_lead_closes_what_an_officer_finished(desk: Desk) -> None:
    thread = finished(desk)
    with pytest.raises(WrongPassphrase):
        closing.close(desk.office, thread, "", "not this one at all", fresh())
    desk.office.waits.clear()
    closing.close(desk.office, thread, "Footage seen too.", PHRASES[BOSS], fresh())
    said = values(desk, thread)
    assert state(desk, thread) == "closed"
    assert said["reviewer"]["text"] == BOSS
    assert said["review_note"] == "Footage seen too."
    assert said["reviewed"] == said["closed"]
    assert said["declaration"] is True
    assert incidents.active(desk.office) == []
    assert desk.verifies()


def test_an_officer_closes_nothing_and_an_open_one_is_not_closed(desk: Desk) -> None:
    thread = desk.raise_incident()
    with pytest.raises(DeskError, match="This incident is open"):
        closing.close(desk.office, thread, "", PHRASES[BOSS], fresh())
    with pytest.raises(DeskError, match="This incident is open"):
        closing.send_back(desk.office, thread, "More.", PHRASES[BOSS], fresh())
    done = finished(desk)
    desk.sit(OFFICER)
    for act in (closing.close, closing.send_back):
        with pytest.raises(NotAllowed):
            act(desk.office, done, "Mine.", PHRASES[OFFICER], fresh())
    assert state(desk, done) == "finished"


def test_who_finished_it_does_not_close_it_while_another_lead_is_there(desk: Desk) -> None:
    thread = finished(desk, BOSS)
    closing.close(desk.office, thread, "", PHRASES[BOSS], fresh())
    assert values(desk, thread)["reviewer"]["text"] == BOSS
    again = finished(desk, BOSS)
    enrol_lead(desk)
    with pytest.raises(DeskError, match="You finished this incident yourself"):
        closing.close(desk.office, again, "", PHRASES[BOSS], fresh())
    assert state(desk, again) == "finished"


def enrol_lead(desk: Desk) -> None:
    """A second shift lead."""
    lead = Enrolment("L. Prior", "L.P.", roles=frozenset({"lead"}), identity="Passport")
    people.enrol(desk.office, lead, "copper violin harvest moon", kdf=FLOOR)


def test_what_is_sent_back_is_open_and_can_be_finished_again(desk: Desk) -> None:
    thread = finished(desk)
    with pytest.raises(InvalidForm, match="Say what is to be done"):
        closing.send_back(desk.office, thread, " ", PHRASES[BOSS], fresh())
    closing.send_back(desk.office, thread, "Name the witness.", PHRASES[BOSS], fresh())
    assert state(desk, thread) == "open"
    assert values(desk, thread).get("declaration") is None
    desk.sit(OFFICER)
    closing.finish(desk.office, thread, PHRASES[OFFICER], fresh())
    assert state(desk, thread) == "finished"
    assert desk.verifies()


@pytest.mark.parametrize("severity", ["low", "medium"])
def test_d28_low_and_medium_are_dealt_with_on_the_spot_in_one_act(
    desk: Desk, severity: str
) -> None:
    desk.sit(OFFICER)
    thread = desk.raise_incident(severity=severity, immediate="")
    with pytest.raises(InvalidForm, match="Say what was done"):
        closing.on_the_spot(desk.office, thread, " ", PHRASES[OFFICER], fresh())
    closing.on_the_spot(desk.office, thread, "Mopped, sign placed.", PHRASES[OFFICER], fresh())
    said = values(desk, thread)
    assert state(desk, thread) == "spot"
    assert said["immediate"] == "Mopped, sign placed."
    assert "arrived" not in said
    assert "resolved" not in said
    assert incidents.active(desk.office) == []
    assert desk.verifies()


@pytest.mark.parametrize("severity", ["high", "critical"])
def test_d28_high_and_critical_are_always_reviewed(desk: Desk, severity: str) -> None:
    thread = desk.raise_incident(severity=severity)
    with pytest.raises(DeskError, match="low or medium"):
        closing.on_the_spot(desk.office, thread, "Done.", PHRASES[BOSS], fresh())
    assert state(desk, thread) == "open"


def test_reopening_is_counted_and_it_stays_open(desk: Desk) -> None:
    thread = finished(desk)
    closing.close(desk.office, thread, "", PHRASES[BOSS], fresh())
    with pytest.raises(InvalidForm, match="Say why it is opened again"):
        closing.reopen(desk.office, thread, "", PHRASES[BOSS], fresh())
    for times in (1, 2):
        closing.reopen(desk.office, thread, "The insurer asks.", PHRASES[BOSS], fresh())
        said = values(desk, thread)
        assert (state(desk, thread), said["reopened"]) == ("open", times)
        assert said.get("closed") is None
        incidents.follow_up(desk.office, thread, {"spot": f"By sink {times}"}, fresh()).result()
        assert state(desk, thread) == "open"
        with pytest.raises(DeskError, match="This incident is open"):
            closing.reopen(desk.office, thread, "Once more.", PHRASES[BOSS], fresh())
        desk.sit(OFFICER)
        closing.finish(desk.office, thread, PHRASES[OFFICER], fresh())
        desk.sit(BOSS)
        closing.close(desk.office, thread, "", PHRASES[BOSS], fresh())
    assert desk.verifies()


def test_what_a_lead_closed_a_lead_opens_and_what_waits_for_review_stays(desk: Desk) -> None:
    thread = finished(desk)
    with pytest.raises(DeskError, match="waits for its review"):
        closing.reopen(desk.office, thread, "A typo.", PHRASES[BOSS], fresh())
    closing.close(desk.office, thread, "", PHRASES[BOSS], fresh())
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        closing.reopen(desk.office, thread, "A typo.", PHRASES[OFFICER], fresh())
    assert state(desk, thread) == "closed"


def test_a_grave_one_is_not_made_void_by_whoever_raised_it(desk: Desk) -> None:
    desk.sit(BOSS)
    low, high = desk.raise_incident(severity="low"), desk.raise_incident(severity="high")
    enrol_lead(desk)
    closing.void(desk.office, low, "Wrong button.", PHRASES[BOSS], fresh())
    lower = {"severity": "low", "severity_reason": "A graze."}
    for raw in ({}, lower):
        if raw:
            incidents.follow_up(desk.office, high, raw, fresh()).result()
        with pytest.raises(DeskError, match="You raised this incident yourself"):
            closing.void(desk.office, high, "Wrong button.", PHRASES[BOSS], fresh())
    assert (state(desk, low), state(desk, high)) == ("void", "open")


def test_one_raised_by_mistake_is_void_keeps_its_number_and_counts_nowhere(desk: Desk) -> None:
    real, thread = desk.raise_incident(), desk.raise_incident()
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        closing.void(desk.office, thread, "Wrong button.", PHRASES[OFFICER], fresh())
    desk.sit(BOSS)
    with pytest.raises(InvalidForm):
        closing.void(desk.office, thread, " ", PHRASES[BOSS], fresh())
    closing.void(desk.office, thread, "Wrong button.", PHRASES[BOSS], fresh())
    row = desk.office.read.incident(unb64(thread))
    assert row is not None
    assert (row.state, row.number) == ("void", "INC-2026-0002")
    assert [one.thread for one in incidents.active(desk.office)] == [real]
    found = cases.found(desk.office, "void")
    assert ([one.thread for one in found.rows], found.counts["all"]) == ([thread], 1)
    assert desk.office.read.alike(str(row.category), str(row.place), 0) == [unb64(real)]
    assert Source(desk.office).incident(unb64(thread)).is_open is False  # type: ignore[union-attr]
    third = desk.office.read.incident(unb64(desk.raise_incident()))
    assert third is not None
    assert third.number == "INC-2026-0003"
    with pytest.raises(DeskError, match="not made void"):
        closing.void(desk.office, thread, "Again.", PHRASES[BOSS], fresh())
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        closing.reopen(desk.office, thread, "It did happen.", PHRASES[OFFICER], fresh())
    desk.sit(BOSS)
    closing.reopen(desk.office, thread, "It did happen.", PHRASES[BOSS], fresh())
    assert (state(desk, thread), values(desk, thread)["reopened"]) == ("open", 1)
    assert desk.verifies()


def test_what_was_reviewed_or_is_held_is_not_made_void(desk: Desk) -> None:
    read, held = finished(desk), desk.raise_incident()
    closing.send_back(desk.office, read, "Say more.", PHRASES[BOSS], fresh())
    holds.put(desk.office, "INC-2026-0002", "Letter of a lawyer.").result()
    for thread, words in ((read, "was reviewed"), (held, "a hold on this incident")):
        with pytest.raises(DeskError, match=words):
            closing.void(desk.office, thread, "A mistake.", PHRASES[BOSS], fresh())
        assert state(desk, thread) == "open"


def test_what_was_sent_back_is_not_dealt_with_on_the_spot(desk: Desk) -> None:
    thread = finished(desk, severity="low")
    closing.send_back(desk.office, thread, "Name the witness.", PHRASES[BOSS], fresh())
    desk.sit(OFFICER)
    with pytest.raises(DeskError, match="none that was reviewed"):
        closing.on_the_spot(desk.office, thread, "Done.", PHRASES[OFFICER], fresh())
    assert state(desk, thread) == "open"


def test_on_the_spot_adds_to_what_was_written_and_takes_nothing_from_it(desk: Desk) -> None:
    thread = desk.raise_incident(severity="low", immediate="Sat him down, called his wife.")
    closing.on_the_spot(desk.office, thread, "He went home.", PHRASES[BOSS], fresh())
    assert values(desk, thread)["immediate"] == "Sat him down, called his wife.\nHe went home."


@pytest.mark.parametrize("name", sorted(closing.ENDING))
def test_how_it_ends_is_said_by_no_follow_up(desk: Desk, name: str) -> None:
    thread = desk.raise_incident(severity="critical")
    for raw in ({name: "spot"}, {name: True}):
        with pytest.raises(InvalidForm) as caught:
            incidents.follow_up(desk.office, thread, raw, fresh())
        assert set(caught.value.notes) == {name}
    assert state(desk, thread) == "open"


def test_what_was_dealt_with_on_the_spot_is_opened_before_it_grows_graver(desk: Desk) -> None:
    thread = desk.raise_incident(severity="low")
    closing.on_the_spot(desk.office, thread, "Dried.", PHRASES[BOSS], fresh())
    with pytest.raises(DeskError, match="Open it again first"):
        incidents.follow_up(desk.office, thread, {"severity": "critical"}, fresh())
    closing.reopen(desk.office, thread, "He is in hospital.", PHRASES[BOSS], fresh())
    incidents.follow_up(desk.office, thread, {"severity": "critical"}, fresh()).result()
    assert incidents.page(desk.office, thread).incident.severity == "critical"


def test_the_insurers_paper_tells_what_was_changed_after_the_first_declaration(
    desk: Desk,
) -> None:
    thread = finished(desk)
    closing.close(desk.office, thread, "Do not admit the tap was known.", PHRASES[BOSS], fresh())
    closing.reopen(desk.office, thread, "They ask about the tap.", PHRASES[BOSS], fresh())
    incidents.follow_up(desk.office, thread, {"immediate": "Nothing was done."}, fresh()).result()
    desk.sit(OFFICER)
    closing.finish(desk.office, thread, PHRASES[OFFICER], fresh())
    case = case_of(Source(desk.office), thread)
    told = "\n".join(row.text for row in additions(case))
    for words in ("Reviewed and closed.", "Opened again.", "Declared finished again."):
        assert words in told
    assert "Nothing was done. (before: " in told
    assert "tap" not in told


def test_a_copy_leaves_out_who_was_hurt_unless_that_is_chosen(desk: Desk) -> None:
    hurt = {"01": {"name": "Mr T. Aldous", "status": "visitor", "phone": "0123", "nature": "Cut"}}
    thread = desk.raise_incident(injured=hurt, wounds={"01": {"part": "Wrist"}})
    told = values_told(Source(desk.office), desk.office.read.thread(unb64(thread)))
    hurt_too = {one.group for one in told if one.name.split("/")[0] in {"injured", "wounds"}}
    assert hurt_too == {"injuries"}


def test_a_closing_that_counts_nowhere_is_no_dead_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = finished(desk)
    desk.sit(OFFICER)
    with monkeypatch.context() as past:
        past.setattr(refusals, "permitted", lambda *_given: None)
        closed = Draft("incident", {"state": CLOSED}, thread=unb64(thread))
        desk.office.write(closed).result()
    desk.sit(BOSS)
    assert state(desk, thread) == "finished"
    assert not desk.verifies()
    closing.close(desk.office, thread, "", PHRASES[BOSS], fresh())
    assert state(desk, thread) == "closed"


def past_refusals(desk: Desk, patch: pytest.MonkeyPatch, thread: str, **said: Any) -> int:
    """Write that of an incident as no program of ours would; the number of the record."""
    draft = Draft("incident", said, thread=unb64(thread))
    with patch.context() as past:
        past.setattr(refusals, "permitted", lambda *_given: None)
        return desk.office.write(draft).result().records[0].n


def tells(desk: Desk, thread: str) -> tuple[str, str, str]:
    """The state that the page, the list that leaves and the report’s case have."""
    with signed(desk.office) as source:
        case = case_of(source, thread)
        (row,) = (r for block in incident_list(desk.office).blocks() for r in block)
    names = [column.key for column in incident_list(desk.office).columns]
    return (
        plain(values(desk, thread).get("state")), str(row[names.index("state")]),
        plain(case.values.get("state")),
    )  # fmt: skip


def test_d28_what_nobody_could_say_stands_on_no_page_and_no_paper(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sit(OFFICER)
    thread = desk.raise_incident(severity="high")
    spot, low = {"code": "spot", "text": "x"}, {"code": "low", "text": "Low"}
    with pytest.raises(DeskError, match="high severity"):
        desk.office.write(Draft("incident", {"state": spot}, thread=unb64(thread))).result()
    bad = {
        past_refusals(desk, monkeypatch, thread, state=spot, declaration=True, title="Lift again"),
        past_refusals(desk, monkeypatch, thread, severity=low),
        past_refusals(desk, monkeypatch, thread, state=CLOSED, title="Nothing was"),
    }
    desk.sit(BOSS)
    assert tells(desk, thread) == ("open", "Open", "open")
    now = values(desk, thread)
    assert (plain(now["severity"]), now["title"]) == ("high", "Lift again")
    assert "declaration" not in now
    assert state(desk, thread) == "open"
    desk.office.book.settle()
    assert {one.n for one in desk.office.book.verify(full=True)} == bad


def test_d28_of_those_dealt_with_on_the_spot_the_program_draws_some_for_the_review(
    desk: Desk,
) -> None:
    assert [n for n in range(1, 200) if closing.is_drawn(n, 10)] != list(range(10, 200, 10))
    drawn = sum(closing.is_drawn(n, 10) for n in range(1, 5001))
    assert 400 < drawn < 600
    assert not any(closing.is_drawn(n, 0) for n in range(1, 100))
    settings.change(desk.office, {"spot_sample": "1"}).result()
    desk.office.site = read_site(desk.office.read)
    desk.sit(OFFICER)
    thread = desk.raise_incident(severity="low")
    closing.on_the_spot(desk.office, thread, "Swept up.", PHRASES[OFFICER], fresh())
    assert state(desk, thread) == "finished"
    with pytest.raises(NotAllowed):
        closing.close(desk.office, thread, "", PHRASES[OFFICER], fresh())
    desk.sit(BOSS)
    assert [one.thread for one in incidents.listed(desk.office, "review")] == [thread]
    closing.close(desk.office, thread, "", PHRASES[BOSS], fresh())
    assert [one.thread for one in incidents.listed(desk.office, "closed")] == [thread]
    found = cases.found(desk.office, "all", "closed").rows
    assert [one.thread for one in found] == [thread]
    assert not cases.found(desk.office, "all", "on the spot").rows
