"""Which of a slot’s older keys are the book’s, by what the book tells of each."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.book.houses import House

from deskinc.book.disk import ring
from deskinc.book.disk.store import Link, Mode
from deskinc.book.keys import older, slots
from deskinc.book.keys.slots import Head, Keys, Slot
from deskinc.book.record import Draft
from deskinc.book.records import announcing
from deskinc.errors import DeskError
from deskinc.forms.fields import Value
from deskinc.proof.findings import Why

FIRST, SECOND, THIRD = (Keys(bytes([n]) * 32, bytes([n + 100]) * 32) for n in (1, 2, 3))


def ring_of(*each: Keys) -> Keys:
    """The keys of several numbers, the newest first."""
    return Keys(b"".join(one.database for one in each), b"".join(one.mirror for one in each))


WHOLE = ring_of(THIRD, SECOND, FIRST)
TOLD = older.each(WHOLE)


def test_each_number_has_digests_of_its_own() -> None:
    assert len({text for told in TOLD for text in told}) == 6
    assert [older.each(one)[0] for one in (FIRST, SECOND, THIRD)] == TOLD
    assert older.each(Keys(FIRST.mirror, FIRST.database))[0] != TOLD[0]


def test_keys_of_which_nothing_is_told_are_taken_as_they_are() -> None:
    assert older.settle(WHOLE, []) == older.Older(WHOLE)
    assert older.settle(WHOLE, TOLD[:1]) == older.Older(WHOLE)
    assert older.settle(WHOLE, TOLD) == older.Older(WHOLE)


def test_keys_of_an_older_copy_are_whole_as_far_as_they_go() -> None:
    before = ring_of(SECOND, FIRST)
    assert older.settle(before, TOLD) == older.Older(before)


@pytest.mark.parametrize(
    "bad",
    [
        ring_of(THIRD), ring_of(THIRD, FIRST), ring_of(THIRD, FIRST, SECOND),
        ring_of(THIRD, FIRST, SECOND, FIRST),
        Keys(WHOLE.database, THIRD.mirror + SECOND.mirror + bytes(32)),
    ],
)  # fmt: skip
def test_older_keys_that_are_others_come_from_the_pool(bad: Keys) -> None:
    assert older.settle(bad, TOLD, [WHOLE]) == older.Older(WHOLE)


def test_a_key_in_no_copy_is_named_by_its_number_and_nobody_opens_by_what_stands_there() -> None:
    bad = Keys(WHOLE.database, THIRD.mirror + os.urandom(32) + FIRST.mirror)
    found = older.settle(bad, TOLD, [ring_of(THIRD, FIRST)])
    assert found.lacking == {1}
    assert found.names
    assert found.keys == Keys(WHOLE.database, THIRD.mirror + bytes(32) + FIRST.mirror)
    assert not older.settle(ring_of(THIRD), TOLD).names


def test_the_newest_stays_where_it_was_not_told_yet() -> None:
    assert older.settle(ring_of(THIRD, SECOND), TOLD[:2], [FIRST]) == older.Older(WHOLE)
    assert older.settle(WHOLE, TOLD[:2]) == older.Older(WHOLE)


def test_the_newest_of_the_mirror_is_that_of_the_database() -> None:
    bad = Keys(WHOLE.database, b"y" * 32 + WHOLE.mirror[32:])
    assert older.settle(bad, TOLD, [WHOLE]) == older.Older(WHOLE)
    assert older.settle(bad, TOLD) == older.Older(bad, newest=False)
    alone = Keys(FIRST.database, SECOND.mirror)
    assert older.settle(alone, TOLD) == older.Older(alone, newest=False)


@given(st.lists(st.sampled_from([FIRST, SECOND, THIRD, Keys(b"j" * 32, b"k" * 32)]), max_size=5))
def test_no_order_or_number_of_keys_is_ever_taken_for_the_true_one(others: list[Keys]) -> None:
    found = older.settle(ring_of(THIRD, *others), TOLD)
    each = list(zip(ring.each(found.keys.database), ring.each(found.keys.mirror), strict=True))
    true = [(one.database, one.mirror) for one in (THIRD, SECOND, FIRST)]
    assert [one for n, one in enumerate(reversed(each)) if n not in found.lacking] == [
        one for n, one in enumerate(reversed(true)) if n not in found.lacking
    ]


def telling(house: House, number: int, keys: Keys) -> Draft:
    """What the desk tells of a key."""
    database, mirror = older.each(keys)[0]
    thread = house.book.reader().record(1).thread
    values: dict[str, Value] = {"number": number, "database": database, "mirror": mirror}
    return Draft(older.FORM, values, thread=thread)


def told(house: House) -> list[older.Told]:
    """What counts of it."""
    with Link(house.book.parts.store, Mode.READ) as link:
        return announcing.by_now(link).rings


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_first_word_counts_and_none_before_somebody_has_left(house: House, number: int) -> None:
    before = told(house)
    assert before == older.each(house.keys)
    house.book.write([telling(house, number, SECOND)], house.book.desk_signer()).result()
    assert told(house) == before
    assert house.book.untold() == []
    assert [one.why for one in house.book.verify(full=True)] == [Why.OLDER_TOLD]


def test_only_the_desk_tells_them(house: House) -> None:
    with pytest.raises(DeskError, match="role"):
        house.book.write([telling(house, 1, SECOND)], house.me).result()


def test_no_key_stands_in_a_repr() -> None:
    made = older._Ring("database", WHOLE.database, [one[0] for one in TOLD], [WHOLE])
    raws = [*ring.each(WHOLE.database), *ring.each(WHOLE.mirror)]
    for shown in (repr(made), repr(older.settle(WHOLE, TOLD)), repr(WHOLE)):
        assert not any(repr(raw)[2:-1] in shown or raw.hex() in shown for raw in raws)


def test_what_is_lacking_is_closed_for_nobody() -> None:
    bad = older.settle(ring_of(THIRD), TOLD).keys
    empty = Slot(os.urandom(16), "keyring", None, None, None)
    head = Head(os.urandom(16), os.urandom(32), os.urandom(32))
    with pytest.raises(ValueError, match="lacking"):
        slots.wrap(head, empty, os.urandom(32), bad)
