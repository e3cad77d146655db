"""D19: who leaves signs nothing afterwards; two people sign it, and the key announced then."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.proof.bundles import parts
from tests.proof.chains import Maker, Written, check, public, reasons
from tests.proof.test_relief import house, relief

from deskinc.proof import state
from deskinc.proof.bundle import judge
from deskinc.proof.canonical import Json, b64
from deskinc.proof.findings import Kind, Why, verdict
from deskinc.proof.verify import Chain

LEFT: Json = {"code": "left", "text": "Left"}
KEY: dict[str, Json] = {"restricted_key": b64(public("role"))}


@pytest.fixture
def made() -> Maker:
    """A book: kim administers, lee is an officer, ann manages, joe leads."""
    found = house()
    found.countersign(found.officer("joe", role="lead"), by="ann")
    return found


def says(made: Maker, by: str, **values: Json) -> Written:
    """Something is said of ann."""
    return made.write("officer", values, by=by, thread=made.thread("ann"))


def active(made: Maker) -> bool:
    """Whether ann’s key still signs, by the check of the whole book."""
    chain = Chain()
    assert not check(made.records, chain)
    return b64(public("ann")) in {b64(e.public) for e in chain.enrolments if e.last is None}


def test_d19_what_was_signed_before_stays_valid_and_nothing_comes_after(made: Maker) -> None:
    made.write("hold", {"about": "x"}, by="ann")
    act = says(made, "kim", state=LEFT, last=made.last.document.n, **KEY)
    made.countersign(act, by="joe")
    made.line()
    assert not check(made.records)
    made.write("hold", {"about": "x"}, by="ann")
    found = check(made.records)
    assert (reasons(found), verdict(found)) == ({Why.CLOSED_KEY}, Kind.ALTERED)


def _nobody(_m: Maker, _act: Written) -> None: ...


def _the_author_again(m: Maker, act: Written) -> None:
    m.countersign(act, by="kim")


def _an_officer(m: Maker, act: Written) -> None:
    m.countersign(act, by="lee")


def _who_is_to_leave(m: Maker, act: Written) -> None:
    m.countersign(act, by="ann")


def _in_another_thread(m: Maker, act: Written) -> None:
    m.countersign(act, by="joe", thread=m.thread("lee"))


@pytest.mark.parametrize(
    "second", [_nobody, _the_author_again, _an_officer, _who_is_to_leave, _in_another_thread]
)
def test_d19_one_alone_sends_nobody_away_and_changes_no_key(
    made: Maker, second: Callable[[Maker, Written], None]
) -> None:
    second(made, says(made, "kim", state=LEFT, **KEY))
    made.write("hold", {"about": "x"}, by="ann")
    made.seal()
    assert Why.CLOSED_KEY not in reasons(check(made.records))
    whys = {one.why for one in judge(parts(made, files=[]).json).all}
    assert whys == reasons(check(made.records))


def test_a_check_that_goes_on_from_a_seal_remembers_who_is_to_leave(made: Maker) -> None:
    act = says(made, "kim", state=LEFT, **KEY)
    first = Chain()
    assert not check(made.records, first)
    kept = state.load(state.dump(first.state))
    assert (kept.changes, kept.authorities) == (first.state.changes, first.state.authorities)
    assert active(made)
    made.countersign(act, by="joe")
    assert not active(made)


def test_a_relief_officer_leaves_at_the_word_of_one(made: Maker) -> None:
    relief(made)
    made.write("officer", {"state": LEFT}, by="kim", thread=made.thread("max"))
    made.line(by="max")
    assert reasons(check(made.records)) == {Why.CLOSED_KEY}


@pytest.mark.parametrize(
    ("by", "values"),
    [
        ("lee", {"state": LEFT, **KEY}),
        ("ann", KEY),
        ("kim", KEY),
        ("kim", {"state": {"code": "suspended", "text": "Suspended"}, **KEY}),
        ("kim", {"state": LEFT, "signing_key": b64(public("ann 2")), **KEY}),
        ("kim", {"state": LEFT, "roles/lead": True}),
        ("kim", {"state": LEFT, "restricted_key": "no key"}),
        ("kim", {"state": LEFT, "restricted_key": None}),
    ],
    ids=[
        "an officer", "oneself", "nobody leaves", "only suspended", "with a key", "with a role",
        "no key at all", "cleared",
    ],
)  # fmt: skip
def test_d20_that_key_is_announced_by_nobody_else_and_at_no_other_time(
    made: Maker, by: str, values: dict[str, Json]
) -> None:
    says(made, by, **values)
    assert reasons(check(made.records)) == {Why.ENROLLED_UNALLOWED}


@pytest.mark.parametrize("of", ["max", "new"])
def test_d20_nor_with_a_relief_officer_or_with_somebody_nobody_knows(made: Maker, of: str) -> None:
    relief(made)
    own: dict[str, Any] = {} if of == "max" else {"id": made.thread(of)}
    values: dict[str, Json] = {"state": LEFT, **KEY}
    made.write("officer", values, by="kim", thread=made.thread(of), **own)
    assert reasons(check(made.records)) == {Why.ENROLLED_UNALLOWED}
