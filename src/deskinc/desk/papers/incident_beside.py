"""What the incident report prints of records beside the incident: cards, exhibits, statements."""

from collections.abc import Iterator, Mapping

from deskinc.book.record import Record
from deskinc.book.registers.evidence import HeldRow
from deskinc.book.registers.values import ident
from deskinc.desk.lines.corrected import WHY, corrections
from deskinc.desk.lines.counting import counting, standing
from deskinc.desk.lines.held import as_told
from deskinc.desk.papers.extracts import Shown
from deskinc.desk.papers.insurance_case import Case
from deskinc.desk.papers.kept import as_it_stands, goes_out, listed
from deskinc.desk.papers.papers import short
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value, moment_of, show
from deskinc.forms.form import rows
from deskinc.i18n import N_, _
from deskinc.reports.document import Answer
from deskinc.reports.incident import Part, Rowed

CARDS = (("party", "people", N_("Person")), ("vehicle", "vehicles", N_("Vehicle")))
"""The forms of cards, and the table of an incident whose rows name them."""
_HELD = (
    ("exhibit", N_("Exhibits"), N_("Exhibit")), ("statement", N_("Statements"), N_("Statement")),
)  # fmt: skip


def beside(case: Case) -> Iterator[Part]:
    """A part for each kind there is, with every answer of each card, exhibit and statement."""
    tables = tuple(_cards(case))
    if tables:
        yield Part(_("People and vehicles as they are known"), (), tables)
    for form, title, one in _HELD:
        made = tuple(
            (
                *_number(held),
                *_answers(case, form, as_told(case.source.read, held.thread, form)),
                *_corrected(case, held),
            )
            for held in _held(case, form)
        )
        if made:
            yield Part(_(title), (), (Rowed(_(one), made),))


def printed(case: Case) -> Shown:
    """The values that these parts print, each where it stands, for the paper’s own record."""
    found = listed(case)
    beside = [(form, one) for form, table, _word in CARDS for one in named(case.values, table)]
    beside += [(form, one.thread) for form, _title, _one in _HELD for one in _held(case, form)]
    for form, thread in beside:
        found |= as_it_stands(case.source.read, thread, form)
    return found


def cards(case: Case) -> list[list[Record]]:
    """The records of each card that the incident names."""
    there = ((form, one) for form, table, _word in CARDS for one in named(case.values, table))
    read = case.source.read
    return [
        [r for r in counting(read, read.thread(thread)) if r.form == form]
        for form, thread in there
    ]  # fmt: skip


def named(values: Mapping[str, Value], table: str) -> list[bytes]:
    """The cards that the rows of a table name, each once."""
    found = (ident(cells, "card") for _row, cells in rows(values, table))
    return list(dict.fromkeys(one for one in found if one is not None))


def cleared(case: Case) -> tuple[tuple[str, Answer], ...]:
    """How long the building took to clear, where both times are known."""
    alarm, clear = (moment_of(case.values.get(name)) for name in ("evac_alarm", "evac_clear"))
    if alarm is None or clear is None or clear < alarm:
        return ()
    minutes, seconds = divmod(int((clear - alarm).total_seconds()), 60)
    return ((_("Time to clear"), _("{m} min {s} s").format(m=minutes, s=seconds)),)


def _cards(case: Case) -> Iterator[Rowed]:
    for form, table, word in CARDS:
        found = (standing(case.source.read, one, form) for one in named(case.values, table))
        made = tuple(_answers(case, form, values) for values in found if values)
        if made:
            yield Rowed(_(word), made)


def _held(case: Case, form: str) -> list[HeldRow]:
    """Those of the incident; of a statement only where nothing of it is restricted."""
    read = case.source.read
    there = [one for one in read.held(case.thread) if one.form == form and one.gone is None]
    return [one for one in there if as_told(read, one.thread, form).get("young") is not True]


def _corrected(case: Case, held: HeldRow) -> Iterator[tuple[str, Answer]]:
    """Both words of what was put right, by whom and why."""
    source = case.source
    found = () if held.form != "exhibit" else corrections(source.read, held.thread, source.locale)
    for one in found:
        by = f"{short(source.locale, one.written)}, {source.person(one.author).printed}"
        yield _("Corrected"), "; ".join((by, *one.words(), one.why))


def _number(held: HeldRow) -> tuple[tuple[str, Answer], ...]:
    return ((_("No."), held.number),) if held.number else ()


def _answers(case: Case, form: str, values: Mapping[str, Value]) -> tuple[tuple[str, Answer], ...]:
    return tuple(
        (_(one.label), show(one, value, case.source.locale))
        for one in current(form).fields()
        if one.name != WHY and goes_out(one.name) and (value := values.get(one.name)) is not None
    )
