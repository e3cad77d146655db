"""What changed between two issues of a report of one incident (D39)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from deskinc.book.record import Record
from deskinc.book.registers.values import member
from deskinc.desk.papers.insurance_additions import INSIDE, turned
from deskinc.desk.papers.insurance_case import Case
from deskinc.desk.papers.kept import goes_out, threads
from deskinc.desk.papers.papers import short
from deskinc.desk.site import plain
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.incident import TELLING
from deskinc.forms.cells import split
from deskinc.i18n import _
from deskinc.reports.insurance import Since


def since(
    case: Case, issue: int, beside: Iterable[Sequence[Record]] = (),
    settings: AbstractSet[str] = frozenset({"name"}),
) -> Since | None:  # fmt: skip
    """What was written since the issue before: to the case, to what is held of it, to ``beside``.

    ``beside`` are further threads that the paper prints of, ``settings`` those of the site that it
    prints. What is gone since is told too.
    """
    if issue == 1 or not case.before:
        return None
    before = case.before[-1]
    digest = plain(before.values.get("sha256"))
    site = [
        replace(r, values={name: v for name, v in r.values.items() if name in settings})
        for r in case.source.settings
    ]  # fmt: skip
    found = tuple(_changes(case, before, (*threads(case), *beside, site)))
    return Since(issue=issue - 1, digest=digest, changes=found)


def _changes(case: Case, before: Record, beside: Iterable[Sequence[Record]]) -> Iterator[str]:
    own = {r.n: r for r in case.all if r.form != "countersign"}
    own |= {r.n: r for r in case.claims if r.values.get("received") is not None}
    own |= {r.n: r for thread in beside for r in thread}
    there, last = {r.id: r for r in own.values()}, before.written
    for number in sorted(own):
        if number > before.n and (words := _changed(own[number], there)):
            yield f"{_by(case, own[number])}: {words}"
    for line in case.lines:
        if line.n > before.n:
            yield _("{time}, {name}: line {line}").format(
                time=short(case.source.locale, line.written), name=line.by_name, line=line.cited
            )
        elif (struck := line.struck) is not None and struck.see is None and struck.at > last:
            yield _("{time}, {name}: line {line} struck").format(
                time=short(case.source.locale, struck.at), name=struck.by, line=line.cited
            )


def _by(case: Case, record: Record) -> str:
    source = case.source
    return f"{short(source.locale, record.written)}, {source.person(record.author).printed}"


def _changed(record: Record, there: Mapping[bytes, Record]) -> str:
    """What a follow-up set; what else came, what was said of it later, or that it is gone."""
    gone = there.get(record.amends) if record.amends is not None else None
    if gone is not None:
        said = _("{what}: struck") if record.form == "strike" else _("{what}: replaced")
        return said.format(what=_named(gone))
    form = current(record.form)
    if record.form in TELLING and record.values:
        shown = (name for name in record.values if split(name)[0] not in INSIDE)
        labels = dict.fromkeys(_(form.field(name).label) for name in shown)
        return " ".join(filter(None, (turned(record), ", ".join(labels))))
    first = there.get(record.thread)
    if first is None or first.n == record.n or not form.threaded:
        return _named(record)
    told = (split(name)[0] for name in record.values if goes_out(name))
    labels = dict.fromkeys(_(form.field(name).label) for name in told)
    return f"{_named(first)}: {', '.join(labels)}" if labels else ""


def _named(record: Record) -> str:
    """What it is, with its number or its words."""
    words = record.number or plain(record.values.get("caption"))
    words = words or member(record.values, "original", "name") or ""
    return " ".join(filter(None, (_(current(record.form).title), words)))
