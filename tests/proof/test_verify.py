"""Every way to tamper with a book's records is found, each with its own reason."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.proof.chains import Maker, Written, book, check, private, public, reasons, seed

from deskinc.proof.canonical import Json, b64, dumps, loads
from deskinc.proof.findings import Kind, Why, verdict
from deskinc.proof.keys import sign_record
from deskinc.proof.verify import Chain


def test_an_honest_book_is_valid() -> None:
    found = check(book().records)
    assert not found
    assert verdict(found) is Kind.VALID


def test_an_empty_book_is_valid_and_has_the_empty_root() -> None:
    chain = Chain()
    assert not chain.finish()
    assert chain.size == 0


def edited(record: Written, old: bytes, new: bytes) -> Written:
    assert old in record.doc
    return replace(record, doc=record.doc.replace(old, new))


def resigned(record: Written, old: bytes, new: bytes, by: str = "kim") -> Written:
    doc = edited(record, old, new).doc
    return replace(record, doc=doc, sig=sign_record(private(by), doc))


def _edit(m: Maker) -> None:
    m.records[3] = edited(m.records[3], b'"lang":"en-GB"', b'"lang":"en-US"')


def _edit_and_resign(m: Maker) -> None:
    m.records[3] = resigned(m.records[3], b'"lang":"en-GB"', b'"lang":"en-US"')


def _respelled(m: Maker) -> None:
    m.records[-1] = resigned(m.records[-1], b'"offset":60', b'"offset":60.0')


def _spaced(m: Maker) -> None:
    m.records[-1] = resigned(m.records[-1], b',"v":1', b', "v":1')


def _other_version(m: Maker) -> None:
    m.records[-1] = resigned(m.records[-1], b'"v":1', b'"v":2')


def _member_added(m: Maker) -> None:
    m.records[-1] = resigned(m.records[-1], b'{"amends"', b'{"addition":1,"amends"')


def _member_gone(m: Maker) -> None:
    m.records[-1] = resigned(m.records[-1], b'"lang":"en-GB",', b"")


def _member_twice(m: Maker) -> None:
    m.records[-1] = resigned(m.records[-1], b'"v":1', b'"v":1,"v":1')


def _digests_reordered(m: Maker) -> None:
    parsed = loads(m.records[-1].doc)
    assert isinstance(parsed, dict)
    assert isinstance(parsed["values"], list)
    doc = dumps(parsed | {"values": parsed["values"][::-1]})
    m.records[-1] = replace(m.records[-1], doc=doc, sig=sign_record(private("kim"), doc))


def _cut_out(m: Maker) -> None:
    del m.records[4]


def _reordered(m: Maker) -> None:
    m.records[3], m.records[4] = m.records[4], m.records[3]


def _duplicated(m: Maker) -> None:
    m.records.insert(4, m.records[3])


def _head_cut_off(m: Maker) -> None:
    del m.records[0]


def _foreign_record(m: Maker) -> None:
    m.line(book=seed("book B", 16))


def _foreign_prev(m: Maker) -> None:
    m.line(prev=seed("another past"))


def _foreign_epoch(m: Maker) -> None:
    m.line(epoch=2)


def _second_book(m: Maker) -> None:
    m.write("book", {"format": "1", "site_key": b64(public("desk"))})


def _wrong_key(m: Maker) -> None:
    other = m.line()
    m.records[-1] = replace(other, sig=sign_record(private("lee"), other.doc))


def _others_key(m: Maker) -> None:
    m.line(by="kim", signed="lee")


def _never_enrolled(m: Maker) -> None:
    m.line(by="max")


def _desk_key_for_a_person(m: Maker) -> None:
    m.line(by="kim", signed="desk")


def _closed_key(m: Maker) -> None:
    m.state("lee", "suspended")
    m.line(by="lee")


def _suspended_key(m: Maker) -> None:
    m.state("lee", "suspended")
    m.line(by="lee")


def _replaced_key(m: Maker) -> None:
    m.write("officer", {"signing_key": b64(public("lee 2"))}, by="kim", thread=m.thread("lee"))
    m.line(by="lee")


def _key_speaks_too_early(m: Maker) -> None:
    m.line(by="max")
    m.officer("max")


def _unsigned(m: Maker) -> None:
    m.records[-1] = replace(m.records[-1], sig=bytes(64))


def _signature_cut(m: Maker) -> None:
    m.records[-1] = replace(m.records[-1], sig=m.records[-1].sig[:63])


def _enrols_oneself(m: Maker) -> None:
    m.officer("max", by="max")


def _enrolled_by_desk(m: Maker) -> None:
    m.officer("max", by="desk")


def _enrolled_by_an_officer(m: Maker) -> None:
    m.officer("max", by="lee")


def _key_given_by_a_colleague(m: Maker) -> None:
    m.write("officer", {"signing_key": b64(public("kim 2"))}, by="lee", thread=m.thread("kim"))


def _role_taken(m: Maker) -> None:
    m.write("officer", {"roles/admin": True}, by="lee", thread=m.thread("lee"))


def _suspended_by_a_colleague(m: Maker) -> None:
    m.state("kim", "suspended", by="lee")


def _key_of_another(m: Maker) -> None:
    m.officer("max", announces="kim")


def _no_key_at_all(m: Maker) -> None:
    values = {"name": "Max", "signing_key": "AAAA"}
    m.write("officer", values, by="kim", id=m.thread("max"), thread=m.thread("max"))


def _id_twice(m: Maker) -> None:
    m.line(id=m.records[3].id)


def _no_such_thread(m: Maker) -> None:
    m.line(thread=seed("nowhere", 16))


def _thread_of_a_follow_up(m: Maker) -> None:
    m.line(thread=m.records[5].id)


def _amends_unknown(m: Maker) -> None:
    m.line(amends=seed("nothing", 16))


def _amended_twice(m: Maker) -> None:
    m.amend(m.records[3])


def _amended_and_struck(m: Maker) -> None:
    m.strike(m.records[3])


def _amends_another_form(m: Maker) -> None:
    target = m.records[4]
    m.write("photo", {"caption": "Gate"}, by="kim", amends=target.id, thread=target.id)


def _amends_in_another_thread(m: Maker) -> None:
    m.amend(m.records[4], thread=m.records[3].id)


def _amends_without_a_line(m: Maker) -> None:
    m.amend(m.records[4], nos={})


def _amends_an_officer(m: Maker) -> None:
    m.strike(m.records[1], nos={})


def _strikes_nothing(m: Maker) -> None:
    m.write("strike", {"reason": "Nothing."}, by="kim")


def _no_such_batch(m: Maker) -> None:
    m.line(batch=seed("nowhere", 16))


def _batch_torn(m: Maker) -> None:
    first = m.line(batch=seed("batch", 16), id=seed("batch", 16))
    m.line()
    m.line(batch=first.id)


def _strikes_a_copying(m: Maker) -> None:
    m.strike(m.write("import", {"sheet": 2}, by="lee"), by="lee")


def _copied_without_a_copying(m: Maker) -> None:
    m.write("occurrence", {"text": "Gate.", "sheet": 2, "sheet_line": 1}, by="lee")


def _copied_into_the_copying_of_another(m: Maker) -> None:
    opened = m.write("import", {"sheet": 2}, by="lee")
    said: dict[str, Json] = {"text": "Gate.", "sheet": 2, "sheet_line": 1}
    m.write("occurrence", said, by="kim", batch=opened.id)


ALONE: list[tuple[Callable[[Maker], None], Why]] = [
    (_respelled, Why.BYTES),
    (_spaced, Why.BYTES),
    (_other_version, Why.FORMAT),
    (_member_added, Why.FORMAT),
    (_member_gone, Why.FORMAT),
    (_member_twice, Why.BYTES),
    (_digests_reordered, Why.BYTES),
    (_foreign_record, Why.BOOK),
    (_foreign_prev, Why.PREV),
    (_foreign_epoch, Why.EPOCH),
    (_second_book, Why.SECOND_BOOK),
    (_wrong_key, Why.SIGNATURE),
    (_others_key, Why.OTHERS_KEY),
    (_never_enrolled, Why.NO_KEY),
    (_desk_key_for_a_person, Why.OTHERS_KEY),
    (_closed_key, Why.CLOSED_KEY),
    (_suspended_key, Why.CLOSED_KEY),
    (_replaced_key, Why.CLOSED_KEY),
    (_key_speaks_too_early, Why.NO_KEY),
    (_unsigned, Why.UNSIGNED),
    (_signature_cut, Why.UNSIGNED),
    (_enrols_oneself, Why.NO_KEY),
    (_enrolled_by_desk, Why.ENROLLED_BY_DESK),
    (_enrolled_by_an_officer, Why.ENROLLED_UNALLOWED),
    (_key_given_by_a_colleague, Why.ENROLLED_UNALLOWED),
    (_role_taken, Why.ENROLLED_UNALLOWED),
    (_suspended_by_a_colleague, Why.ENROLLED_UNALLOWED),
    (_key_of_another, Why.SHARED_KEY),
    (_no_key_at_all, Why.KEY_SHAPE),
    (_id_twice, Why.ID),
    (_no_such_thread, Why.THREAD),
    (_thread_of_a_follow_up, Why.THREAD),
    (_amends_unknown, Why.AMENDS_NOTHING),
    (_amended_twice, Why.AMENDS_TWICE),
    (_amended_and_struck, Why.AMENDS_TWICE),
    (_amends_in_another_thread, Why.AMENDS_THREAD),
    (_amends_without_a_line, Why.AMENDS_LINE),
    (_amends_an_officer, Why.AMENDS_FIXED),
    (_strikes_nothing, Why.STRIKES_NOTHING),
    (_no_such_batch, Why.BATCH),
    (_batch_torn, Why.BATCH_TORN),
    (_strikes_a_copying, Why.AMENDS_FIXED),
    (_copied_without_a_copying, Why.COPIED),
    (_copied_into_the_copying_of_another, Why.COPIED),
]

SPREADING: list[tuple[Callable[[Maker], None], Why]] = [
    (_edit, Why.SIGNATURE),
    (_edit_and_resign, Why.PREV),
    (_cut_out, Why.GAP),
    (_reordered, Why.REPEATED),
    (_duplicated, Why.REPEATED),
    (_head_cut_off, Why.FIRST),
    (_amends_another_form, Why.AMENDS_FORM),
]


def test_a_shift_lead_suspends_but_gives_no_key() -> None:
    maker = book()
    maker.officer("max", role="lead")
    maker.state("lee", "suspended", by="max")
    assert not check(maker.records)
    maker.officer("ann", by="max")
    assert reasons(check(maker.records)) == {Why.ENROLLED_UNALLOWED}


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
