"""The occurrence book: posting, correcting, striking and finding lines."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskinc.book.record import Draft, Record, Saved
from deskinc.book.record import new_id as _new_id
from deskinc.desk.lines.finding import Wanted, find
from deskinc.desk.lines.lines import Line, followed, standing
from deskinc.desk.lines.lines import lines as _lines
from deskinc.desk.lines.marks import Corrects, Struck
from deskinc.desk.lines.noted import FIELDS, Noted, unsigned_words
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import taxonomy
from deskinc.forms.catalogue.incident import is_exercise
from deskinc.forms.cells import split
from deskinc.forms.fields import moment_of
from deskinc.forms.moments import passed
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64

__all__ = [
    "Corrects", "Line", "Noted", "Struck", "TypeRow", "Wanted", "find", "unsigned_words",
]  # fmt: skip

AHEAD = timedelta(seconds=120)
UNASKED = frozenset(
    {
        *("how", "informed", "anchor", "stamped", "routine", "due", "points", "about"),
        *("written_by", "paper_at", "sheet", "sheet_line"),
    }
)
"""Answers the entry line does not show: a correction keeps them."""
_BY_HAND = {taxonomy.HOURLY_TYPE.code: "delivery"}
"""The type of a line by hand that corrects one of a type that is nobody’s to pick."""


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type of line: code, word, the letter that picks it, and the category it raises to."""

    code: str
    word: str
    letter: str
    raises: str


def new_id() -> str:
    """The id of an unsent text; posting it twice writes it once."""
    return b64(_new_id())


def types() -> tuple[TypeRow, ...]:
    """The types of line that can be chosen, most used first."""
    return tuple(
        TypeRow(t.code, _(t.label), t.letter, t.category) for t in taxonomy.OCCURRENCE_TYPES
    )


def places(office: Office) -> list[str]:
    """The names of the site's places."""
    return [row.name for row in office.site.places]


def ids(office: Office) -> "array[int]":
    """The chain numbers of all lines, oldest first."""
    office.allow("read_book")
    return office.read.entry_ns()


def newest(office: Office, limit: int = 100) -> list[Line]:
    """The last ``limit`` lines, oldest of them first."""
    office.allow("read_book")
    return _lines(office.read, office.read.newest(limit))


def lines(office: Office, ns: Sequence[int]) -> list[Line]:
    """The lines of the records ``ns``."""
    office.allow("read_book")
    return _lines(office.read, ns)


def by_serial(office: Office, line: int) -> int | None:
    """The chain number of the line with that serial."""
    found = office.read.by_line(line)
    return None if found is None else found.n


def is_written(office: Office, typed: Mapping[str, str]) -> bool:
    """Whether an unsent text stands in the book all the same: it was sealed, and taken in since."""
    record = office.read.by_id(unb64(typed["id"])) if typed.get("id") else None
    return record is not None and plain(record.values.get("text")) == typed.get("text", "").strip()


def next_serial(office: Office) -> int:
    """The serial that the next line will take."""
    return office.read.last_line() + 1


def post(office: Office, raw: Mapping[str, object], id: str) -> "Future[Saved]":  # noqa: A002
    """Write one line; raises InvalidForm for answers that will not do (an empty text)."""
    office.allow("write_occurrence")
    return office.write(draft(office, raw, id))


def nil_return(office: Office, id: str) -> "Future[Saved]":  # noqa: A002
    """Write that all is correct now (D9): for now only, never for an earlier time."""
    return post(office, {"type": "nil", "text": nil_words(office)}, id)


def nil_words(office: Office) -> str:
    """``All correct.``; where incidents are open it names them, so that the book is of one mind."""
    rows = office.read.incidents("open")
    open_ = sorted(row.number for row in rows if row.number and not is_exercise(row.number))
    if not open_:
        return _("All correct.")
    return _("All else correct; open: {numbers}.").format(numbers=", ".join(open_))


