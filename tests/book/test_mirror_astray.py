"""A mirror that was away at a restore comes back with lines: the book says so and keeps both."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.book.absent import away, said, settled, without_mirror
from tests.book.houses import House, line
from tests.book.kept import backed_up
from tests.book.restores import erase, home, places, rebuilt, texts

from deskinc.book import mirror, mirror_astray
from deskinc.book.check import Subject, check, unwatched
from deskinc.book.following import never
from deskinc.book.record import Signer
from deskinc.proof.canonical import b64
from deskinc.proof.findings import Kind, Why

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
        if isinstance(one, mirror.Batch):
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


def test_of_a_mirror_that_went_apart_before_the_restore_all_that_it_has_alone_is_told(
    house: House, other: Signer
) -> None:
    back_to_yesterday(house)
    with away(house):
        house.open()
        house.post(line("Written on from the older copy"))
        house.book.close()
    without_mirror(house, other, "own", house.folder)
    house.open()
    settled(house)
    (record,) = said(house)
    assert record.values["lines"] == "6–7"
    assert record.values["records"] == 2
    assert "Written on from the older copy" in texts(house)
    assert {one.why for one in house.book.verify(full=True)} == {Why.MIRROR_SAYS}


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


def test_a_check_lists_what_the_book_does_not_yet_say_of_its_mirror(
    house: House, other: Signer, tmp_path: Path
) -> None:
    own(house, other, tmp_path)
    subject = Subject(house.folder, house.keys, house.book.id, (home(house), 10))
    checked = check(subject, full=True, told=unwatched, cancel=never)
    (one,) = checked.findings
    assert (one.why, one.about) == (Why.MIRROR_ASTRAY, "6–7")
    assert one.kind == Kind.INCOMPLETE
