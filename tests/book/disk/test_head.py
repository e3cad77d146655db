"""The head file: one good slot is enough, and a forged one counts for nothing."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from deskinc.book.disk.head import SLOT, Head, HeadFile
from deskinc.errors import BookFault

KEY = bytes(range(32))
BOOK = b"b" * 16
HEAD = Head(epoch=1, n=1, leaf=b"l" * 32, line=0, root=b"r" * 32, sealed=0)


def head_file(folder: Path, key: bytes = KEY, book: bytes = BOOK) -> HeadFile:
    return HeadFile(folder / "head", key, book)


def after(folder: Path, writes: int) -> HeadFile:
    file = head_file(folder)
    for n in range(1, writes + 1):
        file.write(replace(HEAD, n=n, line=n))
    return file


def test_no_file_is_no_head(tmp_path: Path) -> None:
    assert head_file(tmp_path).read() is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("writes", [1, 2, 3, 4])
def test_the_newest_of_the_slots_is_read(tmp_path: Path, writes: int) -> None:
    after(tmp_path, writes)
    assert head_file(tmp_path).read() == replace(HEAD, n=writes, line=writes)
    assert (tmp_path / "head").stat().st_size == 2 * SLOT


def test_a_later_program_goes_on_in_the_older_slot(tmp_path: Path) -> None:
    after(tmp_path, 3)
    kept = (tmp_path / "head").read_bytes()[:SLOT]
    head_file(tmp_path).write(replace(HEAD, n=4))
    raw = (tmp_path / "head").read_bytes()
    assert raw[:SLOT] == kept
    found = head_file(tmp_path).read()
    assert found
    assert found.n == 4


@pytest.mark.parametrize("writes", [1, 2, 3, 4])
def test_every_damaged_byte_of_a_slot_only_costs_that_slot(tmp_path: Path, writes: int) -> None:
    after(tmp_path, writes)
    path = tmp_path / "head"
    raw = path.read_bytes()
    newest = (writes - 1) % 2
    for offset in range(len(raw)):
        path.write_bytes(raw[:offset] + bytes([raw[offset] ^ 1]) + raw[offset + 1 :])
        if writes == 1 and offset < SLOT:
            with pytest.raises(BookFault):
                head_file(tmp_path).read()
            continue
        found = head_file(tmp_path).read()
        assert found
        assert found.n == (writes - 1 if offset // SLOT == newest else writes)


@pytest.mark.parametrize("length", [0, 1, SLOT - 1, SLOT, 2 * SLOT - 1])
def test_a_cut_file_keeps_the_slot_that_is_whole(tmp_path: Path, length: int) -> None:
    after(tmp_path, 3)
    path = tmp_path / "head"
    path.write_bytes(path.read_bytes()[:length])
    if length < SLOT:
        with pytest.raises(BookFault, match="head file"):
            head_file(tmp_path).read()
    else:
        assert head_file(tmp_path).read() == replace(HEAD, n=3, line=3)


def test_another_key_or_book_sees_no_good_slot(tmp_path: Path) -> None:
    after(tmp_path, 2)
    for file in (head_file(tmp_path, bytes(32)), head_file(tmp_path, book=bytes(16))):
        with pytest.raises(BookFault):
            file.read()


def test_slots_that_changed_places_are_refused(tmp_path: Path) -> None:
    after(tmp_path, 2)
    path = tmp_path / "head"
    raw = path.read_bytes()
    path.write_bytes(raw[SLOT:] + raw[:SLOT])
    with pytest.raises(BookFault):
        head_file(tmp_path).read()


def test_a_wholly_damaged_or_vanished_file_is_made_anew_by_the_next_write(tmp_path: Path) -> None:
    file = after(tmp_path, 2)
    (tmp_path / "head").unlink()
    file.write(replace(HEAD, n=3))
    assert head_file(tmp_path).read() == replace(HEAD, n=3)
    (tmp_path / "head").write_bytes(b"rubbish")
    head_file(tmp_path).write(replace(HEAD, n=4))
    assert head_file(tmp_path).read() == replace(HEAD, n=4)


def test_only_a_seal_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = after(tmp_path, 1)
    calls: list[int] = []
    real = os.fdatasync

    def noting(handle: int) -> None:
        calls.append(handle)
        real(handle)

    monkeypatch.setattr(os, "fdatasync", noting)
    file.write(replace(HEAD, n=2))
    assert not calls
    file.write(replace(HEAD, n=3, sealed=2), sync_now=True)
    assert len(calls) == 1


def test_after_a_failed_write_the_good_slot_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = after(tmp_path, 3)

    def fail(*_any: object) -> int:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", fail)
        with pytest.raises(OSError, match="Input"):
            file.write(replace(HEAD, n=4))
    file.write(replace(HEAD, n=5))
    raw = (tmp_path / "head").read_bytes()
    (tmp_path / "head").write_bytes(raw[:SLOT] + bytes(SLOT))
    assert head_file(tmp_path).read() == replace(HEAD, n=3, line=3)
