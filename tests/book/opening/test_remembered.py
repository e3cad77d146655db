"""Head, mirror and station remember the book outside it: an older copy of it is told."""

import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.book.houses import House, line
from tests.book.openings import files, refused

from deskinc.book import mirror
from deskinc.book.disk.head import HeadFile
from deskinc.book.disk.station import Station
from deskinc.book.mirror import lane as mirror_lane
from deskinc.errors import BookFault
from deskinc.proof.canonical import b64
from deskinc.proof.seal import parse_note


@pytest.fixture
def older(closed: House) -> Callable[[], None]:
    """Puts the database back as it was four lines ago."""
    path = closed.folder / "book.db"
    shutil.copy(path, closed.folder / "copy")
    closed.open()
    for number in range(4):
        closed.post(line(f"Later {number}."))
    closed.book.close()

    def put_back() -> None:
        shutil.move(closed.folder / "copy", path)

    return put_back


@pytest.fixture
def week_old(closed: House) -> Callable[[], None]:
    """Puts the whole data folder back as it was four lines ago, head file and all."""
    kept = closed.folder.with_name("last week")
    shutil.copytree(closed.folder, kept)
    closed.open()
    for number in range(4):
        closed.post(line(f"Later {number}."))
    closed.book.close()

    def put_back() -> None:
        shutil.rmtree(closed.folder)
        kept.rename(closed.folder)

    return put_back


def test_an_older_file_is_told_by_the_head(closed: House, older: Callable[[], None]) -> None:
    older()
    refused(closed, "older than it should be: 4")


def test_an_older_file_is_told_by_the_mirror(closed: House, older: Callable[[], None]) -> None:
    older()
    (closed.folder / "head").unlink()
    refused(closed, "mirror holds 4 records")


def test_a_regrown_file_is_told_by_head_and_mirror(
    closed: House, week_old: Callable[[], None]
) -> None:
    head = (closed.folder / "head").read_bytes()
    week_old()
    away = closed.mirror.rename(closed.mirror.with_name("away"))
    closed.open()
    for number in range(6):
        closed.post(line(f"Other {number}."))
    assert closed.book.health().mirror == "missing"
    closed.book.close()
    mine = (closed.folder / "head").read_bytes()
    (closed.folder / "head").write_bytes(head)
    refused(closed, "another story")
    (closed.folder / "head").write_bytes(mine)
    away.rename(closed.mirror)
    refused(closed, "another story")


@pytest.mark.parametrize("mirror_is", ["nobody knows where", "unplugged", "emptied"])
@pytest.mark.parametrize("head_is", ["gone", "damaged"])
def test_where_neither_head_nor_mirror_remembers_it_the_book_stays_closed(
    closed: House, older: Callable[[], None], mirror_is: str, head_is: str
) -> None:
    older()
    (closed.folder / "head").unlink()
    if head_is == "damaged":
        (closed.folder / "head").write_bytes(bytes(1024))
    if mirror_is == "nobody knows where":
        (closed.folder / "station.json").unlink()
    else:
        closed.mirror.rename(closed.mirror.with_name("away"))
    if mirror_is == "emptied":
        (closed.mirror / b64(closed.book.id)).mkdir(parents=True)
    refused(closed, "nothing shows whether book.db is an older copy")


def test_a_damaged_head_file_stops_nobody(closed: House) -> None:
    (closed.folder / "head").write_bytes(bytes(1024))
    closed.open()
    assert closed.post(line("On."))[0].line == 11


def test_a_missing_mirror_is_amber_and_lines_go_on(closed: House) -> None:
    away = closed.mirror.rename(closed.mirror.with_name("away"))
    closed.open()
    assert closed.book.health().mirror == "missing"
    saved = closed.write(line("Alone.")).result()
    assert not saved.mirrored
    assert closed.book.health().pending == 14
    away.rename(closed.mirror)
    closed.post(line("Together."))
    closed.book.settle()
    assert (closed.book.health().mirror, closed.book.health().pending) == ("ok", 0)
    closed.reopen()
    assert closed.book.verify(full=True) == []


