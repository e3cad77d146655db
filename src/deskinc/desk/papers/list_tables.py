"""The lists that may leave the book, each a table: columns, and rows drawn from signed records."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from deskinc.desk import access_log
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import finding
from deskinc.desk.lines.finding import Wanted
from deskinc.desk.lines.lines import Line
from deskinc.desk.lines.noted import noted_words
from deskinc.desk.lines.source import Source, signed
from deskinc.desk.office import Office
from deskinc.desk.papers.printed import beside_words, corrects_words, more_words, struck_words
from deskinc.desk.site import plain
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value, moment_of, show
from deskinc.forms.form import rows as rows_of
from deskinc.i18n import N_, Locale, _
from deskinc.proof.canonical import unb64
from deskinc.reports.listing import Cell, Column

Key = TypeVar("Key")
Block = Sequence[Sequence[Cell]]

STATES = {
    "open": N_("open"), "finished": N_("finished, not closed"), "closed": N_("closed"),
    "spot": N_("dealt with on the spot"), "void": N_("void"), "all": "",
    "exercises": N_("exercises"),
}  # fmt: skip
"""Which incidents a list may have, in words."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it would leave: ``count`` rows at most, of what was there when it was asked for.

    ``asked`` says in words what it is limited to, ``first`` and ``last`` are serials of lines.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    count: int
    asked: str
    blocks: Callable[[], Iterator[Block]]
    first: int = 0
    last: int = 0


def lines(office: Office, wanted: Wanted) -> Table:
    """The lines that are found by ``wanted``, oldest first."""
    office.allow("export_list")
    ns = finding.numbers(office, wanted)
    ends = office.read.entries([ns[0], ns[-1]]) if ns else ()
    return Table(
        "lines", _("Lines of the book"), _line_columns(), len(ns),
        ", ".join(finding.said(office, wanted).values()), lambda: _line_blocks(office, wanted, ns),
        *(row.line for row in ends),
    )  # fmt: skip


def _line_blocks(office: Office, wanted: Wanted, ns: Sequence[int]) -> Iterator[Block]:
    blocks, more = finding.read(office, wanted, ns), True
    while more:
        with office.read.checked():
            block = next(blocks, None)
        more = block is not None
        yield [_line_row(office.locale, line) for line in block or ()]


def _line_columns() -> tuple[Column, ...]:
    return (
        Column("number", _("No."), 8),
        Column("day_number", _("No. of the day"), 8),
        Column("written", _("Written"), 26),
        Column("happened", _("Happened"), 22),
        Column("late_minutes", _("Late by minutes"), 8),
        Column("late_reason", _("Why late"), 16),
        Column("type", _("Type"), 16),
        Column("place", _("Place"), 20),
        Column("text", _("Entry"), 70),
        Column("action", _("Action taken"), 30),
        Column("reported_by", _("Reported by"), 20),
        Column("informed", _("Informed"), 20),
        Column("initials", _("By"), 8),
        Column("name", _("Name"), 20),
        Column("incident", _("Incident"), 16),
        Column("struck", _("Struck"), 30),
        Column("corrects", _("Corrects"), 30),
        Column("beside", _("Beside it"), 40),
    )


def _line_row(locale: Locale, line: Line) -> tuple[Cell, ...]:
    """Struck words stay, and the row says that they are struck: there is no clean copy."""
    below = (*more_words(locale, line), *beside_words(locale, line))
    beside = (noted_words(locale, line.noted), *below)
    return (
        int(line.cited) if line.cited.isdigit() else line.cited,
        int(line.day_no) if line.day_no.isdigit() else line.day_no,
        _moment(line.written),
        _moment(line.happened),
        line.late,
        line.late_reason,
        line.type_text,
        line.place,
        line.text,
        line.action,
        line.reported_by,
        line.informed,
        line.by,
        line.by_name,
        line.incident,
        struck_words(locale, line),
        corrects_words(line),
        ", ".join(words for words in beside if words),
    )


