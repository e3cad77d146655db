"""Restricted answers: by which named rule a field is, and the part of a form that is (D20).

They never stand on the form's own records but on records of form ``restricted`` in their thread,
sealed to those whose role may read them, and to their author.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from deskinc.forms.cells import split
from deskinc.forms.fields import Field, File, Rows, Value
from deskinc.forms.form import Form, Section

INJURY, JUVENILE, HEALTH = "injury", "juvenile", "health"
"""The rules: what somebody was injured by and how; whoever is under age; state of health."""


def restricted(form: Form, name: str) -> bool:
    """Whether the answer, or cell, of that name is restricted; no for what the form lacks."""
    head, path = split(name)
    field = next((field for field in form.fields() if field.name == head), None)
    if field is None or field.restricted:
        return field is not None
    sub = field.field(path[1]) if isinstance(field, Rows) and len(path) == 2 else None
    return sub is not None and bool(sub.restricted)


def parted(form: Form, values: Mapping[str, Value]) -> tuple[dict[str, Value], dict[str, Value]]:
    """``values`` as (what everybody may read, what is restricted)."""
    sealed = {name for name in values if restricted(form, name)}
    return (
        {name: value for name, value in values.items() if name not in sealed},
        {name: value for name, value in values.items() if name in sealed},
    )


def heads(form: Form) -> frozenset[str]:
    """The fields of ``form`` that are restricted, or have a column that is."""
    return frozenset(field.name for field in _sealed(form.fields()))


def part_of(form: Form) -> tuple[Section, ...]:
    """The restricted fields of ``form`` by section; nothing in them is asked for by itself."""
    kept = (Section(part.title, tuple(_sealed(part.fields))) for part in form.sections)
    return tuple(part for part in kept if part.fields)


def _sealed(fields: Iterable[Field]) -> Iterable[Field]:
    for field in fields:
        if isinstance(field, Rows):
            subs = field.fields if field.restricted else tuple(_sealed(field.fields))
            if subs:
                yield replace(field, fields=tuple(map(_free, subs)))
        elif field.restricted:
            yield _free(field)


def _free(field: Field) -> Field:
    """The field without conditions: those are judged with the whole form."""
    if isinstance(field, File):
        raise TypeError("a file cannot be restricted")
    return replace(field, when=None, required=False)
