"""D19: nobody but an administrator says what stands of a person; nobody alone ends the office.

Each record is written with a real key of the office, past everything the window asks.
"""

import os

import pytest
from tests.desk.attacks import LEAD, OTHERS, SECOND, enrolled
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.record import Draft
from deskinc.desk.office import Person
from deskinc.desk.people import licences, people, sheet, suspension
from deskinc.errors import DeskError
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64, unb64

UNALLOWED = "No role of the author allows"
LAST = "The last administrator"


def thread_of(desk: Desk, name: str) -> str:
    """The thread of a person."""
    return desk.people[name].officer.thread


def says(desk: Desk, who: Person, of: str, **values: Value) -> None:
    """``who`` writes this of ``of``, past the window."""
    draft = Draft("officer", values, thread=unb64(thread_of(desk, of)))
    desk.office.book.write([draft], who.signer()).result()


def test_d20_an_officer_puts_no_slot_of_his_own_under_a_readers_name(desk: Desk) -> None:
    me = desk.people[OFFICER]
    for of in (MANAGER, BOSS, OFFICER):
        with pytest.raises(DeskError, match=UNALLOWED):
            says(desk, me, of, slot_digest=b64(os.urandom(32)))
    assert desk.verifies()


def test_d19_an_officer_gives_no_colleague_another_name_certificate_or_paper_key(
    desk: Desk,
) -> None:
    me = desk.people[OFFICER]
    said = desk.office.read.folded(unb64(thread_of(desk, OFFICER)), "officer")
    for name in ("pdf_key", "certificate", "certificate_digest", "name", "licence"):
        with pytest.raises(DeskError, match=UNALLOWED):
            says(desk, me, BOSS, **{name: said[name]})
    with pytest.raises(DeskError, match=UNALLOWED):
        says(desk, me, OFFICER, name="J. Harding (Chief)")
    assert desk.office.read.folded(unb64(thread_of(desk, BOSS)), "officer")["name"] == BOSS


def test_d22_an_administrator_enters_the_papers_of_anybody_and_of_himself(desk: Desk) -> None:
    for name in (OFFICER, BOSS):
        new = licences.Papers("4711", employer="Night Watch Ltd")
        licences.renew(desk.office, thread_of(desk, name), new).result()
    assert desk.verifies()


def test_d19_a_lead_alone_leaves_somebody_who_enrols(desk: Desk) -> None:
    lead = enrolled(desk, LEAD, "lead")
    gone = dict(
        desk.office.draft("officer", {"state": "suspended", "last": 1}, partial=True).values
    )
    says(desk, lead, MANAGER, **gone)
    for state in (gone, {"state": {"code": "left", "text": "Left"}, "last": 1}):
        with pytest.raises(DeskError, match=LAST):
            says(desk, lead, BOSS, **state)
    assert desk.verifies()


def test_d24_who_suspends_all_others_makes_no_sheet_alone(desk: Desk) -> None:
    for name in (OFFICER, MANAGER):
        suspension.suspend(desk.office, thread_of(desk, name), PHRASES[BOSS])
    assert sheet.takes_second(desk.office)
    with pytest.raises(
        DeskError, match=r"Nobody else is enrolled who could sign it: R\. Malik, E\."
    ):
        sheet.replace(desk.office, sheet.new_words(), PHRASES[BOSS])
    assert desk.verifies()


def test_d19_roles_are_not_confirmed_by_who_has_seen_a_document(desk: Desk) -> None:
    them = thread_of(desk, OFFICER)
    who = people.Enrolment(OFFICER, "R.M.", identity="Passport")
    people.enrol(desk.office, who, OTHERS, again=them, second=SECOND, kdf=FLOOR)
    record, _sign = desk.office.read.thread(unb64(them))[-2:]
    values = {name: value for name, value in record.values.items() if value is not None}
    with pytest.raises(DeskError, match=UNALLOWED):
        says(desk, desk.people[BOSS], OFFICER, **{**values, "roles/admin": True})
