"""The lanes: work in order, failures with whoever waits, tidying only in between."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest
from bench.bulk import bulk
from tests.book.disks import grown, refusing
from tests.book.houses import House, line

from deskinc.book.disk.lanes import OFTEN, Lane
from deskinc.book.records import reading
from deskinc.book.writing import tidying
from deskinc.book.writing import writer as writing
from deskinc.errors import BookFault, Unwritable


def test_work_is_done_in_order_and_failures_come_home() -> None:
    done: list[int] = []
    lane = Lane("test")
    futures = [lane.submit(lambda i=i: done.append(i)) for i in range(20)]  # type: ignore[misc]
    wrong = lane.submit(lambda: 1 // 0)
    lane.close()
    assert done == list(range(20))
    assert all(future.done() for future in futures)
    assert isinstance(wrong.exception(), ZeroDivisionError)
    with pytest.raises(RuntimeError, match="closed"):
        lane.submit(lambda: None)


def test_what_was_cancelled_is_not_done() -> None:
    gate, done = Event(), Event()
    lane = Lane("test")
    lane.submit(lambda: gate.wait(30))
    try:
        cancelled = lane.submit(done.set)
        assert cancelled.cancel()
    finally:
        gate.set()
    lane.close()
    assert not done.is_set()


def test_a_pause_is_used_for_tidying_until_there_is_nothing_left() -> None:
    left, tidied = [3], Event()

    def tidy() -> bool:
        left[0] -= 1
        if not left[0]:
            tidied.set()
        return left[0] > 0

    lane = Lane("test", tidy)
    lane.submit(lambda: None)
    assert tidied.wait(10)
    lane.close()
    assert left == [0]


def test_without_a_pause_it_tidies_now_and_then() -> None:
    slices: list[int] = []

    def tidy() -> bool:
        slices.append(1)
        return True

    lane = Lane("test", tidy)
    for _piece in range(OFTEN):
        lane.submit(lambda: None).result()
    lane.submit(lambda: None).result()
    lane.close()
    assert slices


def test_a_failure_while_tidying_stops_no_work() -> None:
    failed = Event()

    def tidy() -> bool:
        failed.set()
        raise OSError

    lane = Lane("test", tidy)
    lane.submit(lambda: None)
    assert failed.wait(10)
    assert lane.submit(lambda: 7).result() == 7
    lane.close()


@pytest.mark.parametrize("failure", [RuntimeError, SystemExit, KeyboardInterrupt])
def test_a_listener_that_fails_ends_no_lane(failure: type[BaseException]) -> None:
    def listens(_result: int) -> None:
        raise failure

    lane = Lane("test")
    assert lane.submit(lambda: 1, listens).result(30) == 1
    assert lane.submit(lambda: 2).result(30) == 2
    lane.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_lane_that_dies_fails_whatever_waits_for_it() -> None:
    tidying, gate = Event(), Event()

    def tidy() -> bool:
        tidying.set()
        gate.wait(30)
        raise SystemExit

    lane = Lane("test", tidy)
    lane.submit(lambda: None)
    try:
        assert tidying.wait(30)
        waiting = [lane.submit(lambda: None) for _i in range(3)]
        assert waiting[0].cancel()
    finally:
        gate.set()
    for future in waiting[1:]:
        assert isinstance(future.exception(30), RuntimeError)
    lane.close()
    with pytest.raises(RuntimeError, match="closed"):
        lane.submit(lambda: None)


def test_a_listener_that_ends_its_thread_stops_no_line(house: House) -> None:
    def listens(_records: object) -> None:
        raise SystemExit

    house.book.listen(listens)
    assert house.write(line("One.")).result(30).records[0].line == 1
    assert house.write(line("Two.")).result(30).records[0].line == 2


def test_the_log_is_folded_back_in_a_pause(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "FOLD_AT", 1)
    house.post(line("One."))
    house.book.settle()
    link = house.book._writer._link
    _busy, pages, done = link.driver.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
    assert pages - done <= 2
    assert house.post(line("Two."))[0].line == 2


def test_merging_keeps_its_slices_short(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        house.post(line(f"Word{number} again and again."))
    pages = house.book._writer.tidying._pages
    monkeypatch.setattr(tidying, "SLICE", 0.0)
    house.post(line("More."))
    house.book.settle()
    assert house.book._writer.tidying._pages < pages or pages == 4
    monkeypatch.setattr(tidying, "SLICE", 60.0)
    house.post(line("More."))
    house.book.settle()
    assert house.book._writer.tidying._pages >= 8
    assert len(house.book.reader().search("again", limit=99)) == 40


def test_after_a_failed_write_memory_is_what_the_disk_says(house: House) -> None:
    house.post(line("One."))
    writer = house.book._writer
    link = writer._link
    with link.transaction():
        link.run("CREATE TRIGGER stop BEFORE INSERT ON entry WHEN new.line = 2 "
                 "BEGIN SELECT raise(ABORT, 'stopped'); END")  # fmt: skip
    before = writer.state
    with pytest.raises(Exception, match="stopped"):
        house.post(line("Two."))
    assert writer.state == before
    assert writer._link is not link
    assert house.book.reader().last_n() == before.n
    with writer._link.transaction():
        writer._link.run("DROP TRIGGER stop")
    assert house.post(line("Two."))[0].line == 2
    assert house.book.verify(full=True) == []


def test_a_book_that_cannot_be_read_any_more_takes_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.post(line("One."))
    writer = house.book._writer
    with writer._link.transaction():
        writer._link.run("DROP TABLE words")
        writer._link.run("DROP TABLE entry")
    with pytest.raises(Unwritable):
        house.post(line("Two."))
    health = house.book.health()
    assert health.read_only
    assert health.fault
    with pytest.raises(BookFault):
        house.post(line("Three."))
    assert not writer.tidy()
    monkeypatch.undo()


def test_a_head_file_that_cannot_be_written_stops_no_line(house: House) -> None:
    (house.folder / "head").unlink()
    (house.folder / "head").mkdir()
    assert house.post(line("One."))[0].line == 1
    (house.folder / "head").rmdir()


def test_a_mirror_that_fails_midway_is_caught_up_in_order(house: House) -> None:
    away = house.mirror.rename(house.mirror.with_name("away"))
    assert not house.write(line("One."), line("Two.")).result().mirrored
    bulk(house.book, (line(str(i)) for i in range(600)), house.me)
    assert house.book.health().pending == 602
    away.rename(house.mirror)
    house.post(line("Back."))
    house.book.settle()
    assert house.book.health().mirror == "ok"
    assert house.write(line("Both.")).result().mirrored
    house.reopen()
    assert house.book.verify(full=True) == []


def test_what_the_mirror_lacks_is_fetched_in_pieces(house: House) -> None:
    for number in range(4):
        house.post(line(str(number)))
    link = house.book.reader().link
    first = reading.batches(link, 1, room=3)
    rest = reading.batches(link, first[-1].last + 1)
    assert [batch.first for batch in first + rest] == [1, 2, 3, 4, 5, 6, 7]
    assert reading.batches(link, 8) == []


def test_a_mirror_lane_that_cannot_read_the_book_says_missing(house: House) -> None:
    lane = house.book._writer.mirror
    assert lane is not None

    def fails(_since: int) -> list[object]:
        raise RuntimeError

    lane._fetch = fails  # type: ignore[assignment]
    lane.nudge(99)
    assert not lane.settled(10)


def test_a_mirror_lane_outlives_whatever_goes_wrong_in_it(house: House) -> None:
    lane = house.book._writer.mirror
    assert lane is not None
    extend = lane._writer.extend

    def fails(*_given: object) -> None:
        raise RuntimeError("a bug")

    lane._writer.extend = fails  # type: ignore[method-assign, assignment]
    assert not house.write(line("One.")).result().mirrored
    assert house.book.health().mirror == "pending"
    lane._writer.extend = extend  # type: ignore[method-assign]
    house.book.settle()
    assert house.book.health().mirror == "ok"


def test_a_log_that_cannot_be_folded_back_takes_no_line_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = grown(house)
    monkeypatch.setattr(tidying, "FOLD_AT", 1)
    monkeypatch.setattr(writing, "MANY", 20)
    with refusing(long):
        drafts = [line("x" * 2000) for _i in range(writing.MANY)]
        assert len(house.write(*drafts).result().records) == writing.MANY
        assert house.book._writer.tidying.ailing
    assert house.book.verify(full=True) == []


def test_a_commit_that_failed_late_still_reaches_the_mirror(house: House) -> None:
    """The disk may keep what it said it had refused."""
    writer = house.book._writer
    draft = line("Kept after all.")

    class Late(type(writer._link)):  # type: ignore[misc]
        def put(self, sql: str, params: Sequence[object] = ()) -> None:
            super().put(sql, params)
            if sql == "COMMIT":
                raise OSError(5, "late")

    writer._link.__class__ = Late
    told: list[bytes] = []
    house.book.listen(lambda records: told.extend(record.id for record in records))
    saved = house.write(draft).result()
    assert saved.mirrored
    assert saved.records[0].line == 1
    house.post(line("Next."))
    assert told.count(draft.id) == 1
    assert house.book.verify(full=True) == []


TRACED = """
import json, sys
from pathlib import Path
sys.path[:0] = ["src", "."]
from tests.book.houses import found, line
house = found(Path(sys.argv[1]))
for number in range(3):
    house.post(line("before"))
print("begin", file=sys.stderr, flush=True)
for number in range(20):
    house.post(line(f"line {number}"))
print("end", file=sys.stderr, flush=True)
house.book.close()
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_line_costs_one_sync_of_the_log_and_two_of_the_mirror(tmp_path: Path) -> None:
    log = tmp_path / "strace"
    command = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync,write", "-o", str(log)]
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [*command, sys.executable, "-c", TRACED, str(tmp_path / "office")],
        capture_output=True, text=True, check=False, cwd=root, env=dict(os.environ), timeout=120,
    )  # fmt: skip
    if done.returncode:
        pytest.skip("tracing is not allowed here")
    text = log.read_text("utf-8", "replace")
    part = text[text.index('"begin') : text.index('"end')]
    synced = re.findall(r"(?:fsync|fdatasync)\(\d+<([^>]*)>", part)
    names = [Path(name).name for name in synced]
    assert sum(name == "book.db-wal" for name in names) == 20
    assert sum(name.endswith((".lines", ".values")) for name in names) == 40
    assert len(names) == 60
