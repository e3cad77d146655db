"""Emergency notes: whoever stands at the locked desk writes, without a name (D23).

A note is sealed to the site's public key like every line the book cannot take, signed by nobody and
in nobody's name. It is chained once an officer has unlocked; an officer then adopts it, or says
that it is not his: an addition to its line (D3), signed by him.
"""

from concurrent.futures import Future
from dataclasses import replace

from deskinc.book.record import Record, Saved
from deskinc.book.spool import chaining
from deskinc.desk.lines.lines import Line, lines, standing
from deskinc.desk.lines.noted import FIELDS
from deskinc.desk.office import Office
from deskinc.desk.trouble import sealed
from deskinc.desk.trouble.sealed import Sealed
from deskinc.errors import DeskError
from deskinc.forms import taxonomy
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import unb64
from deskinc.proof.document import DESK

MOST = 100
"""Notes, newest first, that are looked at for such as nobody has spoken to."""


def keep(office: Office, text: str, id: str) -> Sealed:  # noqa: A002
    """Seal ``text`` in nobody's name; returns once a disk has it, with its time.

    Raises InvalidForm for no text, BookFault where no disk takes it.
    """
    given = replace(sealed.spooling(office), name="", keys=None, author=None)
    raw = {"type": taxonomy.EMERGENCY_TYPE.code, "text": text.strip()}
    made = sealed.write(given, raw, id, clock=office.clock)
    office.noted += 1
    return made


def take_in(office: Office) -> tuple[Record, ...]:
    """Chain the notes kept since the desk was locked; slow. BookFault while the book takes none."""
    if not office.noted:
        return ()
    made = tuple(chaining.chain(office.book))
    office.noted = 0
    return made


def unadopted(office: Office) -> list[Line]:
    """The notes to whom no officer has said anything yet, oldest first."""
    found = office.read.search("", type=taxonomy.EMERGENCY_TYPE.code, limit=MOST)
    there = lines(office.read, sorted(found))
    return [one for one in there if is_note(one) and not one.struck and not _spoken(office, one.n)]


def is_note(line: Line) -> bool:
    """Whether the line is an emergency note, and not an addition to one."""
    return line.type == taxonomy.EMERGENCY_TYPE.code and line.noted is not None


def _spoken(office: Office, n: int) -> bool:
    last = standing(office.read, n)
    record = office.read.record(last if last is not None else n)
    return record.author != DESK and record.values.get("adopted") is not None


def adopt(
    office: Office,
    n: int,
    comment: str,
    id: str,  # noqa: A002
    *,
    mine: bool,
) -> "Future[Saved]":
    """Say of the note in line ``n`` that one wrote it or has seen it; an addition (D3)."""
    office.allow("write_occurrence")
    if _spoken(office, n):
        raise DeskError(_("Somebody has adopted or seen this note already."))
    last = standing(office.read, n)
    if last is None:
        raise DeskError(_("There is no such line."))
    old = office.read.record(last)
    kept: dict[str, Value] = {k: v for k, v in old.values.items() if k not in FIELDS}
    said = {"adopted": "mine" if mine else "seen", "comment": comment.strip() or None}
    raw = {**kept, **{name: value for name, value in said.items() if value}}
    return office.write(office.draft("occurrence", raw, id=unb64(id), amends=old.id))
