"""Where mirrors, backups and slot files of a book lie, whatever is left of its data folder."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from deskinc.book import backup, known
from deskinc.book.station import DATABASE, Station
from deskinc.book.vault import Vault
from deskinc.errors import DeskError
from deskinc.proof.canonical import b64

NEWEST = 3
"""How many backups of one folder are looked at: each is gone through from its first record."""


def mirrors(folder: Path, book: bytes, places: Sequence[Path]) -> Iterator[Path]:
    """Folders in which a mirror of the book lies, the known one first."""
    near = [place / b64(book) for place in (*_home(folder), *places)]
    seen: set[Path] = set()
    for one in (*near, *places):
        with suppress(OSError):
            if one.resolve() not in seen and any(one.glob("*.lines")):
                seen.add(one.resolve())
                yield one


def silent(folder: Path, book: bytes) -> Path | None:
    """The folder the known mirror is in, where that one does not answer; else None.

    Another one that does, maybe a copy of it from before, does not stand in for it.
    """
    home = _home(folder)
    return home[0] if home and next(mirrors(folder, book, ()), None) is None else None


def backups(folder: Path, book: bytes, places: Sequence[Path]) -> Iterator[Path]:
    """The newest verified backups of the book in every folder where some may lie."""
    station = Station.load(folder)
    near = [] if station is None or station.backups is None else [station.backups]
    seen: set[Path] = set()
    for place in (*near, *places):
        with suppress(OSError):
            alone = (place / DATABASE).exists() and place.resolve() != folder.resolve()
            found = [one.folder for one in backup.listing(place, book) if one.state == "verified"]
            for one in [place] if alone else found[:NEWEST]:
                if one.resolve() not in seen:
                    seen.add(one.resolve())
                    yield one


def vaults(folder: Path, places: Sequence[Path]) -> Iterator[Vault]:
    """Every slot file there is, the data folder’s first, none twice."""
    seen: set[bytes] = set()
    below = [one for place in (*_home(folder), *places) for one in (place, *_inside(place))]
    for place, spare in ((folder, False), (folder, True), *((one, False) for one in below)):
        with suppress(DeskError, OSError):
            vault = Vault.load(place, backup=spare)
            if vault.raw not in seen:
                seen.add(vault.raw)
                yield vault


def _home(folder: Path) -> list[Path]:
    """The folder the mirror is in, as the data folder says it, or what is remembered outside it."""
    said = Station.load(folder) or known.of(folder)
    return [] if said is None or said.mirror is None else [said.mirror]


def _inside(place: Path) -> list[Path]:
    try:
        return sorted((one for one in place.iterdir() if one.is_dir()), reverse=True)
    except OSError:
        return []
