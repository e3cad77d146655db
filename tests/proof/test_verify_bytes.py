"""No single byte of a small book can be changed, cut or added without being found."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.proof.chains import Written, book, check

RECORDS = book().records


def parts(record: Written) -> list[bytes]:
    return [record.doc, record.sig, *record.raws]


def with_part(record: Written, which: int, raw: bytes) -> Written:
    changed = [*parts(record)]
    changed[which] = raw
    doc, sig, *raws = changed
    return replace(record, doc=doc, sig=sig, raws=tuple(raws))


@given(st.data())
def test_any_byte_changed_is_found(data: st.DataObject) -> None:
    n = data.draw(st.integers(0, len(RECORDS) - 1))
    which = data.draw(st.integers(0, len(parts(RECORDS[n])) - 1))
    raw = bytearray(parts(RECORDS[n])[which])
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    assert check([*RECORDS[:n], with_part(RECORDS[n], which, bytes(raw)), *RECORDS[n + 1 :]])


@given(st.data())
def test_any_byte_cut_or_added_is_found(data: st.DataObject) -> None:
    n = data.draw(st.integers(0, len(RECORDS) - 1))
    which = data.draw(st.integers(0, len(parts(RECORDS[n])) - 1))
    raw = parts(RECORDS[n])[which]
    place = data.draw(st.integers(0, len(raw) - 1))
    added = data.draw(st.binary(max_size=2))
    bent = raw[:place] + added + raw[place + 1 :]
    if bent != raw:
        assert check([*RECORDS[:n], with_part(RECORDS[n], which, bent), *RECORDS[n + 1 :]])


@given(st.permutations(range(len(RECORDS))))
def test_any_other_order_is_found(order: list[int]) -> None:
    found = check([RECORDS[n] for n in order])
    assert bool(found) is (order != sorted(order))


@given(st.sets(st.integers(0, len(RECORDS) - 2), min_size=1))
def test_any_record_left_out_before_the_last_is_found(left_out: set[int]) -> None:
    assert check([r for n, r in enumerate(RECORDS) if n not in left_out])