def test_a_mirror_that_comes_back_with_another_story_stops_the_book_too(
    closed: House, week_old: Callable[[], None]
) -> None:
    week_old()
    away = closed.mirror.rename(closed.mirror.with_name("away"))
    closed.open()
    for number in range(6):
        closed.post(line(f"Other {number}."))
    away.rename(closed.mirror)
    before = files(closed.mirror)
    closed.book.settle()
    health = closed.book.health()
    assert "another story" in health.fault
    assert "kept sealed" in health.fault
    assert health.read_only
    assert not health.passing
    with pytest.raises(BookFault, match="another story"):
        closed.post(line("One more."))
    with pytest.raises(BookFault, match="another story"):
        closed.book.seal().result()
    assert closed.book.reader().last_line() == 16
    assert files(closed.mirror) == before
    closed.book.close()
    refused(closed, "another story")


def test_a_fork_is_not_sealed_even_if_the_seal_is_what_finds_it(
    closed: House, week_old: Callable[[], None]
) -> None:
    week_old()
    away = closed.mirror.rename(closed.mirror.with_name("away"))
    closed.open()
    closed.post(*(line(f"Other {number}.") for number in range(5)))
    closed.book.settle()
    before = len(closed.book.reader().seals())
    away.rename(closed.mirror)
    with pytest.raises(BookFault, match="another story"):
        closed.book.seal(closed.me).result()
    assert len(closed.book.reader().seals()) == before
    with pytest.raises(BookFault, match="another story"):
        closed.post(line("One more."))


def test_a_shorter_book_is_told_when_its_mirror_comes_back(
    closed: House, week_old: Callable[[], None]
) -> None:
    week_old()
    away = closed.mirror.rename(closed.mirror.with_name("away"))
    closed.open()
    closed.post(line("Other."))
    away.rename(closed.mirror)
    with pytest.raises(BookFault, match="mirror holds 3 records"):
        closed.book.seal().result()
    assert closed.book.health().read_only


def test_without_its_station_file_the_book_opens_without_a_mirror(closed: House) -> None:
    (closed.folder / "station.json").write_text('{"v": 1}')
    closed.open()
    assert closed.book.health().mirror == "missing"
    assert not closed.write(line("On.")).result().mirrored


def test_the_station_is_kept(closed: House) -> None:
    station = Station.load(closed.folder)
    assert station is not None
    assert len(station.id) == 16
    assert station.mirror == closed.mirror
    assert station.salt == (closed.folder / "book.db").read_bytes()[:16]
    assert closed.book.mirror == closed.mirror / b64(closed.book.id)


def test_a_tree_rewritten_before_the_head_is_told_by_the_head(closed: House) -> None:
    """The last record is the same and all leaves but one."""
    file = HeadFile(closed.folder / "head", closed.keys.mirror, closed.book.id)
    head = file.read()
    assert head is not None
    file.write(replace(head, root=bytes(32)))
    refused(closed, "another story")


def test_without_a_mirror_the_seal_says_so(closed: House) -> None:
    (closed.folder / "station.json").unlink()
    closed.open()
    closed.book.settle()
    (sealed,) = closed.book.seal().result().records
    assert parse_note(str(sealed.values["note"])).checkpoint.mirror == 0


def test_a_mirror_is_tried_again_by_itself(closed: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror_lane, "AGAIN", 0.01)
    away = closed.mirror.rename(closed.mirror.with_name("away"))
    closed.open()
    closed.post(line("Alone."))
    away.rename(closed.mirror)
    while closed.book.health().mirror != "ok":
        pass
    assert closed.book.health().pending == 0


def test_at_the_end_the_mirror_is_caught_up(closed: House) -> None:
    away = closed.mirror.rename(closed.mirror.with_name("away"))
    closed.open()
    closed.post(line("Alone."))
    away.rename(closed.mirror)
    closed.book.close()
    tail = mirror.tail(closed.mirror / b64(closed.book.id), closed.keys.mirror, closed.book.id)
    assert tail is not None
    assert tail.n == 14
