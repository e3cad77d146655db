"""What papers are made from: the signed records. A register only says where to look.

Whoever holds the key of the database can edit a register, and only the full check compares them;
so nothing that a register says is printed. Inside :func:`signed` each record is proved besides.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from deskinc.book.book import Reader
from deskinc.book.record import Record
from deskinc.book.records.reading import folded
from deskinc.desk.lines.counting import counting
from deskinc.desk.office import Office, Officer
from deskinc.desk.signing_on.officers import officer_told
from deskinc.desk.site import Site, plain, site_from
from deskinc.errors import BookFault, DeskError
from deskinc.forms.catalogue.incident import is_exercise
from deskinc.forms.fields import Value
from deskinc.i18n import Locale, _
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.seal import Checkpoint, parse_note


@dataclass(frozen=True, slots=True)
class Known:
    """An incident as its own records tell it; ``records`` are all of its thread."""

    thread: bytes
    records: Sequence[Record]
    values: Mapping[str, Value]

    @property
    def number(self) -> str:
        """``INC-2026-0042``."""
        return self.records[0].number or ""

    @property
    def is_exercise(self) -> bool:
        """Whether it is no more than an exercise."""
        return is_exercise(self.number)

    @property
    def opened(self) -> datetime:
        """When it was opened, by the clock on the wall."""
        return self.records[0].written

    @property
    def severity(self) -> str:
        """The code of its severity."""
        return plain(self.values.get("severity"))

    @property
    def is_open(self) -> bool:
        """Whether it is neither finished nor struck."""
        struck = any(r.amends == self.thread for r in self.records)
        return not struck and (plain(self.values.get("state")) or "open") == "open"

    @property
    def is_void(self) -> bool:
        """Whether it was made void, and not opened again."""
        return plain(self.values.get("state")) == "void"


class Source:
    """The book as its records tell it, for one paper: each person and incident is read once."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._people: dict[str, Officer] = {}
        self._incidents: dict[bytes, Known | None] = {}

    @property
    def read(self) -> Reader:
        """The calling thread's own reader."""
        return self.office.read

    @cached_property
    def site(self) -> Site:
        """The site's settings as they stand."""
        return site_from(folded(self.settings))

    @cached_property
    def settings(self) -> list[Record]:
        """The SITE records; record 3 of every book is the first."""
        return [r for r in self.read.thread(self.read.record(3).thread) if r.form == "site"]

    @property
    def locale(self) -> Locale:
        """The site's language, zone and currency."""
        return self.site.locale

    def now(self) -> datetime:
        """The time on the wall of the site."""
        return self.office.clock().astimezone(self.locale.tz)

    def person(self, author: str) -> Officer:
        """An author by the person's own records; whoever is not active holds no role."""
        if author not in self._people:
            self._people[author] = self._person(author)
        return self._people[author]

    def _person(self, author: str) -> Officer:
        if author == "desk":
            return Officer(author, _("desk"), _("desk"))
        return officer_told(author, self.read.thread(unb64(author)))

    def people(self, act: str) -> list[Officer]:
        """Who may do ``act`` now, but for the person signed in."""
        mine, now = self.office.officer.thread, self.office.clock()
        found = (self.person(b64(row.thread)) for row in self.read.persons())
        return [o for o in found if o.thread != mine and o.may(act) and not o.is_over(now)]

    def incident(self, thread: bytes) -> Known | None:
        """The incident of that thread; None where there is none."""
        if thread not in self._incidents:
            records = counting(self.read, self.read.thread(thread))
            there = bool(records) and records[0].form == "incident"
            values = folded(r for r in records if r.form == "incident")
            self._incidents[thread] = Known(thread, records, values) if there else None
        return self._incidents[thread]

    def of_form(self, n: int, form: str) -> Record:
        """Record ``n``, to which a register points as one of ``form``; BookFault if it is none."""
        record = self.read.records([n]).get(n)
        if record is None or record.form != form:
            raise disagrees()
        return record

    def seal(self) -> tuple[Checkpoint, str]:
        """The newest seal and its note; DeskError in a book without one."""
        row = self.read.last_seal()
        if row is None:
            raise DeskError(_("The book has no seal yet."), _("Seal it first."))
        note = plain(self.of_form(row.n, "seal").values.get("note"))
        return parse_note(note).checkpoint, note


@contextmanager
def signed(office: Office) -> Iterator[Source]:
    """The source of a paper; inside, every record is read only as it was signed, else BookFault."""
    with office.read.checked():
        yield Source(office)


def disagrees() -> BookFault:
    """What is said where a list drawn from the book is not what its records say."""
    return BookFault(
        _("A list kept beside the book does not agree with its records."),
        _(
            "No paper was made and nothing was changed. Check the whole book, keep the folder as "
            "it is, and call whoever looks after the program."
        ),
    )
