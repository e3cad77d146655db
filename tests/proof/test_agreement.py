"""Whoever judges what is said of people and sheets says the same: inside, outside, while reading.

The check of the whole book, the verifier of bundles, the reading of the book and its register of
people each take records in on their own. What one of them believed alone would be a door.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.proof.bundles import parts
from tests.proof.chains import Maker, Written, check, private, public
from tests.proof.test_relief import TOMORROW

from deskinc.book import registers
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.record import Record
from deskinc.book.records.announcing import Announcing
from deskinc.book.registers import people
from deskinc.book.registers.pen import Pen
from deskinc.proof.bundle import _Case, _Files
from deskinc.proof.canonical import Json, b64
from deskinc.proof.depth import Depth
from deskinc.proof.disclosure import parse
from deskinc.proof.enrolment import Enrolments
from deskinc.proof.extract import read
from deskinc.proof.findings import Finding, Why
from deskinc.proof.judgement import Trusted
from deskinc.proof.reasons import Reason
from deskinc.proof.seal import sign_note
from deskinc.proof.sheet import statement
from deskinc.proof.verify import Chain

CREW = {"kim": "admin", "lee": "lead", "ann": "manager", "max": "officer"}
WHO = (*CREW, "joe")
Act: TypeAlias = Callable[[Maker], object]
Told = dict[int, set[str]]

UNSOUND = str(Reason.ENROLMENT_UNSOUND)
"""What a stranger says of a record because of another one, which he refuses as the book does."""
NOBODY = str(Reason.ENROLMENT)
NO_KEYS = {str(Why.NO_KEY), str(Why.OTHERS_KEY), str(Why.CLOSED_KEY)}
"""What the book says where a stranger says that the author is not enrolled."""


def house() -> Maker:
    """Tower House: an administrator, a lead, a manager, an officer."""
    made = Maker()
    keys = {"site_key": b64(public("desk")), "sheet_key": b64(public("sheet"))}
    made.write("book", {"format": "1", **keys})
    made.officer("kim", by="kim", role="admin", also=("officer",))
    for name, role in [*CREW.items()][1:]:
        made.officer(name, role=role)
    return made


def _new(made: Maker, own: bytes) -> dict[str, Any]:
    """The record opens its thread, unless that is there."""
    return {} if any(one.id == own for one in made.records) else {"id": own}


def says(who: str, by: str, **values: Json) -> Callable[[Maker], Written]:
    """Something is said of a person, known or new."""
    said = {name.replace("__", "/"): value for name, value in values.items()}

    def act(made: Maker) -> Written:
        own = made.thread(who)
        new = _new(made, own)
        return made.write("officer", said, by=by, thread=own, **new)

    return act


def by_sheet(who: str, by: str, sheet: str, key: str, **values: Json) -> Act:
    """Somebody is enrolled with the proof of a sheet."""

    def act(made: Maker) -> Written:
        said: dict[str, Json] = {"signing_key": b64(public(key)), "roles/admin": True}
        said |= {name.replace("__", "/"): value for name, value in values.items()}
        proof = private(sheet).sign(statement(b64(made.book), b64(made.thread(who)), said))
        own = made.thread(who)
        new = _new(made, own)
        signed = key if who == by else by
        said["sheet"] = b64(proof)
        return made.write("officer", said, by=by, signed=signed, thread=own, **new)

    return act


def new_sheet(by: str, thread: str) -> Callable[[Maker], Written]:
    """Another sheet is announced, in the thread of record 1 or of somebody."""

    def act(made: Maker) -> Written:
        place = made.records[0].id if thread == "book" else made.thread(thread)
        return made.write("sheet", {"key": b64(public("sheet 2"))}, by=by, thread=place)

    return act


def signs(by: str, back: int, astray: str) -> Act:
    """One of the last records is countersigned, perhaps in somebody's thread."""

    def act(made: Maker) -> Written:
        told = made.records[-min(back, len(made.records) - 1)]
        more = {"thread": made.thread(astray)} if astray else {}
        return made.countersign(told, by=by, **more)

    return act


def two(act: Callable[[Maker], Written], by: str) -> Act:
    """Something is done, and countersigned at once."""

    def both(made: Maker) -> Written:
        return made.countersign(act(made), by=by)

    return both


def state(code: str) -> Json:
    """A state as it is stored."""
    return {"code": code, "text": code.title()}