def correct(
    office: Office,
    n: int,
    raw: Mapping[str, object],
    reason: str,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Replace line ``n`` by a new line that says why; the old one stays, struck and legible."""
    old, said = corrected(office, n, raw, reason)
    return office.write(draft(office, said, id, amends=old.id))


def corrected(
    office: Office, n: int, raw: Mapping[str, object], reason: str
) -> tuple[Record, dict[str, object]]:
    """The record that a correction of line ``n`` replaces, and all that the new line says."""
    office.allow("correct")
    if not reason.strip():
        raise InvalidForm({"reason": _("Say why the line is corrected.")})
    old = standing_record(office, n)
    kept = {name: value for name, value in old.values.items() if split(name)[0] in UNASKED}
    return old, {**kept, **raw, "reason": reason}


def strike(office: Office, n: int, reason: str, id: str) -> "Future[Saved]":  # noqa: A002
    """Draw a line through line ``n``: a record of its own that says why."""
    office.allow("strike")
    old = standing_record(office, n)
    return office.write(office.draft("strike", {"reason": reason}, id=unb64(id), amends=old.id))


def give_late_reason(office: Office, n: int, code: str) -> "Future[Saved]":
    """Add the reason a line was late: an addition, so it asks for none itself (D3, D4)."""
    return give_late_reasons(office, [n], code)


def give_late_reasons(office: Office, ns: Sequence[int], code: str) -> "Future[Saved]":
    """Add one reason to several late lines: all of them have it, or none (D4)."""
    office.allow("write_occurrence")
    old = [standing_record(office, n) for n in ns]
    if any(record.values.get("late") is not None for record in old):
        raise DeskError(_("The reason was given before."), _("Correct the line to change it."))
    return office.write(*(said_again(office, one, {"late": code}, new_id()) for one in old))


def unexplained(found: Iterable[Line]) -> list[Line]:
    """Those of the lines that came late, still stand, and have no reason yet."""
    return [
        line for line in found
        if line.late and not line.late_reason and line.form == "occurrence" and not line.struck
    ]  # fmt: skip


def still_unexplained(office: Office, ns: Sequence[int]) -> list[Line]:
    """Those of the late lines ``ns``, or what stands instead of them, that have no reason yet."""
    return unexplained(followed(office.read, ns))


def said_again(office: Office, old: Record, new: Mapping[str, object], id: str) -> Draft:  # noqa: A002
    """What a line says, with what is added to it."""
    own = FIELDS | {"reason"}
    kept = {name: value for name, value in old.values.items() if name not in own}
    return draft(office, {**kept, **new}, id, amends=old.id)


def values(office: Office, n: int) -> dict[str, object]:
    """What line ``n`` holds, as the entry line takes it."""
    last = standing(office.read, n)
    if last is None:
        raise DeskError(_("There is no such line."))
    said = office.read.record(last).values
    kind = plain(said.get("type"))
    raw: dict[str, object] = {
        "type": _BY_HAND.get(kind, kind),
        "place": plain(said.get("place")),
        "text": plain(said.get("text")),
        "happened": moment_of(said.get("happened")),
        "late": plain(said.get("late")),
        "action": plain(said.get("action")),
        "reported_by": plain(said.get("reported_by")),
        "incident": said.get("incident"),
    }
    return {name: value for name, value in raw.items() if value}


def draft(
    office: Office,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
    amends: bytes | None = None,
) -> Draft:
    """A line as it will be written; raises InvalidForm for answers that will not do."""
    said = {name: value for name, value in raw.items() if value not in (None, "")}
    place = said.get("place")
    if isinstance(place, str):
        said["place"] = office.site.place(place)
    happened = said.get("happened")
    if isinstance(happened, datetime) and passed(office.now(), happened) > AHEAD:
        raise InvalidForm({"happened": _("This time lies ahead. Write what has happened.")})
    return office.draft("occurrence", said, id=unb64(id), amends=amends)


def standing_record(office: Office, n: int) -> Record:
    """The record to amend for line ``n``: what was added to it counts."""
    last = standing(office.read, n)
    row = None if last is None else next(iter(office.read.entries([last])), None)
    if row is None:
        raise DeskError(_("There is no such line."))
    if row.replaced is not None:
        raise DeskError(
            _("This line was corrected before; line {line} stands instead.").format(
                line=office.read.record(row.replaced).cited
            ),
            _("Correct that one."),
        )
    if row.struck is not None:
        raise DeskError(
            _("This line was struck before, by line {line}.").format(
                line=office.read.record(row.struck).cited
            ),
            _("Write a new line instead."),
        )
    return office.read.record(row.n)
