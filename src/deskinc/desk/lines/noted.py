"""Lines that were written while the book was closed: when, and by whose key.

The desk chained them; what the writer signed then is kept in the record, so the writer is told from
that signature and from nothing that the desk says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.asking.signers import Signatory
from deskinc.book.asking.signers import signers as known_keys
from deskinc.book.book import Reader
from deskinc.book.record import Record
from deskinc.desk.site import plain
from deskinc.forms import taxonomy
from deskinc.forms.fields import moment_of
from deskinc.i18n import Locale, _
from deskinc.proof import note as notes
from deskinc.proof.note import NotANote

FIELDS = notes.OWN | {"spooled_by", "corrects"}
"""What only the record that a note became says; nobody adds to it or repeats it."""


@dataclass(frozen=True, slots=True)
class Known:
    """An officer's key, with his initials and name."""

    key: Signatory
    initials: str
    name: str


@dataclass(frozen=True, slots=True)
class Noted:
    """When a line was written; ``by`` are the initials its signature proves, "" for none.

    ``name`` is who that is, or who it was said to be. ``erased``: the note itself is gone, and
    with it the signature. ``locked``: the book was open then, and the desk locked.
    """

    at: datetime
    by: str
    name: str
    erased: bool = False
    locked: bool = False

    def when(self, time: str) -> str:
        """``written 03:12 while the book was closed``."""
        closed = _("written {time} while the book was closed")
        locked = _("written {time} while the desk was locked")
        return (locked if self.locked else closed).format(time=time)


Signers = Mapping[bytes, Known]
"""By the id of the key."""


def signers(read: Reader, records: Iterable[Record]) -> Signers:
    """Every key that an officer ever had; nothing is read where none of ``records`` is a note."""
    if not any(notes.FIELD in record.values for record in records):
        return {}
    found = {}
    for key, one in known_keys(read).items():
        said = read.folded(one.thread, "officer")
        initials, name = plain(said.get("initials")) or "?", plain(said.get("name")) or "?"
        found[key] = Known(one, initials, name)
    return found


def noted(record: Record, known: Signers) -> Noted | None:
    """What the note kept in ``record`` says; None for a record that keeps none, or no note."""
    raw, at = record.values.get(notes.FIELD), moment_of(record.values.get(notes.NOTED_AT))
    if raw is None and at is not None:
        return Noted(at, "", "", erased=True)
    try:
        note = notes.parse(raw.encode()) if isinstance(raw, str) else None
    except NotANote:
        return None
    if note is None:
        return None
    signer = known.get(note.key) if note.key is not None else None
    if signer is not None and signer.key.signed(note):
        return Noted(note.written, signer.initials, signer.name)
    given = note.values.get("spooled_by")
    locked = plain(record.values.get("type")) == taxonomy.EMERGENCY_TYPE.code
    name = plain(given) if isinstance(given, dict) else ""
    return Noted(note.written, "", name, locked=locked)


def unsigned_words(one: Noted) -> str:
    """``not signed, in the name of K. Ali``."""
    if one.erased:
        return _("its signed note was erased")
    if not one.name:
        return _("not signed")
    return _("not signed, in the name of {name}").format(name=one.name)


def noted_words(locale: Locale, one: Noted | None) -> str:
    """``written 22 Nov 03:12 while the book was closed, signed by R. Malik``; "" for no note."""
    if one is None:
        return ""
    at = locale.local(one.at)
    when = f"{locale.short_date(at)} {locale.clock(at)}"
    who = _("signed by {name}").format(name=one.name) if one.by else unsigned_words(one)
    return _("{when}, {who}").format(when=one.when(when), who=who)
