"""Seals: signed only over a book that verifies, and what is verified next starts there."""

import pytest
from bench.bulk import bulk
from tests.book.houses import House, Ticking, line

from deskinc.book.disk import schema
from deskinc.book.records.following import SEALED, STATE, Cancelled, resume
from deskinc.book.writing import ledger
from deskinc.errors import BookFault
from deskinc.proof.findings import Kind
from deskinc.proof.keys import public_raw
from deskinc.proof.seal import origin, parse_note, verify_note


def test_a_seal_names_tree_line_and_mirror(house: House) -> None:
    house.post(line("One."))
    (sealed,) = house.book.seal(house.me).result().records
    note = parse_note(str(sealed.values["note"]))
    point = note.checkpoint
    assert point.origin == origin(house.book.id, 1)
    assert (point.size, point.line, point.mirror) == (sealed.n - 1, 1, 1)
    people = {note.signatures[1].name: public_raw(house.me.private)}
    witnesses = verify_note(note, public_raw(house.book.founding.site), people)
    assert len(witnesses) == 2
    assert sealed.author == house.me.author
    row = house.book.reader().last_seal()
    assert row is not None
    assert (row.n, row.size, row.root, row.line) == (sealed.n, point.size, point.root, 1)


def test_a_timed_seal_is_the_desks_alone(house: House) -> None:
    (sealed,) = house.book.seal().result().records
    assert sealed.author == "desk"
    assert len(parse_note(str(sealed.values["note"])).signatures) == 1
    assert house.book.reader().seals()[0].line == 0


def test_each_seal_continues_the_last_and_all_verify(house: House) -> None:
    bulk(house.book, (line(f"{i}") for i in range(600)), house.me)
    for _seal in range(3):
        house.post(line("Between."))
        house.book.seal(house.me).result()
    health = house.book.health()
    assert health.sealed_line == 603
    assert health.sealed_at is not None
    assert house.book.verify(full=True) == []
    assert house.book.verify() == []


def test_verification_goes_on_at_the_last_seal(house: House) -> None:
    house.post(line("Before."))
    (sealed,) = house.book.seal().result().records
    (after,) = house.post(line("After."))
    chain = resume(house.book.reader().link)
    assert chain.size == sealed.n - 1
    seen: list[tuple[int, int]] = []
    assert house.book.verify(told=lambda _step, at, of: seen.append((at, of))) == []
    assert seen == [(after.n - chain.size, after.n - chain.size)]
    house.reopen()
    house.post(line("Again."))
    assert house.book.verify() == []


def test_amendments_across_a_seal_verify(house: House) -> None:
    from deskinc.book.record import Draft
    from deskinc.proof.canonical import b64

    (old,) = house.post(line("Rong."))
    (act,) = house.post(Draft("handover", {"post": "Gate"}))
    other = house.enrol("Ada Lund")
    house.book.seal(house.me).result()
    house.post(Draft("occurrence", {"text": "Right."}, amends=old.id))
    house.post(
        Draft("countersign", {"act": b64(act.leaf), "meaning": "x"}, thread=act.id), signer=other
    )
    assert house.book.verify() == []
    house.book.seal(other).result()
    assert house.book.verify() == []
    assert house.book.verify(full=True) == []


@pytest.mark.parametrize("key", [STATE, SEALED])
@pytest.mark.parametrize("value", [b"", b"{}", b"3", b"[]"])
def test_a_memory_nobody_signed_is_not_trusted(house: House, key: str, value: bytes) -> None:
    house.book.seal().result()
    link = house.book._writer._link
    with link.transaction():
        schema.put(link, key, value)
    assert resume(house.book.reader().link).size == 0
    assert house.book.verify() == []


def test_a_memory_of_another_tree_is_not_trusted(house: House) -> None:
    house.book.seal().result()
    link = house.book._writer._link
    older = schema.get(link, STATE) or b""
    house.post(line("More."))
    house.book.seal().result()
    with link.transaction():
        schema.put(link, STATE, older)
    assert resume(house.book.reader().link).size == 0


def test_a_book_that_does_not_verify_is_not_sealed(house: House) -> None:
    (record,) = house.post(line("Stays."))
    link = house.book._writer._link
    with link.transaction():
        link.run("DROP TRIGGER value_as_is")
        link.run("UPDATE value SET raw = x'5b5d' WHERE n = ? AND name = 'text'", (record.n,))
    with pytest.raises(BookFault, match="not sealed"):
        house.book.seal(house.me).result()
    assert house.book.reader().seals() == []


def test_a_tree_that_does_not_continue_is_not_sealed(house: House) -> None:
    house.post(line("One."))
    house.book.seal().result()
    link = house.book._writer._link
    with link.transaction():
        link.run("UPDATE seal SET root = zeroblob(32)")
    with pytest.raises(BookFault, match="sealed before"):
        house.book.seal().result()
    with link.transaction():
        link.run("UPDATE leaf SET leaf = zeroblob(32) WHERE n = 2")
    with pytest.raises(BookFault, match="not sealed"):
        house.book.seal().result()


