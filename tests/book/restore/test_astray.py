"""A mirror that was away at a restore comes back with lines: the book says so and keeps both."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.book.absent import away, said, settled, without_mirror
from tests.book.houses import House, line
from tests.book.kept import backed_up
from tests.book.restores import erase, home, places, rebuilt, texts

from deskinc.book import mirror
from deskinc.book.checking import mirror_check
from deskinc.book.checking.check import Subject, check, unwatched
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.mirror import MirrorWriter
from deskinc.book.mirror import ended as mirror_ended
from deskinc.book.mirror import file as mirror_file
from deskinc.book.record import Draft, Saved, Signer
from deskinc.book.records.following import Cancelled, never
from deskinc.book.records.payload import Batch, Payload
from deskinc.book.restore import astray as mirror_astray
from deskinc.book.restore.astray import Looking
from deskinc.errors import DeskError
from deskinc.proof.canonical import b64
from deskinc.proof.document import leaf
from deskinc.proof.findings import Kind, Why
from deskinc.proof.tally import MIRROR

LEFT = ("Only there", "Only there too")


def back_to_yesterday(house: House) -> None:
    """An older copy of the book is put back with its head file: only the mirror knows better."""
    house.book.close()
    older = {name: (house.folder / name).read_bytes() for name in ("book.db", "head")}
    house.open()
    for text in LEFT:
        house.post(line(text))
    house.book.settle()
    house.book.close()
    for name, raw in older.items():
        (house.folder / name).write_bytes(raw)


def in_mirror(house: House) -> list[str]:
    """Every line that the mirror's files give, of whatever epoch."""
    found = []
    for one in mirror.frames(home(house), house.keys.mirror, house.book.id):
        if isinstance(one, Batch):
            found += [d for entry in one.entries for d in entry.disclosures or ()]
    return [raw.decode() for raw in found]


def own(house: House, second: Signer, _disk: Path) -> int:
    """The book's own file is all there is; how many lines it restores."""
    back_to_yesterday(house)
    without_mirror(house, second, "own", house.folder)
    return 5


def backup(house: House, second: Signer, disk: Path) -> int:
    """The same with a backup, the disk of the book being gone."""
    made = backed_up(house, disk)
    for text in LEFT:
        house.post(line(text))
    house.book.settle()
    house.book.close()
    (house.folder / "book.db").unlink()
    (house.folder / "head").unlink()
    without_mirror(house, second, "backup", made.folder)
    return 5


@pytest.mark.parametrize(
    ("restored", "late"), [(own, False), (backup, True)],
    ids=["own file, at the opening", "backup, while it is open"],
)  # fmt: skip
def test_a_mirror_that_was_away_at_the_restore_and_holds_more_is_told_once(
    house: House, other: Signer, tmp_path: Path,
    restored: Callable[[House, Signer, Path], int], late: bool,
) -> None:  # fmt: skip
    before = restored(house, other, tmp_path / "disk")
    with away(house):
        if late:
            house.open()
            assert said(house) == []
    if not late:
        house.open()
    settled(house)
    (record,) = said(house)
    assert (record.author, record.line) == ("desk", before + 1)
    assert record.values["lines"] == "6–7"
    assert record.values["epoch"] == 1
    text = str(record.values["text"])
    assert str(home(house)) in text
    assert text in house.book.health().doubts, "it is amber too"
    assert not any(words in texts(house) for words in LEFT), "nothing of it goes into the book"
    assert all(any(words in raw for raw in in_mirror(house)) for words in LEFT), "both are kept"
    assert house.post(line("Goes on"))[0].line == before + 2
    house.reopen()
    settled(house)
    assert len(said(house)) == 1
    assert house.book.health().doubts == ()
    assert house.book.health().mirror == "ok"
    assert house.book.verify(full=True) == []
    assert all(any(words in raw for raw in in_mirror(house)) for words in LEFT)


def test_what_the_mirror_had_when_it_was_there_at_the_restore_is_not_told(
    house: House, other: Signer, tmp_path: Path
) -> None:
    back_to_yesterday(house)
    rebuilt(house, places(house), other)
    house.open()
    settled(house)
    assert said(house) == []
    assert set(LEFT) <= set(texts(house))
    restore = house.book.reader().record(int(str(house.book.reader().last_n())) - 1)
    assert restore.form == "restore"
    last = house.book.reader().record(restore.n - 1)
    assert restore.values["mirror"] == b64(last.leaf)


def test_what_was_told_is_looked_up_without_reading_every_line(house: House) -> None:
    link = house.book.reader().link
    plan = link.run("EXPLAIN QUERY PLAN " + mirror_astray.TOLD).all()
    assert [str(step[-1]).partition("INDEX ")[2] for step in plan] == ["entry_astray"]


def test_an_erasure_is_finished_beside_lines_that_stand_in_the_mirror_alone(
    house: House, other: Signer, tmp_path: Path
) -> None:
    own(house, other, tmp_path)
    house.open()
    settled(house)
    n = list(house.book.reader().entry_ns())[-1]
    erase(house, other, n)
    settled(house)
    assert house.book.unerased() == frozenset()
    assert house.book.verify(full=True) == []
    assert all(any(words in raw for raw in in_mirror(house)) for words in LEFT)
    house.reopen()
    settled(house)
    assert len(said(house)) == 1


def flip(house: House, *places: int, bits: int = 1) -> None:
    """The disk, or somebody without a key, turns these bits at each of those places of a file."""
    (path,) = home(house).glob("*.lines")
    raw = bytearray(path.read_bytes())
    for place in places:
        raw[place] ^= bits
    path.write_bytes(raw)


