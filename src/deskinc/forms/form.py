"""A form: sections of fields, what may be left open, what must agree; and reading its values.

Values are flat: a table cell is ``people/<row>/phone``, one of several choices ``roles/<code>``.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any

from deskinc.errors import InvalidForm
from deskinc.forms.cells import Cells, cells_of, split
from deskinc.forms.fields import Choice, Field, Raw, Rows, Value, show
from deskinc.i18n import Locale, _

EXERCISE = "exercise"
"""The field that says of what is opened that it is no more than an exercise."""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together under one heading, in the order they are asked and printed."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Fields that must agree: ``holds`` is asked once all of ``names`` are answered and known.

    It gets the stored value of each; for a table its rows as (row id, cells).
    """

    names: tuple[str, ...]
    holds: Callable[..., bool]
    sentence: str


@dataclass(frozen=True)
class Form:
    """What can be said in one kind of record; never changed once released.

    ``line``: it prints as a numbered line of the book. ``series``: opening one takes the next
    number of that series, or of ``exercises`` where it is opened as an exercise. ``threaded``: its
    thread is folded, follow-ups carry what they change.
    """

    key: str
    version: int
    title: str
    sections: tuple[Section, ...]
    line: bool = False
    series: str | None = None
    threaded: bool = False
    checks: tuple[Check, ...] = ()
    exercises: str | None = None

    def series_of(self, values: Mapping[str, Value]) -> str | None:
        """The series whose next number a record with ``values`` takes that opens a thread."""
        is_exercise = self.exercises is not None and values.get(EXERCISE) is True
        return self.exercises if is_exercise else self.series

    @cached_property
    def _all(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    @cached_property
    def _named(self) -> dict[str, Field]:
        return {field.name: field for field in self._all}

    def fields(self) -> tuple[Field, ...]:
        """Return all fields in order."""
        return self._all

    def field(self, name: str) -> Field:
        """Return the field of that name or, for a cell's name, of that cell; KeyError if none."""
        head, *rest = name.split("/")
        found = self._named.get(head)
        if isinstance(found, Rows) and len(rest) == 2:
            found = found.field(rest[1])
        elif rest and not (isinstance(found, Choice) and found.many and len(rest) == 1):
            found = None
        if found is None:
            raise KeyError(name)
        return found


def clean(
    form: Form,
    raw: Mapping[str, Raw],
    partial: bool = False,
    current: Mapping[str, Value] | None = None,
) -> dict[str, Value]:
    """Return the values to write for what the editors hand over; InvalidForm notes what is wrong.

    Tables come as ``{row: {sub: raw}}``, as a list of rows, or cell by cell as stored. ``partial``
    is a follow-up or correction: nothing is required, and on a threaded form a blank answer is
    null, which clears. ``current`` are the values so far, for conditions and checks.
    """
    notes: dict[str, str] = {}
    task = Cells(current, keep_null=partial and form.threaded, partial=partial, notes=notes)
    values: dict[str, Value] = {}
    for name, answer in unflatten(form, raw).items():
        field = next((field for field in form.fields() if field.name == name), None)
        if field is None:
            notes[name] = _("This form has no such field.")
        else:
            values |= cells_of(field, answer, task)
    whole = {**(current or {}), **values}
    notes |= _unasked(form, values, whole, certain=not partial or current is not None)
    if not partial:
        notes |= {field.name: _("This is needed.") for field in missing(form, values)
                  if not _noted(field.name, notes)}  # fmt: skip
    notes |= _disagreeing(form, values, whole)
    if notes:
        raise InvalidForm(notes)
    return values


def _noted(name: str, notes: Mapping[str, str]) -> bool:
    return any(split(note)[0] == name for note in notes)


def _unasked(
    form: Form, values: Mapping[str, Value], whole: Mapping[str, Value], *, certain: bool
) -> dict[str, str]:
    """Notes for answers whose condition is not met; not known unless its field is at hand."""
    notes = {}
    for name, value in values.items():
        field = form.field(split(name)[0])
        if value is None or field.when is None or asked(field, whole):
            continue
        if certain or field.when[0] in whole:
            other = form.field(field.when[0])
            notes[name] = _("This is asked only with another answer to “{field}”.").format(
                field=_(other.label)
            )
    return notes


def _disagreeing(
    form: Form, values: Mapping[str, Value], whole: Mapping[str, Value]
) -> dict[str, str]:
    notes = {}
    for check in form.checks:
        touched = [name for name in check.names if _given(values, name)]
        given = [item for name in check.names for item in _given(whole, name)]
        if touched and len(given) == len(check.names) and not check.holds(*given):
            notes[touched[0]] = _(check.sentence)
    return notes


def _given(values: Mapping[str, Value], name: str) -> list[Any]:
    """Return the known answer to a field, or the rows of a table, as a list of one or none."""
    value = values.get(name)
    if isinstance(value, dict) and "unknown" in value:
        return []
    table = rows(values, name)
    return [table] if table else [] if value is None else [value]


def asked(field: Field, values: Mapping[str, Value]) -> bool:
    """Return whether the field's condition is met by ``values`` (always, if it has none)."""
    if field.when is None:
        return True
    name, *codes = field.when
    given = values.get(name)
    if isinstance(given, bool):
        return ("yes" if given else "no") in codes
    held = given.get("code") if isinstance(given, dict) else None
    return isinstance(held, str) and any(f"{held}.".startswith(f"{code}.") for code in codes)


def missing(form: Form, values: Mapping[str, Value]) -> list[Field]:
    """Return the fields that still need an answer, in order; a table with an unfinished row too."""
    return [
        field
        for field in form.fields()
        if asked(field, values)
        and ((field.required and not _answered(field, values)) or _unfinished(field, values))
    ]


def _answered(field: Field, values: Mapping[str, Value]) -> bool:
    return any(value is not None and split(name)[0] == field.name for name, value in values.items())


def _unfinished(field: Field, values: Mapping[str, Value]) -> bool:
    return isinstance(field, Rows) and any(
        sub.required and sub.name not in row for _id, row in rows(values, field.name)
        for sub in field.fields
    )  # fmt: skip


def unflatten(form: Form, values: Mapping[str, Raw]) -> dict[str, Raw]:
    """Gather cells: ``{"people/1/name": x}`` becomes ``{"people": {"1": {"name": x}}}``."""
    cells = [name for name in values if "/" in name and _is_cell(form, name)]
    gathered = {name: value for name, value in values.items() if name not in set(cells)}
    for name in cells:
        head, path = split(name)
        table = gathered.get(head, {})
        if isinstance(table, Mapping):
            gathered[head] = _put(table, path, values[name])
        else:
            gathered[name] = values[name]
    return gathered


def _put(table: Mapping[str, Raw], path: list[str], value: Raw) -> dict[str, Raw]:
    first, *rest = path
    if not rest:
        return {**table, first: value}
    inner = table.get(first)
    return {**table, first: _put(inner if isinstance(inner, Mapping) else {}, rest, value)}


def _is_cell(form: Form, name: str) -> bool:
    try:
        form.field(name)
    except KeyError:
        return False
    return True


def rows(values: Mapping[str, Value], name: str) -> list[tuple[str, dict[str, Value]]]:
    """Return the filled rows of the table ``name`` as (row id, cells), by row id."""
    found: dict[str, dict[str, Value]] = {}
    for cell, value in values.items():
        head, *path = cell.split("/")
        if head == name and len(path) == 2 and value is not None:
            found.setdefault(path[0], {})[path[1]] = value
    return sorted(found.items())


def chosen(values: Mapping[str, Value], name: str) -> list[str]:
    """Return the codes chosen in the choice of several ``name``."""
    return [cell.removeprefix(f"{name}/") for cell, value in values.items()
            if cell.startswith(f"{name}/") and value is True]  # fmt: skip


def changes(before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, Value]:
    """Return what of ``after`` differs from ``before``; clearing the empty is no change."""
    return {name: value for name, value in after.items() if before.get(name) != value}


def show_all(form: Form, values: Mapping[str, Value], locale: Locale) -> list[tuple[str, str]]:
    """Return (label, words) of every filled field in order; what the form lacks comes last."""
    shown = [pair for field in form.fields() for pair in _show_field(field, values, locale)]
    names = {field.name for field in form.fields()}
    strays = [(name, value) for name, value in values.items()
              if split(name)[0] not in names and value is not None]  # fmt: skip
    return shown + [(name, show(Field(name, name), value, locale)) for name, value in strays]


def _show_field(field: Field, values: Mapping[str, Value], locale: Locale) -> list[tuple[str, str]]:
    label = _(field.label)
    if isinstance(field, Rows):
        return [(f"{label} {number}", _show_row(field, row, locale))
                for number, (_id, row) in enumerate(rows(values, field.name), 1)]  # fmt: skip
    codes = chosen(values, field.name)
    if isinstance(field, Choice) and codes:
        options = [(code, field.option(code)) for code in codes]
        return [(label, ", ".join(_(option.label) if option else code for code, option in options))]
    value = values.get(field.name)
    return [] if value is None else [(label, show(field, value, locale))]


def _show_row(field: Rows, row: Mapping[str, Value], locale: Locale) -> str:
    subs = [(name, field.field(name) or Field(name, name)) for name in _ordered(field, row)]
    return "; ".join(f"{_(sub.label)}: {show(sub, row[name], locale)}" for name, sub in subs)


def _ordered(field: Rows, row: Mapping[str, Value]) -> list[str]:
    declared = [sub.name for sub in field.fields if sub.name in row]
    return declared + [name for name in row if name not in declared]


def digest(form: Form) -> str:
    """Return the SHA-256 (hex) of everything the form declares; attributes left alone count not."""
    text = json.dumps(_describe(form), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _describe(part: Any) -> Any:
    if is_dataclass(part) and not isinstance(part, type):
        told = {
            item.name: _describe(getattr(part, item.name))
            for item in fields(part)
            if item.default is MISSING or getattr(part, item.name) != item.default
        }
        return {"kind": type(part).__name__, **told}
    if isinstance(part, tuple):
        return [_describe(item) for item in part]
    return part.__name__ if callable(part) else part
