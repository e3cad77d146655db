"""Closing restricted values in the book itself: parted drafts, refusals, forgeries, retries."""

import os
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from tests.book.houses import House, line, officer

from deskinc.book.disk.store import Link, Mode
from deskinc.book.keys import restricting
from deskinc.book.keys.restricting import BLIND, Sight, of_author, parted
from deskinc.book.record import Draft, new_id
from deskinc.book.records import reading
from deskinc.errors import BookFault, DeskError
from deskinc.proof.disclosure import disclose
from deskinc.proof.findings import Why
from deskinc.proof.restricted import FORM, is_closed, parse

HURT = "Left wrist"
ROLE = X25519PrivateKey.generate()
PUBLIC = ROLE.public_key().public_bytes_raw()
BOOK = os.urandom(16)


def incident() -> Draft:
    """An incident with an injury."""
    return Draft("incident", {"title": "Fall", "people/01/injury": HURT})


@pytest.fixture
def house(house: House) -> House:
    """A book whose record 1 is taken to announce a key for restricted values."""
    writer = house.book.parts.writer
    writer.state = replace(writer.state, restricted=PUBLIC)
    return house


def raws(house: House) -> list[bytes]:
    """All disclosures that lie closed in the database."""
    with Link(house.book.parts.store, Mode.READ) as link:
        found = link.run("SELECT raw FROM value ORDER BY n, name").scalars().all()
    return [raw for raw in found if is_closed(raw)]


def test_a_draft_is_parted_the_same_way_each_time() -> None:
    draft = incident()
    first, second = parted([draft])
    assert (first.id, dict(first.values)) == (draft.id, {"title": "Fall"})
    assert (second.form, second.thread, dict(second.values)) == (
        FORM, draft.id, {"people/01/injury": HURT},
    )  # fmt: skip
    assert [one.id for one in parted([draft])] == [first.id, second.id]


def test_a_follow_up_of_restricted_values_alone_is_one_record() -> None:
    thread = new_id()
    draft = Draft("incident", {"people/01/injury": HURT}, thread=thread)
    (only,) = parted([draft])
    assert (only.form, only.id, only.thread) == (FORM, draft.id, thread)
    plain = line("Nothing restricted.")
    assert list(parted([plain])) == [plain]


def test_the_role_and_the_author_open_it_and_nobody_else() -> None:
    _draft, signer = officer("Rosa Malik")
    _other, stranger = officer("Ada Lund")
    one = disclose("people/01/injury", HURT)
    (raw,) = restricting.close([one], BOOK, PUBLIC, signer)
    assert Sight(BOOK, ROLE.private_bytes_raw()).plain(raw) == one.raw
    assert of_author(BOOK, signer).plain(raw) == one.raw
    for blind in (
        of_author(BOOK, stranger),
        BLIND,
        Sight(os.urandom(16), ROLE.private_bytes_raw()),
    ):
        assert blind.plain(raw) is None
    assert BLIND.plain(one.raw) == one.raw


def test_a_box_put_into_another_values_place_opens_for_nobody() -> None:
    _draft, signer = officer("Rosa Malik")
    values = [disclose("people/01/injury", HURT), disclose("people/02/injury", "none")]
    first, second = map(parse, restricting.close(values, BOOK, PUBLIC, signer))
    swapped = replace(first, box=second.box).pack()
    assert Sight(BOOK, ROLE.private_bytes_raw()).plain(swapped) is None


def test_it_is_written_closed_and_a_retry_gives_back_what_stands(house: House) -> None:
    draft = incident()
    stored = house.post(draft)
    assert [record.form for record in stored] == ["incident", FORM]
    assert all(HURT not in str(record.values) for record in stored)
    assert [one.n for one in house.post(draft)] == [one.n for one in stored]
    with pytest.raises(DeskError, match="with other words"):
        house.post(replace(draft, values={**draft.values, "people/01/injury": "Both wrists"}))
    assert len(raws(house)) == 1
    assert house.book.verify(full=True) == []


def test_the_ledger_takes_no_restricted_value_on_another_record(house: House) -> None:
    with pytest.raises(ValueError, match="records of their own"):
        house.book.parts.writer.write([incident()], house.me)
    with pytest.raises(ValueError, match="records of their own"):
        house.post(Draft(FORM, {"people/01/injury": HURT}))


def test_a_book_without_the_key_refuses_and_writes_nothing(house: House) -> None:
    writer = house.book.parts.writer
    writer.state = replace(writer.state, restricted=b"")
    before = house.book.reader().last_n()
    with pytest.raises(BookFault, match="no key for restricted"):
        house.post(incident())
    assert house.book.reader().last_n() == before


def test_a_value_laid_open_or_closed_in_the_wrong_place_is_found(house: House) -> None:
    plain, closed = (record.n for record in house.post(incident()))
    store = house.book.parts.store
    with Link(store, Mode.WRITE) as link, link.transaction():
        link.run("DROP TRIGGER value_as_is")
        (raw,) = raws(house)
        link.run("UPDATE value SET raw = ? WHERE n = ?", (raw, plain))
        link.run("UPDATE value SET raw = ? WHERE n = ?", (disclose("x", HURT).raw, closed))
    found = {(one.n, one.why) for one in house.book.verify(full=True)}
    assert {(plain, Why.DISCLOSURE), (closed, Why.DISCLOSURE)} <= found
    with house.book.reader().checked(), pytest.raises(BookFault):
        house.book.reader().record(closed)


def test_readers_see_what_the_book_is_told_they_may(house: House) -> None:
    _plain, closed = house.post(incident())
    assert house.book.reader().record(closed.n).values == {}
    house.book.sight = lambda: Sight(house.book.id, ROLE.private_bytes_raw())
    assert house.book.reader().record(closed.n).values == {"people/01/injury": HURT}
    assert reading.fields_of(house.book.reader().link, closed.n) == {"people/01/injury"}
    assert list(house.book.reader().saying(["wrist"], lambda: False))
    house.book.sight = lambda: BLIND
    assert not list(house.book.reader().saying(["wrist"], lambda: False))
