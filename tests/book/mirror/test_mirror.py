"""The second copy as it is written: on the disk before it counts, nothing foreign is extended."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.book.mirrors import (
    BOOK,
    DAY,
    KEY,
    KEYS,
    THREE,
    chain,
    documents,
    leaf_of,
    read,
    writer,
    written,
)

from deskinc.book import mirror
from deskinc.book.disk import durable
from deskinc.book.mirror import Tail, tail
from deskinc.book.mirror import file as mirror_file
from deskinc.book.mirror import reader as mirror_reader
from deskinc.book.mirror import writer as mirror_writer
from deskinc.book.mirror.file import HEADER_SIZE, OVERHEAD, Day
from deskinc.book.mirror.packing import pack_lines, pack_values
from deskinc.proof.canonical import b64, dumps


def test_an_epoch_that_is_over_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    made = writer(tmp_path)
    later = chain([1], first=2, prev=leaf_of(THREE[0].entries[0]), epoch=2)
    with pytest.raises(ValueError, match="epoch"):
        made.extend([*later, THREE[0]], DAY)
    made.extend([], DAY)
    assert not list(tmp_path.iterdir())
    made.extend([THREE[0], *later], DAY)
    with pytest.raises(ValueError, match="epoch"):
        made.append(THREE[0], DAY)
    assert [day.part for day in mirror_reader.days(tmp_path)] == [1, 2]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.booleans(), st.integers(0, 2)), min_size=1))
def test_what_was_written_comes_back_across_days_and_restarts(
    steps: list[tuple[int, bool, int]],
) -> None:
    batches = chain(size for size, _again, _days in steps)
    with TemporaryDirectory() as name:
        made, day = writer(Path(name)), 1
        for batch, (_size, again, later) in zip(batches, steps, strict=True):
            made = writer(Path(name)) if again else made
            day = min(28, day + later)
            made.append(batch, f"2026-11-{day:02d}")
        found, damages = read(Path(name))
        assert not damages
        assert [(b.epoch, b.first, len(b.entries)) for b in found] == [
            (b.epoch, b.first, len(b.entries)) for b in batches
        ]
        entries = [entry for batch in found for entry in batch.entries]
        assert entries == [entry for batch in batches for entry in batch.entries]
        last = batches[-1]
        expected = Tail(1, last.last, leaf_of(last.entries[-1]), last.last, whole=True)
        assert tail(Path(name), KEY, BOOK) == expected
        assert not any(part.part > 1 for part in mirror_reader.days(Path(name)))


def test_steady_appending_takes_two_syncs_and_touches_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = written(tmp_path, THREE)
    calls = spy(monkeypatch)
    for batch in chain([1, 5], first=7, prev=leaf_of(THREE[-1].entries[-1])):
        made.append(batch, DAY)
    assert calls == ["fdatasync"] * 4


def test_catching_up_takes_two_syncs_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = written(tmp_path, THREE[:1])
    calls = spy(monkeypatch)
    made.extend(THREE[1:], DAY)
    assert calls == ["fdatasync"] * 2
    assert documents(read(tmp_path)[0]) == documents(THREE)


def spy(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []

    def noting(name: str, real: Callable[[int], None]) -> Callable[[int], None]:
        def call(handle: int) -> None:
            calls.append(name)
            real(handle)

        return call

    for name in ("fsync", "fdatasync"):
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    return calls


def test_values_are_synced_before_lines_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = written(tmp_path, THREE[:1])
    lines = tmp_path / f"{DAY}.lines"
    size = lines.stat().st_size
    seen: list[int] = []
    real = os.fdatasync

    def syncing(handle: int) -> None:
        seen.append(lines.stat().st_size)
        real(handle)

    monkeypatch.setattr(os, "fdatasync", syncing)
    made.append(THREE[1], DAY)
    assert seen[0] == size
    assert seen[1] > size


@pytest.mark.parametrize("hurt", ["cut", "grown", "replaced", "gone", "foreign"])
def test_nothing_is_appended_to_a_file_that_does_not_end_in_our_frame(
    tmp_path: Path, hurt: str
) -> None:
    made = written(tmp_path, THREE[:2])
    path = tmp_path / f"{DAY}.lines"
    raw = path.read_bytes()
    path.unlink()
    if hurt != "gone":
        changed = {"cut": raw[:-1], "grown": raw + b"x", "replaced": raw[:-5] + b"\0" + raw[-4:]}
        path.write_bytes(changed.get(hurt, raw))
    if hurt == "foreign":
        made, before = writer(tmp_path), path.read_bytes()
        (stray,) = chain([2], first=5, prev=bytes([7]) * 32)
        made.append(stray, DAY)
        assert path.read_bytes() == before
    else:
        with pytest.raises(mirror.Moved):
            made.append(THREE[2], DAY)
        made.append(THREE[2], DAY)
        assert not path.exists() or len(path.read_bytes()) <= len(raw) + 1
    assert (tmp_path / f"{DAY}-2.lines").exists()


def test_a_restarted_writer_goes_on_only_behind_a_sound_pair_of_its_epoch(tmp_path: Path) -> None:
    written(tmp_path, THREE[:2])
    values = tmp_path / f"{DAY}.values"
    raw = values.read_bytes()
    values.write_bytes(raw[: mirror_file.spans(raw)[-1].start])
    written(tmp_path, THREE[2:])
    restored = chain([1], first=5, prev=leaf_of(THREE[1].entries[-1]), epoch=2)
    written(tmp_path, restored)
    assert [day.part for day in mirror_reader.days(tmp_path)] == [1, 2, 3]


def test_a_clock_set_back_does_not_disturb_the_order(tmp_path: Path) -> None:
    one, two, three = chain([1, 1, 1])
    made = written(tmp_path, [one], "2026-11-24")
    made.append(two, "2026-11-22")
    written(tmp_path, [three], "2026-11-22")
    assert [day.date for day in mirror_reader.days(tmp_path)] == ["2026-11-24"]
    assert documents(read(tmp_path)[0]) == documents([one, two, three])


def test_without_a_date_the_clock_gives_it(tmp_path: Path) -> None:
    writer(tmp_path).append(THREE[0])
    assert len(mirror_reader.days(tmp_path)) == 1


def test_a_full_file_is_followed_by_a_further_one_of_the_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror_writer, "ROOM", 2_000)
    batches = chain([1] * 12)
    written(tmp_path, batches)
    assert max(mirror_reader.days(tmp_path)).part > 2
    assert documents(read(tmp_path)[0]) == documents(batches)
    written(tmp_path, chain([1], first=13, prev=leaf_of(batches[-1].entries[-1])))
    assert not read(tmp_path)[1]


def test_parts_of_a_day_are_read_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    batches = chain([1] * 11)
    for batch in batches:
        made = writer(tmp_path)
        made._left.update(mirror_reader.days(tmp_path))
        made.append(batch, DAY)
    assert mirror_reader.days(tmp_path)[-1] == Day(DAY, 11)
    assert documents(read(tmp_path)[0]) == documents(batches)
    assert documents(read(tmp_path, since=10)[0]) == documents(batches[9:])


@pytest.mark.parametrize("fails", ["values", "lines"])
@pytest.mark.parametrize("call", ["write", "sync"])
def test_after_a_disk_error_the_line_is_written_again_elsewhere_and_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str, call: str
) -> None:
    made = written(tmp_path, THREE[:2])
    turns = iter([fails == "values", True])
    real_write, real_sync = durable.write_all, durable.sync

    def writing(handle: int, data: bytes) -> None:
        if call == "write" and next(turns):
            real_write(handle, data[: len(data) // 2])
            raise OSError(28, "No space left on device")
        real_write(handle, data)

    def syncing(handle: int) -> None:
        if call == "sync" and next(turns):
            raise OSError(5, "Input/output error")
        real_sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(mirror_writer, "write_all", writing)
        patch.setattr(mirror_writer, "sync", syncing)
        with pytest.raises(OSError, match=r"device|Input"):
            made.append(THREE[2], DAY)
    made.append(THREE[2], DAY)
    assert mirror_reader.days(tmp_path)[-1] == Day(DAY, 2)
    batches, damages = read(tmp_path)
    assert documents(batches) == documents(THREE)
    assert {damage.kind for damage in damages} <= {"torn"}
    assert tail(tmp_path, KEY, BOOK) == Tail(1, 6, leaf_of(THREE[2].entries[-1]), 6, whole=True)


@pytest.mark.parametrize("step", ["write_all", "sync_folder", "sync"])
def test_a_disk_that_keeps_failing_is_not_littered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_any: object) -> None:
        raise OSError(28, "No space left on device")

    made = writer(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(mirror_writer, step, fail)
        for _turn in range(3):
            with pytest.raises(OSError, match="No space"):
                made.append(THREE[0], DAY)
    assert not list(tmp_path.iterdir())
    made.append(THREE[0], DAY)
    assert documents(read(tmp_path)[0]) == documents(THREE[:1])


def test_a_restore_goes_on_from_the_size_it_restored(tmp_path: Path) -> None:
    old = chain([1] * 5)
    new = chain([2], first=4, prev=leaf_of(old[2].entries[0]), epoch=2)
    written(tmp_path, old)
    written(tmp_path, new, "2026-11-23")
    found, damages = read(tmp_path)
    assert not damages
    assert documents(found) == documents([*old, *new])
    assert tail(tmp_path, KEY, BOOK) == Tail(2, 5, leaf_of(new[0].entries[-1]), 5, whole=True)
    assert documents(read(tmp_path, since=5)[0]) == documents(new)[1:]


def test_two_files_of_one_day_never_share_a_salt_nor_a_nonce(tmp_path: Path) -> None:
    written(tmp_path, THREE)
    raws = [(tmp_path / f"{DAY}.{kind}").read_bytes() for kind in ("values", "lines")]
    assert raws[0][HEADER_SIZE - 32 : HEADER_SIZE] != raws[1][HEADER_SIZE - 32 : HEADER_SIZE]
    nonces = {raw[s.start + 12 : s.start + 24] for raw in raws for s in mirror_file.spans(raw)}
    assert len(nonces) == 6


def test_nothing_of_a_line_stands_in_the_clear(tmp_path: Path) -> None:
    written(tmp_path, THREE)
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"walked" not in raw
    assert b"occurrence" not in raw
    assert "walked" not in repr(THREE)


def test_the_bytes_are_those_the_format_describes(tmp_path: Path) -> None:
    written(tmp_path, THREE[:1])
    raw = (tmp_path / f"{DAY}.lines").read_bytes()
    assert HEADER_SIZE == 93
    assert raw[:18] == b"deskinc/mirror/v1\0"
    part, key = (1).to_bytes(4, "big"), bytes(4)
    assert raw[18:61] == b"L" + BOOK + (1).to_bytes(8, "big") + DAY.encode() + part + key
    size = int.from_bytes(raw[101:105], "big")
    assert len(raw) == HEADER_SIZE + OVERHEAD + size
    assert int.from_bytes(raw[93:101], "big") == 1
    assert raw[-4:] == raw[101:105]
    assert size == len(pack_lines(THREE[0]))
    entry = THREE[0].entries[0]
    assert pack_lines(THREE[0]) == dumps([[b64(entry.document), b64(entry.signature)]])
    assert pack_values(chain([3])[0]) == dumps(
        [[1, ["eA", "dHdv"], {}], [2, ["eA", "dHdv"], {}], [3, ["eA", "dHdv"], KEYS]]
    )
