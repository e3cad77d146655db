"""D19: who leaves signs nothing afterwards; a new key of restricted values is announced then."""

import pytest
from tests.proof.chains import Maker, check, public, reasons
from tests.proof.test_relief import house

from deskinc.proof.canonical import Json, b64
from deskinc.proof.findings import Kind, Why, verdict

LEFT: Json = {"code": "left", "text": "Left"}
KEY: dict[str, Json] = {"restricted_key": b64(public("role"))}


def says(made: Maker, by: str, **values: Json) -> None:
    """Something is said of ann."""
    made.write("officer", values, by=by, thread=made.thread("ann"))


def test_d19_what_was_signed_before_stays_valid_and_nothing_comes_after() -> None:
    made = house()
    made.line(by="ann")
    says(made, "kim", state=LEFT, last=made.last.document.n, **KEY)
    made.line()
    assert not check(made.records)
    made.line(by="ann")
    found = check(made.records)
    assert (reasons(found), verdict(found)) == ({Why.CLOSED_KEY}, Kind.ALTERED)


@pytest.mark.parametrize(
    ("by", "values"),
    [
        ("lee", {"state": LEFT, **KEY}),
        ("ann", KEY),
        ("kim", KEY),
        ("kim", {"state": {"code": "suspended", "text": "Suspended"}, **KEY}),
    ],
    ids=["an officer", "oneself", "nobody leaves", "only suspended"],
)
def test_d20_that_key_is_announced_by_nobody_else_and_at_no_other_time(
    by: str, values: dict[str, Json]
) -> None:
    made = house()
    says(made, by, **values)
    assert reasons(check(made.records)) == {Why.ENROLLED_UNALLOWED}