def test_full_verification_finds_what_is_not_true(house: House) -> None:
    house.post(line("One."), line("Two."))
    link = house.book._writer._link
    for sql, word in (
        ("UPDATE entry SET line = 9 WHERE line = 2", "entry"),
        ("UPDATE words SET body = 'other' WHERE body = 'One.'", "words"),
        ("INSERT INTO search(rowid, body, more, tags) VALUES (99, 'ghost', '', '')", "search"),
    ):
        with link.transaction():
            link.run(sql)
        found = house.book.verify(full=True)
        assert any(word in f"{finding.why} {finding.about}" for finding in found)
    with link.transaction():
        link.run("DROP TRIGGER record_as_is")
        link.run("UPDATE record SET thread = zeroblob(16) WHERE n = 4")
    assert (Kind.ALTERED, 4) in {(f.kind, f.n) for f in house.book.verify(full=True)}
    with link.transaction():
        link.run("UPDATE record SET doc = x'7b7d' WHERE n = 4")
    assert any(f.kind is not Kind.VALID for f in house.book.verify(full=True))


def test_verification_can_be_stopped_and_leaves_nothing(house: House) -> None:
    bulk(house.book, (line(f"{i}") for i in range(600)), house.me)
    with pytest.raises(Cancelled):
        house.book.verify(full=True, cancel=lambda: True)
    seen: list[str] = []

    def later() -> bool:
        return bool(seen) and seen[-1] == "registers"

    with pytest.raises(Cancelled):
        house.book.verify(full=True, told=lambda step, _done, _of: seen.append(step), cancel=later)
    assert not (house.folder / "scratch.db").exists()


def test_verification_runs_beside_the_writer(house: House) -> None:
    bulk(house.book, (line(f"{i}") for i in range(300)), house.me)
    beside = []

    def write(_step: str, _done: int, _total: int) -> None:
        beside.append(house.write(line("Beside.")))

    assert house.book.verify(full=True, told=write) == []
    assert beside
    assert all(future.result().records for future in beside)


def test_on_another_clock_the_seal_has_its_time(timed: House, clock: Ticking) -> None:
    timed.book.seal(timed.me).result()
    assert timed.book.health().sealed_at == clock.moment


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        (
            "UPDATE record SET doc = CAST(replace(doc, 'patrol', 'x') || ' ' AS BLOB) WHERE n = 5",
            "not",
        ),
        ("UPDATE record SET sig = zeroblob(64) WHERE n = 5", "not"),
        ("DELETE FROM record WHERE n = 6", "not"),
        ("UPDATE leaf SET leaf = zeroblob(32) WHERE n = 6", "not"),
        ("DELETE FROM leaf WHERE n = 6", "not"),
        ("UPDATE seal SET size = 2", "sealed before"),
        ("UPDATE seal SET root = (SELECT leaf FROM leaf WHERE n = 1)", "sealed before"),
        ("UPDATE seal SET n = 5", "cannot be read"),
        ("DELETE FROM seal", "is gone"),
    ],
)
def test_before_it_is_sealed_the_book_is_read_again_from_the_disk(
    house: House, sql: str, why: str
) -> None:
    house.book.seal().result()
    house.post(line("Since."))
    house.post(line("And since."))
    link = house.book._writer._link
    with link.transaction():
        for trigger in ("record_as_is", "record_stays"):
            link.run(f"DROP TRIGGER {trigger}")
        link.driver.execute("PRAGMA defer_foreign_keys = ON")
        if "DELETE FROM record" in sql:
            link.run("DROP TRIGGER value_stays")
            link.run("DELETE FROM value WHERE n = 6")
        link.run(sql)
    with pytest.raises(BookFault, match=f"was not sealed.*{why}"):
        house.book.seal(house.me).result()
    assert "was not sealed" in house.book.health().doubts[0]


def test_a_tree_grown_from_another_past_is_not_sealed(house: House) -> None:
    """The seal before speaks of a tree that this one does not begin with."""
    house.post(line("One."))
    house.book.seal().result()
    link = house.book._writer._link
    (leaf,) = link.run("SELECT leaf FROM leaf WHERE n = 4").scalars()
    house.post(line("Two."))
    with link.transaction():
        link.run("UPDATE leaf SET leaf = ? WHERE n = 3", (leaf,))
        link.run("DELETE FROM meta WHERE key IN ('chain', 'sealed')")
    writer = house.book._writer
    writer.state = ledger.load(link, writer.state.book, 1)
    with pytest.raises(BookFault, match="was not sealed"):
        house.book.seal().result()


def test_people_witness_a_seal_beside_who_writes_it_each_once(house: House) -> None:
    other = house.enrol("Ada Lund")
    (sealed,) = house.book.seal(house.me, witnesses=[other, house.me]).result().records
    note = parse_note(str(sealed.values["note"]))
    people = {
        n.name: public_raw(s.private)
        for n, s in zip(note.signatures[1:], [house.me, other], strict=True)
    }
    assert len(verify_note(note, public_raw(house.book.founding.site), people)) == 3
    assert sealed.author == house.me.author
    assert house.book.verify(full=True) == []
