"""Whoever signs what takes two was vouched for by another, by the checks inside and outside too.

Somebody with keys of his own writes past the program: he enrols one who does not exist, and signs
with him. What they do counts, and each check names it (decision 034).
"""

from collections.abc import Callable

import pytest
from tests.proof.bundles import parts
from tests.proof.chains import Maker, Written, check, public
from tests.proof.test_relief import TOMORROW
from tests.proof.test_state import resumed

from deskinc.proof.bundle import judge
from deskinc.proof.canonical import Json, b64
from deskinc.proof.depth import Depth
from deskinc.proof.findings import Kind, Why, verdict
from deskinc.proof.verify import Chain

LEFT: Json = {"code": "left", "text": "Left"}
Act = Callable[[Maker], Written]


def house() -> Maker:
    """Kim administers and leads; lee leads; kim has invented joe, a lead; max is an officer."""
    made = Maker()
    made.write("book", {"format": "1", "site_key": b64(public("desk"))})
    made.officer("kim", by="kim", role="admin", also=("lead", "officer"))
    made.officer("lee", role="lead")
    made.officer("joe", role="lead")
    made.officer("max")
    made.countersign(made.last, by="lee")
    made.line()
    return made


def erases(by: str, second: str) -> Act:
    """A value is erased by two."""

    def act(made: Maker) -> Written:
        return made.countersign(made.erase(made.line(), "text", by=by), by=second)

    return act


def says(who: str, by: str, second: str, **values: Json) -> Act:
    """Something of a person that counts once a second one has signed."""
    said = {name.replace("__", "/"): value for name, value in values.items()}

    def act(made: Maker) -> Written:
        told = made.write("officer", said, by=by, thread=made.thread(who))
        return made.countersign(told, by=second)

    return act


def new_sheet(second: str) -> Act:
    """Another sheet is announced."""

    def act(made: Maker) -> Written:
        values: dict[str, Json] = {"key": b64(public("sheet 2"))}
        told = made.write("sheet", values, by="kim", thread=made.records[0].id)
        return made.countersign(told, by=second)

    return act


def vouches(by: str) -> Act:
    """Somebody new is enrolled, and vouched for."""
    return lambda made: made.countersign(made.officer("ann", role="manager"), by=by)


TWO: dict[str, Callable[[str], Act]] = {
    "erasing": lambda who: erases("kim", who),
    "roles": lambda who: says("max", "kim", who, roles__lead=True),
    "leaving": lambda who: says("max", "kim", who, state=LEFT),
    "sheet": new_sheet,
    "vouching": vouches,
}


def found(made: Maker, chain: Chain | None = None) -> list[tuple[int, str]]:
    """What is found, by record."""
    return [(one.n, one.why) for one in check(made.records, chain)]


def outside(made: Maker) -> list[tuple[int, str]]:
    """The same of a bundle with all of it."""
    made.seal()
    return [(one.n, one.why) for one in judge(parts(made, files=[]).packed).all]


@pytest.mark.parametrize("what", TWO)
def test_d19_who_was_invented_is_no_second_and_every_check_says_so(what: str) -> None:
    made = house()
    second = TWO[what]("joe")(made)
    wanted = [(second.document.n, Why.UNVOUCHED)]
    assert found(made, Chain(depth=Depth.WHOLE)) == wanted
    assert found(made, Chain()) == []  # it shuts nothing
    assert outside(made) == wanted


@pytest.mark.parametrize("what", TWO)
def test_d19_who_was_vouched_for_or_there_before_is_one(what: str) -> None:
    for second in ("lee", "joe"):
        made = house()
        made.countersign(made.records[3], by="lee")
        TWO[what](second)(made)
        assert found(made, Chain(depth=Depth.WHOLE)) == []
        assert outside(made) == []


