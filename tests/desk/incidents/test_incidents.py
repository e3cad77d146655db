"""Incidents: raised from lines, followed up, finished, read."""

from datetime import timedelta

import pytest
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk, Ticking, fresh
from tests.desk.sheets import words_of

from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.papers import exports
from deskinc.errors import DeskError, InvalidForm, NotAllowed, WrongPassphrase


def test_an_incident_starts_with_what_the_lines_say(desk: Desk, clock: Ticking) -> None:
    happened = clock.moment - timedelta(minutes=5)
    line = desk.post("Man trapped in lift. Engineer called.", type="lift", place="Lift 2",
                     happened=happened, reported_by="Car intercom")  # fmt: skip
    known = incidents.start(desk.office, [line.n])
    assert known["title"] == "Man trapped in lift"
    assert (known["category"], known["severity"]) == ("building.lift_entrapment", "high")
    assert (known["place"], known["reported_by"]) == ("Lift 2", "Car intercom")
    assert known["occurred"] == desk.line(line.n).happened
    assert incidents.start(desk.office, [])["how"] == "in_person"


def test_an_incident_raised_from_a_line_names_it(desk: Desk) -> None:
    line = desk.post("She slid and fell.", type="first_aid")
    thread = desk.raise_incident(line.n)
    page = incidents.page(desk.office, thread)
    assert page.incident.number == "INC-2026-0001"
    assert (page.incident.state, page.incident.finished) == ("open", False)
    assert [row.line for row in page.timeline] == [line.line]
    assert page.missing == ()
    assert page.author == "J.H."
    assert len(desk.texts()) == 1


def test_an_incident_raised_from_nothing_writes_its_line(desk: Desk) -> None:
    thread = desk.raise_incident()
    (line,) = entries.newest(desk.office)
    assert (line.type, line.text) == ("incident", "Slip on wet floor")
    assert (line.incident, line.incident_thread, line.severity) == (
        "INC-2026-0001", thread, "medium",
    )  # fmt: skip
    records = [r for r in desk.office.read.records(range(1, 99)).values() if r.doc.batch]
    assert [record.form for record in records] == ["incident", "occurrence"]


def test_an_incident_needs_category_severity_and_title_to_open(desk: Desk) -> None:
    before = desk.office.read.last_n()
    for name in ("category", "severity", "title"):
        with pytest.raises(InvalidForm) as caught:
            desk.raise_incident(**{name: ""})
        assert set(caught.value.notes) == {name}
    assert desk.office.read.last_n() == before


def test_a_follow_up_writes_only_what_changed(desk: Desk) -> None:
    thread = desk.raise_incident()
    said = {"title": "Slip on wet floor", "spot": "By the sink", "narrative": "He slid and fell."}
    (record,) = incidents.follow_up(desk.office, thread, said, fresh()).result().records
    assert set(record.values) == {"spot", "narrative"}
    changes = {change.label: change for change in incidents.page(desk.office, thread).changes}
    assert (changes["Precise spot"].before, changes["Precise spot"].after) == ("", "By the sink")
    assert changes["Narrative"].before == "She slid and fell."
    with pytest.raises(DeskError, match="Nothing was changed"):
        incidents.follow_up(desk.office, thread, {"spot": "By the sink"}, fresh())


def test_an_officer_raises_the_severity_and_a_lead_lowers_it_with_a_reason(desk: Desk) -> None:
    thread = desk.raise_incident()
    desk.sit(OFFICER)
    incidents.follow_up(desk.office, thread, {"severity": "high"}, fresh()).result()
    with pytest.raises(NotAllowed):
        incidents.follow_up(desk.office, thread, {"severity": "low"}, fresh())
    desk.sit(BOSS)
    with pytest.raises(InvalidForm, match="Say why the severity is lowered"):
        incidents.follow_up(desk.office, thread, {"severity": "low"}, fresh())
    said = {"severity": "low", "severity_reason": "Only a bruise."}
    incidents.follow_up(desk.office, thread, said, fresh()).result()
    assert incidents.page(desk.office, thread).incident.severity == "low"


def test_a_note_stands_in_the_book_and_in_the_timeline(desk: Desk, clock: Ticking) -> None:
    thread = desk.raise_incident()
    happened = clock.moment - timedelta(minutes=30)
    note = incidents.note(desk.office, thread, "Ambulance came.", fresh(), happened).result()
    line = desk.line(note.records[0].n)
    assert (line.incident, line.place) == ("INC-2026-0001", "Lobby")
    rows = incidents.page(desk.office, thread).timeline
    assert [row.text for row in rows] == ["Ambulance came.", "Slip on wet floor"]
    assert rows[0].written - rows[0].happened > timedelta(minutes=29)


