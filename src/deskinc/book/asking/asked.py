"""What may be asked of the work of the desk: shifts, stamps, routines, reviews, known names."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa

from deskinc.book.asking import cases
from deskinc.book.asking.search import LAST, first_at
from deskinc.book.disk.store import Link
from deskinc.book.registers import day, evidence, kept, rows
from deskinc.book.registers.cards import CARD, USE, CardRow, UseRow
from deskinc.book.registers.known import SPAN, folded
from deskinc.forms.catalogue.duty import SHEETS

Row = TypeVar("Row")

_STUBS = "SELECT * FROM anchor INDEXED BY anchor_open WHERE open = 1 AND n > ? ORDER BY n"
_BETWEEN = """SELECT * FROM shift WHERE off_n IS NULL AND on_at < ?
    UNION ALL SELECT * FROM shift INDEXED BY shift_on_at WHERE off_at >= ? AND on_at < ?
    AND on_at >= ? - (SELECT max(0, coalesce(max(off_at - on_at), 0)) FROM shift) ORDER BY n"""
"""Of those that have ended none began earlier than the longest of all lasted."""
_DELIVERIES = "SELECT * FROM delivery INDEXED BY delivery_at WHERE at >= ? ORDER BY n"
_STANDS = "SELECT n FROM entry WHERE replaced IS NULL AND struck IS NULL AND n = "
_TICKS = f"""SELECT * FROM tick INDEXED BY tick_due
    WHERE due >= ? AND EXISTS ({_STANDS} tick.n) ORDER BY n"""  # noqa: S608
_BREAKS = f"""SELECT * FROM shift_break
    WHERE n > ? AND EXISTS ({_STANDS} shift_break.n) ORDER BY n"""  # noqa: S608
_SHEET = f"SELECT * FROM sheet_line WHERE sheet = ? AND EXISTS ({_STANDS} sheet_line.n)"  # noqa: S608
_WANTED = """SELECT * FROM wanted WHERE NOT EXISTS (SELECT 1 FROM given
        WHERE given.thread = wanted.thread AND given.row = wanted.row)
    AND EXISTS (SELECT 1 FROM held WHERE held.thread = wanted.thread
        AND held.form = wanted.form AND gone IS NULL) ORDER BY n"""
_DUE_BACK = """SELECT * FROM wanted WHERE due IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM wanted AS later
        WHERE later.thread = wanted.thread AND later.n > wanted.n)
    AND EXISTS (SELECT 1 FROM held WHERE held.thread = wanted.thread AND gone IS NULL)
    ORDER BY due"""
_UNSCANNED = f"""SELECT DISTINCT sheet FROM copying INDEXED BY copying_bare
    CROSS JOIN sheet_line INDEXED BY sheet_line_head ON head = copying.n
    WHERE scan IS NULL AND EXISTS ({_STANDS} sheet_line.n) ORDER BY sheet"""  # noqa: S608
_NEW = """SELECT entry.* FROM unread CROSS JOIN entry ON entry.n = unread.n
    WHERE unread.n > ? AND unread.n < ? AND author <> ? ORDER BY unread.n DESC LIMIT ?"""
_RETURNED = """SELECT mark.* FROM mark
    JOIN entry ON entry.n = mark.n JOIN record ON record.n = mark.n
    WHERE verdict = 'returned' AND ? IN ('', entry.author) AND NOT EXISTS (
        SELECT 1 FROM record AS later WHERE later.thread = record.thread
        AND later.thread <> later.id AND later.amends IS NOT NULL AND later.n > mark.review)
    ORDER BY mark.n"""
_REVIEWS = "SELECT n FROM record WHERE n > ? AND instr(doc, ?) ORDER BY n"
_LAST_BY_DESK = """SELECT n FROM entry WHERE author = 'desk' AND type = ?
    ORDER BY n DESC LIMIT 1"""
_KEYS = """WITH RECURSIVE found(key, no) AS (
        SELECT min(key), 1 FROM known WHERE kind = :kind AND key >= :begun AND key < :end
        UNION ALL
        SELECT (SELECT min(key) FROM known WHERE kind = :kind AND key > found.key AND key < :end),
            no + 1 FROM found WHERE key IS NOT NULL AND no < :most)
    SELECT text, i FROM found JOIN known
        ON i = (SELECT max(i) FROM known WHERE kind = :kind AND key = found.key)
    ORDER BY i DESC"""
_MOST = 200
"""Different names looked at for one beginning."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name or plate, and the number of the record that said it last."""

    text: str
    n: int


