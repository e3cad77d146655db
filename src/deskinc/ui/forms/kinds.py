"""The one place where the screen asks of what kind a field is.

From a field to its editor, from stored values to what an editor shows, and to plain words.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from deskinc.forms import form as forms
from deskinc.forms.fields import (
    Choice,
    Field,
    File,
    Flag,
    Moment,
    Money,
    Number,
    Person,
    Place,
    Point,
    Raw,
    Ref,
    Rows,
    Text,
    Value,
    moment_of,
    show,
)
from deskinc.i18n import Locale, _
from deskinc.ui.forms.bodymap import BodyEditor
from deskinc.ui.forms.choosing import FEW, ChoiceEditor, NamedEditor, SeveralEditor
from deskinc.ui.forms.editor import Editor, FlagEditor, KeptEditor, LineEditor, WordsEditor
from deskinc.ui.forms.gridded import Grid
from deskinc.ui.forms.lists import Lists
from deskinc.ui.forms.moment import MomentEditor
from deskinc.ui.forms.table import TableEditor
from deskinc.ui.forms.unknown import MaybeUnknown


def make_editor(field: Field, lists: Lists) -> Editor:
    """The editor of a field; TypeError for a kind that has none."""
    known = _known(field, lists)
    return MaybeUnknown(known) if field.unknown else known


def _known(field: Field, lists: Lists) -> Editor:
    for kinds, make in _EDITORS:
        if isinstance(field, kinds):
            return make(field, lists)
    raise TypeError(f"no editor for {type(field).__name__}")


def _words_editor(field: Field, lists: Lists) -> Editor:
    long = isinstance(field, Text) and field.multiline
    return WordsEditor(field) if long else LineEditor(field, lists.locale)


def _choice_editor(field: Field, lists: Lists) -> Editor:
    if not isinstance(field, Choice):
        return NamedEditor(field, lists)
    if field.many:
        return SeveralEditor(field)
    return ChoiceEditor(field) if len(field.options) <= FEW else NamedEditor(field, lists)


def _point_editor(field: Point, lists: Lists) -> Editor:
    """One on the body is marked here, one on a plan on the page of the plan."""
    return BodyEditor(field) if field.body else KeptEditor(field, lists.locale)


def _table_editor(field: Rows, lists: Lists) -> Editor:
    return TableEditor(field, lambda sub: make_editor(sub, lists))


def is_wide(field: Field) -> bool:
    """Whether a field takes the whole width of its section."""
    return isinstance(field, Rows) or (isinstance(field, Text) and field.multiline)


def starts_by_typing(field: Field) -> bool:
    """Whether a letter typed on the plain value begins to write in the field."""
    return isinstance(field, Text | Moment | Number | Money | Place | Person)


def gather(field: Field, values: Mapping[str, Value]) -> Raw:
    """The stored answer to a field as its editor shows it."""
    if isinstance(field, Rows):
        return dict(forms.rows(values, field.name)) or None
    if isinstance(field, Choice) and field.many:
        return forms.chosen(values, field.name)
    return values.get(field.name)


def plain(field: Field, values: Mapping[str, Value], lists: Lists) -> str:
    """The stored answer in words, short enough to read at a glance; "" for none."""
    if isinstance(field, Rows):
        rows = [_row(field, cells, lists) for _id, cells in forms.rows(values, field.name)]
        return (", " if len(field.fields) == 1 else "\n").join(rows)
    if isinstance(field, Choice) and field.many:
        options = [field.option(code) for code in forms.chosen(values, field.name)]
        return ", ".join(_(option.label) for option in options if option)
    return words(field, values.get(field.name), lists)


def grid(field: Field, values: Mapping[str, Value], lists: Lists) -> Grid | None:
    """The same of a table of several rows and columns, to be read down; None for all else."""
    rows = forms.rows(values, field.name) if isinstance(field, Rows) else ()
    if not isinstance(field, Rows) or len(field.fields) < 2 or len(rows) < 2:
        return None
    return Grid(
        tuple(_(sub.label) for sub in field.fields),
        tuple(
            tuple(words(sub, cells[sub.name], lists) if sub.name in cells else ""
                  for sub in field.fields)
            for _id, cells in rows
        ),
    )  # fmt: skip


def _row(field: Rows, cells: Mapping[str, Value], lists: Lists) -> str:
    subs = [sub for sub in field.fields if sub.name in cells]
    return ", ".join(_cell(sub, cells[sub.name], lists) for sub in subs)


def _cell(sub: Field, value: Value, lists: Lists) -> str:
    if isinstance(value, bool):
        return f"{_(sub.label).rstrip('?')}: {show(sub, value, lists.locale)}"
    return words(sub, value, lists)


def words(field: Field, value: Value, lists: Lists) -> str:
    """One stored value as the screen says it: times short, all else as on paper; "" for none."""
    moment = moment_of(value)
    if moment is None or not isinstance(value, dict):
        return show(field, value, lists.locale)
    local, now = lists.locale.local(moment), lists.now()
    if value.get("p") == "day":
        return _day(local, now, lists.locale)
    return when(local, now, lists.locale, seconds=value.get("p") == "s")


def _day(local: datetime, now: datetime, locale: Locale) -> str:
    day = locale.short_date(local)
    return day if local.year == now.year else f"{day} {local.year}"


def when(local: datetime, now: datetime, locale: Locale, *, seconds: bool = False) -> str:
    """``23:13`` today, ``18 Nov, 14:02`` before, with the year where it is another."""
    clock = locale.time(local, seconds=seconds)
    return clock if local.date() == now.date() else f"{_day(local, now, locale)}, {clock}"


_EDITORS: tuple[tuple[tuple[type[Field], ...], Callable[[Any, Lists], Editor]], ...] = (
    ((Text, Number, Money), _words_editor),
    ((Choice, Place, Person, Ref), _choice_editor),
    ((Moment,), MomentEditor),
    ((Flag,), lambda field, _lists: FlagEditor(field)),
    ((Point,), _point_editor),
    ((File,), lambda field, lists: KeptEditor(field, lists.locale)),
    ((Rows,), _table_editor),
)
