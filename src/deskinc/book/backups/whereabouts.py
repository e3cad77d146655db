"""Where mirrors, backups and slot files of a book lie, whatever is left of its data folder.

A disk that does not answer in time has none.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from deskinc.book.backups import folders as backup_folders
from deskinc.book.disk import known
from deskinc.book.disk.station import DATABASE, Station
from deskinc.book.keys.vault import Vault
from deskinc.disks import ask
from deskinc.errors import DeskError
from deskinc.proof.canonical import b64

T = TypeVar("T")

NEWEST = 3
"""How many backups of one folder are looked at: each is gone through from its first record."""

PATIENCE = 30.0
"""Seconds for a folder of many files, on a disk that answers."""


def mirrors(folder: Path, book: bytes, places: Sequence[Path]) -> Iterator[Path]:
    """Folders in which a mirror of the book lies, the known one first."""
    near = [place / b64(book) for place in (*_home(folder), *places)]
    seen: set[Path] = set()
    for one in (*near, *places):
        found = _tried(one, partial(_mirror, one))
        if found is not None and found not in seen:
            seen.add(found)
            yield one


def silent(folder: Path, book: bytes) -> Path | None:
    """The folder the known mirror is in, where that one does not answer; else None.

    Another one that does, maybe a copy of it from before, does not stand in for it.
    """
    home = _home(folder)
    return home[0] if home and next(mirrors(folder, book, ()), None) is None else None


def backups(folder: Path, book: bytes, places: Sequence[Path]) -> Iterator[Path]:
    """The newest verified backups of the book in every folder where some may lie."""
    station = _tried(folder, partial(Station.load, folder))
    near = [] if station is None or station.backups is None else [station.backups]
    own = _tried(folder, folder.resolve)
    seen: set[Path] = set()
    for place in (*near, *places):
        there = _tried(place, place.exists)
        found = _tried(place, partial(_copies, own, place, book), PATIENCE) if there else ()
        for one, resolved in found or ():
            if resolved not in seen:
                seen.add(resolved)
                yield one


def vaults(folder: Path, places: Sequence[Path]) -> Iterator[Vault]:
    """Every slot file there is, the data folder’s first, none twice."""
    seen: set[bytes] = set()
    below = [one for place in (*_home(folder), *places) for one in (place, *_inside(place))]
    for place, spare in ((folder, False), (folder, True), *((one, False) for one in below)):
        vault = _vault(place, spare=spare)
        if vault is not None and vault.raw not in seen:
            seen.add(vault.raw)
            yield vault


def own(folder: Path) -> frozenset[bytes]:
    """The ids of the books that belong into the data folder, by what is left there or remembered.

    Empty where nobody knows: on a new computer.
    """
    said = _tried(folder, partial(known.of, folder)) or known.elsewhere(folder)
    there = {vault.book for spare in (False, True) if (vault := _vault(folder, spare=spare))}
    return frozenset(there if said is None else there | {said.book})


def books(place: Path) -> frozenset[bytes]:
    """The ids of the books of which slots lie in ``place`` or one folder below."""
    return frozenset(vault.book for one in (place, *_inside(place)) if (vault := _vault(one)))


def _vault(place: Path, *, spare: bool = False) -> Vault | None:
    """The slot file in ``place``; None where there is none that can be read."""
    with suppress(DeskError):
        return _tried(place, partial(Vault.load, place, backup=spare))
    return None


def _home(folder: Path) -> list[Path]:
    """The folder the mirror is in, as the data folder says it, or what is remembered outside it."""
    said = _tried(folder, lambda: Station.load(folder) or known.of(folder))
    said = said or known.elsewhere(folder)
    return [] if said is None or said.mirror is None else [said.mirror]


def _tried(place: Path, look: Callable[[], T], patience: float | None = None) -> T | None:
    """What is found in the folder ``place``; None where its disk does not say."""
    try:
        return ask(place, look, patience)
    except OSError:
        return None


def _mirror(one: Path) -> Path | None:
    return one.resolve() if any(one.glob("*.lines")) else None


def _copies(own: Path | None, place: Path, book: bytes) -> list[tuple[Path, Path]]:
    """The newest backups in ``place``, or that itself, each with its true path."""
    if (place / DATABASE).exists() and place.resolve() != own:
        return [(place, place.resolve())]
    found = [one.folder for one in backup_folders.listing(place, book) if one.state == "verified"]
    return [(one, one.resolve()) for one in found[:NEWEST]]


def _inside(place: Path) -> list[Path]:
    def look() -> list[Path]:
        return sorted((one for one in place.iterdir() if one.is_dir()), reverse=True)

    return _tried(place, look) or []
