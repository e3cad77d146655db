"""Who may sign what takes two: somebody vouched for by another than the one who enrolled him.

One rule for other roles, leaving, a new sheet, erasing, restoring, vouching and enrolling.
"""

from collections.abc import Iterator, Sequence

from deskinc.book.registers.rows import PersonRow
from deskinc.desk.signing_on.officers import Officer
from deskinc.errors import NotVouched
from deskinc.forms.roles import RELIEF
from deskinc.i18n import _
from deskinc.proof import standing
from deskinc.proof.canonical import b64
from deskinc.proof.speaking import VOUCHERS
from deskinc.proof.standing import Enrolled


def stands(rows: Sequence[PersonRow]) -> frozenset[str]:
    """The threads of those whose signature counts as one of two."""
    return standing.standing([_enrolled(row) for row in rows])


def refuse(rows: Sequence[PersonRow], *who: Officer) -> None:
    """Raise NotVouched for the first who does not stand; it says who could vouch for him."""
    there = stands(rows)
    lacking = next((one for one in who if one.thread not in there), None)
    if lacking is None:
        return
    row = next((row for row in rows if b64(row.thread) == lacking.thread), None)
    names = [] if row is None else could_vouch(rows, row)
    error = NotVouched(
        _("{name} was enrolled by one person alone, and nobody else has vouched for that.").format(
            name=lacking.name
        ),
        _("First one of these vouches, in Settings, People: {names}. Suspend whoever is gone.")
        .format(names=", ".join(names) or "–"),
    )  # fmt: skip
    error.who = lacking.name
    raise error


def could_vouch(rows: Sequence[PersonRow], row: PersonRow) -> list[str]:
    """The names of those who may vouch for the person of ``row`` now."""
    able = standing.givers([_enrolled(each) for each in rows], _enrolled(row))
    return [each.name or "?" for each in rows if b64(each.thread) in able]


def others(rows: Sequence[PersonRow], *without: str) -> frozenset[str]:
    """The threads of those who stand and may vouch, but for these."""
    giving = {b64(row.thread) for row in rows if not VOUCHERS.isdisjoint(row.roles)}
    return stands(rows) & giving - set(without)


def amber(rows: Sequence[PersonRow]) -> Iterator[str]:
    """By name, whose enrolment rests on one person alone, and what follows from it."""
    there = stands(rows)
    once = [row for row in rows[1:] if _rests_on_one(row)]
    able = {row.thread: bool(could_vouch(rows, row)) for row in once}
    for words, chosen in (
        (
            _("Enrolled by one person alone: {names}. Until somebody else vouches, in Settings, "
              "People, they sign nothing that takes two."),
            [row for row in once if b64(row.thread) not in there],
        ),
        (
            _("Enrolled by one person alone: {names}. Somebody else can vouch now, in Settings, "
              "People."),
            [row for row in once if b64(row.thread) in there and able[row.thread]],
        ),
        (
            _("Enrolled by one person alone: {names}. Nobody else is here who could vouch, so they "
              "sign what takes two all the same."),
            [row for row in once if b64(row.thread) in there and not able[row.thread]],
        ),
    ):  # fmt: skip
        if chosen:
            yield words.format(names=", ".join(row.name or "?" for row in chosen))


def _rests_on_one(row: PersonRow) -> bool:
    """Those by the sheet alone, and relief officers, are told elsewhere."""
    told = row.alone or RELIEF in row.roles
    return row.state == "active" and row.vouched is None and not told


def _enrolled(row: PersonRow) -> Enrolled:
    return Enrolled(
        b64(row.thread), row.enroller or "", row.roles, row.vouched is not None,
        row.state == "active",
    )  # fmt: skip
