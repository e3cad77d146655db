"""Lines that the book cannot take now: sealed into the spool, signed by whoever's keys are open.

Written beside a book that does not open, and beside an open one whose disk refuses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book.clock import now as utc_now
from deskinc.book.disk.store import trouble as spoken_of
from deskinc.book.keys.slots import Keys
from deskinc.book.spool import chaining, spool
from deskinc.desk.lines.lines import Line, lines
from deskinc.desk.lines.noted import unsigned_words
from deskinc.desk.office import Office, Record
from deskinc.disks import ask
from deskinc.errors import BookFault, DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.forms.moments import passed
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof import note as notes
from deskinc.proof.canonical import unb64

AHEAD = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class Spooling:
    """What a line is sealed with: where it may lie, for whom, and in whose name.

    ``seals`` are pairs of book and note key: those that the passphrase vouched for, else all that
    are named here. ``keys`` sign if they are an officer's, ``author`` is
    his thread where it is known. ``zone`` is the site's, None for the machine's own.
    """

    folder: Path
    mirror: Path | None
    seals: tuple[tuple[bytes, bytes], ...]
    name: str
    keys: Keys | None = field(default=None, repr=False)
    author: str | None = None
    zone: tzinfo | None = None

    @property
    def signs(self) -> bool:
        """Whether what is written is signed."""
        return self.keys is not None and self.keys.signing is not None

    @property
    def writes(self) -> bool:
        """Whether the key is known that lines are sealed with."""
        return bool(self.seals)

    def places(self) -> list[Path]:
        """The folders in whose spools its lines may lie."""
        book = self.seals[0][0] if self.seals else b""
        return spool.places(self.folder, self.mirror, book)


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


def spooling(office: Office) -> Spooling:
    """How lines are sealed beside an open book, in the name of the person signed in."""
    book, person = office.book, office.person
    seals = ((book.id, book.note_key),)
    name, thread = person.officer.name, person.officer.thread
    return Spooling(office.folder, book.mirror, seals, name, person.keys, thread, office.locale.tz)


Keep = Callable[[], Sealed]
"""Seals a line that was composed before, in the name of who wrote then; slow."""


def keep(office: Office, raw: Mapping[str, object], id: str) -> Keep:  # noqa: A002
    """Compose and sign a line that the open book may not take, under the id it is posted with.

    It is signed now, since whoever writes it may have locked the desk, or handed it on, by the time
    it is sealed; no key is held for that. What is returned seals it, and raises as :func:`write`.
    Posted again or chained later, it stands in the book once.
    """
    place = raw.get("place")
    said = {**raw, "place": office.site.place(place)} if isinstance(place, str) and place else raw
    given = spooling(office)
    try:
        note, made = _composed(given, said, id, office.clock)
    except DeskError as error:
        return partial(_raise, error)
    return partial(_lay, office, replace(given, keys=None), note, made)


def _raise(error: DeskError) -> Sealed:
    raise error


def _lay(office: Office, given: Spooling, note: spool.Note, made: Sealed) -> Sealed:
    _seal(given, note)
    office.sealed.add(made.id)
    return made


def take_in(office: Office) -> tuple[Record, ...]:
    """Chain what waits, now that the book may take it again; slow. BookFault while it does not.

    Returns the new records, and those of lines that stood in the book after all.
    """
    before = frozenset(office.sealed)
    made = {record.n: record for record in chaining.chain(office.book)}
    found = (office.read.by_id(unb64(id_)) for id_ in before)
    made |= {record.n: record for record in found if record is not None}
    # what lies on a disk that is silent now, or was laid aside, is left to the next opening
    office.sealed -= before
    return tuple(record for _n, record in sorted(made.items()))


def waiting(given: Spooling) -> int:
    """How many lines wait sealed, of this sitting and earlier ones."""
    return sum(spool.waiting(folder) for folder in given.places())


def told(office: Office, records: tuple[Record, ...]) -> tuple[str, str] | None:
    """How many sealed lines came in as ``records``, which and by whom; None for none."""
    came = lines(office.read, [record.n for record in records])
    found = [one for one in came if one.noted is not None]
    if not found:
        return None
    first, last = found[0].line, found[-1].line
    which = (
        _("Line {first}, by {people}")
        if first == last
        else _("Lines {first} to {last}, by {people}")
    )
    one = _("1 line written while the book took none now stands in it.")
    many = _("{count} lines written while the book took none now stand in it.")
    if all(line.noted is not None and line.noted.locked for line in found):
        one = _("1 note written while the desk was locked now stands in the book.")
        many = _("{count} notes written while the desk was locked now stand in the book.")
    what = one if len(found) == 1 else many.format(count=len(found))
    by = ", ".join(dict.fromkeys(map(_by, found)))
    words = which.format(first=first, last=last, people=by)
    return what, words if words.endswith(".") else f"{words}."


def _by(line: Line) -> str:
    mark = line.noted
    if mark is not None and mark.locked:
        return _("nobody known")
    return line.by if mark is None or mark.by else unsigned_words(mark)


def write(
    given: Spooling,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
    *,
    clock: Callable[[], datetime] = utc_now,
) -> Sealed:
    """Seal one line into the spool; returns once a disk has it.

    Raises InvalidForm for answers that will not do, BookFault where no disk takes it.
    """
    note, made = _composed(given, raw, id, clock)
    _seal(given, note)
    return made


def _composed(
    given: Spooling,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
    clock: Callable[[], datetime],
) -> tuple[spool.Note, Sealed]:
    """The note of a line, signed where ``given`` signs, and the line as it waits."""
    now = clock().astimezone(given.zone)
    values = _values({**raw, "spooled_by": _named(given)}, now)
    book = given.seals[0][0] if given.seals else b""
    note = spool.fresh(book, "occurrence", values, now, unb64(id), given.author)
    if given.keys is not None and given.keys.signing is not None:
        note = notes.sign(note, Ed25519PrivateKey.from_private_bytes(given.keys.signing))
    said = raw.get("happened")
    return note, Sealed(
        id,
        now,
        said if isinstance(said, datetime) else None,
        _text(values.get("type")),
        _text(values.get("place")),
        str(values["text"]),
        given.name,
        given.signs,
    )


def _named(given: Spooling) -> Value:
    return {"id": given.author or "", "text": given.name} if given.name else None


def _text(value: object) -> str:
    return str(value.get("text", "")) if isinstance(value, dict) else ""


def _values(raw: Mapping[str, object], now: datetime) -> dict[str, Value]:
    said = {name: value for name, value in raw.items() if value not in (None, "")}
    happened = said.get("happened")
    if isinstance(happened, datetime) and passed(now, happened) > AHEAD:
        raise InvalidForm({"happened": _("This time lies ahead. Write what has happened.")})
    return forms.clean(current("occurrence"), said)


def _seal(given: Spooling, note: spool.Note) -> None:
    """Put ``note`` into the first spool that takes it, for each of the seals; BookFault if none.

    Where nobody signs in and slot files disagree, nobody knows which is right: sealed to all, none
    is lost.
    """
    taken = 0
    for book, key in given.seals:
        try:
            _put(given, book, key, note)
            taken += 1
        except ValueError:
            logger.warning("a note key is no key")
    if not taken:
        raise _no_key()


def _put(given: Spooling, book: bytes, key: bytes, note: spool.Note) -> None:
    refused: OSError | None = None
    for place in spool.writable(given.folder, given.mirror, book):
        try:
            ask(place, partial(spool.put, place, key, book, note))
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


def _no_key() -> BookFault:
    return BookFault(
        _("Nothing here says how to seal a line: slots.json and all its copies are gone."),
        _("Write on paper, with times, until the folder or the mirror is back."),
    )
