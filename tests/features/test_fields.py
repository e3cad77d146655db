"""Every field that the trade asks of an incident has its place: form, page, record and screen."""

import tomllib
from pathlib import Path

import pytest

from deskinc.forms.catalogue import current
from deskinc.forms.fields import Rows
from deskinc.ui.incidents.learning.dialogs import HIDDEN
from deskinc.ui.incidents.parts import LEFT_OUT, PARTS

FIELDS = tomllib.loads((Path(__file__).parents[1] / "fixtures" / "fields.toml").read_text("utf-8"))
BESIDE = {"no", "pin", "photo"}
"""What stands in a record of its own beside the form."""

ASKED = [(part, words, where) for part, names in FIELDS.items() for words, where in names.items()]


@pytest.mark.parametrize(("part", "words", "where"), ASKED, ids=[f"{p}: {w}" for p, w, _ in ASKED])
def test_each_field_of_the_trade_is_on_a_form_and_on_the_page(
    part: str, words: str, where: str
) -> None:
    if where in BESIDE:
        return
    key, name = where.split(".")
    head, _slash, column = name.partition("/")
    field = current(key).field(head)
    if column:
        assert isinstance(field, Rows)
        assert field.field(column) is not None
    if key in {*HIDDEN, "document", "exhibit", "statement"}:
        # asked by a dialog or an act of its own (tests/ui/test_reachable)
        return
    shown = {one.name for one_part in PARTS for section in one_part.sections
             for one in section.fields} | {"owner", "next_step", "due"}  # fmt: skip
    assert head in shown | LEFT_OUT