def frame(house: House, back: int) -> int:
    """A place within the frame of lines that is so many from the last."""
    (path,) = home(house).glob("*.lines")
    return mirror_file.spans(path.read_bytes())[-back].start + 30


def checked(house: House) -> set[tuple[str, str]]:
    """What a check of the closed book finds in its mirror."""
    subject = Subject(house.folder, house.keys, house.book.id, (home(house), 10))
    found = check(subject, full=True, told=unwatched, cancel=never).findings
    return {(one.why, one.about) for one in found if one.why in _LEFT}


_LEFT = {Why.MIRROR_ASTRAY, Why.MIRROR_UNREAD}
HEADER = 42
"""The epoch in the header of a file: once it is another, nothing of the file proves itself."""


@pytest.mark.parametrize(
    ("hurt", "bits", "lines", "unread"),
    [((1, 2), 1, None, 2), ((2,), 1, "7", 1), ((), 1, None, 2), ((), 3, None, 2)],
    ids=["both frames", "the first of two", "no epoch in the header", "that of now in it"],
)  # fmt: skip
def test_damage_where_lines_stand_in_the_mirror_alone_is_told_once(
    house: House, other: Signer, tmp_path: Path, hurt: tuple[int, ...], bits: int,
    lines: str | None, unread: int,
) -> None:  # fmt: skip
    own(house, other, tmp_path)
    flip(house, *([frame(house, back) for back in hurt] or [HEADER]), bits=bits)
    named = {(Why.MIRROR_ASTRAY, lines)} if lines else set()
    assert checked(house) == {*named, (Why.MIRROR_UNREAD, "")}
    house.open()
    settled(house)
    (record,) = said(house)
    assert record.values.get("lines") == lines
    assert record.values["unread"] == unread
    text = str(record.values["text"])
    assert f"cannot be read: {unread}." in text
    assert text in house.book.health().doubts
    assert house.book.verify(full=True) == []
    house.reopen()
    settled(house)
    assert len(said(house)) == 1


def test_what_was_told_is_not_told_again_when_it_cannot_be_read_any_more(
    house: House, other: Signer, tmp_path: Path
) -> None:
    own(house, other, tmp_path)
    places = [frame(house, back) for back in (1, 2)]
    house.open()
    settled(house)
    house.book.close()
    for path in home(house).glob("*.lines"):
        raw = bytearray(path.read_bytes())
        if max(places) < len(raw):
            for place in places:
                raw[place] ^= 1
            path.write_bytes(raw)
    house.open()
    settled(house)
    assert [record.values["lines"] for record in said(house)] == ["6–7"]
    assert house.book.verify(full=True) == []


def test_a_line_that_the_book_did_not_take_is_said_again(
    house: House, other: Signer, tmp_path: Path
) -> None:
    own(house, other, tmp_path)
    refused: Future[Saved] = Future()
    refused.set_exception(DeskError("Refused.", ""))
    answers: list[Future[Saved] | None] = [None, refused, Future()]
    said: list[Draft] = []

    def note(draft: Draft) -> Future[Saved] | None:
        said.append(draft)
        return answers.pop(0)

    doubts: set[str] = set()
    looking = Looking(home(house), house.keys.mirror, house.book.id, doubts.add, note)
    with Link(Store(house.folder / "book.db", house.keys.database), Mode.READ) as link:
        for _turn in range(4):
            looking.again()
            looking.once(link, "UTC", never)
        looking.again()
        looking.once(link, "UTC", lambda: True)
    assert len(said) == 3
    assert len(doubts) == 1


def test_of_years_of_files_only_those_about_a_restore_are_read(tmp_path: Path) -> None:
    key, book, days = bytes(32), bytes(16), 40
    writer = MirrorWriter(tmp_path, key, book)
    for n in range(1, 2 * days + 1):
        at = (date(2026, 1, 1) + timedelta(n)).isoformat()
        epoch = 1 if n <= days else 2
        writer.append(Batch(epoch, n, [Payload(b"%d" % n, bytes(64), (), {})]), at)
    on = (date(2026, 1, 1) + timedelta(days + 1)).isoformat()
    ended = mirror_ended.Ended(1, days - 1, on, frozenset(), "", 2)
    asked: list[int] = []

    def going() -> bool:
        asked.append(1)
        return False

    def in_book(n: int) -> bytes | None:
        return leaf(b"%d" % n, bytes(64)) if n < days else None

    pairs = mirror_ended.Pairs(tmp_path, key, book)
    found = mirror_ended.left(pairs, ended, in_book, going)
    assert (found.top, found.unread) == (days, 0)
    assert len(asked) == 3
    with pytest.raises(Cancelled):
        mirror_ended.left(pairs, ended, in_book, lambda: True)


def test_a_check_lists_what_the_book_does_not_yet_say_of_its_mirror(
    house: House, other: Signer, tmp_path: Path
) -> None:
    own(house, other, tmp_path)
    subject = Subject(house.folder, house.keys, house.book.id, (home(house), 10))
    outcome = check(subject, full=True, told=unwatched, cancel=never)
    (one,) = outcome.findings
    assert (one.why, one.about) == (Why.MIRROR_ASTRAY, "6–7")
    assert one.kind == Kind.INCOMPLETE
    assert len(mirror_check.stretch(one)) == 0, "of no record of the book"
    (part,) = (part for part in outcome.parts if part.check == MIRROR)
    assert part.faulty == 1
