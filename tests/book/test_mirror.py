"""The second copy: damage is noticed, what lies before it is read, nothing foreign is extended."""

import os
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from deskinc.book import durable, mirror, mirror_file, mirror_reader
from deskinc.book.mirror import Batch, Damage, MirrorWriter, Payload, Tail, frames, tail
from deskinc.book.mirror_file import HEADER_SIZE, OVERHEAD, Day, Kind
from deskinc.book.mirror_payload import pack_lines, pack_values
from deskinc.proof.canonical import Json, b64, dumps
from deskinc.proof.document import NO_LEAF, Document, encode, leaf
from deskinc.proof.keys import key_id, public_raw, sign_record

BOOK = bytes(range(16))
KEY = sha256(b"mirror").digest()
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(32))
DAY = "2026-11-22"
KEYS: Json = {"original": b64(sha256(b"key").digest())}


def payload(n: int, prev: bytes, epoch: int = 1, text: str = "walked round") -> Payload:
    document = encode(
        Document(
            book=BOOK,
            epoch=epoch,
            n=n,
            prev=prev,
            id=sha256(f"{epoch}/{n}".encode()).digest()[:16],
            form="occurrence",
            form_v=1,
            nos={"line": n, "day": f"{DAY}/{n}"},
            at="2026-11-22T21:02:09.123Z",
            offset=60,
            clock=None,
            station=bytes(16),
            author="desk",
            key=key_id("ed25519", public_raw(SIGNER)),
            lang="en",
            thread=sha256(f"{epoch}/{n}".encode()).digest()[:16],
            amends=None,
            batch=None,
            values=(sha256(text.encode()).digest(),),
            app="deskinc 0.1.0",
        )
    )
    sealed = {"original": sha256(b"key").digest()} if n % 3 == 0 else {}
    return Payload(document, sign_record(SIGNER, document), (text.encode(), b"two"), sealed)


def chain(
    sizes: Iterable[int], first: int = 1, prev: bytes = NO_LEAF, epoch: int = 1, text: str = "x"
) -> list[Batch]:
    """Transactions of these sizes, each record bound to the one before."""
    made = []
    for size in sizes:
        entries = []
        for n in range(first, first + size):
            entries.append(payload(n, prev, epoch, text))
            prev = leaf_of(entries[-1])
        made.append(Batch(epoch, first, entries))
        first += size
    return made


def leaf_of(entry: Payload) -> bytes:
    return leaf(entry.document, entry.signature)


def writer(folder: Path) -> MirrorWriter:
    return MirrorWriter(folder, KEY, BOOK)


def written(folder: Path, batches: Sequence[Batch], today: str = DAY) -> MirrorWriter:
    made = writer(folder)
    for batch in batches:
        made.append(batch, today)
    return made


def read(folder: Path, since: int = 1) -> tuple[list[Batch], list[Damage]]:
    found = list(frames(folder, KEY, BOOK, since))
    return (
        [item for item in found if isinstance(item, Batch)],
        [item for item in found if isinstance(item, Damage)],
    )


def documents(batches: Iterable[Batch]) -> list[bytes]:
    return [entry.document for batch in batches for entry in batch.entries]


def flip(path: Path, offset: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[offset] ^= 0x40
    path.write_bytes(raw)


THREE = chain([1, 3, 2])


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
    monkeypatch.setattr(mirror, "ROOM", 2_000)
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
        patch.setattr(mirror, "write_all", writing)
        patch.setattr(mirror, "sync", syncing)
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
        patch.setattr(mirror, step, fail)
        for _turn in range(3):
            with pytest.raises(OSError, match="No space"):
                made.append(THREE[0], DAY)
    assert not list(tmp_path.iterdir())
    made.append(THREE[0], DAY)
    assert documents(read(tmp_path)[0]) == documents(THREE[:1])


def test_reading_since_a_record_skips_what_lies_before(tmp_path: Path) -> None:
    batches = chain([2] * 6)
    for day, batch in enumerate(batches, 10):
        written(tmp_path, [batch], f"2026-11-{day}")
    (tmp_path / "2026-11-10.lines").write_bytes(b"damaged, but long before")
    found, damages = read(tmp_path, since=6)
    assert documents(found) == documents(batches)[5:]
    assert found[0].first == 6
    assert not damages


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
    assert HEADER_SIZE == 89
    assert raw[:18] == b"deskinc/mirror/v1\0"
    assert raw[18:57] == b"L" + BOOK + (1).to_bytes(8, "big") + DAY.encode() + (1).to_bytes(
        4, "big"
    )
    size = int.from_bytes(raw[97:101], "big")
    assert len(raw) == HEADER_SIZE + OVERHEAD + size
    assert int.from_bytes(raw[89:97], "big") == 1
    assert raw[-4:] == raw[97:101]
    assert size == len(pack_lines(THREE[0]))
    entry = THREE[0].entries[0]
    assert pack_lines(THREE[0]) == dumps([[b64(entry.document), b64(entry.signature)]])
    assert pack_values(chain([3])[0]) == dumps(
        [[1, ["eA", "dHdv"], {}], [2, ["eA", "dHdv"], {}], [3, ["eA", "dHdv"], KEYS]]
    )
