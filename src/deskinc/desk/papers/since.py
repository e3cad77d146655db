"""What changed between two issues of a report of one incident (D39)."""

from collections.abc import Iterable, Iterator, Sequence

from deskinc.book.record import Record
from deskinc.desk.papers.insurance_additions import INSIDE, turned
from deskinc.desk.papers.insurance_case import Case
from deskinc.desk.papers.papers import short
from deskinc.desk.site import plain
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.incident import TELLING
from deskinc.forms.cells import split
from deskinc.i18n import _
from deskinc.reports.insurance import Since


def since(case: Case, issue: int, beside: Iterable[Sequence[Record]] = ()) -> Since | None:
    """What was written since the issue before, to the case and to the threads ``beside`` it."""
    if issue == 1 or not case.before:
        return None
    before = case.before[-1]
    digest = plain(before.values.get("sha256"))
    return Since(issue=issue - 1, digest=digest, changes=tuple(_changes(case, before.n, beside)))


def _changes(case: Case, n: int, beside: Iterable[Sequence[Record]]) -> Iterator[str]:
    own = {r.n: r for r in case.all if r.form != "countersign"}
    own |= {r.n: r for thread in beside for r in thread}
    for number in sorted(own):
        if number > n and (words := _changed(own[number])):
            yield f"{_by(case, own[number])}: {words}"
    for line in case.lines:
        if line.n > n:
            yield _("{time}, {name}: line {line}").format(
                time=short(case.source.locale, line.written), name=line.by_name, line=line.cited
            )


def _by(case: Case, record: Record) -> str:
    source = case.source
    return f"{short(source.locale, record.written)}, {source.person(record.author).printed}"


def _changed(record: Record) -> str:
    """The labels of what a follow-up set; the kind of any other record, and its number."""
    form = current(record.form)
    if record.form not in TELLING or not record.values:
        return " ".join(filter(None, (_(form.title), record.number)))
    shown = (name for name in record.values if split(name)[0] not in INSIDE)
    labels = dict.fromkeys(_(form.field(name).label) for name in shown)
    return " ".join(filter(None, (turned(record), ", ".join(labels))))
