"""When the book does not open: what is wrong, everything laid aside, and writing all the same (D6).

One lone officer writes within seconds, by the same form as ever; lines go to the sealed spool,
signed where his slot opened, and are chained at the next good opening. Nothing of the doubtful book
is touched here.
"""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from deskinc.book.clock import now as utc_now
from deskinc.book.disk import known
from deskinc.book.disk.failures import silent
from deskinc.book.disk.known import Known
from deskinc.book.disk.station import Station
from deskinc.book.disk.store import trouble as spoken_of
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.told import damaged
from deskinc.book.keys.vault import Vault
from deskinc.book.opened import Stages, unseen
from deskinc.book.opening import proving
from deskinc.book.opening.opening import PATIENCE
from deskinc.book.records.following import Cancel, never
from deskinc.book.restore import aside
from deskinc.desk.office import Office, sign_in
from deskinc.desk.signing_on.waits import Waits
from deskinc.desk.trouble.sealed import Spooling
from deskinc.disks import Silent, answers, ask, is_stuck
from deskinc.errors import (
    BookFault,
    Busy,
    DeskError,
    NotBegun,
    SlotDamaged,
    SlotsMissing,
    WrongPassphrase,
)
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.paths import traces
from deskinc.proof.canonical import b64

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A book that did not open: what is wrong, and how one writes all the same.

    ``doubtful``: something is wrong with the files, and they are to be laid aside. ``lost``: there
    are none, so there is nothing to lay aside, but perhaps something to restore.
    """

    fault: DeskError
    spooling: Spooling
    doubtful: bool = True
    lost: bool = False


def enter(
    folder: Path,
    name: str,
    passphrase: str,
    waits: Waits | None = None,
    *,
    clock: Callable[[], datetime] = utc_now,
    stages: Stages = unseen,
) -> Office | Trouble:
    """Sign in; where the book does not open, the trouble it is in.

    Raises WrongPassphrase, NoSlot for a name nobody has, Busy and NotBegun: nothing is wrong with
    the book then, or there is none.
    """
    if not answers(folder):
        return without_answer(folder, name, passphrase)
    try:
        return sign_in(folder, name, passphrase, waits, clock=clock, stages=stages)
    except (WrongPassphrase, Busy, NotBegun):
        raise
    except (SlotsMissing, SlotDamaged, BookFault) as fault:
        return meet(folder, fault, name, passphrase)
    except DeskError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever start-up meets, one can write
        logger.exception("the book does not open")
        return meet(folder, spoken_of(error) or _unknown(), name, passphrase)


def meet(folder: Path, fault: DeskError, name: str, passphrase: str = "") -> Trouble:
    """The trouble of a book that does not open for ``name``; slow where there is a passphrase.

    No disk that does not answer is waited for long.
    """
    remembered, home = _said(folder)
    vaults = _vaults(folder, home)
    opened = _opened(folder, home, vaults, name, passphrase) if passphrase else {}
    found = [given.keys for given in opened.values()]
    keys = found[0] if len(found) == 1 else proving.best(found, [folder], lambda one: one)
    if isinstance(fault, BookFault) and any(given.instead for given in opened.values()):
        fault = damaged()
    seals = list(opened) or _named(vaults, remembered)
    mirror = next(iter(_asked(home, lambda at: _mirrors(at, [book for book, _key in seals]))), None)
    spooling = Spooling(folder, mirror, tuple(seals), name, keys, zone=_zone(remembered))
    lost = not traces(folder)
    if is_stuck(folder):  # there is nothing to look at, and no saying what is there
        return Trouble(silent(), spooling, doubtful=False)
    return Trouble(fault, spooling, doubtful=not lost, lost=lost)


def without_answer(folder: Path, name: str, passphrase: str) -> Trouble:
    """Writing while the disk of the book does not answer; slow."""
    return replace(meet(folder, silent(), name, passphrase), doubtful=False, lost=False)


def beside(folder: Path) -> Trouble:
    """Writing beside another program that has the folder and does not answer."""
    fault = BookFault(
        _("deskinc is open already on this folder, and its window does not answer."),
        _(
            "End the program that hangs, then try again. Till then lines are kept sealed under the "
            "name you give, and marked as not signed."
        ),
    )
    return replace(meet(folder, fault, ""), doubtful=False, lost=False)


def unsigned(folder: Path, name: str) -> Trouble:
    """Writing without signing in, where nothing opens."""
    fault = DeskError(
        _("Nobody is signed in."),
        _("Lines are kept sealed under the name you give, and marked as not signed."),
    )
    return replace(meet(folder, fault, " ".join(name.split())), doubtful=False, lost=False)


def lay_aside(found: Trouble, cancel: Cancel = never) -> Path:
    """Copy all files aside, and return where; slow. BookFault where the disk has no room.

    A mirror that does not answer is left out. Cancelled if ``cancel`` says so.
    """
    mirror = found.spooling.mirror
    if mirror is not None and not answers(mirror):
        mirror = None
    return aside.copy_aside(found.spooling.folder, mirror, cancel)


def _said(folder: Path) -> tuple[Known | None, Path | None]:
    """What is known of the book, and the folder in which its mirror lies; never waits for long."""
    try:
        remembered, station = ask(folder, lambda: (known.of(folder), Station.load(folder)))
    except Silent:
        remembered, station = known.elsewhere(folder), None
    if station is not None:
        return remembered, station.mirror
    return remembered, None if remembered is None else remembered.mirror


def copies_of_slots(folder: Path) -> list[Vault]:
    """The copies of the slot file, but not the file itself: beside it, and in the mirror."""
    _remembered, home = _said(folder)
    found = _vaults(folder, home)
    with suppress(DeskError, OSError):
        own = Vault.load(folder).raw
        found = [vault for vault in found if vault.raw != own]
    return found


def _vaults(folder: Path, home: Path | None) -> list[Vault]:
    """Every readable file of key slots: here, the copy beside it, the mirror's if it answers."""
    found: list[Vault] = []
    for backup in (False, True):
        with suppress(DeskError, OSError):
            found.append(ask(folder, partial(Vault.load, folder, backup=backup)))
    return [*found, *_asked(home, lambda at: _copies(at, {b64(vault.book) for vault in found}))]


