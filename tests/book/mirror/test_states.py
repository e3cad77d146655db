"""The mirror missing, slow, full or torn: amber, lines go on, and each seal says what is there."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from threading import Event

import pytest
from tests.book.conftest import write_protected
from tests.book.houses import House, found, line

from deskinc.book import mirror
from deskinc.book.disk import durable
from deskinc.book.disk.store import Link, Mode
from deskinc.book.mirror import writer as mirror_writer
from deskinc.book.records.payload import Batch
from deskinc.book.writing import writer as writing
from deskinc.errors import BookFault
from deskinc.proof.seal import parse_note

Trouble = Callable[[House], AbstractContextManager[None]]


def sealed(house: House) -> tuple[int, int]:
    """Line and mirror as a new seal states them."""
    (seal,) = house.book.seal(house.me).result().records
    said = parse_note(str(seal.values["note"])).checkpoint
    return said.line, said.mirror


def home(house: House) -> Path:
    assert house.book.mirror is not None
    return house.book.mirror


@contextmanager
def missing(house: House) -> Iterator[None]:
    """Its disk is unplugged."""
    away = house.mirror.rename(house.mirror.with_name("away"))
    yield
    away.rename(house.mirror)


@contextmanager
def slow(_house: House) -> Iterator[None]:
    """Its disk does not answer before the line has waited long enough."""
    with pytest.MonkeyPatch.context() as patch:
        gate = Event()

        def waits(handle: int) -> None:
            gate.wait(60)
            durable.sync(handle)

        patch.setattr(mirror_writer, "sync", waits)
        patch.setattr(writing, "PATIENCE", 0.01)
        try:
            yield
        finally:
            gate.set()


@contextmanager
def torn(house: House) -> Iterator[None]:
    """Somebody cuts its newest file, and the disk takes nothing more."""
    path = max(home(house).glob("*.lines"))
    os.truncate(path, path.stat().st_size - 30)
    with write_protected(path.parent):
        yield


@contextmanager
def full(house: House) -> Iterator[None]:
    """Its disk is full."""
    filler = house.mirror / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(512))
    yield
    filler.unlink()


def lives_through(house: House, trouble: Trouble, first: int) -> None:
    house.post(line("Before."))
    house.book.settle()
    assert sealed(house) == (1, 1)
    with trouble(house):
        saved = [
            house.write(line(f"Meanwhile {number}. {token_hex(3000)}")).result()
            for number in range(3)
        ]
        assert [one.mirrored for one in saved] == [False] * 3
        health = house.book.health()
        assert health.mirror in {"pending", "missing"}
        assert (health.pending >= 3, health.fault) == (True, "")
        assert sealed(house) == (4, first)
    house.book.settle()
    assert (house.book.health().mirror, house.book.health().pending) == ("ok", 0)
    assert sealed(house) == (4, 4)
    found_ = list(mirror.frames(home(house), house.keys.mirror, house.book.id))
    assert [one.first for one in found_ if isinstance(one, Batch)] == sorted(
        {one.first for one in found_ if isinstance(one, Batch)}
    )
    assert house.book.verify(full=True) == []
    assert house.reopen().verify(full=True) == []


@pytest.mark.parametrize("trouble", [missing, slow])
def test_d10_saved_here_only_is_amber_and_stands_in_the_seal(
    house: House, trouble: Trouble
) -> None:
    lives_through(house, trouble, 1)


def test_d10_a_torn_mirror_counts_in_the_seal_from_its_tear_on(house: House) -> None:
    house.post(line("Before."))
    house.book.settle()
    with torn(house):
        assert not house.write(line("Meanwhile.")).result().mirrored
        assert house.book.health().mirror == "missing"
        assert sealed(house) == (2, 0)
    house.book.settle()
    assert sealed(house) == (2, 2)
    assert house.book.health().doubts
    assert house.reopen().verify(full=True) == []


def test_d10_a_full_mirror_is_amber_and_stands_in_the_seal(
    mount: Callable[[str], Path], tmp_path: Path
) -> None:
    place = mount("2m")
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "mirror").symlink_to(place)
    house = found(tmp_path / "office")
    try:
        lives_through(house, full, 1)
    finally:
        house.book.close()


def test_a_read_that_fails_once_forbids_no_later_seal(house: House) -> None:
    house.post(line("Before."))
    house.book.settle()
    with missing(house):
        (record,) = house.post(line("Not read again at once."))
    with Link(house.book._open.store, Mode.WRITE) as link:
        link.run("DROP TRIGGER record_as_is")
        doc = link.one("SELECT doc FROM record WHERE n = ?", (record.n,))
        link.run("UPDATE record SET doc = zeroblob(9) WHERE n = ?", (record.n,))
        house.book._open.writer.mirror.nudge(0)  # type: ignore[union-attr]
        house.book.settle()
        assert "damaged" in house.book.health().fault
        assert not house.book.health().read_only
        with pytest.raises(BookFault, match="damaged"):
            house.book.seal(house.me).result()
        link.run("UPDATE record SET doc = ? WHERE n = ?", (doc, record.n))
    house.post(line("After."))
    house.book.settle()
    assert (house.book.health().mirror, house.book.health().fault) == ("ok", "")
    assert sealed(house) == (3, 3)
