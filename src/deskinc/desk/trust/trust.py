"""Sealing and checking the book."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from deskinc.book.checking.check import STEPS
from deskinc.book.checking.checked import Checked
from deskinc.book.record import Record, Saved
from deskinc.book.restore import astray as mirror_astray
from deskinc.desk.lines.erased import erased
from deskinc.desk.office import Office, access, note_access
from deskinc.desk.site import plain
from deskinc.desk.trust import outcomes
from deskinc.desk.trust.finding_words import FETCHED, said
from deskinc.desk.trust.verdict import Fault, Line, Verdict, detail_of, lines_of
from deskinc.errors import DeskError
from deskinc.forms.catalogue import current
from deskinc.i18n import N_, _
from deskinc.proof.findings import Finding, Why
from deskinc.proof.seal import paper_code
from deskinc.proof.tally import FILES

__all__ = ["Fault", "Line", "Verdict", "last_check", "last_shown", "recall", "seal", "verify",
           "verify_by_night"]  # fmt: skip

Report = Callable[[float, str], None]
"""``report(fraction 0–1, words)``: how far a check is."""

_STEPS = {
    "pages": N_("Pages of the file"),
    "records": N_("Records and signatures: {done} of {of}"),
    "index": N_("What is looked up by number"),
    "attachments": N_("Photos, plans, papers: {done} of {of}"),
    "mirror": N_("Mirror: {done} of {of}"),
    "registers": N_("Lists and search, built again: {done} of {of}"),
}


def unheard(_fraction: float, _words: str) -> None:
    """Nobody watches."""


def seal(office: Office) -> "Future[Saved]":
    """Seal the book as it stands now; whoever is signed in signs the seal beside the site."""
    office.allow("seal")
    return office.book.seal(office.person.signer())


def verify(
    office: Office,
    *,
    full: bool,
    report: Report = unheard,
    cancel: Callable[[], bool] = lambda: False,
    apart: bool = False,
) -> Verdict:
    """Check the book against itself: since the last seal, or everything. Blocks.

    ``apart`` does it in a process of its own. Raises Cancelled if ``cancel`` says so.
    """
    office.allow("verify")
    return _checked(office, full=full, report=report, cancel=cancel, apart=apart, by_night=False)


def verify_by_night(office: Office, cancel: Callable[[], bool]) -> Verdict:
    """Check everything because it is night: whoever is signed in, the desk asks for it. Blocks."""
    return _checked(office, full=True, report=unheard, cancel=cancel, apart=True, by_night=True)


def _checked(
    office: Office, *, full: bool, report: Report, cancel: Callable[[], bool], apart: bool,
    by_night: bool,
) -> Verdict:  # fmt: skip
    at = office.now()
    watch = _Watch(report)
    checked = office.book.check(full=full, told=watch.told, cancel=cancel, apart=apart)
    n = _noted(office, checked, by_night=by_night)
    verdict = _verdict(office, checked, at, by_night=by_night)
    if full or not verdict.ok:
        _known(office, n, verdict)
    return verdict


def _known(office: Office, n: int, verdict: Verdict) -> None:
    _say(office, outcomes.add(office, n, verdict))
    if verdict.full:
        office.checked = verdict.ended


def _say(office: Office, stands: Sequence[Verdict]) -> None:
    office.found = found_words(office, stands[-1]) if stands else ""


def recall(office: Office) -> Verdict | None:
    """Let the window say again what stands of earlier checks; the last full one, None before it."""
    _say(office, outcomes.standing(office))
    known = last_check(office)
    if known is not None:
        office.checked = known.ended
    return known


def _noted(office: Office, checked: Checked, *, by_night: bool) -> int:
    """Record the outcome, under which number; 0: a book that takes none has said why already."""
    detail = detail_of(checked, by_night=by_night)
    with suppress(DeskError):
        if by_night:
            future = office.write_as_desk(access(office, "verified", detail, who=False))
        else:
            future = note_access(office, "verified", detail)
        return future.result().records[0].n
    return 0


def _verdict(office: Office, checked: Checked, at: datetime, *, by_night: bool) -> Verdict:
    point = checked.seal
    seal = (point.size, point.line, paper_code(point.root)) if point else None
    faults = [_fault(office, checked, part.check, one)
              for part in checked.parts for one in part.findings]  # fmt: skip
    return Verdict(
        checked.full, by_night, at, checked.first, checked.last, checked.found, checked.seconds,
        paper_code(checked.root), seal, lines_of(checked.parts), tuple(faults),
        _alone(office) if checked.full else (),
    )  # fmt: skip


def _alone(office: Office) -> tuple[str, ...]:
    """What the book was restored without and stands in the mirror alone, as its lines say."""
    with suppress(DeskError):
        return tuple(_told(office, one) for one in mirror_astray.told_of(office.read.link))
    return ()


def _told(office: Office, record: Record) -> str:
    """What one line says of records in the mirror alone; that it was struck or erased, if so."""
    gone = erased(office.read, [record.n]).get(record.n, {})
    lines = gone.get("lines") or plain(record.values.get("lines")) or _("none")
    damaged = "records" not in record.values and "records" not in gone
    what = (
        _("The mirror is damaged where records may stand that the book was restored without;")
        if damaged else
        _("In the mirror alone stand records that the book was restored without (lines: {lines});")
    )  # fmt: skip
    amended = office.read.amended_by(record.id)
    if amended is None:
        says = _("line {line} says so.").format(line=record.cited)
    else:
        says = _("line {line} said so, until line {by} struck it.")
        says = says.format(line=record.cited, by=amended.cited)
    return f"{what.format(lines=lines)} {says}"


def _fault(office: Office, checked: Checked, check: str, one: Finding) -> Fault:
    what, todo = said(one.why)
    where = _where(office, one)
    if check == FILES and (name := _file_name(office, one)):
        where = _("{where}, file {name}").format(where=where, name=name)
    if one in checked.fetched:
        todo = _(FETCHED)
    return Fault(str(one.kind), one.n, what, where, todo, check, one.about)


def _file_name(office: Office, one: Finding) -> str:
    """The name under which the file was taken in; "" where the record does not tell."""
    with suppress(DeskError, KeyError):
        value = office.read.record(one.n).values.get(one.about)
        return str(value.get("name", "")) if isinstance(value, dict) else ""
    return ""


def _where(office: Office, one: Finding) -> str:
    """``Line 4811``, or which other record; "" where none is to blame."""
    if one.why == Why.MIRROR_ASTRAY:
        return _("In the mirror, lines: {lines}").format(lines=one.about or _("none"))
    if not one.n:
        return _("List “{name}”").format(name=one.about) if one.about.isidentifier() else ""
    with suppress(DeskError, KeyError):
        record = office.read.record(one.n)
        if record.line is not None:
            return _("Line {line}").format(line=record.cited)
        name = _(current(record.form).title)
        return _("{what}, record {n}").format(what=name, n=f"{one.n:,}")
    return _("Record {n}").format(n=f"{one.n:,}")


def last_check(office: Office) -> Verdict | None:
    """The outcome of the last check of everything, as it was recorded; None before the first."""
    return outcomes.told(office, outcomes.kept(office).full)


def last_shown(office: Office) -> Verdict | None:
    """The same with what stands in the mirror alone, as the book says by now."""
    found = last_check(office)
    return None if found is None else replace(found, alone=_alone(office))


def found_words(office: Office, verdict: Verdict) -> str:
    """What stands in the window until a check finds nothing any more."""
    at, locale = verdict.ended, office.locale
    return _(
        "The check of the book on {date} at {time}: {count}. Keep the folder as it is, and look at "
        "Settings, Trust."
    ).format(date=locale.short_date(at), time=locale.time(at), count=verdict.count_words())


class _Watch:
    """Makes one fraction and one sentence of how far each step of a check is."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._begun = time.monotonic()

    def told(self, step: str, done: int, of: int) -> None:
        """How far one step is."""
        before = 0
        for name, share in STEPS.items():
            if name == step:
                break
            before += share
        fraction = (before + STEPS.get(step, 0) * done / max(1, of)) / 100
        words = _(_STEPS[step]).format(done=f"{done:,}", of=f"{of:,}")
        self._report(fraction, f"{words}{self._left(fraction)}")

    def _left(self, fraction: float) -> str:
        gone = time.monotonic() - self._begun
        if gone < 3 or fraction < 0.05:
            return ""
        left = gone * (1 - fraction) / fraction
        if left < 60:
            return _(", about {count} s left").format(count=max(5, 5 * round(left / 5)))
        return _(", about {count} min left").format(count=round(left / 60))
