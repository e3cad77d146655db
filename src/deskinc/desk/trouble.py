"""When the book does not open: what is wrong, everything laid aside, and writing all the same (D6).

One lone officer writes within seconds, by the same form as ever; lines go to the sealed spool,
signed where his slot opened, and are chained at the next good opening. Nothing of the doubtful book
is touched here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book import aside, spool
from deskinc.book.clock import now as utc_now
from deskinc.book.opened import Stages, unseen
from deskinc.book.opening import in_time
from deskinc.book.slots import Keys
from deskinc.book.station import Station
from deskinc.book.store import trouble as spoken_of
from deskinc.book.vault import Vault
from deskinc.desk.lines import Line, lines
from deskinc.desk.noted import unsigned_words
from deskinc.desk.office import Office, sign_in
from deskinc.errors import (
    BookFault,
    Busy,
    DeskError,
    InvalidForm,
    NotBegun,
    SlotDamaged,
    SlotsMissing,
    WrongPassphrase,
)
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof import note as notes
from deskinc.proof.canonical import b64, unb64

AHEAD = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A book that did not open, and what is known all the same.

    ``fault`` says what is wrong; ``name`` is who wanted in, with ``keys`` where a slot opened;
    ``seals`` are pairs of book and note key that lines are sealed for; ``zone`` is the site's, None
    for the machine's own. ``doubtful``: the files are to be laid aside.
    """

    folder: Path
    fault: DeskError
    name: str
    keys: Keys | None = field(repr=False)
    mirror: Path | None
    seals: tuple[tuple[bytes, bytes], ...]
    zone: tzinfo | None = None
    doubtful: bool = True

    @property
    def signs(self) -> bool:
        """Whether what is written is signed."""
        return self.keys is not None and self.keys.signing is not None

    @property
    def writes(self) -> bool:
        """Whether the key is known that lines are sealed with."""
        return bool(self.seals)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A line that waits in the spool, as it was written."""

    id: str
    at: datetime
    happened: datetime | None
    type_text: str
    place: str
    text: str
    by: str
    signed: bool


def enter(
    folder: Path,
    name: str,
    passphrase: str,
    failures: int = 0,
    *,
    clock: Callable[[], datetime] = utc_now,
    stages: Stages = unseen,
) -> Office | Trouble:
    """Sign in; where the book does not open, the trouble it is in.

    Raises WrongPassphrase, NoSlot for a name nobody has, Busy and NotBegun: nothing is wrong with
    the book then, or there is none.
    """
    try:
        return sign_in(folder, name, passphrase, failures, clock=clock, stages=stages)
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
    """The trouble of a book that does not open for ``name``; slow where there is a passphrase."""
    vaults = _vaults(folder)
    seals = {(vault.book, vault.note_key): None for vault in vaults}
    known = spool.known_of(folder)
    if known is not None:
        seals[known.book, known.note_key] = None
    keys = _keys(vaults, name, passphrase) if passphrase else None
    mirrors: list[Path] = []
    in_time(lambda: mirrors.extend(_mirrors(folder, [book for book, _key in seals])))
    mirror = next(iter(mirrors), None)
    return Trouble(folder, fault, name, keys, mirror, tuple(seals), _zone(known))


def unsigned(folder: Path, name: str) -> Trouble:
    """Writing without signing in, where nothing opens."""
    fault = DeskError(
        _("Nobody is signed in."),
        _("Lines are kept sealed under the name you give, and marked as not signed."),
    )
    return replace(meet(folder, fault, " ".join(name.split())), doubtful=False)


def told(office: Office) -> tuple[str, str] | None:
    """How many lines came in at this opening, which and by whom; None if none waited."""
    found = lines(office.read, [record.n for record in office.came_in])
    if not found:
        return None
    first, last = found[0].line, found[-1].line
    which = _("line {first}") if first == last else _("lines {first} to {last}")
    one = _("1 line written while the book was closed now stands in it.")
    many = _("{count} lines written while the book was closed now stand in it.")
    what = one if len(found) == 1 else many.format(count=len(found))
    by = ", ".join(dict.fromkeys(map(_by, found)))
    words = _("See {lines}: {people}.").format(
        lines=which.format(first=first, last=last), people=by
    )
    return what, words


def _by(line: Line) -> str:
    mark = line.noted
    if mark is None or mark.by:
        return line.by
    return unsigned_words(mark)


def lay_aside(trouble: Trouble) -> Path:
    """Copy all files aside, and return where; slow. BookFault where the disk has no room."""
    return aside.copy_aside(trouble.folder, trouble.mirror)


def waiting(trouble: Trouble) -> int:
    """How many lines wait sealed, of this sitting and earlier ones."""
    book = trouble.seals[0][0] if trouble.seals else b""
    folders = spool.places(trouble.folder, trouble.mirror, book)
    return sum(spool.waiting(folder) for folder in folders)


def write(
    trouble: Trouble,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
    *,
    clock: Callable[[], datetime] = utc_now,
) -> Sealed:
    """Seal one line into the spool; returns once a disk has it.

    Raises InvalidForm for answers that will not do, BookFault where no disk takes it.
    """
    now = clock().astimezone(trouble.zone)
    values = _values({**raw, "spooled_by": trouble.name}, now)
    book = trouble.seals[0][0] if trouble.seals else b""
    note = spool.fresh(book, "occurrence", values, now, unb64(id))
    if trouble.keys is not None and trouble.keys.signing is not None:
        note = notes.sign(note, Ed25519PrivateKey.from_private_bytes(trouble.keys.signing))
    seal(trouble.folder, trouble.mirror, trouble.seals, note)
    said = raw.get("happened")
    return Sealed(
        id,
        now,
        said if isinstance(said, datetime) else None,
        _text(values.get("type")),
        _text(values.get("place")),
        str(values["text"]),
        trouble.name,
        trouble.signs,
    )


def _text(value: object) -> str:
    return str(value.get("text", "")) if isinstance(value, dict) else ""


def _values(raw: Mapping[str, object], now: datetime) -> dict[str, Value]:
    said = {name: value for name, value in raw.items() if value not in (None, "")}
    happened = said.get("happened")
    if isinstance(happened, datetime) and happened - now > AHEAD:
        raise InvalidForm({"happened": _("This time lies ahead. Write what has happened.")})
    return forms.clean(current("occurrence"), said)


def seal(
    folder: Path, mirror: Path | None, seals: tuple[tuple[bytes, bytes], ...], note: spool.Note
) -> None:
    """Put ``note`` into the first spool that takes it, for each of ``seals``; BookFault if none.

    Where slot files disagree nobody knows which is right: sealed to all, none is lost.
    """
    taken = 0
    for book, key in seals:
        try:
            _put(folder, mirror, book, key, note)
            taken += 1
        except ValueError:
            logger.warning("a note key is no key")
    if not taken:
        raise _no_key()


def _put(folder: Path, mirror: Path | None, book: bytes, key: bytes, note: spool.Note) -> None:
    refused: OSError | None = None
    for place in spool.places(folder, mirror, book):
        try:
            spool.put(place, key, book, note)
        except OSError as error:
            logger.warning("a note is not taken by %s: %s", place, error.strerror)
            refused = refused or error
        else:
            return
    why = spoken_of(refused) if refused is not None else None
    raise BookFault(
        _("No disk takes this line: it is not kept."),
        why.todo if why else _("Write it on paper."),
    )


def _vaults(folder: Path) -> list[Vault]:
    """Every readable file of key slots: here, the copy beside it, the mirror's if it answers."""
    found: list[Vault] = []
    for backup in (False, True):
        with suppress(DeskError, OSError):
            found.append(Vault.load(folder, backup=backup))
    station = Station.load(folder)
    if station is not None and station.mirror is not None:
        beside: list[Vault] = []
        home = station.mirror
        in_time(lambda: beside.extend(_copies(home, {b64(vault.book) for vault in found})))
        found += beside
    return found