who, key = st.sampled_from(WHO), st.sampled_from([*WHO, "new", "new 2"])
role = st.sampled_from(["officer", "lead", "manager", "admin", "auditor", "relief"])
some = {
    "state": st.sampled_from(["active", "suspended", "left", ""]).map(state),
    "signing_key": key.map(public).map(b64),
    "restricted_key": st.sampled_from([b64(public("role")), b64(public("role 2")), "none", None]),
    "relief_until": st.just(TOMORROW),
    "own_certificate": st.sampled_from(["AAAA", None]),
    "name": st.just("X. Nobody"), "slot_digest": st.just("AAAA"), "last": st.just(1),
    "roles__lead": st.booleans(), "roles__admin": st.booleans(), "roles__relief": st.booleans(),
}  # fmt: skip
values = st.fixed_dictionaries({}, optional=some)
ONE = {name: some[name] for name in ("state", "name", "slot_digest", "last", "own_certificate")}
LEAVES = st.fixed_dictionaries(
    {"state": st.just(state("left"))}, optional={"restricted_key": some["restricted_key"]}
)
TAKES_TWO = st.one_of(
    st.builds(lambda w, b, v: says(w, b, **v), who, st.sampled_from(["kim", "lee"]), LEAVES),
    st.builds(lambda w, v: says(w, "kim", **v), who, values),
    st.builds(new_sheet, st.just("kim"), st.just("book")),
)
ACTS = st.one_of(
    st.builds(two, TAKES_TWO, who),
    st.builds(two, TAKES_TWO, st.sampled_from(["kim", "lee", "ann"])),
    st.builds(lambda w, b, v: says(w, b, **v), who, who, values),
    st.builds(lambda w, b, v: says(w, b, **v), who, who, LEAVES),
    st.builds(lambda w, b, v: says(w, b, **v), who, who, st.fixed_dictionaries(
        {"signing_key": some["signing_key"], "state": st.just(state("active"))},
        optional={"roles__lead": st.booleans()},
    )),
    st.builds(lambda w, b, s, k, v: by_sheet(w, b, s, k, **v), who, who,
              st.sampled_from(["sheet", "sheet 2", "desk"]), key,
              st.fixed_dictionaries({}, optional={"state": some["state"]})),
    st.builds(lambda w, b, v: says(w, b, **v), who, st.sampled_from(["lee", "max"]),
              st.fixed_dictionaries({}, optional=ONE)),
    st.builds(new_sheet, who, st.sampled_from(["book", "book", *CREW])),
    st.builds(signs, who, st.integers(1, 4), st.sampled_from(["", "", "", *CREW])),
)  # fmt: skip


def inside(made: Maker) -> tuple[Told, Chain]:
    """The check of the whole book."""
    chain = Chain(depth=Depth.WHOLE)
    return _by_n(check(made.records, chain)), chain


def outside(made: Maker) -> tuple[Told, Enrolments]:
    """The verifier of bundles, given every record."""
    made.write("seal", {"note": sign_note(made.head(), private("desk"), [])})
    case = _Case(read(parts(made, files=[]).json), _Files({}, expected=True), Trusted())
    made.records.pop()
    told = case.judgement()
    return _by_n([one for one in told.all if one.why != UNSOUND]), case._records.keys


def reading(made: Maker) -> tuple[dict[int, str], Enrolments]:
    """The reading of the book, which does not go on behind what it refuses."""
    said = Announcing()
    found = ((one.document.n, said.take(_record(one))) for one in made.records)
    return {n: str(why) for n, why in found if why is not None}, said.keys


def _record(one: Written) -> Record:
    values: dict[str, Any] = {told.name: told.value for told in map(parse, one.raws)}
    return Record(one.document, values, one.leaf)


def _by_n(found: "list[Finding] | tuple[Finding, ...]") -> Told:
    told: Told = {}
    for one in found:
        told.setdefault(one.n, set()).add(one.why)
    return told


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Link]:
    """The tables of the register, and nothing in them."""
    path = tmp_path_factory.mktemp("register") / "book.db"
    with Link(Store(path, bytes(32)), Mode.CREATE) as link, link.transaction():
        registers.create(link)
        yield link


def registered(link: Link, made: Maker, refused: Told) -> dict[str, tuple[str, str]]:
    """State and roles of everybody by the register, fed with what the check does not refuse."""
    for table in ("person", "role_change"):
        link.run(f"DELETE FROM {table}")  # noqa: S608 - our own names
    pen, folds = Pen(link, lambda _id: None), {
        "officer": people.fold_person, "countersign": people.fold_countersign,
    }  # fmt: skip
    for one in made.records:
        fold = folds.get(one.document.form)
        if fold is not None and one.document.n not in refused:
            fold(pen, _record(one))
    pen.flush()
    rows = link.run("SELECT thread, state, roles FROM person").fetchall()
    return {b64(row.thread): (row.state, row.roles) for row in rows}


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ACTS, min_size=1, max_size=7))
def test_all_four_say_the_same_of_every_record_and_of_everybody(
    register: Link, acts: list[Act]
) -> None:
    made = house()
    for act in acts:
        act(made)
    told, chain = inside(made)
    shown, keys = outside(made)
    refused, by_reading = reading(made)
    for n in (n for n, whys in shown.items() if NOBODY in whys):
        told[n] = (told[n] - NO_KEYS) | ({NOBODY} if told[n] & NO_KEYS else set())
    assert shown == told
    assert all(why in told.get(n, ()) for n, why in refused.items())
    assert set(refused) == {n for n, whys in told.items() if whys & set(refused.values())}
    known = {one.thread: one for one in chain.state.officers}
    assert keys.officers == by_reading.officers == known
    assert keys.authorities == by_reading.authorities == chain.state.authorities
    assert set(keys.all()) == set(by_reading.all()) == set(chain.enrolments)
    assert keys.changes == by_reading.changes
    told = {n: rest for n, whys in told.items() if (rest := whys - {str(Why.UNVOUCHED)})}
    if not set(told) - {one.document.n for one in made.records if one.document.form == "sheet"}:
        rows = registered(register, made, told)
        assert rows == {
            one.thread: (one.state, " ".join(sorted(one.roles))) for one in known.values()
        }