class Asked:
    """The part of a reader that asks for the work of the desk."""

    link: Link

    def shifts(self, officer: str | None = None) -> list[day.ShiftRow]:
        """Sign-ons and sign-offs, oldest first; of one officer if asked."""
        where = [] if officer is None else [day.SHIFT.c.officer == officer]
        return self._some(day.SHIFT, day.ShiftRow, *where)

    def open_shifts(self) -> list[day.ShiftRow]:
        """Sign-ons without a sign-off, oldest first: after years of shifts still a few."""
        return self._some(day.SHIFT, day.ShiftRow, day.SHIFT.c.off_n.is_(None))

    def last_shift(
        self, *, of: str | None = None, but: str | None = None, before: int | None = None
    ) -> day.ShiftRow | None:
        """The newest sign-on: of one officer, of any but one, before a record, if asked."""
        shift = day.SHIFT
        where = [] if of is None else [shift.c.officer == of]
        where += [] if but is None else [shift.c.officer != but]
        where += [] if before is None else [shift.c.n < before]
        asked = sa.select(shift).where(*where).order_by(shift.c.n.desc()).limit(1)
        found = self.link.execute(asked).one_or_none()
        return None if found is None else day.ShiftRow(*found)

    def cases(
        self,
        state: str = "",
        asked: Iterable[cases.Term] = (),
        limit: int = -1,
        before: int | None = None,
    ) -> list[rows.IncidentRow]:
        """The newest ``limit`` incidents that stand so (any for "") and say all of it."""
        ns = cases.cases(self.link, state, asked, limit, before)
        where = rows.INCIDENT.c.n.in_(ns)
        return self._some(rows.INCIDENT, rows.IncidentRow, where)[::-1]

    def cases_counted(self) -> dict[str, int]:
        """How many incidents there are, by state; exercises are not counted."""
        return cases.counted(self.link)

    def handovers(self) -> list[day.HandoverRow]:
        """Handovers, oldest first."""
        return self._some(day.HANDOVER, day.HandoverRow)

    def last_handover(self) -> day.HandoverRow | None:
        """The newest handover."""
        asked = sa.select(day.HANDOVER).order_by(day.HANDOVER.c.n.desc()).limit(1)
        found = self.link.execute(asked).one_or_none()
        return None if found is None else day.HandoverRow(*found)

    def shifts_between(self, since: datetime, until: datetime) -> list[day.ShiftRow]:
        """The shifts that were open at any time from ``since`` to before ``until``."""
        begin, end = (round(moment.timestamp() * 1000) for moment in (since, until))
        found = self.link.run(_BETWEEN, (end, begin, end, begin))
        return [day.ShiftRow(*row) for row in found]

    def handovers_before(self, ns: Iterable[int | None]) -> list[day.HandoverRow]:
        """The handovers just before those records: the sign-offs that belong to them."""
        before = [n - 1 for n in ns if n is not None]
        return self._some(day.HANDOVER, day.HandoverRow, day.HANDOVER.c.n.in_(before))

    def stubs(self, after: int = 0) -> list[day.AnchorRow]:
        """The time stamps that no line has finished and nobody struck, oldest first.

        Those after record ``after`` alone, if asked.
        """
        return [day.AnchorRow(*row) for row in self.link.run(_STUBS, (after,))]

    def routines(self) -> list[day.RoutineRow]:
        """All routines, oldest first; also those ended."""
        return self._some(day.ROUTINE, day.RoutineRow)

    def ticks(self, since: datetime) -> list[day.TickRow]:
        """What standing lines say was done or missed of what fell due from ``since`` on."""
        found = self.link.run(_TICKS, (round(since.timestamp() * 1000),))
        return [day.TickRow(*row) for row in found]

    def breaks(self, after: int) -> list[day.BreakRow]:
        """The breaks that standing lines after record ``after`` tell of, oldest first."""
        return [day.BreakRow(*row) for row in self.link.run(_BREAKS, (after,))]

    def cards(self, kind: str) -> list[CardRow]:
        """All cards of a kind, oldest first."""
        return self._some(CARD, CardRow, CARD.c.kind == kind)

    def card_uses(self) -> list[UseRow]:
        """The rows of incidents that name a card, oldest first."""
        return self._some(USE, UseRow, USE.c.card.is_not(None))

    def claims(self, incident: bytes) -> list[kept.ClaimRow]:
        """The claims that follow an incident, oldest first."""
        return self._some(kept.CLAIM, kept.ClaimRow, kept.CLAIM.c.incident == incident)

    def deliveries(self, since: datetime) -> list[day.DeliveryRow]:
        """The deliveries from ``since`` on, oldest first."""
        at = round(since.timestamp() * 1000)
        return [day.DeliveryRow(*row) for row in self.link.run(_DELIVERIES, (at,))]

    def seconds(self, ns: Iterable[int]) -> list[day.SecondRow]:
        """The second signatures under the lines of the records ``ns``, oldest first."""
        return self._some(day.SECOND, day.SecondRow, day.SECOND.c.line.in_(sorted(set(ns))))

    def marks(self, ns: Iterable[int]) -> dict[int, day.MarkRow]:
        """What the last review said of the lines of the records ``ns``."""
        found = self._some(day.MARK, day.MarkRow, day.MARK.c.n.in_(sorted(set(ns))))
        return {row.n: row for row in found}

    def reviews(self, since: int) -> list[int]:
        """The records of all reviews from record ``since`` on, by what was signed."""
        return list(self.link.run(_REVIEWS, (since, b'"form":"review",')).scalars())

    def unreviewed(
        self, after: int, without: str = "", limit: int = -1, *, before: int = LAST
    ) -> list[rows.EntryRow]:
        """The newest lines that no review covers between two records, oldest of them first.

        Those of the author ``without`` are left out.
        """
        found = self.link.run(_NEW, (after, before, without, limit)).all()
        return [rows.EntryRow(*row) for row in reversed(found)]

    def count_unreviewed(
        self, after: int, without: str = "", limit: int = -1, *, before: int = LAST
    ) -> int:
        """How many these are; no more than ``limit`` are counted."""
        sql = f"SELECT count(*) FROM ({_NEW})"  # noqa: S608 - our own words
        return int(self.link.run(sql, (after, before, without, limit)).scalar_one())

    def returned(self, author: str = "") -> list[day.MarkRow]:
        """Lines (of ``author``) that a review returned and nobody changed or added to since."""
        return [day.MarkRow(*row) for row in self.link.run(_RETURNED, (author,))]

    def blanks(self) -> list[day.BlanksRow]:
        """The sheets that were printed, oldest first; nobody ever prints more than so many."""
        count = day.BLANKS.c.last - day.BLANKS.c.first
        return self._some(day.BLANKS, day.BlanksRow, count < SHEETS)

    def sheet_lines(self, sheet: int) -> dict[int, int]:
        """The lines of a sheet that standing lines were copied from, each with its record."""
        return {row.line: row.n for row in self.link.run(_SHEET, (sheet,))}

    def copies(self, sheet: int) -> list[day.SheetLineRow]:
        """All that was copied from a sheet, struck lines too, in the order it was copied."""
        return self._some(day.SHEET_LINE, day.SheetLineRow, day.SHEET_LINE.c.sheet == sheet)

    def unscanned(self) -> list[int]:
        """The numbers of the sheets that standing lines were copied from without a scan."""
        return [row.sheet for row in self.link.run(_UNSCANNED)]

    def held(self, incident: bytes | None = None) -> list[evidence.HeldRow]:
        """What is held as evidence beside photos, also what is gone; of one incident if asked."""
        where = [] if incident is None else [evidence.HELD.c.incident == incident]
        return self._some(evidence.HELD, evidence.HeldRow, *where)

    def exhibits(self) -> list[tuple[bytes, str, bytes]]:
        """Every exhibit that was not struck: its incident, number and thread, oldest first."""
        held = evidence.HELD.c
        where = (held.form == "exhibit") & held.number.is_not(None) & held.gone.is_(None)
        asked = sa.select(held.incident, held.number, held.thread).where(where).order_by(held.n)
        return [(about, number, thread) for about, number, thread in self.link.execute(asked)]

    def held_thread(self, thread: bytes) -> evidence.HeldRow | None:
        """The exhibit or statement of that thread."""
        where = (evidence.HELD.c.thread == thread) & (evidence.HELD.c.form != "document")
        return next(iter(self._some(evidence.HELD, evidence.HeldRow, where)), None)

    def wanted(self) -> list[evidence.WantedRow]:
        """The signatures by hand that nobody has brought, the one asked for first."""
        return [evidence.WantedRow(*row) for row in self.link.run(_WANTED)]

    def due_back(self) -> list[evidence.WantedRow]:
        """What was handed over last until a day, and moved no more since."""
        return [evidence.WantedRow(*row) for row in self.link.run(_DUE_BACK)]

    def places(self) -> list[day.PlaceRow]:
        """Every place that a line named, the first named first."""
        return self._some(day.PLACE, day.PlaceRow)

    def known(self, kind: str, begun: str, limit: int) -> list[Known]:
        """Names or plates that begin so, or a word of them; the last said first."""
        key = folded(kind, begun)
        asked = {"kind": kind, "begun": key, "end": key + "\U0010ffff", "most": _MOST}
        found: dict[str, int] = {}
        for text, i in self.link.driver.execute(_KEYS, asked):
            found.setdefault(text, i // SPAN)
        return [Known(*one) for one in list(found.items())[:limit]]

    def first_at(self, moment: datetime) -> int | None:
        """The record of the first line written at or after ``moment``."""
        return first_at(self.link, moment)

    def line_before(self, n: int) -> int | None:
        """The record of the last line before record ``n``."""
        found = self.link.one("SELECT max(n) FROM entry WHERE n < ?", (n,))
        return None if found is None else int(found)

    def last_by_desk(self, kind: str) -> int | None:
        """The record of the last line of that type that the desk wrote."""
        found = self.link.one(_LAST_BY_DESK, (kind,))
        return None if found is None else int(found)

    def _some(
        self, table: sa.Table, row: Callable[..., Row], *where: "sa.ColumnElement[bool]"
    ) -> list[Row]:
        asked = sa.select(table).where(*where).order_by(table.c.n)
        return [row(*one) for one in self.link.execute(asked)]

    def _one(
        self, table: sa.Table, row: Callable[..., Row], where: "sa.ColumnElement[bool]"
    ) -> Row | None:
        found = self.link.execute(sa.select(table).where(where)).one_or_none()
        return None if found is None else row(*found)
