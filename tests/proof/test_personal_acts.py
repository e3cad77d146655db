"""Acts that take a person do not count when the desk wrote them."""

import pytest
from tests.proof.chains import Maker, book, check, reasons

from deskinc.proof.canonical import Json, b64
from deskinc.proof.findings import Kind, Why, verdict


def test_one_person_with_the_key_of_the_database_erases_nothing() -> None:
    made = book()
    line = made.records[3]
    act = made.erase(line, "text", by="desk")
    made.countersign(act, by="lee")
    assert reasons(check(made.records)) == {Why.ERASE_DESK}
    made.drop(line, "text")
    found = check(made.records)
    assert reasons(found) == {Why.ERASE_DESK, Why.VALUE_MISSING}
    assert verdict(found) is Kind.ALTERED


def test_where_a_persons_own_key_lies_is_nobody_elses_to_say() -> None:
    made = book()
    said: dict[str, Json] = {"module": "/opt/mine.so", "token": "01", "label": "Token"}
    made.write("own_key", said, by="lee", thread=made.thread("lee"))
    assert not check(made.records)
    for by in ("lee", "desk"):
        made.write("own_key", said, by=by, thread=made.thread("kim"))
    made.write("own_key", said, by="lee")
    last = len(made.records)
    found = [(one.n, one.why) for one in check(made.records)]
    assert found == [(n, Why.OWN_KEY) for n in range(last - 2, last + 1)]


def _hold(made: Maker, by: str) -> None:
    state: Json = {"code": "held", "text": "Held"}
    made.write("hold", {"about": b64(made.records[3].id), "reason": "Claim", "state": state}, by=by)


def _release(made: Maker, by: str) -> None:
    _hold(made, "kim")
    held = made.last.id
    made.officer("mo", role="lead")
    state: Json = {"code": "released", "text": "Released"}
    made.write("hold", {"state": state}, by="mo" if by == "kim" else by, thread=held)


def _strike(made: Maker, by: str) -> None:
    made.strike(made.records[4], by=by)


@pytest.mark.parametrize(
    ("act", "why"),
    [(_hold, Why.HOLD_DESK), (_release, Why.HOLD_DESK), (_strike, Why.STRIKE_DESK)],
    ids=["put on", "taken off", "struck"],
)
def test_the_desk_neither_holds_nor_releases_nor_strikes(act: object, why: Why) -> None:
    assert callable(act)
    made = book()
    act(made, "kim")
    assert not check(made.records)
    made = book()
    act(made, "desk")
    assert reasons(check(made.records)) == {why}
