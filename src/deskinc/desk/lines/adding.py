"""Additions to a line: what it left empty is filled later, without a reason (D3).

The line itself stays as it was written; what is added stands in a line of its own.
"""

from collections.abc import Mapping
from concurrent.futures import Future

from deskinc.book.record import Saved
from deskinc.desk.lines.entries import said_again, standing_record
from deskinc.desk.office import Office
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.catalogue import current
from deskinc.i18n import _

ADDED = ("place", "reported_by", "informed", "action", "incident")
"""Fields of a line that may be filled later."""


def empty(office: Office, n: int) -> tuple[str, ...]:
    """The fields of line ``n`` that nobody has filled yet."""
    said = standing_record(office, n).values
    return tuple(name for name in ADDED if name not in said)


def add(office: Office, n: int, raw: Mapping[str, object], id: str) -> "Future[Saved]":  # noqa: A002
    """Fill what line ``n`` left empty; raises InvalidForm for what is filled: that is corrected."""
    office.allow("write_occurrence")
    old = standing_record(office, n)
    new = {name: value for name, value in raw.items() if value not in (None, "")}
    if not new:
        raise DeskError(_("Nothing was added."))
    filled = _("This is written. Correct the line to change it, and say why.")
    if notes := {name: filled for name in new if name in old.values or name not in ADDED}:
        raise InvalidForm(notes)
    return office.write(said_again(office, old, new, id))


def label(name: str) -> str:
    """What a field is called."""
    return _(current("occurrence").field(name).label)
