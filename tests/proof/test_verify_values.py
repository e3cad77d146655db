"""Values swapped, changed, added or taken away are found, unless an erasure accounts for them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.proof.chains import Maker, book, check, reasons

from deskinc.proof.depth import Depth
from deskinc.proof.disclosure import disclose, parse
from deskinc.proof.findings import Kind, Why, verdict
from deskinc.proof.verify import Chain


def _disclosure_swapped(m: Maker) -> None:
    a, b = m.records[3], m.records[4]
    m.records[3] = replace(a, raws=(a.raws[0], b.raws[1]))


def _value_changed(m: Maker) -> None:
    a = m.records[3]
    m.records[3] = replace(a, raws=(a.raws[0], a.raws[1].replace(b"in order", b"on fire!")))


def _value_twice(m: Maker) -> None:
    a = m.records[3]
    m.records[3] = replace(a, raws=(*a.raws, a.raws[0]))


def _value_missing(m: Maker) -> None:
    m.drop(m.records[3], "text")


def _value_added(m: Maker) -> None:
    a = m.records[3]
    m.records[3] = replace(a, raws=(*a.raws, disclose("place", "Gate 4").raw))


def _field_twice(m: Maker) -> None:
    m.write("photo", [disclose("caption", "Gate"), disclose("caption", "Wall")], by="kim")


def _value_respelled(m: Maker) -> None:
    a = m.records[3]
    m.records[3] = replace(a, raws=(a.raws[0], a.raws[1].replace(b'",', b'", ')))


def _no_disclosure(m: Maker) -> None:
    a = m.records[3]
    m.records[3] = replace(a, raws=(a.raws[0], b'["salt"]'))


ALONE: list[tuple[Callable[[Maker], None], Why]] = [
    (_value_twice, Why.VALUE_TWICE),
    (_value_missing, Why.VALUE_MISSING),
    (_value_added, Why.FOREIGN_VALUE),
    (_field_twice, Why.FIELD_TWICE),
    (_value_respelled, Why.DISCLOSURE),
    (_no_disclosure, Why.DISCLOSURE),
]

SPREADING: list[tuple[Callable[[Maker], None], Why]] = [
    (_disclosure_swapped, Why.FOREIGN_VALUE),
    (_value_changed, Why.FOREIGN_VALUE),
]


@pytest.mark.parametrize(("tamper", "why"), ALONE, ids=lambda x: getattr(x, "__name__", ""))
def test_tampering_is_found_for_its_reason_alone(tamper: Callable[[Maker], None], why: Why) -> None:
    maker = book()
    tamper(maker)
    found = check(maker.records)
    assert reasons(found) == {why}
    assert verdict(found) is not Kind.VALID


@pytest.mark.parametrize(("tamper", "why"), SPREADING, ids=lambda x: getattr(x, "__name__", ""))
def test_tampering_that_spreads_is_found_with_its_reason(
    tamper: Callable[[Maker], None], why: Why
) -> None:
    maker = book()
    tamper(maker)
    assert why in reasons(check(maker.records))


def test_a_confirmed_erasure_accounts_for_the_values_it_names() -> None:
    m = book()
    erased = m.records[3]
    m.countersign(m.erase(erased, "text"))
    m.drop(erased, "text")
    assert not check(m.records)


def test_erasing_field_after_field_accounts_for_both() -> None:
    m = book()
    erased = m.records[3]
    m.countersign(m.erase(erased, "text"))
    m.countersign(m.erase(erased, "type"))
    m.drop(erased, "text", "type")
    assert not check(m.records)


def test_an_erasure_nobody_confirmed_accounts_for_nothing() -> None:
    m = book()
    m.erase(m.records[3], "text")
    m.drop(m.records[3], "text")
    assert reasons(check(m.records)) == {Why.VALUE_MISSING}


def test_an_erasure_confirmed_by_its_author_accounts_for_nothing() -> None:
    m = book()
    m.countersign(m.erase(m.records[3], "text"), by="kim")
    m.drop(m.records[3], "text")
    assert reasons(check(m.records)) == {Why.COUNTERSIGN_SAME, Why.VALUE_MISSING}


def test_an_erasure_of_another_field_accounts_for_nothing() -> None:
    m = book()
    m.countersign(m.erase(m.records[3], "type"))
    m.drop(m.records[3], "text")
    found = check(m.records)
    assert reasons(found) == {Why.VALUE_MISSING}
    assert verdict(found) is Kind.INCOMPLETE
    assert [f.n for f in found] == [4]


def test_an_erasure_of_another_record_accounts_for_nothing() -> None:
    m = book()
    m.countersign(m.erase(m.records[4], "text"))
    m.drop(m.records[3], "text")
    assert reasons(check(m.records)) == {Why.VALUE_MISSING}


def test_values_not_at_hand_are_passed_over_but_not_where_the_check_needs_them() -> None:
    m = book()
    chain = Chain()
    for record in m.records:
        reads = record.document.form in {"book", "officer", "seal"}
        chain.add(record.doc, record.sig, record.raws if reads else None)
    assert not chain.finish()
    chain.add(m.seal().doc, m.last.sig, None)
    assert reasons(chain.finish()) == {Why.VALUES_UNREAD, Why.SEAL_NOTE}


def test_the_tree_alone_is_checked_without_values() -> None:
    m = book()
    m.drop(m.records[3], "text")
    assert not check(m.records, Chain(depth=Depth.TREE))
    assert check(m.records, Chain(depth=Depth.VALUES))


@pytest.mark.parametrize("form", ["book", "countersign", "seal", "erase"])
def test_what_the_proof_stands_on_is_never_erased(form: str) -> None:
    m = book()
    act = m.erase(m.records[3], "text")
    m.countersign(act)
    target = next(r for r in m.records if r.document.form == form)
    field = parse(target.raws[-1]).name
    m.countersign(m.erase(target, field))
    m.drop(target, field)
    assert Why.VALUE_LASTING in reasons(check(m.records))


def test_of_an_officer_the_name_may_be_erased_but_never_who_could_sign() -> None:
    m = book()
    m.officer("max")
    closed = m.state("max", "suspended")
    m.countersign(m.erase(m.records[1], "name"))
    m.drop(m.records[1], "name")
    assert not check(m.records)
    m.countersign(m.erase(m.records[2], "roles/officer"))
    m.countersign(m.erase(closed, "state"))
    whole = m.records[2]
    m.drop(whole, "roles/officer")
    assert reasons(check(m.records)) == {Why.VALUE_MISSING, Why.COUNTERSIGN_ROLE, Why.ROLE}
    m.records[2] = whole
    m.drop(closed, "state")
    assert reasons(check(m.records)) == {Why.VALUE_MISSING}