def test_d19_nor_is_he_the_first_who_signs_nor_does_he_enrol_or_vouch() -> None:
    made = house()
    act = made.erase(made.line(), "text", by="joe")
    made.countersign(act, by="lee")
    boss = made.officer("eve", role="admin")
    new = made.officer("ivy", by="eve")
    wanted = [(one.document.n, Why.UNVOUCHED) for one in (act, new)]
    assert found(made, Chain(depth=Depth.WHOLE)) == wanted
    vouched = made.countersign(boss, by="joe")
    again = made.officer("tom", by="eve")
    wanted += [(one.document.n, Why.UNVOUCHED) for one in (vouched, again)]
    assert found(made, Chain(depth=Depth.WHOLE)) == wanted
    assert verdict(check(made.records, Chain(depth=Depth.WHOLE))) is Kind.ALTERED


def test_own_lines_are_reviewed_where_no_other_lead_stands_else_every_check_says_so() -> None:
    made = Maker()
    made.write("book", {"format": "1", "site_key": b64(public("desk"))})
    made.officer("kim", by="kim", role="admin", also=("lead", "officer"))
    made.officer("ann", role="manager")
    own: dict[str, Json] = {"first": 1, "last": 9, "own": True}
    made.write("review", own, by="kim")
    joe = made.officer("joe", role="lead")
    made.write("review", own, by="kim")  # whom she has invented hinders nobody
    by_him = made.write("review", own, by="joe")
    made.countersign(joe, by="ann")
    beside = made.write("review", own, by="kim")
    made.write("review", own | {"own": False}, by="kim")
    gone: dict[str, Json] = {"state": {"code": "suspended", "text": "Suspended"}}
    made.write("officer", gone, by="kim", thread=made.thread("joe"))
    made.write("review", own, by="kim")
    wanted = [(one.document.n, Why.REVIEW_OWN) for one in (by_him, beside)]
    assert found(made, Chain(depth=Depth.WHOLE)) == wanted
    assert found(made, Chain()) == []
    assert outside(made) == wanted


def test_d18_a_relief_officer_is_enrolled_and_a_shift_taken_over_by_whoever_is_on_duty() -> None:
    made = house()
    own = made.thread("roy")
    said: dict[str, Json] = {
        "signing_key": b64(public("roy")), "roles/relief": True, "relief_until": TOMORROW,
    }  # fmt: skip
    made.write("officer", said, by="joe", id=own, thread=own)
    made.countersign(made.write("handover", by="kim"), by="joe")
    assert found(made, Chain(depth=Depth.WHOLE)) == []


def test_d19_a_key_given_anew_wants_somebody_who_vouches_anew() -> None:
    made = house()
    made.countersign(made.records[3], by="lee")
    size = len(made.records)
    new: dict[str, Json] = {"signing_key": b64(public("joe 2"))}
    given = made.write("officer", new, by="kim", thread=made.thread("joe"))
    act = made.erase(made.line(), "text")
    early = made.countersign(act, by="joe", signed="joe 2")
    made.countersign(given, by="lee")
    made.countersign(made.erase(made.line(), "text"), by="joe", signed="joe 2")
    wanted = [(early.document.n, Why.UNVOUCHED)]
    assert found(made, Chain(depth=Depth.WHOLE)) == wanted
    chain = resumed(made, size)  # as at a seal
    for one in made.records[size:]:
        chain.add(one.doc, one.sig, one.raws)
    assert [(one.n, one.why) for one in chain.finish()] == wanted


def test_d19_two_departures_signed_at_once_do_not_end_the_last_administrator() -> None:
    made = house()
    made.countersign(made.officer("eve", role="admin"), by="lee")
    first = made.write("officer", {"state": LEFT}, by="lee", thread=made.thread("kim"))
    second = made.write("officer", {"state": LEFT}, by="lee", thread=made.thread("eve"))
    made.countersign(first, by="eve")
    made.countersign(made.records[3], by="lee")
    last = made.countersign(second, by="joe")
    chain = Chain()
    assert found(made, chain) == [(last.document.n, Why.LAST_ADMIN)]
    assert (last.document.n, Why.LAST_ADMIN) in outside(made)
    there = {one.thread for one in chain.state.officers if "admin" in one.roles}
    active = {one.thread for one in chain.state.officers if one.state == "active"}
    assert there & active == {b64(made.thread("eve"))}
