"""The second copy as it is read: damage is noticed, and what lies before it is read."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.book.mirrors import BOOK, DAY, KEY, THREE, chain, documents, flip, read, writer, written

from deskinc.book.mirror import Damage, frames, tail
from deskinc.book.mirror import file as mirror_file
from deskinc.book.mirror.file import HEADER_SIZE, Day, Kind
from deskinc.book.mirror.packing import pack_lines, pack_values


def test_a_foreign_key_or_book_opens_nothing(tmp_path: Path) -> None:
    written(tmp_path, THREE)
    wrong_key = list(frames(tmp_path, bytes(32), BOOK))
    wrong_book = list(frames(tmp_path, KEY, bytes(16)))
    assert [type(item) for item in wrong_key] == [Damage] * 6
    assert [item.kind for item in wrong_book if isinstance(item, Damage)] == ["altered"] * 2


@pytest.mark.parametrize("kind", ["values", "lines"])
def test_every_single_byte_flip_is_noticed_and_what_lies_before_is_read(
    tmp_path: Path, kind: Kind
) -> None:
    written(tmp_path, THREE)
    path = tmp_path / Day(DAY, 1).name(kind)
    whole = path.read_bytes()
    ends = [span.end for span in mirror_file.spans(whole)]
    for offset in range(len(whole)):
        flip(path, offset)
        batches, damages = read(tmp_path)
        assert damages, offset
        before = sum(end <= offset for end in ends)
        assert documents(batches)[: sum(len(b.entries) for b in THREE[:before])] == documents(
            THREE[:before]
        )
        assert all(doc in documents(THREE) for doc in documents(batches))
        path.write_bytes(whole)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_flip_anywhere_loses_at_most_its_own_frame_and_the_next(data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        batches = chain(data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=6)))
        written(folder, batches)
        kind: Kind = data.draw(st.sampled_from(["values", "lines"]))
        path = folder / Day(DAY, 1).name(kind)
        whole = path.read_bytes()
        offset = data.draw(st.integers(HEADER_SIZE, len(whole) - 1))
        hit = next(span.index for span in mirror_file.spans(whole) if span.end > offset)
        flip(path, offset)
        found, damages = read(folder)
        assert damages
        lost = set(documents(batches)) - set(documents(found))
        assert lost <= set(documents(batches[hit : hit + 2]))


@pytest.mark.parametrize("kind", ["values", "lines"])
def test_a_tail_torn_at_any_length_leaves_the_lines_before_it(tmp_path: Path, kind: Kind) -> None:
    written(tmp_path, THREE)
    path = tmp_path / Day(DAY, 1).name(kind)
    whole = path.read_bytes()
    ends = [span.end for span in mirror_file.spans(whole)]
    for length in range(len(whole) - 1, -1, -1):
        path.write_bytes(whole[:length])
        batches, damages = read(tmp_path)
        kept = sum(end <= length for end in ends)
        spoken = [b for b in batches if all(e.disclosures is not None for e in b.entries)]
        assert documents(spoken) == documents(THREE[:kept])
        clean = length in {HEADER_SIZE, *ends}
        assert clean == (not [d for d in damages if d.kind == "torn"])
        lost = kind == "values" or len(ends) - kept > 1
        assert not clean or lost == bool([d for d in damages if d.kind == "missing"])


def test_a_values_frame_without_its_lines_frame_is_dropped(tmp_path: Path) -> None:
    written(tmp_path, THREE)
    path = tmp_path / f"{DAY}.lines"
    raw = path.read_bytes()
    path.write_bytes(raw[: mirror_file.spans(raw)[-1].start])
    assert read(tmp_path) == (read(tmp_path)[0], [])
    assert documents(read(tmp_path)[0]) == documents(THREE[:2])


def test_space_the_disk_never_filled_is_a_torn_tail(tmp_path: Path) -> None:
    written(tmp_path, THREE)
    path = tmp_path / f"{DAY}.lines"
    path.write_bytes(path.read_bytes() + bytes(4096))
    batches, damages = read(tmp_path)
    assert documents(batches) == documents(THREE)
    assert [damage.kind for damage in damages] == ["torn"]


def test_a_missing_file_of_a_pair_is_said(tmp_path: Path) -> None:
    written(tmp_path, THREE)
    (tmp_path / f"{DAY}.lines").unlink()
    assert [d.kind for d in read(tmp_path)[1]] == ["missing"]
    written(tmp_path, chain([1, 1]), "2026-11-23")
    (tmp_path / "2026-11-23.values").unlink()
    batches, damages = read(tmp_path)
    assert ("2026-11-23.values", "missing") in {(d.file, d.kind) for d in damages}
    assert all(entry.disclosures is None for batch in batches for entry in batch.entries)


def test_a_missing_day_is_a_gap(tmp_path: Path) -> None:
    one, two, three = chain([2, 2, 2])
    for batch, today in ((one, "2026-11-20"), (two, "2026-11-21"), (three, "2026-11-22")):
        written(tmp_path, [batch], today)
    for path in tmp_path.glob("2026-11-21*"):
        path.unlink()
    batches, damages = read(tmp_path)
    assert documents(batches) == documents([one, three])
    assert [(d.kind, d.n) for d in damages] == [("missing", 3)]
    assert damages[0].why


def test_a_file_under_another_name_or_date_is_refused(tmp_path: Path) -> None:
    written(tmp_path, THREE)
    for kind in ("values", "lines"):
        (tmp_path / f"{DAY}.{kind}").rename(tmp_path / f"2026-11-23.{kind}")
    batches, damages = read(tmp_path)
    assert not batches
    assert {damage.kind for damage in damages} == {"altered"}


def test_another_record_under_a_known_number_is_a_fork(tmp_path: Path) -> None:
    written(tmp_path, chain([2]))
    written(tmp_path, chain([2], text="another story"), "2026-11-23")
    batches, damages = read(tmp_path)
    assert documents(batches) == documents(chain([2]))
    assert [(d.kind, d.n) for d in damages] == [("fork", 1), ("fork", 2)]


def test_a_later_file_of_an_older_epoch_is_a_fork(tmp_path: Path) -> None:
    written(tmp_path, chain([2], epoch=2))
    written(tmp_path, chain([1], first=3), "2026-11-23")
    assert [damage.kind for damage in read(tmp_path)[1]] == ["fork"]


def test_a_frame_that_says_something_else_is_altered(tmp_path: Path) -> None:
    for number, (said, beside) in enumerate(
        [(b"{}", b"{}"), (b"[[1]]", b"[[1,2]]"), (b"[1]", b"[1]"), (b"[[1,2]]", b"[[1,{},{}]]"),
         (pack_lines(THREE[0]), b'[["1",[],{}]]'), (pack_lines(THREE[0]), b"nothing")]
    ):  # fmt: skip
        folder = tmp_path / str(number)
        folder.mkdir()
        for kind, plain in (("values", beside), ("lines", said)):
            assert kind in {"values", "lines"}
            named: Kind = "values" if kind == "values" else "lines"
            header = mirror_file.fresh(named, BOOK, 1, Day(DAY, 1))
            frame = mirror_file.cipher(KEY, header).seal(0, 1, bytes(16), plain)
            (folder / f"{DAY}.{kind}").write_bytes(header.pack() + frame)
        assert [d.kind for d in read(folder)[1]] == ["altered"]
        if said != pack_lines(THREE[0]):
            assert tail(folder, KEY, BOOK) is None


def test_values_of_another_transaction_are_not_taken_for_its_own(tmp_path: Path) -> None:
    day = Day(DAY, 1)
    for kind, first, plain in (
        ("values", 2, pack_values(THREE[0])),
        ("lines", 1, pack_lines(THREE[0])),
    ):
        named: Kind = "values" if kind == "values" else "lines"
        header = mirror_file.fresh(named, BOOK, 1, day)
        frame = mirror_file.cipher(KEY, header).seal(0, first, bytes(16), plain)
        (tmp_path / day.name(named)).write_bytes(header.pack() + frame)
    batches, damages = read(tmp_path)
    assert batches[0].entries[0].disclosures is None
    assert [damage.kind for damage in damages] == ["altered"]


def test_a_disk_that_gives_nothing_back_is_said_not_raised(tmp_path: Path) -> None:
    written(tmp_path, THREE)
    (tmp_path / f"{DAY}.values").unlink()
    (tmp_path / f"{DAY}.values").mkdir()
    (tmp_path / "2026-11-23.lines").mkdir()
    batches, damages = read(tmp_path, since=4)
    assert documents(batches) == documents(THREE)[3:]
    assert {d.kind for d in damages} == {"unreadable"}


def test_a_mirror_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - whichever the system gives
        list(frames(tmp_path / "gone", KEY, BOOK))
    with pytest.raises(OSError):  # noqa: PT011
        tail(tmp_path / "gone", KEY, BOOK)
    with pytest.raises(OSError):  # noqa: PT011
        writer(tmp_path / "gone").append(THREE[0], DAY)


def test_reading_since_a_record_skips_what_lies_before(tmp_path: Path) -> None:
    batches = chain([2] * 6)
    for day, batch in enumerate(batches, 10):
        written(tmp_path, [batch], f"2026-11-{day}")
    (tmp_path / "2026-11-10.lines").write_bytes(b"damaged, but long before")
    found, damages = read(tmp_path, since=6)
    assert documents(found) == documents(batches)[5:]
    assert found[0].first == 6
    assert not damages


def test_an_empty_mirror_has_no_tail(tmp_path: Path) -> None:
    assert tail(tmp_path, KEY, BOOK) is None
    assert read(tmp_path) == ([], [])


@pytest.mark.parametrize("kind", ["values", "lines"])
def test_the_tail_says_when_it_is_not_whole(tmp_path: Path, kind: Kind) -> None:
    written(tmp_path, THREE)
    path = tmp_path / Day(DAY, 1).name(kind)
    path.write_bytes(path.read_bytes()[:-3])
    expected = 6 if kind == "values" else 4
    found = tail(tmp_path, KEY, BOOK)
    assert found
    assert (found.n, found.whole) == (expected, False)


def test_the_tail_is_found_behind_a_day_that_holds_nothing(tmp_path: Path) -> None:
    written(tmp_path, THREE)
    for kind in ("values", "lines"):
        header = mirror_file.fresh("values", BOOK, 1, Day("2026-11-23", 1))
        (tmp_path / f"2026-11-23.{kind}").write_bytes(header.pack()[:40])
    found = tail(tmp_path, KEY, BOOK)
    assert found
    assert (found.n, found.whole) == (6, False)


def test_a_damaged_last_frame_leaves_the_one_before_as_tail(tmp_path: Path) -> None:
    written(tmp_path, THREE)
    flip(tmp_path / f"{DAY}.lines", -30)
    found = tail(tmp_path, KEY, BOOK)
    assert found
    assert (found.n, found.whole) == (4, False)
