"""Seals: when they come, and who witnessed them."""

from pathlib import Path

import pytest
from tests.book.houses import alter
from tests.book.test_clock import Machine
from tests.desk.offices import (
    BOSS,
    OFFICER,
    PHRASES,
    Desk,
    Prepared,
    Ticking,
    copied,
    desk_of,
    ready,
)

from deskinc.desk.incidents import incidents
from deskinc.desk.office import note_access
from deskinc.desk.shift import handover
from deskinc.desk.trust import seals, trust
from deskinc.errors import BookFault
from deskinc.proof.canonical import b64
from deskinc.proof.seal import parse_note


def test_d1_an_officers_key_signs_only_that_officers_acts(desk: Desk) -> None:
    mine = desk.post("By hand.")
    by_nobody = [
        note_access(desk.office, "sign_in_failed", "1").result().records[0],
        note_access(desk.office, "locked").result().records[0],
        seals.by_itself(desk.office).result().records[0],
    ]
    timed = by_nobody[-1]
    newest = seals.newest(desk.office)
    assert newest is not None
    assert newest.words() == "timed, witnessed by nobody"
    assert {record.author for record in by_nobody} == {"desk"}
    assert {record.doc.key for record in by_nobody} == {timed.doc.key} != {mine.doc.key}
    assert len(parse_note(str(timed.values["note"])).signatures) == 1
    trust.seal(desk.office).result()
    newest = seals.newest(desk.office)
    assert newest is not None
    assert newest.words() == f"witnessed by {BOSS}"


def test_a_handover_is_sealed_by_both(desk: Desk) -> None:
    desk.sign_on()
    desk.post("Quiet.")
    given = ready(handover.prepare(desk.office))
    handover.complete(desk.office, given, PHRASES[BOSS], OFFICER, PHRASES[OFFICER])
    newest = seals.newest(desk.office)
    assert newest is not None
    assert newest.witnesses == (BOSS, OFFICER)
    assert desk.verifies()


def test_finishing_an_incident_seals_the_book(desk: Desk) -> None:
    thread = desk.raise_incident(desk.post("A slip.").n)
    saved = incidents.finish(desk.office, thread, PHRASES[BOSS], b64(bytes(15) + b"f"))
    row = desk.office.read.last_seal()
    assert row is not None
    assert row.size == saved.records[-1].n


def test_an_incident_is_finished_even_where_the_seal_is_refused(desk: Desk) -> None:
    line = desk.post("A slip.")
    thread = desk.raise_incident(line.n)
    alter(desk.office.book._writer._link, line.n, "text", "No slip.")
    incidents.finish(desk.office, thread, PHRASES[BOSS], b64(bytes(15) + b"f"))
    assert desk.office.read.last_seal() is None
    assert "was not sealed" in desk.office.health().doubts[-1]


def test_a_refusal_is_amber_until_a_seal_comes_about(desk: Desk) -> None:
    line = desk.post("As it was.")
    link = desk.office.book._writer._link
    true = link.one("SELECT raw FROM value WHERE n = ? AND name = 'text'", (line.n,))
    alter(link, line.n, "text", "As it was not.")
    with pytest.raises(BookFault, match="was not sealed"):
        trust.seal(desk.office).result()
    with pytest.raises(BookFault):
        trust.seal(desk.office).result()
    assert len(desk.office.health().doubts) == 1
    with link.transaction():
        link.run("UPDATE value SET raw = ? WHERE n = ? AND name = 'text'", (true, line.n))
    trust.seal(desk.office).result()
    assert desk.office.health().doubts == ()


def test_a_seal_is_due_twelve_hours_after_the_last_where_anything_was_written(
    desk: Desk, clock: Ticking
) -> None:
    trust.seal(desk.office).result()
    clock.on(hours=13)
    assert not seals.due(desk.office), "nothing was written since"
    desk.post("Morning.")
    assert seals.due(desk.office)
    seals.by_itself(desk.office).result()
    desk.post("Soon after.")
    clock.on(hours=11)
    assert not seals.due(desk.office)
    clock.on(hours=1)
    assert seals.due(desk.office)


def test_setting_the_clock_back_puts_no_seal_off(prepared: Prepared, tmp_path: Path) -> None:
    machine = Machine()
    desk = desk_of(copied(prepared, tmp_path), dict(prepared.people), machine.clocks)
    trust.seal(desk.office).result()
    desk.post("Evening.")
    machine.go_on(hours=12, seconds=1)
    machine.set(hours=-10)
    assert seals.due(desk.office)
    desk.office.close()


def test_closing_seals_what_is_not_yet_sealed(desk: Desk) -> None:
    desk.post("The last line.")
    seals.before_closing(desk.office)
    desk.reopen()
    row = desk.office.read.last_seal()
    assert row is not None
    assert row.n == desk.office.read.last_n()
    seals.before_closing(desk.office)
    desk.reopen()
    assert len(desk.office.read.seals()) == 1
