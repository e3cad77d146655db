"""The access log: newest first, by person, by kind, by day; for who may read it."""

from dataclasses import replace
from datetime import date

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Ticking

from deskinc.desk import access_log, settings
from deskinc.desk.office import note_access, sign_in
from deskinc.desk.people import suspension, vouching
from deskinc.desk.signing_on.waits import Waits
from deskinc.errors import NotAllowed, WrongPassphrase


def whats(desk: Desk, **how: object) -> list[str]:
    """What the log says, newest first."""
    return [e.what for e in access_log.entries(desk.office, **how)]  # type: ignore[arg-type]


def test_the_log_tells_newest_first_what_was_done_and_by_whom(desk: Desk) -> None:
    office, thread = desk.office, desk.people[OFFICER].officer.thread
    settings.change(office, {"post": "Gate"}).result()
    vouching.vouch(office, thread, MANAGER, PHRASES[MANAGER])
    suspension.suspend(office, thread, PHRASES[office.officer.name])
    desk.sit(MANAGER)
    with pytest.raises(NotAllowed):
        settings.change(office, {"post": "Lobby"})
    desk.sit(BOSS)
    office.book.settle()
    told = access_log.entries(office)
    assert [(e.what, e.who, e.detail) for e in told[:5]] == [
        ("Denied", MANAGER, "Change the settings"),
        ("List of certificates", BOSS, "2"),
        ("Suspended", BOSS, OFFICER),
        ("Vouched", MANAGER, "I have seen the document of R. Malik."),
        ("Settings changed", BOSS, "Post"),
    ]
    assert [e.n for e in told] == sorted((e.n for e in told), reverse=True)
    assert desk.verifies()


def test_it_is_filtered_by_kind_person_and_day(desk: Desk, clock: Ticking) -> None:
    note_access(desk.office, "locked").result()
    clock.on(hours=30)
    note_access(desk.office, "unlocked").result()
    note_access(desk.office, "sign_in_failed", "2").result()
    assert whats(desk, kind="failed") == ["Sign-in failed"]
    assert whats(desk, kind="sign_in")[:2] == ["Unlocked", "Locked"]
    assert whats(desk, kind="sign_in", day=date(2026, 11, 22))[:1] == ["Locked"]
    assert whats(desk, person=desk.people[MANAGER].officer.thread) == []
    assert set(whats(desk, kind="people")) == {"Enrolled", "List of certificates"}
    assert (desk.people[MANAGER].officer.thread, MANAGER) in access_log.people(desk.office)
    told = access_log.entries(desk.office)
    assert access_log.entries(desk.office, before=told[1].n) == told[2:]


def test_a_failed_sign_in_before_stands_in_it(desk: Desk) -> None:
    desk.office.close()
    waits = Waits()
    waits.guessed(OFFICER, known=True)
    desk.office = sign_in(desk.folder, BOSS, PHRASES[BOSS], waits, clock=desk.clock)
    desk.opened.append(desk.office)
    desk.office.book.settle()
    first, second = access_log.entries(desk.office)[:2]
    assert (first.what, second.what) == ("Signed in", "Sign-in failed")
    assert second.detail == f"passphrase of {OFFICER}"


def test_the_sheet_says_what_is_listed_and_that_it_was_printed(desk: Desk) -> None:
    told = access_log.entries(desk.office)
    sheet = access_log.sheet(desk.office, told)
    assert sheet.startswith("Access log, Tower House, printed 2026-11-21")
    assert len(sheet.splitlines()) == len(told) + 2
    access_log.printed(desk.office, told)
    desk.office.book.settle()
    assert whats(desk)[0] == "Printed"


@pytest.mark.parametrize("role", ["officer", "manager", "relief"])
def test_others_do_not_read_it(desk: Desk, role: str) -> None:
    person = desk.people[OFFICER]
    desk.office.become(replace(person, officer=replace(person.officer, roles=frozenset({role}))))
    for act in (access_log.entries, access_log.people):
        with pytest.raises(NotAllowed):
            act(desk.office)


def test_a_name_tried_at_a_colleagues_desk_does_not_read_as_his_own_failure(desk: Desk) -> None:
    with pytest.raises(WrongPassphrase):
        desk.office.open_person(OFFICER, "not his passphrase at all")
    desk.office.book.settle()
    (entry,) = access_log.entries(desk.office, kind="failed")[:1]
    assert (entry.who, entry.detail) == (f"at the desk of {BOSS}", f"passphrase of {OFFICER}")
