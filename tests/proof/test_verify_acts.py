"""Countersignatures, seals and restores hold only as the format says; a check can be resumed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from tests.proof.chains import Maker, book, check, private, public, reasons, seed

from deskinc.proof.canonical import Json, b64
from deskinc.proof.depth import Depth
from deskinc.proof.findings import Kind, Why, verdict
from deskinc.proof.keys import sign_record
from deskinc.proof.seal import sign_note
from deskinc.proof.state import State
from deskinc.proof.verify import Chain

ACTIVE: Json = {"code": "active", "text": "Active"}


def _act_unknown(m: Maker) -> None:
    values: Mapping[str, Json] = {"act": b64(seed("no leaf")), "meaning": "Yes."}
    m.write("countersign", values, by="lee")


def _act_no_leaf(m: Maker) -> None:
    m.write("countersign", {"act": "leaf", "meaning": "Yes."}, by="lee")


def _act_not_named(m: Maker) -> None:
    m.write("countersign", {"meaning": "Yes."}, by="lee")


def _act_to_come(m: Maker) -> None:
    later = Maker(records=[*m.records], lines=m.lines)
    later.line()
    act = later.line()
    values: Mapping[str, Json] = {"act": b64(act.leaf), "meaning": "Yes."}
    m.write("countersign", values, by="lee")


def _same_person(m: Maker) -> None:
    m.countersign(m.last, by="kim")


def _by_the_desk(m: Maker) -> None:
    m.countersign(m.last, by="desk")


def _by_an_auditor(m: Maker) -> None:
    act = m.last
    m.officer("max", role="auditor")
    m.countersign(act, by="max")


def _by_one_whose_role_was_taken(m: Maker) -> None:
    act = m.last
    m.officer("max", role="lead")
    taken = m.write("officer", {"roles/officer": False}, by="kim", thread=m.thread("lee"))
    m.countersign(taken, by="max")
    m.countersign(act)


def _in_another_thread(m: Maker) -> None:
    m.countersign(m.last, thread=m.records[3].id)


def _by_nobody_known(m: Maker) -> None:
    m.countersign(m.last, by="max")


def _no_note(m: Maker) -> None:
    m.write("seal", {"note": {"unknown": "lost"}})


def _not_a_note(m: Maker) -> None:
    m.seal(note="all is well\n")


def _other_site(m: Maker) -> None:
    m.seal(origin=Maker("B").head().origin)


def _other_epoch(m: Maker) -> None:
    m.seal(origin=m.head().origin[:-1] + "2")


def _size_lie(m: Maker) -> None:
    m.seal(size=len(m.records) + 1)


def _root_lie(m: Maker) -> None:
    m.seal(root=seed("another tree"))


def _line_lie(m: Maker) -> None:
    m.seal(line=m.lines + 1)


def _old_note_again(m: Maker) -> None:
    m.seal(size=6, root=seed("old"))


def _signed_by_another_site(m: Maker) -> None:
    m.seal(note=sign_note(m.head(), private("desk of B")))


def _note_edited(m: Maker) -> None:
    m.seal(note=sign_note(m.head(), private("desk")).replace("mirror 4", "mirror 3"))


def _cosigned_by_nobody_known(m: Maker) -> None:
    m.seal(note=sign_note(m.head(), private("desk"), [(private("max"), 1)]))


def _cosigned_after_a_suspension(m: Maker) -> None:
    m.state("lee", "suspended")
    m.seal(note=sign_note(m.head(), private("desk"), [(private("lee"), 1)]))


def restored(m: Maker, **lies: Any) -> None:
    stated: dict[str, Json] = {"epoch": m.epoch, "size": len(m.records), "root": b64(m.root())}
    m.epoch += 1
    by = lies.pop("by", "kim")
    m.write("restore", stated | lies, by=by, epoch=lies.get("bears", m.epoch))
    m.countersign(m.last)


def _restored_size_lie(m: Maker) -> None:
    restored(m, size=4)


def _restored_root_lie(m: Maker) -> None:
    restored(m, root=b64(seed("another")))


def _restored_epoch_lie(m: Maker) -> None:
    restored(m, epoch=2)


def _epoch_skipped(m: Maker) -> None:
    restored(m, bears=3)


def _restored_by_the_desk(m: Maker) -> None:
    restored(m, by="desk")


def _restored_alone(m: Maker) -> None:
    restored(m)
    m.records.pop()
    m.line()


def _restored_alone_at_the_end(m: Maker) -> None:
    restored(m)
    m.records.pop()


def _another_act_countersigned(m: Maker) -> None:
    m.line()
    other = m.last
    restored(m)
    m.records.pop()
    m.countersign(other)


def _back_in_the_old_epoch(m: Maker) -> None:
    restored(m)
    m.line(epoch=1)


TAMPERINGS: list[tuple[Callable[[Maker], None], set[Why]]] = [
    (_act_unknown, {Why.COUNTERSIGN_ACT}),
    (_act_no_leaf, {Why.COUNTERSIGN_ACT}),
    (_act_not_named, {Why.COUNTERSIGN_ACT}),
    (_act_to_come, {Why.COUNTERSIGN_ACT}),
    (_same_person, {Why.COUNTERSIGN_SAME}),
    (_by_the_desk, {Why.COUNTERSIGN_DESK}),
    (_by_an_auditor, {Why.COUNTERSIGN_ROLE}),
    (_by_one_whose_role_was_taken, {Why.COUNTERSIGN_ROLE}),
    (_in_another_thread, {Why.COUNTERSIGN_THREAD}),
    (_by_nobody_known, {Why.NO_KEY}),
    (_no_note, {Why.SEAL_NOTE}),
    (_not_a_note, {Why.SEAL_NOTE}),
    (_other_site, {Why.SEAL_ORIGIN}),
    (_other_epoch, {Why.SEAL_ORIGIN}),
    (_size_lie, {Why.SEAL_SIZE}),
    (_root_lie, {Why.SEAL_ROOT}),
    (_line_lie, {Why.SEAL_LINE}),
    (_old_note_again, {Why.SEAL_SIZE, Why.SEAL_ROOT}),
    (_signed_by_another_site, {Why.SEAL_SIGNATURE}),
    (_note_edited, {Why.SEAL_SIGNATURE}),
    (_cosigned_by_nobody_known, {Why.SEAL_KEY}),
    (_cosigned_after_a_suspension, {Why.SEAL_KEY}),
    (_restored_size_lie, {Why.RESTORE}),
    (_restored_root_lie, {Why.RESTORE}),
    (_restored_epoch_lie, {Why.RESTORE}),
    (_epoch_skipped, {Why.EPOCH}),
    (_restored_by_the_desk, {Why.RESTORE_DESK}),
    (_restored_alone, {Why.RESTORE_ALONE}),
    (_restored_alone_at_the_end, {Why.RESTORE_ALONE}),
    (_another_act_countersigned, {Why.RESTORE_ALONE}),
    (_back_in_the_old_epoch, {Why.EPOCH}),
]


@pytest.mark.parametrize(("tamper", "why"), TAMPERINGS, ids=lambda x: getattr(x, "__name__", ""))
def test_a_false_act_is_found_with_its_reason(
    tamper: Callable[[Maker], None], why: set[Why]
) -> None:
    maker = book()
    tamper(maker)
    assert reasons(check(maker.records)) == why


def test_a_countersignature_by_another_officer_holds() -> None:
    maker = book()
    maker.countersign(maker.records[3])
    maker.countersign(maker.last, by="kim")
    assert not check(maker.records)


def test_a_restore_opens_the_next_epoch_and_its_seals_bear_it() -> None:
    maker = book()
    restored(maker)
    maker.line()
    maker.seal()
    assert not check(maker.records)
    assert "/2\n" in str(maker.last.raws[0].decode().replace("\\n", "\n"))


def test_an_officer_changes_key_is_suspended_and_returns() -> None:
    maker = book()
    thread = maker.thread("lee")
    maker.write("officer", {"signing_key": b64(public("lee 2"))}, by="kim", thread=thread)
    maker.line(by="lee", signed="lee 2")
    maker.state("lee", "suspended")
    back: dict[str, Json] = {"state": ACTIVE, "signing_key": b64(public("lee 3"))}
    maker.write("officer", back, by="kim", thread=thread)
    maker.line(by="lee", signed="lee 3")
    maker.write("officer", {"licence": "4711"}, by="kim", thread=thread)
    maker.line(by="lee", signed="lee 3")
    chain = Chain()
    assert not check(maker.records, chain)
    ranges = [(e.first, e.last) for e in chain.enrolments if e.author == maker.who("lee")]
    assert ranges == [(3, 9), (9, 11), (12, None)]
    maker.line(by="lee", signed="lee")
    assert reasons(check(maker.records)) == {Why.CLOSED_KEY}


@pytest.mark.parametrize(
    "values", [{"signing_key": None}, {"state": {"unknown": "?"}}, {"state": "left"}]
)
def test_an_officer_without_key_or_clear_state_signs_no_more(values: dict[str, Json]) -> None:
    maker = book()
    maker.write("officer", values, by="kim", thread=maker.thread("lee"))
    assert not check(maker.records)
    maker.line(by="lee")
    assert reasons(check(maker.records)) == {Why.CLOSED_KEY}


def test_a_state_cleared_is_active_again() -> None:
    maker = book()
    maker.state("lee", "suspended")
    back: dict[str, Json] = {"state": None, "signing_key": b64(public("lee 2"))}
    maker.write("officer", back, by="kim", thread=maker.thread("lee"))
    maker.line(by="lee", signed="lee 2")
    assert not check(maker.records)


@pytest.mark.parametrize("state", [None, ACTIVE])
def test_whoever_comes_back_gets_a_new_key(state: Json) -> None:
    maker = book()
    maker.state("lee", "suspended")
    maker.write("officer", {"state": state}, by="kim", thread=maker.thread("lee"))
    maker.line(by="lee")
    assert reasons(check(maker.records)) == {Why.ENROLLED_UNALLOWED, Why.CLOSED_KEY}


def test_what_is_signed_after_a_suspension_is_altered_and_what_was_before_is_valid() -> None:
    maker = book()
    maker.state("lee", "suspended")
    assert not check(maker.records)
    maker.line(by="lee")
    assert verdict(check(maker.records)) is Kind.ALTERED


def test_d19_other_roles_count_once_a_second_person_confirmed_them() -> None:
    maker = book()
    thread = maker.thread("lee")
    maker.officer("max", role="lead")
    given = maker.write("officer", {"roles/admin": True}, by="kim", thread=thread)
    maker.officer("ann", by="lee")
    assert reasons(check(maker.records)) == {Why.ENROLLED_UNALLOWED}
    maker.records.pop()
    maker.countersign(given, by="max")
    maker.officer("ann", by="lee")
    assert not check(maker.records)


def _confirmed_by_its_author(m: Maker) -> None:
    m.countersign(m.write("officer", {"roles/lead": True}, by="kim", thread=m.thread("lee")), "kim")


def _confirmed_by_whom_it_is_about(m: Maker) -> None:
    m.officer("max", role="lead")
    m.countersign(
        m.write("officer", {"roles/admin": True}, by="kim", thread=m.thread("max")), "max"
    )


def _confirmed_by_an_officer(m: Maker) -> None:
    m.officer("max")
    m.countersign(m.write("officer", {"roles/lead": True}, by="kim", thread=m.thread("lee")), "max")


@pytest.mark.parametrize(
    ("tamper", "why"),
    [
        (_confirmed_by_its_author, Why.COUNTERSIGN_SAME),
        (_confirmed_by_whom_it_is_about, Why.COUNTERSIGN_OWN),
        (_confirmed_by_an_officer, Why.COUNTERSIGN_ROLE),
    ],
)
def test_d19_roles_are_confirmed_by_another_who_may(
    tamper: Callable[[Maker], None], why: Why
) -> None:
    maker = book()
    tamper(maker)
    assert reasons(check(maker.records)) == {why}


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"format": "2", "site_key": b64(public("desk"))}, {Why.BOOK_FORMAT}),
        ({"format": "1"}, {Why.KEY_SHAPE, Why.NO_KEY}),
        ({"format": "1", "site_key": "short"}, {Why.KEY_SHAPE, Why.NO_KEY}),
    ],
)
def test_a_book_must_open_in_a_known_format_with_its_site_key(
    values: dict[str, Json], why: set[Why]
) -> None:
    maker = Maker()
    maker.write("book", values)
    assert reasons(check(maker.records)) == why


def test_a_book_other_than_the_one_expected_is_foreign() -> None:
    found = check(Maker().open().records, Chain(State(book=seed("book B", 16))))
    assert reasons(found) == {Why.BOOK}


def test_a_tail_cut_off_shows_against_a_seal_seen_outside() -> None:
    maker = book()
    witnessed = {len(maker.records): maker.root(), 4: Maker(records=maker.records[:4]).root()}
    assert not check(maker.records, Chain(witnessed=witnessed))
    found = check(maker.records[:-1], Chain(witnessed=witnessed))
    assert reasons(found) == {Why.WITNESS_SIZE}
    assert verdict(found) is Kind.INCOMPLETE


def test_a_book_written_anew_shows_against_a_seal_seen_outside() -> None:
    maker = book()
    witnessed = {len(maker.records): seed("what the paper says")}
    assert reasons(check(maker.records, Chain(witnessed=witnessed))) == {Why.WITNESS_ROOT}


def test_an_imported_batch_may_be_spread() -> None:
    maker = book()
    opened = maker.write("import", {"source": "paper book 2025"}, by="kim", nos={"A": 1})
    maker.line()
    maker.line(batch=opened.id)
    assert not check(maker.records)


def test_signatures_are_only_checked_where_asked_for() -> None:
    maker = book()
    last = maker.last
    maker.records[-1] = replace(last, sig=sign_record(private("lee"), last.doc))
    assert not check(maker.records, Chain(depth=Depth.VALUES))
    assert check(maker.records, Chain(depth=Depth.SIGNATURES))