def test_finishing_asks_for_what_is_missing_and_for_the_passphrase(desk: Desk) -> None:
    thread = desk.raise_incident(immediate="")
    with pytest.raises(InvalidForm) as caught:
        incidents.finish(desk.office, thread, PHRASES[BOSS], fresh())
    assert set(caught.value.notes) == {"immediate"}
    assert [m.label for m in incidents.page(desk.office, thread).missing] == ["Immediate action"]
    incidents.follow_up(desk.office, thread, {"immediate": "Dried."}, fresh()).result()
    with pytest.raises(WrongPassphrase):
        incidents.finish(desk.office, thread, "not this one at all", fresh())
    desk.office.waits.clear()
    assert incidents.page(desk.office, thread).incident.state == "open"
    line, declared = incidents.finish(desk.office, thread, PHRASES[BOSS], fresh()).records
    assert incidents.page(desk.office, thread).incident.finished
    said = desk.line(line.n)
    assert (said.text, said.by, said.incident_thread) == (
        "INC-2026-0001 is finished.", "J.H.", thread,
    )  # fmt: skip
    assert declared.values["declaration"] is True
    assert incidents.page(desk.office, thread).timeline[-1].line == said.line
    made = exports.insurance_report(desk.office, thread)
    before, _declared, after = words_of(made.pdf).partition("Declaration")
    assert "INC-2026-0001 is finished." in before
    assert "INC-2026-0001 is finished." not in after


def test_an_incident_is_finished_once_and_takes_additions_afterwards(desk: Desk) -> None:
    thread = desk.raise_incident()
    incidents.finish(desk.office, thread, PHRASES[BOSS], fresh())
    with pytest.raises(DeskError, match="finished before"):
        incidents.finish(desk.office, thread, PHRASES[BOSS], fresh())
    incidents.follow_up(desk.office, thread, {"cctv": "Camera 12 kept."}, fresh()).result()
    page = incidents.page(desk.office, thread)
    assert page.incident.state == "finished"
    assert page.values["cctv"] == "Camera 12 kept."


def test_lists_are_by_state_and_the_strip_by_severity(desk: Desk) -> None:
    low = desk.raise_incident(severity="low", title="First")
    high = desk.raise_incident(severity="critical", title="Second")
    done = desk.raise_incident(title="Third")
    incidents.finish(desk.office, done, PHRASES[BOSS], fresh())
    listed = {which: [i.thread for i in incidents.listed(desk.office, which)]
              for which in ("all", "open", "review")}  # fmt: skip
    assert listed == {"all": [done, high, low], "open": [high, low], "review": [done]}
    assert [i.title for i in incidents.active(desk.office)] == ["Second", "First"]


def test_a_wrong_order_of_times_is_told(desk: Desk, clock: Ticking) -> None:
    thread = desk.raise_incident(occurred=clock.moment)
    early = clock.moment - timedelta(hours=1)
    with pytest.raises(InvalidForm, match="before it occurred"):
        incidents.follow_up(desk.office, thread, {"discovered": early}, fresh())


def test_an_incident_that_is_none_is_told(desk: Desk) -> None:
    with pytest.raises(DeskError, match="no such incident"):
        incidents.page(desk.office, fresh())


def test_the_same_opening_twice_is_one_incident(desk: Desk) -> None:
    own, line = fresh(), desk.post("Once.")
    known = {**incidents.start(desk.office, [line.n]), "category": "injury.slip",
             "severity": "low"}  # fmt: skip
    numbers = {incidents.open_new(desk.office, known, own).result().records[0].number
               for _i in range(2)}  # fmt: skip
    assert numbers == {"INC-2026-0001"}


def test_a_line_corrected_after_it_was_raised_stays_in_the_timeline(desk: Desk) -> None:
    line = desk.post("He slid and fell.")
    thread = desk.raise_incident(line.n)
    raw: dict[str, object] = {"type": "patrol", "text": "He slid by the sink."}
    entries.correct(desk.office, line.n, raw, "more exact", fresh()).result()
    rows = incidents.page(desk.office, thread).timeline
    assert [(row.text, row.line) for row in rows] == [("He slid by the sink.", 2)]
    words = words_of(exports.insurance_report(desk.office, thread).pdf)
    for text in ("He slid and fell.", "see 2", "He slid by the sink."):
        assert text in words
