"""Every field that the trade asks of an incident: on a form, answered, kept, shown, printed, given.

One office in which all of it was answered, opened again, is walked field by field.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.desk.offices import Ticking
from tests.features.filling import Filled, bare, fill
from tests.features.looking import Seen, look

from deskinc.forms.catalogue import current
from deskinc.forms.cells import split
from deskinc.forms.fields import Choice, Field, File, Rows, Value, show
from deskinc.ui.incidents.learning.dialogs import HIDDEN
from deskinc.ui.incidents.parts import LEFT_OUT

FIELDS = tomllib.loads((Path(__file__).parents[1] / "fixtures" / "fields.toml").read_text("utf-8"))


BESIDE = {"moves", "taken_by", "signed", "signed_at"}
"""Movements and signatures: asked by acts of their own (tests/ui/test_reachable)."""


@dataclass(frozen=True)
class Asked:
    """A field of the trade: its words, its form, its place there, and of a choice one answer."""

    words: str
    form: str
    name: str
    code: str

    @property
    def field(self) -> Field:
        """The field, or the column of its table."""
        head, _slash, column = self.name.partition("/")
        found: Field | None = current(self.form).field(head)
        if column:
            assert isinstance(found, Rows), self
            found = found.field(column)
        assert found is not None, self
        return found


def walked() -> Iterator[Asked]:
    """Every field but what is counted from others and the number."""
    for part, names in FIELDS.items():
        for words, where in names.items():
            place, _sign, code = where.partition("=")
            form, _dot, name = place.partition(".")
            if name and form != "counted":
                yield Asked(f"{part}: {words}", form, name, code)


ALL = tuple(walked())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    made = fill(tmp_path_factory.mktemp("filled"), Ticking())
    yield made
    for office in made.desk.opened:
        office.close()


def walk(fits: Callable[[Asked], bool]) -> None:
    """Every field does what is asked of it, or is named."""
    asked = (one for one in ALL if not one.code)
    lacking = [f"{one.words} ({one.form}.{one.name})" for one in asked if not fits(one)]
    assert not lacking, "\n".join(lacking)


def words(filled: Filled, one: Asked, name: str, value: Value) -> str:
    return show(current(one.form).field(name), value, filled.desk.office.locale)


def test_each_field_is_on_a_form() -> None:
    walk(lambda one: bool(one.field.label))
    for one in ALL:
        if one.code:
            assert isinstance(one.field, Choice)
            assert one.field.option(one.code) is not None, one


def test_each_field_is_kept_as_it_was_answered(filled: Filled) -> None:
    walk(lambda one: any(filled.values(one.form, one.name)))


def test_each_field_prints(filled: Filled) -> None:
    def prints(one: Asked) -> bool:
        said = list(filled.values(one.form, one.name))
        if one.form == "pin":
            return "Court,Floor3" in filled.paper
        if isinstance(one.field, File):
            return bool(said)
        return bool(said) and all(
            bare(words(filled, one, name, value)) in filled.paper for _at, name, value in said
        )

    walk(prints)


def test_each_field_leaves_in_a_bundle(filled: Filled) -> None:
    def leaves(one: Asked) -> bool:
        said = filled.leaving.get(one.form, set()) | filled.leaving["restricted"]
        heads = {(split(name)[0], (split(name)[1] or ("",))[-1]) for name in said}
        head, _slash, column = one.name.partition("/")
        return any(h == head and (not column or c == column) for h, c in heads)

    walk(leaves)


def test_each_page_of_each_paper_bears_the_number_of_its_incident_and_of_no_other(
    filled: Filled,
) -> None:
    """Another program printed a report under the number of another incident."""
    numbers = {number for number, _pages in filled.papers}
    assert len(numbers) == len(filled.threads["incident"])
    linked = {"INC-2026-0001"}
    for number, pages in filled.papers:
        for at, page in enumerate(pages, 1):
            words = bare(page)
            assert bare(number) in words, (number, at)
            others = {one for one in numbers - {number} - linked if bare(one) in words}
            assert not others, (number, at)


def given() -> dict[str, list[str]]:
    """By form the fields that a person fills where they stand; the others acts say."""
    found: dict[str, list[str]] = {}
    for one in ALL:
        head = one.name.partition("/")[0]
        told = LEFT_OUT if one.form == "incident" else HIDDEN.get(one.form, BESIDE)
        if not one.code and head not in told:
            found.setdefault(one.form, []).append(one.name)
    return found


@pytest.fixture(scope="module")
def seen(filled: Filled, qapp: QApplication) -> Iterator[Seen]:
    """Everything that the window says of it."""
    made = look(filled, given())
    yield made
    made.close()


def test_each_field_is_shown(filled: Filled, seen: Seen) -> None:
    def shows(one: Asked) -> bool:
        said = list(filled.values(one.form, one.name))
        if one.form == "photo":
            return "qphotoz" in seen.words
        if one.form == "pin":
            return "floor3" in seen.words
        if isinstance(one.field, File):
            return "qfilez.dav" in seen.words
        if one.name == "checks":
            said = [each for each in said if each[1].endswith("/step")]
        return all(seen.says(current(one.form).field(name), value) for _at, name, value in said)

    walk(shows)


def test_each_field_opens_where_it_is_asked(seen: Seen) -> None:
    named = {(form, name) for form, names in given().items() for name in names}
    asked = {each for each in named if each[0] not in {"photo", "pin", "document"}}
    assert asked - seen.reached == set()