def _copies(home: Path, books: AbstractSet[str]) -> Iterator[Vault]:
    """The slot files in the mirror: of ``books``, or of any where none is known."""
    for copy in sorted(home.iterdir()) if home.is_dir() else ():
        if not books or copy.name in books:
            with suppress(DeskError, OSError):
                yield Vault.load(copy)


def _keys(vaults: list[Vault], name: str, passphrase: str) -> Keys | None:
    for vault in vaults:
        with suppress(DeskError):
            return vault.open(name, passphrase, keep=False)
    return None


def _mirrors(folder: Path, books: Iterable[bytes]) -> Iterator[Path]:
    """The folder of the mirror, if it is there."""
    station = Station.load(folder)
    if station is not None and station.mirror is not None:
        yield from (one for book in books if (one := station.mirror / b64(book)).is_dir())


def _zone(known: spool.Known | None) -> tzinfo | None:
    try:
        return None if known is None else ZoneInfo(known.zone)
    except (ValueError, LookupError, OSError):
        return None


def _unknown() -> BookFault:
    return BookFault(
        _("The book could not be opened, and the program does not know why."),
        _("What it noticed stands in deskinc.log. Call whoever looks after the program."),
    )


def _no_key() -> BookFault:
    return BookFault(
        _("Nothing here says how to seal a line: slots.json and all its copies are gone."),
        _("Write on paper, with times, until the folder or the mirror is back."),
    )
