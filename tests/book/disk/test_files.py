"""Attachments: what goes in comes out byte for byte, or it is said what is wrong."""

import io
import os
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskinc.book.disk import files
from deskinc.book.disk.files import (
    CHUNK,
    Attachment,
    attach,
    check,
    copy_to,
    file_name,
    name_key,
    read,
    read_range,
)
from deskinc.errors import BookFault, Refused

KEY = name_key(bytes(32), b"b" * 16)
PICTURE = bytes(range(256)) * 40


def put(folder: Path, data: bytes) -> Attachment:
    return attach(folder, KEY, io.BytesIO(data), mime="image/jpeg", name="door.jpg")


def path_of(folder: Path, made: Attachment) -> Path:
    return folder / file_name(KEY, made.sha256)


def whole(folder: Path, made: Attachment) -> bytes:
    return b"".join(read(folder, KEY, made))


def test_every_flipped_byte_is_noticed(tmp_path: Path) -> None:
    made = put(tmp_path, b"evidence")
    path = path_of(tmp_path, made)
    raw = path.read_bytes()
    for offset in range(len(raw)):
        path.write_bytes(raw[:offset] + bytes([raw[offset] ^ 1]) + raw[offset + 1 :])
        with pytest.raises(BookFault):
            whole(tmp_path, made)
        with pytest.raises(BookFault):
            read_range(tmp_path, KEY, made, 0, 1)
        assert check(tmp_path, KEY, made) == "altered"


@pytest.mark.parametrize("lost", [1, 16, 17, CHUNK + 16])
def test_a_cut_file_is_refused_even_at_the_edge_of_a_chunk(tmp_path: Path, lost: int) -> None:
    made = put(tmp_path, bytes(2 * CHUNK))
    path = path_of(tmp_path, made)
    path.write_bytes(path.read_bytes()[:-lost])
    with pytest.raises(BookFault, match="altered or is incomplete"):
        whole(tmp_path, made)
    with pytest.raises(BookFault):
        read_range(tmp_path, KEY, made, 0, 1)


def test_chunks_that_changed_places_are_refused(tmp_path: Path) -> None:
    made = put(tmp_path, os.urandom(3 * CHUNK))
    path = path_of(tmp_path, made)
    raw, size = path.read_bytes(), CHUNK + 16
    path.write_bytes(raw[size : 2 * size] + raw[:size] + raw[2 * size :])
    assert check(tmp_path, KEY, made) == "altered"


def test_a_whole_file_cut_down_to_its_first_chunks_is_no_shorter_file(tmp_path: Path) -> None:
    made = put(tmp_path, bytes(2 * CHUNK))
    path = path_of(tmp_path, made)
    path.write_bytes(path.read_bytes()[: CHUNK + 16])
    shorter = Attachment({**made.value, "size": CHUNK}, made.key)
    with pytest.raises(BookFault):
        whole(tmp_path, shorter)


def test_the_key_of_another_file_opens_nothing(tmp_path: Path) -> None:
    made, other = put(tmp_path, b"one"), put(tmp_path, b"two")
    assert check(tmp_path, KEY, Attachment(made.value, other.key)) == "altered"
    path_of(tmp_path, made).write_bytes(path_of(tmp_path, other).read_bytes())
    assert check(tmp_path, KEY, Attachment(made.value, other.key)) == "altered"


def test_a_digest_that_does_not_fit_the_content_is_noticed_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = put(tmp_path, b"evidence")
    monkeypatch.setattr(files, "sha256", lambda: __import__("hashlib").sha256(b"x"))
    with pytest.raises(BookFault):
        whole(tmp_path, made)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    made = put(tmp_path, b"evidence")
    path_of(tmp_path, made).unlink()
    assert check(tmp_path, KEY, made) == "missing"
    with pytest.raises(BookFault, match="missing"):
        whole(tmp_path, made)


def test_a_source_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    class Growing(io.BytesIO):
        def seek(self, offset: int, whence: int = 0) -> int:
            if self.tell():
                super().seek(0, 2)
                self.write(b"more")
            return super().seek(offset, whence)

    with pytest.raises(Refused, match="changed"):
        attach(tmp_path, KEY, Growing(b"evidence"), mime="text/plain", name="a")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5])
