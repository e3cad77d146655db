"""From one answer to its cells: tables and choices of several are kept value by value."""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from deskinc.forms.cleaning import clean
from deskinc.forms.kinds import Choice, Field, FieldError, Raw, Rows, Value
from deskinc.i18n import _

_ROW = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Cells:
    """One cleaning under way: the values so far, how blanks are taken, and the notes found."""

    current: Mapping[str, Value] | None
    keep_null: bool
    partial: bool
    notes: dict[str, str] = field(default_factory=dict)

    def blank(self, name: str, *, required: bool) -> dict[str, Value]:
        """Return what a blank answer means: nothing, or null where it clears something."""
        filled = self.current is None or self.current.get(name) is not None
        if not self.keep_null or not filled or (required and self.current is None):
            return {}
        if required:
            self.notes[name] = _("This may be changed but not emptied.")
            return {}
        return {name: None}

    def rows(self, name: str) -> int:
        """Return how many rows the table has so far."""
        cells = (split(cell) for cell in self.current or {})
        return len({path[0] for head, path in cells if head == name and path})


def new_row(taken: Iterable[str]) -> str:
    """Return an id for a further row that sorts behind those ``taken``, unlike other drafts'."""
    numbers = [int(row[:3]) for row in taken if row[:3].isdecimal()]
    return f"{max(numbers, default=0) + 1:03d}-{secrets.token_hex(3)}"


def split(name: str) -> tuple[str, list[str]]:
    """Return the field's name and the path within it."""
    head, *path = name.split("/")
    return head, path


def cells_of(field_: Field, raw: Raw, task: Cells) -> dict[str, Value]:
    """Return the cells of one answer by their names; what is wrong goes to the notes."""
    if isinstance(field_, Rows):
        return _rows(field_, raw, task)
    if isinstance(field_, Choice) and field_.many:
        return _several(field_, raw, task)
    return _cell(field_, field_.name, raw, task, required=field_.required)


def _cell(field_: Field, name: str, raw: Raw, task: Cells, *, required: bool) -> dict[str, Value]:
    try:
        value = clean(field_, raw)
    except FieldError as error:
        task.notes[name] = error.what
        return {}
    return task.blank(name, required=required) if value is None else {name: value}


def _several(field_: Choice, raw: Raw, task: Cells) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for code, wanted in _wanted(field_, raw).items():
        name = f"{field_.name}/{code}"
        if not isinstance(code, str) or field_.option(code) is None or not _is_tick(wanted):
            task.notes[field_.name] = _("Choose from the answers given.")
        else:
            cells |= {name: True} if wanted else task.blank(name, required=False)
    return cells


def _wanted(field_: Choice, raw: Raw) -> Mapping[Raw, Raw]:
    """Return code → wanted; a list leaves the others as they are, null clears them all."""
    if isinstance(raw, Mapping):
        return raw
    if isinstance(raw, (list, tuple, set, frozenset)):
        return {str(code): True for code in sorted(raw, key=str)}
    return {option.code: None for option in field_.options} if raw is None else {"": raw}


def _is_tick(wanted: Raw) -> bool:
    return wanted is None or isinstance(wanted, bool)


def _rows(table: Rows, raw: Raw, task: Cells) -> dict[str, Value]:
    if raw is None:
        return {}
    if isinstance(raw, (list, tuple)):
        return _listed(table, raw, task)
    if not isinstance(raw, Mapping):
        task.notes[table.name] = _("This is answered in rows.")
        return {}
    cells: dict[str, Value] = {}
    for row, answers in raw.items():
        if isinstance(row, str) and _ROW.fullmatch(row):
            cells |= _row(table, row, answers, task)
        else:
            task.notes[table.name] = _("This row has no name that can be kept.")
    return cells


def _row(table: Rows, row: str, answers: Raw, task: Cells) -> dict[str, Value]:
    """Return the cells of one row; null for a whole row clears it."""
    start = f"{table.name}/{row}"
    if answers is None:
        answers = {sub.name: None for sub in table.fields}
    if not isinstance(answers, Mapping):
        task.notes[start] = _("This is answered in rows.")
        return {}
    cells: dict[str, Value] = {}
    for name, answer in answers.items():
        sub = table.field(name)
        if sub is None:
            task.notes[f"{start}/{name}"] = _("This table has no such column.")
        else:
            cells |= _cell(sub, f"{start}/{name}", answer, task, required=False)
    if cells and not task.partial:
        needed = {f"{start}/{sub.name}" for sub in table.fields if sub.required}
        for name in needed - cells.keys() - task.notes.keys():
            task.notes[name] = _("This is needed.")
    return cells


def _listed(table: Rows, answers: list[Raw] | tuple[Raw, ...], task: Cells) -> dict[str, Value]:
    """Name rows by place and content: a second try gives the same names, another draft others."""
    cells: dict[str, Value] = {}
    before = task.rows(table.name)
    for number, answer in enumerate(answers, 1):
        place = f"{before + number:03d}"
        filled = {name.rsplit("/", 1)[1]: value
                  for name, value in _row(table, place, answer, task).items()
                  if value is not None}  # fmt: skip
        row = f"{place}-{_mark(filled)}"
        cells |= {f"{table.name}/{row}/{name}": value for name, value in filled.items()}
    return cells


def _mark(row: Mapping[str, Value]) -> str:
    text = json.dumps(row, sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:6]
