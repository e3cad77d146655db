"""What was written of an incident after its author declared it finished, or after a claim."""

from collections.abc import Callable

from deskinc.book.record import Record
from deskinc.desk.lines.lines import Line
from deskinc.desk.lines.noted import noted_words
from deskinc.desk.lines.source import Source
from deskinc.desk.papers.insurance_case import Case, finished
from deskinc.desk.papers.papers import short
from deskinc.desk.papers.printed import corrects_words, late_words, more_words, struck_words
from deskinc.desk.people.restricted import closed
from deskinc.desk.site import plain
from deskinc.forms.catalogue import current, incident
from deskinc.forms.cells import split
from deskinc.forms.fields import Value, show
from deskinc.forms.form import Form
from deskinc.i18n import Locale, _
from deskinc.proof.restricted import FORM as RESTRICTED
from deskinc.reports.particulars import TimelineRow

INSIDE = frozenset({
    "lines", "state", "note", "declaration", "reviewer", "reviewed", "review_note", "reopened",
    "reopen_reason", "void_reason", "closed", "checks", "force_outcome", "evac_problems",
    "evac_lessons", "claims_before",
})  # fmt: skip
"""Fields that stay in the book: what the house says of its own work (D36)."""
TELLING = incident.TELLING | {"pin", "photo"}
"""Records of an incident's thread that the paper is made from."""


def line_row(locale: Locale, line: Line) -> TimelineRow:
    """A line of the book with both its times."""
    marks = " · ".join(filter(None, (struck_words(locale, line), corrects_words(line))))
    noted = " · ".join(filter(None, (noted_words(locale, line.noted), *more_words(locale, line))))
    return TimelineRow(
        serial=line.cited, happened=short(locale, line.happened or line.written),
        written=short(locale, line.written), text=line.text, author=line.by, late=late_words(line),
        struck=marks if line.struck else "", noted=noted,
    )  # fmt: skip


def timeline(case: Case) -> tuple[TimelineRow, ...]:
    """The lines up to the declaration, and up to a claim; all of them while there is neither."""
    locale = case.source.locale
    return tuple(line_row(locale, line) for line in case.lines if not _later(case, line))


def additions(case: Case) -> tuple[TimelineRow, ...]:
    """What came after the declaration and before a claim, in the order of writing."""
    return _rows(case, lambda one: _later(case, one) and not _claimed(case, one))


def after_claim(case: Case) -> tuple[TimelineRow, ...]:
    """What was written once a claim was received."""
    return _rows(case, lambda one: _claimed(case, one))


def _rows(case: Case, wanted: Callable[[Line | Record], bool]) -> tuple[TimelineRow, ...]:
    """Follow-ups, pins, photos and lines, in the order of writing."""
    found = {line.n: line_row(case.source.locale, line) for line in case.lines if wanted(line)}
    for record in case.all:
        if record.form in TELLING and wanted(record) and (words := _said(case, record)):
            found[record.n] = _record_row(case.source, record, words)
    return tuple(row for _n, row in sorted(found.items()))


def _later(case: Case, one: Line | Record) -> bool:
    """Whether it was written after the author’s declaration, or after a claim."""
    done = finished(case)
    return (done is not None and one.n > done.n) or _claimed(case, one)


def _claimed(case: Case, one: Line | Record) -> bool:
    claimed = case.claimed
    return claimed is not None and one.written.timestamp() > claimed.timestamp()


def added(case: Case) -> list[Record]:
    """The incident's own records after the declaration that the paper tells of."""
    return [r for r in case.all if r.form in TELLING and _later(case, r)]


def _record_row(source: Source, record: Record, words: str) -> TimelineRow:
    at = short(source.locale, record.written)
    by = source.person(record.author).initials
    return TimelineRow(serial="–", happened=at, written=at, text=words, author=by)


def _said(case: Case, record: Record) -> str:
    form = current(record.form)
    if record.form not in incident.TELLING:
        caption = plain(record.values.get("caption"))
        return f"{_(form.title)}: {caption}" if caption else _(form.title)
    if record.form == RESTRICTED and not record.values:
        return _("Restricted") if closed(case.source.read, [record]) else ""
    before: dict[str, Value] = {}
    for earlier in case.records:
        if earlier.n < record.n:
            before |= earlier.values
    said = (
        _change(case, form, name, before.get(name), after)
        for name, after in record.values.items()
        if split(name)[0] not in INSIDE
    )
    return "\n".join(filter(None, (turned(record), *said)))


def turned(record: Record) -> str:
    """What a record after the first declaration does with the incident as a whole; or ""."""
    values = record.values
    if values.get("reopened") is not None:
        return _("Opened again.")
    if plain(values.get("state")) == "open" and "declaration" in values:
        return _("Sent back by the reviewer.")
    ended = {"closed": _("Reviewed and closed."), "void": _("Made void.")}
    if (words := ended.get(plain(values.get("state")))) is not None:
        return words
    return _("Declared finished again.") if values.get("declaration") is True else ""


def _change(case: Case, form: Form, name: str, before: Value, after: Value) -> str:
    """``CCTV: Camera 12 kept.``; of a correction also what stood there before."""
    field, (table, path) = form.field(name), split(name)
    label = f"{_(form.field(table).label)}, {_(field.label)}" if path else _(field.label)
    words = show(field, after, case.source.locale) if after is not None else _("taken out")
    if before is None:
        return _("{field}: {words}").format(field=label, words=words)
    return _("{field}: {words} (before: {before})").format(
        field=label, words=words, before=show(field, before, case.source.locale)
    )
