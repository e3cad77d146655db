"""A mirror that is away while its book is restored, and comes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.book.houses import House
from tests.book.restores import home, rebuilt

from deskinc.book.record import Record, Signer
from deskinc.book.restore import astray as mirror_astray
from deskinc.book.restore.surveying import Kind, Places


@contextmanager
def away(house: House) -> Iterator[None]:
    """The mirror's disk is unplugged."""
    unplugged = house.mirror.rename(house.mirror.with_name("unplugged"))
    try:
        yield
    finally:
        unplugged.rename(house.mirror)


def of(house: House, kind: Kind, source: Path) -> Places:
    """What is restored while the mirror is away."""
    return Places(house.folder, kind, source, None, house.keys, house.book.id)


def without_mirror(house: House, second: Signer, kind: Kind, source: Path) -> None:
    """Two people restore the book while its mirror is away."""
    slots = (home(house) / "slots.json").read_bytes()
    with away(house):
        home(house).mkdir(parents=True)
        (home(house) / "slots.json").write_bytes(slots)
        try:
            rebuilt(house, of(house, kind, source), second)
        finally:
            (home(house) / "slots.json").unlink()
            home(house).rmdir()
            house.mirror.rmdir()


def settled(house: House) -> None:
    """All that was found in the mirror is written down."""
    house.book.settle()
    house.book.handed_in().result()
    house.book.settle()


def said(house: House) -> list[Record]:
    """The desk's lines on what stands in the mirror alone."""
    return mirror_astray.told_of(house.book.reader().link)
