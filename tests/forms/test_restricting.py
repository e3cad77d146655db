"""Which answers are restricted, and the part of a form that they make."""

import pytest

from deskinc.forms import restricting
from deskinc.forms.catalogue import ALL, current
from deskinc.forms.fields import File, Rows, Text
from deskinc.forms.form import Form, Section

INCIDENT = current("incident")


@pytest.mark.parametrize(
    "name", ["people/01/injury", "juveniles", "juveniles/01/name", "lift_condition"]
)
def test_injury_juveniles_and_health_are_restricted(name: str) -> None:
    assert restricting.restricted(INCIDENT, name)


@pytest.mark.parametrize("name", ["people", "people/01/name", "narrative", "nonsense", "people/01"])
def test_all_else_is_not(name: str) -> None:
    assert not restricting.restricted(INCIDENT, name)


def test_values_part_into_what_all_read_and_what_few_do() -> None:
    said = {"title": "Fall", "people/01/name": "P. N.", "people/01/injury": "wrist"}
    open_, closed = restricting.parted(INCIDENT, said)
    assert open_ == {"title": "Fall", "people/01/name": "P. N."}
    assert closed == {"people/01/injury": "wrist"}


def test_the_restricted_form_knows_every_restricted_field_and_no_other() -> None:
    part = current("restricted")
    known = restricting.heads(INCIDENT) | restricting.heads(current("statement"))
    assert known == {field.name for field in part.fields()}
    people = part.field("people")
    assert isinstance(people, Rows)
    assert [sub.name for sub in people.fields] == ["injury"]
    assert all(field.when is None and not field.required for field in part.fields())


def test_no_other_form_restricts_anything() -> None:
    found = {form.key for form in ALL.values() if restricting.heads(form)}
    assert found == {"incident", "statement", "restricted"}


def test_a_file_cannot_be_restricted() -> None:
    form = Form("x", 1, "X", (Section("S", (File("scan", "Scan", restricted="injury"),)),))
    with pytest.raises(TypeError):
        restricting.part_of(form)


def test_a_table_can_be_restricted_as_a_whole() -> None:
    table = Rows("kin", "Kin", restricted="juvenile", fields=(Text("name", "Name", required=True),))
    (part,) = restricting.part_of(Form("x", 1, "X", (Section("S", (table,)),)))
    (kept,) = part.fields
    assert isinstance(kept, Rows)
    assert not kept.fields[0].required
