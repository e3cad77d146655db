"""Registers: pure folds that any rebuild repeats, tolerant of values that are not there."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from bench.bulk import bulk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.book.houses import GATE, House, found, line, officer

from deskinc.book.disk.store import READER_CACHE
from deskinc.book.erasure import erasable
from deskinc.book.erasure.erasure_list import Erased
from deskinc.book.record import Draft, Record, new_id
from deskinc.errors import DeskError
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64
from deskinc.proof.merkle import root

PERSON: Value = {"id": b64(b"p" * 16), "text": "Ada Lund"}
EARLIER: Value = {"t": "2020-01-01T00:00:00+00:00", "p": "min"}


def code(word: str) -> Value:
    """A choice."""
    return {"code": word, "text": word.title()}


def test_a_late_line_says_by_how_much(timed: House) -> None:
    late = {"t": "2026-11-21T20:49:00+00:00", "p": "min"}
    just = {"t": "2026-11-21T20:50:00+00:00", "p": "min"}
    rows = timed.book.reader().entries(
        [timed.post(line("x", happened=when))[0].n for when in (late, just)]
    )
    assert [row.late for row in rows] == [11, None]
    assert rows[0].happened == rows[0].at - 11 * 60_000


def test_a_look_at_every_line_leaves_the_page_cache_as_it_was(timed: House) -> None:
    record = timed.post(line("Seen."))[0]
    read = timed.book.reader()
    assert list(read.entry_ns()) == [record.n]
    assert read.link.one("PRAGMA cache_size") == -READER_CACHE


def test_an_entry_is_read_in_every_column(timed: House) -> None:
    incident = new_id()
    timed.post(Draft("incident", {"title": "Slip"}, id=incident))
    ref: Value = {"id": b64(incident), "text": "INC-2026-0001"}
    (record,) = timed.post(line("Seen.", incident=ref))
    (row,) = timed.book.reader().entries([record.n, 99])
    assert (row.n, row.line, row.day, row.form) == (record.n, 1, "2026-11-21/1", "occurrence")
    assert (row.type, row.place, row.place_text) == ("patrol", b64(b"gate" * 4), "Main gate")
    assert (row.author, row.incident, row.offset) == (timed.me.author, incident, 0)
    assert row.at == round(record.at.timestamp() * 1000)
    read = timed.book.reader()
    assert read.texts([record.n]) == {record.n: "Seen."}
    assert read.by_line(1) == row
    assert read.by_line(2) is None
    assert read.lines_between(1, 5) == [row]
    assert list(read.entry_ns()) == read.newest(9) == [record.n]


def test_an_incident_is_the_fold_of_its_thread(house: House) -> None:
    first: dict[str, Value] = {
        "title": "Slip", "severity": code("low"), "category": code("safety.fall"),
        "place": GATE, "occurred": EARLIER, "owner": PERSON, "next_step": "Ring", "due": EARLIER,
    }  # fmt: skip
    (opened,) = house.post(Draft("incident", first))
    house.post(Draft("incident", {"severity": code("high"), "due": None}, thread=opened.id))
    read = house.book.reader()
    row = read.incident(opened.id)
    assert row is not None
    assert (row.number, row.title, row.category) == (opened.number, "Slip", "safety.fall")
    assert (row.severity, row.rank, row.due, row.next_step) == ("high", 3, None, "Ring")
    assert (row.state, row.finished_n, row.owner) == ("open", None, b64(b"p" * 16))
    stands = {name: value for name, value in first.items() if name != "due"}
    assert read.folded(opened.id, "incident") == stands | {"severity": code("high")}
    (done,) = house.post(Draft("incident", {"state": code("finished")}, thread=opened.id))
    house.post(Draft("incident", {"state": code("closed")}, thread=opened.id))
    assert read.incidents_of([opened.id])[0].finished_n == done.n
    house.post(Draft("incident", {"state": code("open")}, thread=opened.id))
    assert read.incidents()[0].finished_n is None
    (strike,) = house.post(Draft("strike", {"reason": "exercise"}, amends=opened.id))
    assert read.incidents()[0].struck == strike.n
    assert [r.form for r in read.thread(opened.id)] == ["incident"] * 5 + ["strike"]
    assert read.incident(new_id()) is None


def test_a_pin_or_photo_struck_or_replaced_is_gone(house: House) -> None:
    (incident,) = house.post(Draft("incident", {"title": "Slip"}))
    point: Value = {"plan": b64(bytes(16)), "x": 1, "y": 2}
    pins = house.post(
        Draft("pin", {"point": point, "precision": code("about"), "radius": 3}, thread=incident.id),
        Draft("pin", {"note": "no point"}, thread=incident.id),
        Draft("photo", {"caption": "Floor", "taken": EARLIER}, thread=incident.id),
        Draft("photo", {"caption": "Wall"}, thread=incident.id),
    )
    read = house.book.reader()
    assert [(p.id, p.precision, p.radius) for p in read.pins(incident.id)] == [
        (pins[0].id, "about", 3)
    ]
    strikes = house.post(
        Draft("strike", {"reason": "wrong"}, amends=pins[0].id),
        Draft("strike", {"reason": "wrong"}, amends=pins[2].id),
        Draft("photo", {"caption": "The wall"}, amends=pins[3].id),
    )
    assert [p.gone for p in read.pins(plan=b64(bytes(16)))] == [strikes[0].n]
    gone = [(p.caption, p.gone) for p in read.photos(incident.id)]
    assert gone == [("Floor", strikes[1].n), ("Wall", strikes[2].n), ("The wall", None)]
    assert read.photos()[0].taken is not None
    assert read.pins(incident=new_id()) == []


def test_a_plan_is_the_fold_of_its_thread(house: House) -> None:
    shape: dict[str, Value] = {
        "name": "Ground", "floor": "G", "order": 1, "kind": code("svg"), "unit": code("viewbox"),
        "width": 1000, "height": 500, "min_x": 0, "min_y": 0,
    }  # fmt: skip
    (plan,) = house.post(Draft("plan", shape))
    (tiles,) = house.post(Draft("plan", {"pyramid": "x", "name": "Ground floor"}, thread=plan.id))
    (row,) = house.book.reader().plans()
    assert (row.name, row.floor, row.rank, row.kind) == ("Ground floor", "G", 1, "svg")
    assert (row.unit, row.width, row.file_n, row.struck) == ("viewbox", 1000, tiles.n, None)
    house.post(Draft("strike", {"reason": "old"}, amends=plan.id))
    assert house.book.reader().plans()[0].struck is not None


def test_shifts_open_close_and_open_again(house: House) -> None:
    read = house.book.reader()
    (on,) = house.post(Draft("shift_on", {"post": "Gate", "shift": "Night"}))
    house.post(Draft("shift_on", {"post": "Front desk", "shift": "Night"}, amends=on.id))
    assert [(s.n, s.post) for s in read.shifts()] == [(on.n, "Front desk")]
    (off,) = house.post(Draft("shift_off", {"text": "Relieved"}))
    assert read.shifts(house.me.author)[0].off_n == off.n
    house.post(Draft("shift_off", {"text": "Relieved, all well"}, amends=off.id))
    assert read.shifts()[0].off_n == off.n
    assert read.shifts("desk") == []
    (again,) = house.post(Draft("shift_on", {"post": "Gate"}))
    (end,) = house.post(Draft("shift_off", {"text": "Bye"}))
    house.post(Draft("strike", {"reason": "still here"}, amends=end.id))
    assert read.shifts()[1].off_n is None
    house.post(Draft("strike", {"reason": "not here"}, amends=again.id))
    assert [s.n for s in read.shifts()] == [on.n]


def test_a_handover_corrected_must_be_countersigned_anew(house: House) -> None:
    other = house.enrol("Ada Lund")
    who: dict[str, Value] = {"outgoing": PERSON, "incoming": PERSON, "first": 1, "last": 9}
    (act,) = house.post(Draft("handover", who))
    sign = {"act": b64(act.leaf), "meaning": "taken"}
    (signed,) = house.post(Draft("countersign", sign, thread=act.id), signer=other)
    read = house.book.reader()
    (row,) = read.handovers()
    assert (row.countersigned, row.first, row.last, row.leaf) == (signed.n, 1, 9, act.leaf)
    (new,) = house.post(Draft("handover", who | {"last": 8}, amends=act.id))
    assert [(h.n, h.countersigned) for h in read.handovers()] == [(new.n, None)]
    house.post(Draft("strike", {"reason": "again"}, amends=new.id))
    assert read.handovers() == []


def test_people_hold_roles_and_may_be_vouched_for(house: House) -> None:
    other = house.enrol("Ada Lund")
    (enrolment,) = house.book.reader().thread(house.book.reader().persons()[1].thread)
    (draft, lead), (more, chief) = officer("Ben Ode", "lead"), officer("Cy Pope", "manager")
    house.post(draft)
    (third,) = house.post(more)
    seen = {"act": b64(third.leaf), "meaning": "seen"}
    house.post(Draft("countersign", seen, thread=third.id), signer=lead)
    sign = {"act": b64(enrolment.leaf), "meaning": "seen"}
    with pytest.raises(DeskError, match="nother person"):
        house.post(Draft("countersign", sign, thread=enrolment.id))
    with pytest.raises(DeskError, match="nother person"):
        house.post(Draft("countersign", sign, thread=enrolment.id), signer=other)
    with pytest.raises(DeskError, match="No role"):
        house.post(Draft("countersign", sign, thread=enrolment.id), signer=house.enrol("Di Ray"))
    (vouched,) = house.post(Draft("countersign", sign, thread=enrolment.id), signer=lead)
    house.post(Draft("countersign", sign, thread=enrolment.id), signer=lead)
    row = house.book.reader().persons()[1]
    assert (row.vouched, row.voucher, row.confirmed) == (vouched.n, lead.author, None)
    (second,) = house.post(Draft("countersign", sign, thread=enrolment.id), signer=chief)
    row = house.book.reader().persons()[1]
    assert (row.vouched, row.confirmed, row.enroller) == (vouched.n, second.n, house.me.author)
    again = {"signing_key": b64(b"k" * 32)}
    house.post(Draft("officer", again, thread=enrolment.id))
    row = house.book.reader().persons()[1]
    assert (row.vouched, row.voucher, row.confirmed) == (None, None, None)
    assert house.book.verify(full=True) == []


def test_d19_other_roles_are_held_once_a_second_person_confirmed_them(house: House) -> None:
    other = house.enrol("Ada Lund")
    draft, lead = officer("Ben Ode", "lead")
    house.post(draft)
    thread = house.book.reader().persons()[1].thread
    (given,) = house.post(
        Draft("officer", {"roles/officer": False, "roles/lead": True, "licence": "L1"},
              thread=thread)
    )  # fmt: skip
    row = house.book.reader().persons()[1]
    assert b64(row.thread) == other.author
    assert (row.name, row.initials, row.roles) == ("Ada Lund", "AL", frozenset({"officer"}))
    assert (row.licence, row.state) == ("L1", "active")
    sign = {"act": b64(given.leaf), "meaning": "agreed"}
    house.post(Draft("countersign", sign, thread=thread), signer=lead)
    assert house.book.reader().persons()[1].roles == frozenset({"lead"})
    assert house.book.verify(full=True) == []


def test_settings_are_the_last_said_and_null_takes_back(house: House) -> None:
    house.post(Draft("site", {"post": "Gate", "shifts/1/name": "Night"}))
    house.post(Draft("site", {"post": None, "zone": {"code": "UTC", "text": "UTC"}}))
    settings_now = house.book.reader().settings()
    assert "post" not in settings_now
    assert settings_now["shifts/1/name"] == "Night"
    assert house.post(line("x"))[0].doc.offset == 0


def test_an_export_is_listed(house: House) -> None:
    about: Value = {"id": b64(bytes(16)), "text": "INC"}
    paper: dict[str, Value] = {
        "kind": code("insurance"), "about": about, "issue": 1, "name": "r.pdf", "sha256": "0" * 64,
    }  # fmt: skip
    (record,) = house.post(Draft("export", paper))
    (row,) = house.book.reader().exports()
    assert (row.n, row.kind, row.about) == (record.n, "insurance", b64(bytes(16)))
    assert (row.issue, row.name, row.sha256, row.author) == (
        1, "r.pdf", "0" * 64, house.me.author,
    )  # fmt: skip


def test_the_tree_is_kept_in_blocks(house: House) -> None:
    bulk(house.book, (line(str(i)) for i in range(300)), house.me)
    link = house.book.reader().link
    leaves = [row[0] for row in link.run("SELECT leaf FROM leaf ORDER BY n")]
    assert link.one("SELECT root FROM block WHERE i = 1") == root(leaves[:256])
    assert house.book._writer.state.root() == root(leaves)


ODD: Sequence[Value] = (
    None, True, -1, 1, 9, "", "word", "Two words", {"unknown": "dark"}, {"code": "", "text": ""},
    {"id": "?", "text": "?"}, {"t": "0001-01-01T00:00:00+14:00", "p": "min"}, EARLIER, PERSON,
    {"minor": 5, "cur": "GBP"}, {"plan": "p", "x": 1, "y": -1}, code("open"), code("finished"),
    code("missed"),
)  # fmt: skip
FORMS = {
    "occurrence": (
        "text",
        "type",
        "place",
        "happened",
        "incident",
        "action",
        "reported_by",
        "due",
        "sheet",
        "sheet_line",
    ),
    "anchor": ("stamped",),
    "routine": ("name", "state", "type"),
    "delivery": ("what", "recipient", "refused"),
    "shift_break": ("kind", "post", "text"),
    "review": ("first", "last", "own", "returned/1/comment", "meaning"),
    "blanks": ("kind", "first", "last"),
    "incident": (
        "title",
        "severity",
        "category",
        "place",
        "occurred",
        "state",
        "owner",
        "due",
        "people/1/name",
        "vehicles/1/plate",
    ),
    "pin": ("point", "precision", "radius", "note"),
    "photo": ("caption", "taken", "metadata", "camera"),
    "document": ("caption",),
    "plan": ("name", "floor", "order", "kind", "unit", "width", "pyramid"),
    "shift_on": ("post", "shift", "text"),
    "shift_off": ("text",),
    "handover": ("outgoing", "incoming", "first", "last", "post"),
    "site": ("name", "post", "phone", "kit/1/count"),
    "export": ("kind", "about", "issue", "name"),
    "access": ("what", "detail"),
    "hold": ("about", "reason", "state"),
}


REFS = {
    "incident": ("lines/1/line",),
    "occurrence": ("anchor", "routine"),
    "review": ("returned/1/line",),
}
"""Fields by which a record names another one."""


def drafted(form: str, values: dict[str, Value], how: str, target: Record | None) -> Draft:
    """What somebody did, going on with ``target`` as ``how`` says, naming it where he may."""
    ref: Value = {"id": b64(target.id if target else new_id()), "text": "named"}
    return Draft(
        form,
        values | dict.fromkeys(REFS.get(form, ()), ref),
        thread=target.thread if target and how == "thread" else None,
        amends=target.id if target and (how == "amends" or form == "strike") else None,
    )


@st.composite
def acts(draw: st.DrawFn) -> list[tuple[str, dict[str, Value], int, str]]:
    """What people did: form, values, which earlier record it goes on, and how."""
    many = draw(st.integers(1, 12))
    made = []
    for _act in range(many):
        form = draw(st.sampled_from([*FORMS, "strike"]))
        names = FORMS.get(form, ("reason",))
        values = draw(st.dictionaries(st.sampled_from(names), st.sampled_from(ODD)))
        how = draw(st.sampled_from(["alone", "thread", "amends"]))
        made.append((form, values, draw(st.integers(0, 20)), how))
    return made


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> House:
    """One office that all examples write into."""
    return found(tmp_path_factory.mktemp("registers"))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts())
def test_whatever_is_written_a_rebuild_says_the_same(
    office: House, made: list[tuple[str, dict[str, Value], int, str]]
) -> None:
    written: list[Record] = []
    for form, values, which, how in made:
        target = written[which % len(written)] if written and how != "alone" else None
        draft = drafted(form, values, how, target)
        with suppress(DeskError, ValueError):
            written += office.post(draft)
    assert office.book.verify(full=True) == []


def test_values_no_longer_there_leave_a_gap_and_no_error(house: House) -> None:
    other = house.enrol("Ada Lund")
    (incident,) = house.post(Draft("incident", {"title": "Slip", "place": GATE}))
    (gone,) = house.post(line("Secret."))
    (act,) = house.post(Draft("handover", {"first": 1}))
    sign = {"act": b64(act.leaf), "meaning": "taken"}
    (signed,) = house.post(Draft("countersign", sign, thread=act.id), signer=other)
    (sealed,) = house.book.seal().result().records
    ns = (incident.n, gone.n, signed.n, sealed.n)
    link = house.book._writer._link
    with link.transaction():
        link.run("DROP TRIGGER value_stays")
        link.run("DELETE FROM value WHERE n IN (?, ?, ?, ?)", ns)
    found_now = house.book.verify(full=True)
    assert {f.n for f in found_now if f.n} == set(ns)
    assert any(f.about == "words" for f in found_now)


def test_an_enrolment_without_a_good_key_is_not_written(house: House) -> None:
    with pytest.raises(DeskError, match="not an Ed25519 key"):
        house.post(Draft("officer", {"name": "No Key", "signing_key": "none"}))
    assert house.post(line("Goes on."))[0].line == 1
    assert len(house.book._writer.state.keys) == 2


def test_lines_an_incident_was_raised_from_bear_it(house: House) -> None:
    raised, other = house.post(line("Slipped."), line("Quiet."))
    ref: Value = {"id": b64(raised.id), "text": "line 1"}
    nothing: Value = {"id": b64(new_id()), "text": "line 9"}
    from_lines: dict[str, Value] = {"title": "Slip", "lines/1/line": ref, "lines/2/line": nothing}
    (incident,) = house.post(Draft("incident", from_lines))
    rows = house.book.reader().entries([raised.n, other.n])
    assert [row.incident for row in rows] == [incident.id, None]
    assert house.book.verify(full=True) == []


def test_a_place_or_person_typed_by_hand_has_no_id(house: House) -> None:
    typed: Value = {"id": "", "text": "Bin store"}
    (record,) = house.post(line("One.", place=typed))
    values = {"title": "Slip", "place": typed, "owner": typed}
    (incident,) = house.post(Draft("incident", values))
    read = house.book.reader()
    (entry,) = read.entries([record.n])
    assert (entry.place, entry.place_text) == (None, "Bin store")
    row = read.incident(incident.id)
    assert row is not None
    assert (row.place, row.place_text, row.owner) == (None, "Bin store", None)
    tags = read.link.run("SELECT tags FROM words WHERE n = ?", (record.n,)).scalar_one()
    assert not [word for word in tags.split() if word.startswith("p")]
    assert house.book.verify(full=True) == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts(), st.data())
def test_whatever_is_erased_a_rebuild_says_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    made: list[tuple[str, dict[str, Value], int, str]],
    data: st.DataObject,
) -> None:
    office = found(tmp_path_factory.mktemp("erased"))
    second = office.enrol("Ada Lund")
    written: list[Record] = []
    for form, values, which, how in made:
        target = written[which % len(written)] if written and how != "alone" else None
        draft = drafted(form, values, how, target)
        with suppress(DeskError, ValueError):
            written += office.post(draft)
    there = [
        Erased(record.id, name)
        for record in written
        for name in record.values
        if not erasable.lasts(record.form, name)
    ]
    chosen = data.draw(st.sets(st.sampled_from(there), min_size=1)) if there else set()
    if chosen:
        (act,) = office.post(erasable.act(chosen, "request"))
        sign = {"act": b64(act.leaf), "meaning": "erased"}
        office.post(Draft("countersign", sign, thread=act.id), signer=second)
    findings = office.book.verify(full=True)
    office.book.close()
    assert findings == []
