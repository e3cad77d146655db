"""What can still be got once a claim is there: footage, statements, answers."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from deskinc.desk.site import plain
from deskinc.forms import form as forms
from deskinc.forms.fields import Value
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that can still be got, in words, and the field at which it is kept."""

    field: str
    words: str


def wanted(values: Mapping[str, Value], asked: Collection[str] = ()) -> list[Wanted]:
    """Footage that nobody exported, and whoever saw it and was not asked to sign.

    ``asked`` are the names, case-folded, of whose statement is signed, refused or could not be.
    """
    return [*_footage(values), *_statements(values, asked)]


def _footage(values: Mapping[str, Value]) -> Iterator[Wanted]:
    for _row, cells in forms.rows(values, "footage"):
        if not cells.get("exported") and not cells.get("exhibit"):
            words = _("Footage not exported: {camera}").format(camera=plain(cells.get("camera")))
            yield Wanted("footage", words)


def _statements(values: Mapping[str, Value], asked: Collection[str]) -> Iterator[Wanted]:
    for _row, cells in forms.rows(values, "witnesses"):
        name = plain(cells.get("name"))
        if name.casefold() not in asked:
            yield Wanted("witnesses", _("No signed statement: {name}").format(name=name))
