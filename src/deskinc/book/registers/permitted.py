"""What no role of its author allows takes effect in no register; the check of the book names it."""

from deskinc.book.record import Record
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import PERSON
from deskinc.proof import allowed
from deskinc.proof.canonical import CanonicalError, unb64
from deskinc.proof.document import DESK
from deskinc.proof.permits import WRITERS

_ROLES = frozenset({"officer", "countersign"})
"""Forms after which somebody may hold other roles."""


def counts(pen: Pen, record: Record) -> bool:
    """Whether the author may write that, by the roles he has in the registers so far."""
    if record.form not in WRITERS:
        return True
    roles = held(pen, record.author)
    return allowed.refused(record.form, record.author, roles, record.values) is None


def held(pen: Pen, author: str) -> frozenset[str] | None:
    """The roles of an author by now; None for the desk and for nobody known."""
    if author not in pen.roles:
        row = None if author == DESK else pen.row(PERSON, _thread(author))
        pen.roles[author] = None if row is None else frozenset(str(row["roles"]).split())
    return pen.roles[author]


def forget(pen: Pen, record: Record) -> None:
    """After this record roles are to be read anew, where it may have changed some."""
    if record.form in _ROLES:
        pen.roles.clear()


def _thread(author: str) -> bytes:
    try:
        return unb64(author, 16)
    except CanonicalError:
        return b""
