"""No paper leaves with a value that is not the one that was signed, however long ago."""

import pytest
from tests.book.houses import alter
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk, ready

from deskinc.book.disk.store import Link, Mode
from deskinc.desk.papers import exports
from deskinc.desk.shift import handover
from deskinc.errors import BookFault


def altered(desk: Desk, n: int, name: str) -> None:
    """The book sealed, then a value of record ``n`` exchanged below everybody's feet."""
    desk.office.book.seal().result()
    with Link(desk.office.book._open.store, Mode.WRITE) as link:
        alter(link, n, name, "As it never was.")
    assert desk.office.book.verify() == []


def test_an_insurance_report_prints_no_altered_value(desk: Desk) -> None:
    thread = desk.raise_incident(desk.post("He slid.").n)
    incident = desk.office.read.incidents()[0].n
    altered(desk, incident, "narrative")
    before = desk.office.read.last_n()
    with pytest.raises(BookFault, match=f"value of record {incident}") as caught:
        exports.insurance_report(desk.office, thread)
    assert caught.value.todo
    assert desk.office.read.last_n() == before


def test_a_handover_prints_no_altered_line(desk: Desk) -> None:
    desk.sign_on()
    record = desk.post("Lift 2 stuck.")
    altered(desk, record.n, "text")
    given = ready(handover.prepare(desk.office))
    with pytest.raises(BookFault, match=f"value of record {record.n}"):
        handover.complete(desk.office, given, PHRASES[BOSS], OFFICER, PHRASES[OFFICER])
    assert not desk.office.read.exports()
