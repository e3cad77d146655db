"""A check tells of each of its parts what it looked at, what does not hold, and for how long."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from bench.bulk import bulk
from tests.book.disks import refusing
from tests.book.houses import House, alter, found, line
from tests.book.records.test_proved import TRIGGERS, tamper

from deskinc import children
from deskinc.book.checking import check as checking
from deskinc.book.checking import check_child
from deskinc.book.checking.check import ROOM, Subject, unwatched
from deskinc.book.checking.checked import Checked, dump, load
from deskinc.book.checking.comparing import SCRATCH
from deskinc.book.disk import schema
from deskinc.book.disk.station import Station
from deskinc.book.disk.store import Link, Mode
from deskinc.book.opening import opening
from deskinc.book.record import Draft
from deskinc.book.records import following
from deskinc.book.records.following import SEALED, STATE, Cancelled, never
from deskinc.errors import BookFault
from deskinc.proof import tally
from deskinc.proof.canonical import b64
from deskinc.proof.findings import Kind, Why
from deskinc.proof.tally import CHECKS, RESTRICTED


def lively(house: House) -> None:
    """A book in which every check has something to look at."""
    other = house.enrol("Jo Ash")
    bulk(house.book, (line(f"{i}") for i in range(300)), house.me)
    made = house.book.attach(b"evidence", "a.jpg", "image/jpeg")
    house.post(Draft("photo", {"original": made.value}, files={"original": made.key}))
    (act,) = house.post(Draft("handover", {"post": "Gate"}))
    said = {"act": b64(act.leaf), "meaning": "taken"}
    house.post(Draft("countersign", said, thread=act.id), signer=other)
    house.book.seal(house.me).result()
    house.post(line("Between."))
    house.book.seal(house.me).result()
    house.post(line("After."))


def subject(house: House) -> Subject:
    return Subject(house.folder, house.keys, house.book.id)


def by_check(checked: Checked) -> dict[str, tuple[int, int, int]]:
    return {part.check: (part.counted, part.held, part.found) for part in checked.parts}


def why_of(checked: Checked, check: str) -> set[str]:
    (part,) = (part for part in checked.parts if part.check == check)
    return {finding.why for finding in part.findings}


def test_every_check_says_how_many_it_looked_at(house: House) -> None:
    lively(house)
    checked = house.book.check(full=True)
    last = house.book.reader().last_n()
    assert [part.check for part in checked.parts] == list(CHECKS)
    there = [part for part in checked.parts if part.check != RESTRICTED]
    assert all(part.held == part.counted > 0 and not part.left_out for part in there)
    found = by_check(checked)
    for name in ("bytes", "signatures", "chain", "tree"):
        assert found[name] == (last, last, 0)
    assert found["seals"][0] == 2
    assert (found["countersignatures"][0], found["attachments"][0]) == (1, 1)
    assert found["numbers"][0] == house.book.reader().last_line()
    assert (checked.first, checked.last, checked.sound) == (1, last, True)
    assert checked.seconds >= max(part.seconds for part in checked.parts) > 0
    seal = house.book.reader().last_seal()
    assert checked.seal is not None
    assert seal is not None
    assert (checked.seal.n, checked.seal.root) == (seal.n, seal.root)


def test_since_the_last_seal_little_is_looked_at(house: House) -> None:
    lively(house)
    checked = house.book.check(full=False)
    seal, last = house.book.reader().last_seal(), house.book.reader().last_n()
    assert seal is not None
    assert (checked.first, checked.last) == (seal.size + 1, last)
    assert {part.check for part in checked.parts} == set(CHECKS) - checking.LEFT_OUT
    assert by_check(checked)["seals"] == (1, 1, 0)
    assert checked.seal is not None


@pytest.mark.parametrize(
    ("sql", "check", "why"),
    [
        ("UPDATE record SET sig = zeroblob(64) WHERE n = 9", "signatures", Why.UNSIGNED),
        ("UPDATE record SET thread = zeroblob(16) WHERE n = 9", "bytes", Why.INDEX_RECORD),
        ("UPDATE record SET doc = x'7b7d' WHERE n = 9", "bytes", Why.FORMAT),
        ("DELETE FROM value WHERE n = 9", "disclosures", Why.VALUE_MISSING),
        ("UPDATE value SET name = 'x' WHERE n = 9 AND name = 'text'", "disclosures",
         Why.INDEX_VALUE),
        ("UPDATE leaf SET leaf = zeroblob(32) WHERE n = 303", "tree", Why.TREE_STORED),
        ("UPDATE leaf SET leaf = zeroblob(32) WHERE n = 303", "seals", Why.SEAL_ORDER),
        ("UPDATE entry SET line = 999 WHERE line = 3", "registers", Why.REGISTER),
        ("DELETE FROM search WHERE rowid = 9", "search", Why.SEARCH),
        ("UPDATE file SET sha256 = zeroblob(32)", "attachments", Why.INDEX_FILE),
        ("DELETE FROM file", "attachments", Why.FILE_KEY),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_the_check_that_finds_it(
    house: House, sql: str, check: str, why: Why
) -> None:
    lively(house)
    with Link(house.book._open.store, Mode.WRITE) as link:
        for trigger in ("file_stays",):
            link.run(f"DROP TRIGGER {trigger}")
        tamper(link, (sql, ()))
    checked = house.book.check(full=True)
    assert why in why_of(checked, check)
    assert not checked.sound
    counted, held, found = by_check(checked)[check]
    assert held < counted
    assert found >= 1


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("UPDATE entry SET line = 999 WHERE line = 3", Why.REGISTER),
        ("DELETE FROM search WHERE rowid = 9", Why.SEARCH),
    ],
)
def test_a_list_that_is_not_true_is_built_again_at_the_next_opening(
    house: House, sql: str, why: Why
) -> None:
    lively(house)
    with Link(house.book._open.store, Mode.WRITE) as link, link.transaction():
        link.run(sql)
    assert {found.why for found in house.book.verify(full=True)} == {why}
    house.reopen()
    assert house.book.verify(full=True) == []


def test_a_list_is_left_as_it_is_where_a_record_is_in_doubt_as_well(house: House) -> None:
    lively(house)
    with Link(house.book._open.store, Mode.WRITE) as link:
        alter(link, 9, "text", "Other words.")
    found = house.book.verify(full=True)
    assert {Why.SEARCH, Why.FOREIGN_VALUE} <= {one.why for one in found}
    house.reopen()
    assert house.book.verify(full=True) == found


def test_a_cut_end_is_missed_by_the_head_file(house: House) -> None:
    lively(house)
    last = house.book.reader().last_n()
    with Link(house.book._open.store, Mode.WRITE) as link:
        tamper(
            link,
            ("DELETE FROM value WHERE n = ?", (last,)),
            ("DELETE FROM record WHERE n = ?", (last,)),
        )
    assert Why.WITNESS_SIZE in why_of(house.book.check(full=True), "tree")


def test_a_damaged_page_is_found_and_the_rest_still_looked_at(house: House) -> None:
    lively(house)
    house.book.close()
    path = house.folder / "book.db"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 + 100] ^= 1
    path.write_bytes(raw)
    checked = checking.check(subject(house), full=True, told=unwatched, cancel=never)
    assert Why.PAGE in why_of(checked, "pages")
    assert len(checked.parts) == len(CHECKS)


def test_findings_are_sorted_counted_and_bounded(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tally, "SHOWN", 20)
    lively(house)
    with Link(house.book._open.store, Mode.WRITE) as link:
        tamper(link, ("UPDATE record SET sig = zeroblob(64) WHERE n > 3", ()))
    checked = house.book.check(full=True)
    (part,) = (part for part in checked.parts if part.check == "signatures")
    assert part.found > len(part.findings) == 20
    assert part.held == 3
    assert checked.found > len(checked.findings)
    order = [CHECKS.index(part.check) for part in checked.parts]
    assert order == sorted(order)
    ns = [finding.n for finding in part.findings]
    assert ns == sorted(ns)


def test_an_outcome_survives_the_way_through_a_pipe(house: House) -> None:
    lively(house)
    with Link(house.book._open.store, Mode.WRITE) as link:
        alter(link, 9, "text", "Other.")
    checked = house.book.check(full=True)
    assert not checked.sound
    assert load(dump(checked)) == checked


def test_a_child_finds_the_same(house: House) -> None:
    lively(house)
    with Link(house.book._open.store, Mode.WRITE) as link:
        alter(link, 9, "text", "Other.")
    here, there = house.book.check(full=True), house.book.check(full=True, apart=True)
    assert by_check(there) | {"pages": None} == by_check(here) | {"pages": None}
    assert there.findings == here.findings
    assert there.root == here.root
    assert not (house.folder / SCRATCH).exists()


def test_a_child_tells_how_far_it_is_and_can_be_stopped(house: House) -> None:
    lively(house)
    seen: list[str] = []

    def told(step: str, done: int, of: int) -> None:
        assert 0 <= done <= of
        seen.append(step)

    with pytest.raises(Cancelled):
        house.book.check(full=True, told=told, cancel=lambda: bool(seen), apart=True)
    assert seen
    assert set(seen) <= set(checking.STEPS)
    assert not (house.folder / SCRATCH).exists()


@pytest.mark.parametrize("script", ["pass", "print('no answer')", "print('[]')"])
def test_a_child_that_ends_without_an_answer_is_said(
    house: House, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(children, "command", lambda _option: [sys.executable, "-c", script])
    with pytest.raises(BookFault, match="before its time") as caught:
        house.book.check(full=True, apart=True)
    assert caught.value.todo


def test_a_child_that_cannot_open_the_book_says_why(house: House) -> None:
    lively(house)
    house.book.close()
    (house.folder / "book.db").unlink()
    with pytest.raises(BookFault) as caught:
        check_child.check(subject(house), full=True, told=unwatched, cancel=never)
    assert "cannot be opened" in caught.value.what


def test_without_room_for_the_copy_only_the_lists_are_left_out(
    mount: Callable[[str], Path],
) -> None:
    place = mount("12m")
    house = found(place)
    lively(house)
    with (place / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    checked = house.book.check(full=True)
    (place / "filler").unlink()
    house.book.close()
    assert {p.check for p in checked.parts if p.left_out == ROOM} == {"registers", "search"}
    assert checked.sound


def test_a_disk_that_fails_while_the_copy_is_made_is_no_clean_bill(house: House) -> None:
    lively(house)
    house.book.settle()
    with refusing():
        checked = house.book.check(full=True)
    assert Why.UNREADABLE in why_of(checked, "registers")


def fed(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[int]]:
    """How many records each following opening reads."""
    seen: list[int] = []
    stored = following.stored

    def counted(link: Link, low: int, high: int) -> object:
        seen.append(high - low)
        return stored(link, low, high)

    monkeypatch.setattr(following, "stored", counted)

    def again() -> list[int]:
        seen.clear()
        house.reopen()
        return list(seen)

    return again


@pytest.mark.parametrize("kept", [None, b"{}"])
def test_a_book_whose_memory_is_of_another_version_is_read_whole_only_once(
    house: House, monkeypatch: pytest.MonkeyPatch, kept: bytes | None
) -> None:
    lively(house)
    link = house.book._writer._link
    seal, last = house.book.reader().last_seal(), house.book.reader().last_n()
    assert seal is not None
    with link.transaction():
        if kept is None:
            link.run("DELETE FROM meta WHERE key IN (?, ?)", (STATE, SEALED))
        else:
            schema.put(link, STATE, kept)
    again = fed(house, monkeypatch)
    assert sum(again()) == last
    assert sum(again()) == last - seal.size
    assert house.book.verify() == []
    assert house.book.verify(full=True) == []


def test_nothing_is_remembered_of_a_book_that_does_not_verify(house: House) -> None:
    lively(house)
    link = house.book._writer._link
    with link.transaction():
        link.run("DELETE FROM meta WHERE key = ?", (STATE,))
        for trigger in TRIGGERS:
            link.run(f"DROP TRIGGER IF EXISTS {trigger}")
        link.run("UPDATE record SET sig = zeroblob(64) WHERE n = 9")
    house.book.close()
    with pytest.raises(BookFault, match="record 9"):
        house.open()
    with Link(house.book._open.store, Mode.READ) as read:
        assert schema.get(read, STATE) is None


def test_opening_says_how_many_records_of_those_since_the_seal_it_has_checked(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.book.seal().result()
    bulk(house.book, (line(f"{i}") for i in range(1200)), house.me)
    folder, keys = house.folder, house.keys
    house.book.close()
    seen: list[tuple[int, int]] = []
    opening.look(folder, keys, Station.load(folder), lambda at, of: seen.append((at, of)))
    assert seen == [(500, 1201), (1000, 1201), (1201, 1201)]


def test_a_checkpoint_that_a_long_reader_holds_up_is_not_tried_again_at_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deskinc.book.writing import tidying

    monkeypatch.setattr(tidying, "FOLD_AT", 20)
    house.book.settle()
    own = house.book._writer.tidying
    with Link(house.book._open.store, Mode.READ) as reader, reader.snapshot():
        reader.one("SELECT count(*) FROM record")
        house.post(*(line(f"{i}") for i in range(40)))
        house.book.settle()
        assert own._fold_from > 0
        folded = own._fold_from
        house.post(line("One more."))
        house.book.settle()
        assert own._fold_from == folded
    house.post(*(line(f"{i}") for i in range(80)))
    house.book.settle()
    assert own._fold_from == 0


def test_findings_have_their_kind_across_the_pipe(house: House) -> None:
    lively(house)
    (path,) = (house.folder / "attachments").iterdir()
    path.unlink()
    checked = house.book.check(full=True, apart=True)
    assert [(f.kind, f.why, f.about) for f in checked.findings] == [
        (Kind.INCOMPLETE, Why.FILE_MISSING, "original")
    ]


def test_a_scratch_copy_left_behind_is_no_obstacle(house: House, tmp_path: Path) -> None:
    lively(house)
    (house.folder / SCRATCH).write_bytes(b"left by a power cut")
    assert house.book.check(full=True).sound
    assert not (house.folder / SCRATCH).exists()