def test_any_size_comes_back_byte_for_byte(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    made = put(tmp_path, data)
    assert whole(tmp_path, made) == data
    assert made.value["size"] == size
    assert check(tmp_path, KEY, made) == "good"
    assert path_of(tmp_path, made).stat().st_size == size + 16 * max(1, -(-size // CHUNK))


def test_ranges_equal_slices() -> None:
    data = os.urandom(2 * CHUNK + 1000)
    with TemporaryDirectory() as name:
        folder = Path(name)
        made = put(folder, data)

        @settings(max_examples=60, deadline=None)
        @given(st.integers(0, len(data) + 5), st.integers(0, len(data) + 5))
        def equal(offset: int, length: int) -> None:
            found = read_range(folder, KEY, made, offset, length)
            assert found == data[offset : offset + length]

        equal()
        for edge in (CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK):
            assert read_range(folder, KEY, made, edge, 3) == data[edge : edge + 3]


def test_a_range_reads_only_the_chunks_it_needs(tmp_path: Path) -> None:
    data = os.urandom(3 * CHUNK)
    made = put(tmp_path, data)
    path = path_of(tmp_path, made)
    raw = bytearray(path.read_bytes())
    raw[5] ^= 1
    path.write_bytes(raw)
    assert read_range(tmp_path, KEY, made, CHUNK + 7, 100) == data[CHUNK + 7 : CHUNK + 107]


@pytest.mark.parametrize(("offset", "length"), [(-1, 4), (0, -1)])
def test_no_range_lies_before_the_file(tmp_path: Path, offset: int, length: int) -> None:
    with pytest.raises(ValueError, match="range"):
        read_range(tmp_path, KEY, put(tmp_path, b"x"), offset, length)


def test_the_same_picture_twice_is_one_file_under_one_key(tmp_path: Path) -> None:
    first = put(tmp_path, PICTURE)
    before = path_of(tmp_path, first).stat().st_mtime_ns
    again = attach(
        tmp_path, KEY, io.BytesIO(PICTURE), mime="image/jpeg", name="copy.jpg",
        key_for={first.sha256: first.key}.__getitem__,
    )  # fmt: skip
    assert again.key == first.key
    assert again.value["name"] == "copy.jpg"
    assert path_of(tmp_path, first).stat().st_mtime_ns == before
    assert whole(tmp_path, first) == PICTURE


def test_a_known_file_that_was_lost_is_healed_under_its_own_key(tmp_path: Path) -> None:
    first = put(tmp_path, PICTURE)
    path_of(tmp_path, first).unlink()
    attach(tmp_path, KEY, io.BytesIO(PICTURE), mime="image/jpeg", name="door.jpg",
           key_for={first.sha256: first.key}.__getitem__)  # fmt: skip
    assert whole(tmp_path, first) == PICTURE


def test_content_is_synced_before_it_gets_its_name_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    real = os.fsync

    def noting(handle: int) -> None:
        seen.append([path.suffix for path in tmp_path.iterdir()])
        real(handle)

    monkeypatch.setattr(os, "fsync", noting)
    put(tmp_path, PICTURE)
    assert seen == [[".tmp"], [""]]


def test_a_crash_leaves_at_most_an_orphan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = put(tmp_path, b"kept")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="No space"):
            put(tmp_path, PICTURE)
    assert [path.name for path in tmp_path.iterdir()] == [file_name(KEY, kept.sha256)]
    (tmp_path / f"{file_name(KEY, sha256(PICTURE).digest())}.tmp").write_bytes(b"half")
    lost = put(tmp_path, PICTURE)
    assert whole(tmp_path, lost) == PICTURE
    assert len(list(tmp_path.iterdir())) == 2


def test_the_mirror_keeps_a_copy_under_the_same_name(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    made = put(here, bytes(CHUNK + 3))
    name = file_name(KEY, made.sha256)
    assert copy_to(here, there, name)
    assert not copy_to(here, there, name)
    assert whole(there, made) == bytes(CHUNK + 3)
    (there / name).write_bytes(b"cut")
    assert copy_to(here, there, name)
    assert check(there, KEY, made) == "good"


def test_names_and_content_say_nothing(tmp_path: Path) -> None:
    made = put(tmp_path, b"A. Nowak was seen")
    (path,) = tmp_path.iterdir()
    assert b"Nowak" not in path.read_bytes()
    assert made.sha256.hex() not in path.name
    assert path.name != file_name(name_key(bytes(32), bytes(16)), made.sha256)
    assert made.key.hex() not in repr(made)
    assert repr(made.key) not in repr(made)
