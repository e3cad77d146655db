"""Damage of the mirror is read through once a later pair repeats what it cost."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.book.mirrors import (
    BOOK,
    DAY,
    KEY,
    THREE,
    chain,
    documents,
    flip,
    leaf_of,
    read,
    writer,
    written,
)

from deskinc.book.mirror import Tail, tail
from deskinc.book.mirror import file as mirror_file
from deskinc.book.mirror.file import Day
from deskinc.book.records.payload import Batch

MANY = chain([1, 3, 2, 2, 4, 1])


def hit(folder: Path, kind: mirror_file.Kind, index: int) -> None:
    """Turn a bit over in the middle of one frame of the first pair."""
    path = folder / Day(DAY, 1).name(kind)
    span = mirror_file.spans(path.read_bytes())[index]
    flip(path, (span.start + span.end) // 2)


def again(folder: Path, *batches: Batch) -> None:
    """Write those once more, and the last transaction behind them, as the lane does."""
    writer(folder).extend([*batches, MANY[-1]], DAY, anew=True)


@pytest.mark.parametrize("kind", ["values", "lines"])
@pytest.mark.parametrize("index", range(5))
def test_what_a_later_pair_repeats_is_read_in_its_place(
    tmp_path: Path, kind: mirror_file.Kind, index: int
) -> None:
    written(tmp_path, MANY)
    hit(tmp_path, kind, index)
    assert read(tmp_path)[1]
    again(tmp_path, *MANY[index : index + 2])
    found, damages = read(tmp_path)
    assert documents(found) == documents(MANY)
    assert all(batch.whole for batch in found)
    assert damages == []
    assert tail(tmp_path, KEY, BOOK) == Tail(1, 13, leaf_of(MANY[-1].entries[-1]), 13, whole=True)


def test_a_later_line_follows_in_the_pair_that_repeats(tmp_path: Path) -> None:
    made = written(tmp_path, MANY)
    hit(tmp_path, "lines", 2)
    more = chain([2], first=14, prev=leaf_of(MANY[-1].entries[-1]))
    made.extend([MANY[2], MANY[-1]], DAY, anew=True)
    made.append(more[0], DAY)
    writer(tmp_path).append(chain([1], first=16, prev=leaf_of(more[0].entries[-1]))[0], DAY)
    found, damages = read(tmp_path)
    assert [b.first for b in found][-1] == 16
    assert not damages
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        f"{DAY}-2.lines", f"{DAY}-2.values", f"{DAY}.lines", f"{DAY}.values",
    ]  # fmt: skip


def test_reading_since_a_record_does_not_begin_at_a_repeat(tmp_path: Path) -> None:
    written(tmp_path, MANY[:3])
    written(tmp_path, MANY[3:], "2026-11-23")
    hit(tmp_path, "lines", 1)
    writer(tmp_path).extend([MANY[1], MANY[-1]], "2026-11-23", anew=True)
    for since in range(1, 14):
        found, damages = read(tmp_path, since)
        assert documents(found) == documents(MANY)[since - 1 :]
        assert not damages


def test_a_repeat_may_hold_part_of_what_is_missing(tmp_path: Path) -> None:
    written(tmp_path, MANY)
    hit(tmp_path, "lines", 4)
    (whole,) = MANY[4:5]
    again(tmp_path, Batch(1, 10, whole.entries[1:3]))
    found, damages = read(tmp_path)
    assert [d.n for d in damages if d.kind == "missing"] == [9, 12]
    assert documents(found) == documents(MANY)[:8] + documents(MANY)[9:11] + documents(MANY)[12:]


def test_a_whole_file_that_is_gone_is_read_from_its_repeat(tmp_path: Path) -> None:
    written(tmp_path, MANY[:3])
    written(tmp_path, MANY[3:], "2026-11-23")
    (tmp_path / f"{DAY}.lines").unlink()
    (tmp_path / f"{DAY}.values").write_bytes(b"")
    writer(tmp_path).extend([*MANY[:3], MANY[-1]], "2026-11-23", anew=True)
    found, damages = read(tmp_path)
    assert (documents(found), damages) == (documents(MANY), [])


def test_a_repeat_in_a_later_epoch_makes_up_for_an_older_one(tmp_path: Path) -> None:
    made = written(tmp_path, MANY)
    later = chain([2], first=14, prev=leaf_of(MANY[-1].entries[-1]), epoch=2)
    made.append(later[0], DAY)
    hit(tmp_path, "lines", 1)
    made.extend([Batch(2, MANY[1].first, MANY[1].entries), later[0]], DAY, anew=True)
    found, damages = read(tmp_path)
    assert (documents(found), damages) == (documents([*MANY, *later]), [])


@pytest.mark.parametrize(
    ("harm", "good"),
    [
        (lambda f: cut(f, "values", 2), 4),
        (lambda f: cut(f, "values", 1), 1),
        (lambda f: cut(f, "lines", 2), 4),
        (lambda f: hit(f, "values", 2), 4),
        (lambda f: (f / f"{DAY}.values").unlink(), 0),
    ],
)
def test_the_tail_says_up_to_where_nothing_lacks(
    tmp_path: Path, harm: Callable[[Path], None], good: int
) -> None:
    written(tmp_path, THREE)
    harm(tmp_path)
    found = tail(tmp_path, KEY, BOOK)
    assert found
    assert (found.good, found.whole) == (good, False)


def cut(folder: Path, kind: mirror_file.Kind, index: int) -> None:
    """Cut the first pair off in the middle of one frame."""
    path = folder / Day(DAY, 1).name(kind)
    span = mirror_file.spans(path.read_bytes())[index]
    os.truncate(path, (span.start + span.end) // 2)


def test_damage_of_a_whole_pair_goes_back_to_the_one_before(tmp_path: Path) -> None:
    written(tmp_path, THREE[:1])
    written(tmp_path, THREE[1:], "2026-11-23")
    (tmp_path / "2026-11-23.values").write_bytes(b"")
    found = tail(tmp_path, KEY, BOOK)
    assert found
    assert (found.n, found.good, found.whole) == (6, 1, False)
