"""What the desk looks at every few seconds costs the same however many lists there are."""

from tests.desk.offices import BOSS, MANAGER, Desk

from deskinc.book.erasure import erasable
from deskinc.book.erasure.erasure_list import Erased
from deskinc.book.keys import authority
from deskinc.book.keys.authority import Issuer
from deskinc.book.record import Draft
from deskinc.desk.certificates import renewing
from deskinc.desk.signing_on import withdrawn
from deskinc.proof.canonical import b64


def asked(desk: Desk) -> list[str]:
    """What a look at the health of the office asks of the database."""
    found: list[str] = []
    driver = desk.office.read.link.driver
    driver.set_trace_callback(found.append)
    desk.office.health()
    driver.set_trace_callback(None)
    return [
        sql for sql in found if "JOIN value" in sql or "FROM value " in sql or "FROM record" in sql
    ]


def told_now(desk: Desk) -> withdrawn.Listed | None:
    return withdrawn.last(desk.office.read, desk.office.book.founding.ca)


def test_a_list_is_read_once_however_many_there_are(desk: Desk) -> None:
    desk.sit(BOSS)
    desk.office.health()
    for _month in range(3):
        renewing.new_list(desk.office)
    assert asked(desk)
    assert asked(desk) == []


def test_the_newest_list_is_followed_as_the_book_grows(desk: Desk) -> None:
    desk.sit(BOSS)
    newest, office = withdrawn.Newest(), desk.office
    ca = office.book.founding.ca
    assert newest.last(office.read, ca) == told_now(desk)
    renewing.new_list(office)
    found = newest.last(office.read, ca)
    assert found == told_now(desk)
    assert found is not None
    assert found.told.number == 2
    assert newest.last(office.read, ca) == found


def test_a_list_that_counts_for_nothing_changes_nothing(desk: Desk) -> None:
    person = desk.sit(BOSS)
    newest, office = withdrawn.Newest(), desk.office
    ca = office.book.founding.ca
    renewing.new_list(office)
    before = newest.last(office.read, ca)
    key = person.keys.ca
    assert key is not None
    older = authority.revocations(Issuer(ca, key), {}, 1, office.now())
    said = {"number": 1, "count": 0, "list": b64(older), "until": office.now()}
    office.write(office.draft("withdrawn", said)).result()
    assert newest.last(office.read, ca) == before == told_now(desk)


def test_a_list_that_two_people_erased_counts_no_more(desk: Desk) -> None:
    desk.sit(BOSS)
    office, ca = desk.office, desk.office.book.founding.ca
    newest = withdrawn.Newest()
    assert newest.last(office.read, ca) is not None
    first = office.read.record(office.read.withdrawn()[0].n)
    act = erasable.act([Erased(first.id, "list")], "request")
    record = office.write(act).result().records[0]
    signed = {"act": b64(record.leaf), "meaning": "Seen."}
    draft = Draft("countersign", signed, thread=record.thread)
    office.book.write([draft], desk.people[MANAGER].signer()).result()
    assert newest.last(office.read, ca) is None
