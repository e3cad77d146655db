"""What a call that is reached ticks besides, and what is taken back once it is corrected (D25)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from deskinc.book.record import Record
from deskinc.desk.incidents import guides
from deskinc.desk.incidents.checks import DONE
from deskinc.desk.incidents.response.reading import REACHED, Told, brought, told
from deskinc.desk.office import Office
from deskinc.forms.fields import Value
from deskinc.forms.guides.calls import FILLED, SERVICES
from deskinc.forms.guides.fulfilled import CALLED, Asked
from deskinc.i18n import _

CELLS = ("step", "result", "at", "by")
"""What a tick that a call brings says."""


def besides(
    office: Office,
    records: Sequence[Record],
    before: Mapping[str, Value],
    changed: Mapping[str, Value],
) -> dict[str, object]:
    """What else is written with the calls in ``changed``, new or corrected.

    Ticked is each step that waits and asks for nothing but that call. What a call brought with it
    goes once it is no longer so; what somebody wrote for itself since stays.
    """
    after = {**before, **changed}
    then = {one.row: one for one in told(before)}
    now = {one.row: one for one in told(after)}
    checks: dict[str, object] = {}
    filled: dict[str, object] = {}
    for row in sorted({name.split("/")[1] for name in changed if name.startswith("told/")}):
        was, said = _answered(office, then.get(row)), _answered(office, now.get(row))
        there = brought(records, before, row)
        for tick in there.ticks:
            stays = tick.words in said
            checks[tick.row] = _cells(after, row) if stays else dict.fromkeys(CELLS)
        checks |= _ticks(office, after, row, said - was)
        filled |= {name: _moment(name, now.values()) for name in there.moments}
    return filled | ({"checks": checks} if checks else {})


def _answered(office: Office, one: Told | None) -> set[str]:
    """The steps, in the words of the site’s language, that this call is all of."""
    if one is None or one.outcome != REACHED or one.how != "phone":
        return set()
    emergency = office.site.emergency or _("the emergency number")
    return {
        _(words).replace("{emergency}", emergency)
        for words, asked in CALLED.items() if _is(office, one, asked)
    }  # fmt: skip


def _is(office: Office, one: Told, asked: Asked) -> bool:
    if not any(_names(one, name) for name in asked.who):
        return False
    if asked.emergency and not _names(one, SERVICES) and one.number != office.site.emergency:
        return False
    return bool(one.reference.strip()) or not asked.reference


def _names(one: Told, name: str) -> bool:
    return one.who.casefold() in {name.casefold(), _(name).casefold()}


def _ticks(
    office: Office, values: Mapping[str, Value], row: str, wanted: set[str]
) -> dict[str, object]:
    """The ticks of the steps ``wanted`` that wait, with time and name of the call."""
    return {
        guides.row_of(step): {"step": step.words, "result": DONE, **_cells(values, row)}
        for step in guides.steps(office, values)
        if step.tick is None and step.words in wanted
    }


def _cells(values: Mapping[str, Value], row: str) -> dict[str, Value]:
    """Time and name of a call, for its tick."""
    return {name: values.get(f"told/{row}/{name}") for name in ("at", "by")}


def _moment(name: str, calls: Iterable[Told]) -> datetime | None:
    """When the first of the calls that fill ``name`` was reached; None for none."""
    fill = {who for who, moment in FILLED.items() if moment == name}
    return min(
        (
            one.at for one in calls
            if one.outcome == REACHED and one.at is not None
            and (not fill or any(_names(one, who) for who in fill))
        ),
        default=None,
    )  # fmt: skip