def _asked(home: Path | None, look: Callable[[Path], Iterable[T]]) -> list[T]:
    """All that ``look`` finds in the folder of the mirror, if that is known and answers."""
    with suppress(OSError):
        return [] if home is None else ask(home, lambda: list(look(home)), PATIENCE)
    return []


def _copies(home: Path, books: AbstractSet[str]) -> Iterator[Vault]:
    """The slot files in the mirror: of ``books``, or of any where none is known."""
    for copy in sorted(home.iterdir()) if home.is_dir() else ():
        if not books or copy.name in books:
            with suppress(DeskError, OSError):
                yield Vault.load(copy)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the slot files of one book give; ``instead``: a copy gives what opens, the first not."""

    keys: Keys = field(repr=False)
    instead: bool


def _opened(
    folder: Path, home: Path | None, vaults: Iterable[Vault], name: str, passphrase: str
) -> dict[tuple[bytes, bytes], _Given]:
    """The keys that the slot files give, by book and note key: what opens vouches for those.

    Of several files for one book the first whose keys open what lies here counts.
    """
    files: dict[tuple[bytes, bytes], list[Vault]] = {}
    for vault in vaults:
        files.setdefault((vault.book, vault.note_key), []).append(vault)
    found: dict[tuple[bytes, bytes], _Given] = {}
    for named, several in files.items():
        places = [folder] if home is None else [folder, home / b64(named[0])]
        keys = proving.best(_tried(several, name, passphrase), places, lambda one: one[1])
        if keys is not None:
            found[named] = _Given(keys[1], keys[0] > 0)
    return found


def _tried(vaults: Iterable[Vault], name: str, passphrase: str) -> Iterator[tuple[int, Keys]]:
    """The keys of each file that opens, with how many opened before it."""
    before = 0
    for vault in vaults:
        with suppress(DeskError):
            yield before, vault.open(name, passphrase, keep=False)
            before += 1


def _named(vaults: list[Vault], remembered: Known | None) -> list[tuple[bytes, bytes]]:
    """Every book and note key that is named, where nothing vouches for any: no line is lost."""
    found = {(vault.book, vault.note_key): None for vault in vaults}
    if remembered is not None:
        found[remembered.book, remembered.note_key] = None
    return list(found)


def _mirrors(home: Path, books: Iterable[bytes]) -> Iterator[Path]:
    """The folder of the mirror, if it is there."""
    return (one for book in books if (one := home / b64(book)).is_dir())


def _zone(remembered: Known | None) -> tzinfo | None:
    try:
        return None if remembered is None else ZoneInfo(remembered.zone)
    except (ValueError, LookupError, OSError):
        return None


def _unknown() -> BookFault:
    return BookFault(
        _("The book could not be opened, and the program does not know why."),
        _("What it noticed stands in deskinc.log. Call whoever looks after the program."),
    )
