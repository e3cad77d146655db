"""record.json of a handover book: its lines, both officers' acts, and what is handed on."""

from collections.abc import Iterable, Sequence

from deskinc.book.record import Record
from deskinc.desk.lines.found_lines import Found
from deskinc.desk.lines.lines import Line, sources
from deskinc.desk.lines.source import Source
from deskinc.desk.papers.extracts import (
    LINE,
    all_of,
    incidents_named,
    record_json,
    standing,
    whole,
)
from deskinc.desk.shift.shift_span import Span, as_corrected
from deskinc.proof.canonical import unb64
from deskinc.proof.extract import MAX_JSON
from deskinc.reports.document import Attachment

SITE = frozenset({"name", "phone", "licence_name"})
SIGN_ON = frozenset({"shift", "relieved", "kit", "instructions", "sound"})


def attachments(
    source: Source, span: Span, lines: Sequence[Line], found: Found, acts: tuple[Record, ...]
) -> tuple[Attachment, ...]:
    """The extract of the book that goes with the paper.

    None where it would be larger than a verifier reads: a shift of more than some seven thousand
    lines, which no desk writes. The paper is made all the same.
    """
    on = as_corrected(source, span.on)
    given = whole(acts) | standing(source.settings, SITE) | all_of([on], SIGN_ON)
    for line in lines:
        given |= sources(line.n, found) | all_of([found.records[line.n]], LINE)
    opened, severities = incidents_named(source, {*found.incidents, *_handed_on(acts)})
    told = [*found.records.values(), *acts, on]
    ns = {record.n for record in told} | opened
    data = record_json(source, given | severities, ns, {record.author for record in told})
    return (data,) if len(data.data) <= MAX_JSON else ()


def _handed_on(acts: Iterable[Record]) -> set[bytes]:
    """The incidents that the items of a handover name."""
    named = (
        value["id"]
        for act in acts
        for name, value in act.values.items()
        if name.startswith("items/") and name.endswith("/incident") and isinstance(value, dict)
    )
    return {unb64(str(one)) for one in named}
