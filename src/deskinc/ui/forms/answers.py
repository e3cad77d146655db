"""The answers of one form while they are being changed, before any of it is written."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject, Signal

from deskinc.errors import InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.cells import split
from deskinc.forms.fields import Field, Raw, Value
from deskinc.forms.form import Form
from deskinc.i18n import _
from deskinc.ui.forms.kinds import gather


class Answers(QObject):
    """What is in the book, and what was typed over it and is not in the book yet.

    A change remembers what its field held when it was begun, so that what somebody else wrote
    meanwhile is noticed (D33) and only cells really changed are written. ``erased`` says of values
    that they were erased, by field or cell.
    """

    changed = Signal(str)
    """The name of a field; "" when all may have changed."""
    assumed: Mapping[str, Value] = MappingProxyType({})
    """What conditions go by until it is said; never written."""

    def __init__(
        self, form: Form, saved: Mapping[str, Value] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.form = form
        self.saved: dict[str, Value] = dict(saved or {})
        self.erased: Mapping[str, str] = {}
        self.closed = False
        """Nothing may be changed by whoever is here: no field opens."""
        self._edits: dict[str, Raw] = {}
        self._faults: dict[str, dict[str, str]] = {}
        self._begun: dict[str, dict[str, Value]] = {}
        self._clean: tuple[dict[str, Value], dict[str, str]] | None = None
        self._whole: dict[str, Value] | None = None
        self._filled: tuple[object, set[str]] | None = None

    def gone(self, field: Field) -> str:
        """What is said in the place of what was erased from ``field`` or its cells."""
        if field.name in self.erased:
            return self.erased[field.name]
        cells = [name for name in self.erased if split(name)[0] == field.name]
        return "; ".join(f"{_(self.form.field(name).label)} {self.erased[name]}" for name in cells)

    def answer(self, field: Field) -> Raw:
        """What the editor of ``field`` shows: the change, else what is in the book."""
        if field.name in self._edits:
            return self._edits[field.name]
        return gather(field, self.saved)

    def put(self, name: str, answer: Raw, faults: Mapping[str, str] | None = None) -> None:
        """Take an answer; one that says what the book says already is no change."""
        self._begun.setdefault(name, _of(name, self.saved))
        self._edits[name] = answer
        self._faults[name] = dict(faults or {})
        self._clean = self._whole = None
        if not faults and not any(self._cells(name)):
            self._forget(name)
        self.changed.emit(name)

    def give_up(self, name: str = "") -> None:
        """Forget the change of one field, or of all."""
        for each in [name] if name else list(self._edits):
            self._forget(each)
        self.changed.emit(name)

    def _forget(self, name: str) -> None:
        for kept in (self._edits, self._faults, self._begun):
            kept.pop(name, None)
        self._clean = self._whole = None

    def is_changed(self, name: str) -> bool:
        """Whether the field was changed and not written."""
        return name in self._edits

    def changed_fields(self) -> list[Field]:
        """The changed fields, in the order of the form."""
        return [field for field in self.form.fields() if field.name in self._edits]

    def values(self) -> dict[str, Value]:
        """All values as they would stand after writing; what cannot be read is left as it was."""
        if self._whole is None:
            whole = dict(self.saved)
            for name in self._edits:
                whole |= self._cells(name)[0]
            self._whole = {name: value for name, value in whole.items() if value is not None}
        return self._whole

    def asked(self, field: Field) -> bool:
        """Whether the field is asked, as things stand."""
        return field.when is None or forms.asked(field, {**self.assumed, **self.values()})

    def is_filled(self, name: str) -> bool:
        """Whether the book holds something of the field, or of one of its cells."""
        if self._filled is None or self._filled[0] is not self.saved:
            self._filled = (self.saved, {split(key)[0] for key in self.saved})
        return name in self._filled[1]

    def notes(self) -> dict[str, str]:
        """Sentences on what cannot be read, by field or cell."""
        found: dict[str, str] = {}
        for name, faults in self._faults.items():
            if not self.asked(self.form.field(name)):
                continue
            found |= self._cells(name)[1]
            found |= {f"{name}/{path}" if path else name: words for path, words in faults.items()}
        return found

    def to_write(self) -> dict[str, Value]:
        """The cells that were changed, for a follow-up; InvalidForm for what cannot be read."""
        wrong = self.notes()
        if wrong:
            raise InvalidForm(wrong)
        cells: dict[str, Value] = {}
        for field in self.changed_fields():
            if self.asked(field):
                cells |= self._cells(field.name)[0]
        return cells

    def _cells(self, name: str) -> tuple[dict[str, Value], dict[str, str]]:
        """The changed cells of a field, and the notes on it."""
        cells, notes = self._cleaned()
        return (
            forms.changes(self._begun[name], _of(name, cells)),
            {key: words for key, words in notes.items() if split(key)[0] == name},
        )

    def _cleaned(self) -> tuple[dict[str, Value], dict[str, str]]:
        """All changes cleaned together, since they may have to agree; and the notes on the rest."""
        if self._clean is None:
            held = {**self.assumed, **self.saved}
            now = {k: v for k, v in held.items() if split(k)[0] not in self._edits}
            for begun in self._begun.values():
                now |= begun
            self._clean = _clean(self.form, self._edits, now)
        return self._clean

    def rebase(self, saved: Mapping[str, Value]) -> None:
        """The book holds ``saved`` now; changes stay, and begin from what they began from."""
        self.saved = dict(saved)
        self._clean = self._whole = None
        for name in list(self._edits):
            cells, notes = self._cells(name)
            if not notes and cells and not forms.changes(self.saved, cells):
                self._forget(name)
        self.changed.emit("")

    def written(self, cells: Mapping[str, Value]) -> None:
        """``cells`` are in the book now: what was typed over them since begins from them."""
        now = self.saved | dict(cells)
        saved = {name: value for name, value in now.items() if value is not None}
        self.rebase(saved)
        for name in {split(key)[0] for key in cells} & set(self._begun):
            self._begun[name] = _of(name, saved)
        self._clean = self._whole = None

    def overtaken(self) -> list[Field]:
        """Changed fields that somebody else changed in the book since the change was begun."""
        return [
            field
            for field in self.changed_fields()
            if _of(field.name, self.saved) != self._begun[field.name]
        ]

    def turn_to(
        self, saved: Mapping[str, Value], kept: Mapping[str, Any] = MappingProxyType({})
    ) -> None:
        """Another record is shown: forget all changes, and take up those that were ``kept``."""
        self.saved = dict(saved)
        for each in list(self._edits):
            self._forget(each)
        self.take_up(kept)

    def to_keep(self) -> dict[str, Any]:
        """The changes as JSON, for the unsent texts."""
        if not self._edits:
            return {}
        begun = {name: dict(cells) for name, cells in self._begun.items()}
        return {"edits": dict(self._edits), "begun": begun}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Put back what was kept; fields the form no longer has are left out."""
        names = {field.name for field in self.form.fields()}
        begun = kept.get("begun") or {}
        for name, answer in (kept.get("edits") or {}).items():
            if name in names:
                self._edits[name] = answer
                self._begun[name] = dict(begun.get(name) or {})
                self._faults[name] = {}
        self.rebase(self.saved)


def _of(name: str, values: Mapping[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if split(key)[0] == name}


def _clean(
    form: Form, edits: Mapping[str, Raw], now: Mapping[str, Value]
) -> tuple[dict[str, Value], dict[str, str]]:
    """Clean what can be cleaned: answers that will not do are noted and left out."""
    left, notes = dict(edits), dict[str, str]()
    while left:
        try:
            return forms.clean(form, left, partial=True, current=now), notes
        except InvalidForm as error:
            notes |= error.notes
            wrong = {split(name)[0] for name in error.notes}
            left = {name: answer for name, answer in left.items() if name not in wrong}
    return {}, notes
