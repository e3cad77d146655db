"""Files of any kind through the desk: streamed, kept as they came, never opened."""

import os
from hashlib import sha256
from pathlib import Path

import pytest
from tests.desk.offices import Desk, fresh

from deskinc.book.disk.files import CHUNK
from deskinc.desk import access_log
from deskinc.desk.evidence import documents
from deskinc.errors import DeskError, Refused
from deskinc.intake import streamed


def add(desk: Desk, thread: str, path: Path, **said: str) -> None:
    documents.add_file(desk.office, thread, path, said, fresh()).result()


def test_a_file_of_any_kind_is_kept_as_it_came_and_comes_out_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    thread, film = desk.raise_incident(), tmp_path / "camera 4.dav"
    film.write_bytes(os.urandom(CHUNK * 2 + 7))
    seen: list[float] = []
    documents.add_file(
        desk.office, thread, film, {"caption": "Lobby", "received_from": "Building office"},
        fresh(), seen.append,
    ).result()  # fmt: skip
    (row,) = documents.files(desk.office, thread)
    assert (row.name, row.caption, row.received_from) == (film.name, "Lobby", "Building office")
    assert row.sha256 == sha256(film.read_bytes()).hexdigest()
    assert row.remark == ""
    assert seen == sorted(seen)
    assert (len(seen) > 4, seen[-1]) == (True, 1.0)
    documents.save_copy(desk.office, row, tmp_path / "out.dav")
    assert (tmp_path / "out.dav").read_bytes() == film.read_bytes()
    assert desk.verifies()


def test_a_large_file_is_never_held_whole(desk: Desk, tmp_path: Path) -> None:
    film = tmp_path / "large.mp4"
    with film.open("wb") as out:
        out.truncate(CHUNK * 64)
    largest = 0

    class Watched(streamed.Streamed):
        """Notes the largest piece that anybody asked for."""

        def read(self, size: int = -1, /) -> bytes:
            nonlocal largest
            found = super().read(size)
            largest = max(largest, len(found))
            return found

    handle = os.open(film, os.O_RDONLY)
    try:
        source = Watched(handle, CHUNK * 64, lambda _part: None, lambda: False)
        kept = desk.office.book.attach(source, film.name, "video/mp4")  # type: ignore[arg-type]
    finally:
        os.close(handle)
    assert (kept.size, largest) == (CHUNK * 64, CHUNK)


def test_a_wrong_ending_is_said_and_the_file_kept(desk: Desk, tmp_path: Path) -> None:
    thread, odd = desk.raise_incident(), tmp_path / "statement.jpg"
    odd.write_bytes(b"%PDF-1.7 and more")
    add(desk, thread, odd)
    (row,) = documents.files(desk.office, thread)
    assert row.remark == (
        "The name ends in .jpg, the first bytes are those of another kind: PDF."
    )  # fmt: skip
    assert documents.sorted_out([odd]) == [(odd, False)]


@pytest.mark.parametrize("make", ["empty", "gone", "folder", "pipe"])
def test_what_cannot_be_kept_is_said_and_leaves_nothing(
    desk: Desk, tmp_path: Path, make: str
) -> None:
    thread, path = desk.raise_incident(), tmp_path / "thing"
    said = {
        "empty": "thing is empty: there is nothing to keep.",
        "gone": "thing cannot be read: No such file or directory.",
        "folder": "thing is no file, but a folder, a pipe or a device.",
        "pipe": "thing is no file, but a folder, a pipe or a device.",
    }
    if make == "empty":
        path.touch()
    elif make == "folder":
        path.mkdir()
    elif make == "pipe":
        os.mkfifo(path)
    before = desk.office.read.last_n()
    with pytest.raises(DeskError) as caught:
        add(desk, thread, path)
    assert (caught.value.what, bool(caught.value.todo)) == (said[make], True)
    assert desk.office.read.last_n() == before
    assert list((desk.folder / "attachments").iterdir()) == []


def test_a_file_that_changes_or_is_stopped_meanwhile_leaves_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    thread, path = desk.raise_incident(), tmp_path / "log.txt"
    path.write_bytes(b"first" * CHUNK)

    def cut(part: float) -> None:
        if part > 0.5:
            path.write_bytes(b"x")

    with pytest.raises(Refused, match="changed while it was being read"):
        documents.add_file(desk.office, thread, path, {}, fresh(), cut).result()
    path.write_bytes(b"first" * CHUNK)

    def grow(_part: float) -> None:
        with path.open("ab") as out:
            out.write(b"more" * CHUNK)

    with pytest.raises(Refused, match="grew while it was being read"):
        documents.add_file(desk.office, thread, path, {}, fresh(), grow).result()
    path.write_bytes(b"first" * CHUNK)
    with pytest.raises(streamed.Stopped):
        documents.add_file(desk.office, thread, path, {}, fresh(), stopped=lambda: True)
    assert documents.files(desk.office, thread) == []
    assert list((desk.folder / "attachments").iterdir()) == []


def test_a_folder_gives_its_files_and_its_links_lead_nowhere(tmp_path: Path) -> None:
    below = tmp_path / "case" / "inner"
    below.mkdir(parents=True)
    (below / "a.txt").write_text("a")
    (tmp_path / "case" / "b.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "case" / "out").symlink_to(Path.home())
    found = documents.sorted_out([tmp_path / "case"])
    assert found == [(tmp_path / "case" / "b.jpg", True), (below / "a.txt", False)]


def test_a_folder_is_not_walked_on_once_it_is_too_much(tmp_path: Path) -> None:
    many, deep = tmp_path / "many", tmp_path / "deep"
    many.mkdir()
    for no in range(documents.MOST + 1):
        (many / f"{no}.jpg").touch()
    (deep / "/".join("abcdefgh")).mkdir(parents=True)
    for folder in (many, deep):
        with pytest.raises(DeskError, match="more than 500 files") as caught:
            documents.in_folders([folder])
        assert caught.value.todo
    (tmp_path / "link").symlink_to(many)
    assert documents.in_folders([tmp_path / "link"]) == []


def test_a_copy_is_noted_before_it_leaves_and_harms_no_file_beside_it(
    desk: Desk, tmp_path: Path
) -> None:
    thread, film = desk.raise_incident(), tmp_path / "camera.dav"
    film.write_bytes(b"film")
    add(desk, thread, film)
    (row,) = documents.files(desk.office, thread)
    out = tmp_path / "out"
    out.mkdir()
    (out / "copy.dav.part").write_bytes(b"of somebody else")
    documents.save_copy(desk.office, row, out / "copy.dav")
    with pytest.raises(DeskError, match="could not be saved"):
        documents.save_copy(desk.office, row, tmp_path / "gone" / "copy.dav")
    assert {one.name: one.read_bytes() for one in out.iterdir()} == {
        "copy.dav": b"film", "copy.dav.part": b"of somebody else",
    }  # fmt: skip
    noted = access_log.entries(desk.office, kind="papers")
    assert [one.detail for one in noted] == [f"file camera.dav, record {row.n}"] * 2