def incident_list(office: Office, which: str = "all") -> Table:
    """Incidents, newest first: ``open``, ``finished`` (not closed), ``all`` or ``exercises``.

    Exercises stand in no list of the others.
    """
    office.allow("export_list")
    threads = [
        one.thread for one in incidents.listed(office, "review" if which == "finished" else which)
    ]
    columns = (
        Column("number", _("No."), 16),
        Column("opened", _("Opened"), 26),
        Column("occurred", _("Occurred"), 22),
        Column("category", _("Category"), 24),
        Column("severity", _("Severity"), 12),
        Column("state", _("State"), 12),
        Column("title", _("Title"), 50),
        Column("place", _("Place"), 20),
        Column("owner", _("Owner"), 20),
        Column("next_step", _("Next step"), 30),
        Column("due", _("Due"), 22),
    )
    title, asked = _("Incidents"), STATES[which]
    return Table(
        "incidents", title, columns, len(threads), _(asked) if asked else "",
        lambda: _each(office, threads, _incident_row),
    )  # fmt: skip


def _incident_row(source: Source, thread: str) -> tuple[Cell, ...]:
    known = source.incident(unb64(thread))
    if known is None:
        return ()
    said = _answers(source, "incident", known.values)
    told = (said(name) for name in ("category", "severity", "state", "title", "place", "owner"))
    times = _moment(known.opened), _moment(moment_of(known.values.get("occurred")))
    due = _moment(moment_of(known.values.get("due")))
    return known.number, *times, *told, said("next_step"), due


def paper_list(office: Office) -> Table:
    """Everything that left the book, newest first."""
    office.allow("export_list")
    ns = [row.n for row in reversed(office.read.exports())]
    columns = (
        Column("record", _("Record"), 10),
        Column("left", _("Left the book"), 26),
        Column("kind", _("Kind"), 24),
        Column("name", _("Name"), 36),
        Column("about", _("About"), 18),
        Column("issue", _("Issue"), 8),
        Column("recipient", _("Recipient"), 24),
        Column("by", _("By"), 20),
        Column("signers", _("Signed by"), 30),
        Column("first", _("First line"), 10),
        Column("last", _("Last line"), 10),
        Column("rows", _("Rows"), 8),
        Column("sha256", _("SHA-256"), 64),
    )
    return Table(
        "papers", _("Issued papers"), columns, len(ns), "", lambda: _each(office, ns, _paper_row)
    )


def _paper_row(source: Source, n: int) -> tuple[Cell, ...]:
    record = source.of_form(n, "export")
    said = _answers(source, "export", record.values)
    signers = ", ".join(plain(row.get("name")) for _row, row in rows_of(record.values, "signers"))
    whole = (
        number if isinstance(number := record.values.get(name), int) else None
        for name in ("first", "last", "rows")
    )  # fmt: skip
    return (
        n, _moment(record.written), said("kind"), said("name"), said("about"), said("issue"),
        said("recipient"), source.person(record.author).printed, signers, *whole, said("sha256"),
    )  # fmt: skip


def access_list(
    office: Office, *, kind: str = "", person: str = "", day: date | None = None
) -> Table:
    """The access log as its page shows it, newest first: of a kind, a person, up to a day."""
    office.allow("export_list")
    found: list[access_log.Entry] = []
    while more := access_log.entries(
        office, kind=kind, person=person, day=day, before=found[-1].n if found else 0
    ):
        found += more
    columns = (
        Column("record", _("Record"), 10),
        Column("when", _("When"), 26),
        Column("what", _("What"), 24),
        Column("who", _("Who"), 20),
        Column("more", _("More"), 50),
    )
    rows = [(one.n, _moment(one.at), one.what, one.who, one.detail) for one in found]
    asked = (
        _(access_log.KINDS[kind][0]) if kind else "",
        dict(access_log.people(office)).get(person, ""),
        _("to {what}").format(what=day.isoformat()) if day else "",
    )
    return Table(
        "access-log", _("Access log"), columns, len(rows), ", ".join(filter(None, asked)),
        lambda: iter([rows]),
    )  # fmt: skip


def _each(
    office: Office, keys: Sequence[Key], row: Callable[[Source, Key], tuple[Cell, ...]]
) -> Iterator[Block]:
    with signed(office) as source:
        for key in keys:
            made = row(source, key)
            yield [made] if made else []


def _answers(source: Source, form: str, values: Mapping[str, Value]) -> Callable[[str], str]:
    """The words of an answer; "" for none."""

    def said(name: str) -> str:
        value = values.get(name)
        return "" if value is None else show(current(form).field(name), value, source.locale)

    return said


def _moment(moment: datetime | None) -> str:
    """``2026-11-22 21:55:03+00:00``: the clock on the wall, and how far it is from UTC."""
    return moment.isoformat(" ", "seconds") if moment else ""
