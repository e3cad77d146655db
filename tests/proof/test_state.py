"""A check stops anywhere, is remembered, and goes on as if it had never stopped."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from tests.proof.chains import Maker, book, check, public, reasons, seed

from deskinc.proof import retold
from deskinc.proof.canonical import Json, b64
from deskinc.proof.depth import Depth
from deskinc.proof.disclosure import parse
from deskinc.proof.findings import Why
from deskinc.proof.state import Seen, State, dump, load
from deskinc.proof.verify import Chain


class Past:
    """Answers from records as a ledger would, also of those that came later."""

    def __init__(self, maker: Maker, size: int) -> None:
        self.seen = {}
        self.severities: dict[bytes, Json] = {}
        self.drills = {r.id for r in maker.records[:size] if "XINC" in r.document.nos}
        self.moves: set[tuple[bytes, str]] = set()
        for r in maker.records:
            d = r.document
            line = "line" in d.nos
            amended = any(a.document.amends == r.id for a in maker.records[:size])
            self.seen[r.id] = Seen(d.n, d.form, d.thread, d.author, line, amended)
            self.seen[r.leaf] = self.seen[r.id]
            said = {one.name: one.value for one in map(parse, r.raws)} if d.n <= size else {}
            self.moves |= {(d.thread, row) for row in retold.moves(d.form, said)}
            if "severity" in said:
                self.severities[d.thread] = said["severity"]

    def by_id(self, record: bytes, /) -> Seen | None:
        """The record of that id."""
        return self.seen.get(record)

    def by_leaf(self, leaf: bytes, /) -> Seen | None:
        """The record of that leaf."""
        return self.seen.get(leaf)

    def drill(self, thread: bytes, /) -> bool:
        """Whether it has the number of an exercise."""
        return thread in self.drills

    def moved(self, thread: bytes, row: str, /) -> bool:
        """Whether that movement was told before."""
        return (thread, row) in self.moves

    def severity(self, thread: bytes, /) -> Json:
        """The severity given last in that thread."""
        return self.severities.get(thread)


def resumed(maker: Maker, size: int) -> Chain:
    first = Chain()
    for record in maker.records[:size]:
        first.add(record.doc, record.sig, record.raws)
    state = load(dump(first.state))
    assert state == first.state
    return Chain(state, Depth.WHOLE, earlier=Past(maker, size))


def busy() -> Maker:
    maker = book()
    erased = maker.records[4]
    erase = maker.erase(erased, "text")
    maker.line(batch=seed("b", 16), id=seed("b", 16))
    maker.line(batch=seed("b", 16))
    maker.write("incident", {"title": "Theft"}, by="kim", nos={"INC": "2026-0001"})
    maker.state("lee", "suspended")
    back: dict[str, Json] = {"state": None, "signing_key": b64(public("lee 2"))}
    maker.write("officer", back, by="kim", thread=maker.thread("lee"))
    maker.officer("max", role="lead")
    given = maker.write("officer", {"roles/lead": True}, by="kim", thread=maker.thread("lee"))
    maker.countersign(erase, by="max")
    maker.amend(maker.records[7])
    maker.write("photo", {"caption": "Gate"}, by="kim", thread=maker.records[11].id)
    maker.countersign(given, by="max")
    maker.drop(erased, "text")
    maker.seal()
    return maker


def test_a_check_may_stop_anywhere_and_be_resumed() -> None:
    maker = busy()
    whole = Chain()
    assert not check(maker.records, whole)
    for size in range(len(maker.records) + 1):
        chain = resumed(maker, size)
        assert not check(maker.records[size:], chain)
        assert (chain.root, chain.state) == (whole.root, whole.state)


Tampering: TypeAlias = tuple[Callable[[], object], set[Why]]


@pytest.mark.parametrize("at", range(8))
def test_what_was_written_before_still_counts_after_resuming(at: int) -> None:
    maker = book()
    tamperings: list[Tampering] = [
        (lambda: maker.amend(maker.records[3]), {Why.AMENDS_TWICE}),
        (lambda: maker.line(id=maker.records[3].id), {Why.ID}),
        (lambda: maker.line(thread=maker.records[5].id), {Why.THREAD}),
        (lambda: maker.countersign(maker.records[7], by="kim"), {Why.COUNTERSIGN_SAME}),
        (lambda: maker.line(nos={"line": 4, "day": "2026-11-22/5"}), {Why.SERIES_REPEATED}),
        (lambda: maker.line(prev=seed("x")), {Why.PREV}),
        (lambda: maker.line(by="max"), {Why.NO_KEY}),
        (lambda: maker.countersign(maker.records[4], by="max"), {Why.NO_KEY}),
    ]
    tamper, why = tamperings[at]
    chain = resumed(maker, 8)
    tamper()
    assert reasons(check(maker.records[8:], chain)) == why


def test_records_after_the_state_are_not_taken_for_earlier_ones() -> None:
    maker = book()
    later = Maker(records=[*maker.records], lines=maker.lines)
    target = later.line("To come.")
    chain = Chain(check_state(maker), earlier=Past(later, 8))
    maker.amend(target)
    maker.countersign(target)
    found = check(maker.records[8:], chain)
    assert reasons(found) == {Why.AMENDS_NOTHING, Why.COUNTERSIGN_ACT}


def check_state(maker: Maker) -> State:
    chain = Chain()
    assert not check(maker.records, chain)
    return chain.state


def test_a_root_from_before_the_state_cannot_be_checked() -> None:
    state = check_state(book())
    with pytest.raises(ValueError, match="before the state"):
        Chain(state, witnessed={3: bytes(32)})
    assert reasons(Chain(state, witnessed={8: bytes(32)}).finish()) == {Why.WITNESS_ROOT}


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"size":1}'])
def test_a_state_that_is_none_is_refused(raw: bytes) -> None:
    with pytest.raises((ValueError, LookupError, TypeError)):
        load(raw)


def test_the_state_of_an_empty_book_is_the_default() -> None:
    assert load(dump(Chain().state)).size == State().size == 0
    assert load(dump(State())).nodes == ()
