"""D19: what an enrolment by the recovery sheet proves, and that nobody else can write one."""

from collections.abc import Callable

import pytest
from tests.proof.bundles import parts, whys
from tests.proof.chains import Maker, Written, check, private, public, reasons

from deskinc.proof import state
from deskinc.proof.bundle import judge
from deskinc.proof.canonical import Json, b64
from deskinc.proof.disclosure import parse
from deskinc.proof.findings import Kind, Why, verdict
from deskinc.proof.seal import sign_note
from deskinc.proof.sheet import restored, statement
from deskinc.proof.verify import Chain


def house(*others: str) -> Maker:
    """A book that announces a sheet; kim administers, beside her people as ``name:role``."""
    made = Maker()
    keys = {"site_key": b64(public("desk")), "sheet_key": b64(public("sheet"))}
    made.write("book", {"format": "1", **keys})
    made.officer("kim", by="kim", role="admin", also=("officer",))
    for name, _colon, role in (other.partition(":") for other in others):
        made.officer(name, role=role)
    return made


def by_sheet(
    made: Maker, who: str, by: str, key: str = "new", *, sheet: str = "sheet",
    thread: bytes | None = None, proved: bytes | None = None, **more: Json,
) -> Written:  # fmt: skip
    """Enrol ``who`` with another key, proved by the sheet; ``by`` the one whose key signs."""
    own = thread or made.thread(who)
    values: dict[str, Json] = {
        "name": who.title(), "signing_key": b64(public(key)),
        "state": {"code": "active", "text": "Active"}, "roles/admin": True, "roles/officer": True,
    }  # fmt: skip
    values |= {name.replace("__", "/"): value for name, value in more.items()}
    said = statement(b64(made.book), b64(own), values)
    values["sheet"] = b64(proved or private(sheet).sign(said))
    new = not any(one.id == own for one in made.records)
    ids = {"id": own} if new else {}
    return made.write("officer", values, by=who if by == key else by, signed=by, thread=own, **ids)


def another(made: Maker, key: str = "sheet 2") -> Written:
    """Kim announces another sheet."""
    values: dict[str, Json] = {"key": b64(public(key))}
    return made.write("sheet", values, by="kim", thread=made.records[0].id)


def test_d19_where_one_person_was_enrolled_the_sheet_alone_gives_him_a_new_key() -> None:
    made = house()
    by_sheet(made, "kim", "new")
    made.line(signed="new")
    assert not check(made.records)
    made.line(by="kim")
    assert reasons(check(made.records)) == {Why.CLOSED_KEY}


def test_d19_where_the_one_person_is_gone_the_sheet_alone_enrols_another() -> None:
    made = house()
    by_sheet(made, "ann", "new")
    made.line(by="ann", signed="new")
    assert not check(made.records)


def test_d19_a_lead_beside_the_sheet_enrols_an_administrator() -> None:
    made = house("lee:lead", "max:officer")
    by_sheet(made, "ann", "lee")
    made.line(by="ann", signed="new")
    by_sheet(made, "kim", "lee", "kim 2")
    made.line(by="kim", signed="kim 2")
    by_sheet(made, "max", "lee", "max 2")
    made.countersign(made.last, by="kim", signed="kim 2")
    values: dict[str, Json] = {"signing_key": b64(public("joe")), "roles/officer": True}
    made.write("officer", values, by="max", signed="max 2", id=made.thread("joe"),
               thread=made.thread("joe"))  # fmt: skip
    assert not check(made.records), "the sheet makes an administrator of somebody known at once"


def test_d19_where_there_is_no_lead_but_the_administrator_an_officer_stands_beside_the_sheet() -> (
    None
):
    made = house("lee:officer")
    by_sheet(made, "ann", "lee")
    assert not check(made.records)


def _with_the_database_key_alone(m: Maker) -> None:
    by_sheet(m, "kim", "new", sheet="desk")


def _as_the_desk(m: Maker) -> None:
    by_sheet(m, "ann", "desk")


def _alone_while_others_are_there(m: Maker) -> None:
    by_sheet(m, "kim", "new")


def _a_new_person_alone_while_others_are_there(m: Maker) -> None:
    by_sheet(m, "joe", "new")


def _by_an_officer_where_a_lead_is(m: Maker) -> None:
    by_sheet(m, "ann", "max")


def _by_the_person_himself(m: Maker) -> None:
    by_sheet(m, "lee", "lee")


def _of_a_key_that_was_closed(m: Maker) -> None:
    by_sheet(m, "ann", "lee")
    m.state("ann", "suspended")
    again = m.records[-2]
    said = dict(_values(again))
    m.write("officer", said, by="lee", thread=m.thread("ann"))


def _for_somebody_else(m: Maker) -> None:
    done = by_sheet(m, "ann", "lee")
    said = dict(_values(done)) | {"signing_key": b64(public("joe"))}
    m.write("officer", said, by="lee", id=m.thread("joe"), thread=m.thread("joe"))


def _with_more_roles_than_were_proved(m: Maker) -> None:
    said = statement(b64(m.book), b64(m.thread("ann")),
                     {"signing_key": b64(public("new")), "roles/admin": True})  # fmt: skip
    by_sheet(m, "ann", "lee", proved=private("sheet").sign(said), roles__lead=True)


def _a_relief_officer(m: Maker) -> None:
    by_sheet(m, "ann", "lee", roles__relief=True)


def _with_a_certificate_of_his_own(m: Maker) -> None:
    by_sheet(m, "ann", "lee", own_certificate="AAAA")


def _with_a_sheet_that_was_replaced(m: Maker) -> None:
    m.countersign(another(m), by="max")
    by_sheet(m, "ann", "lee")


NEGATIVE: list[tuple[Callable[[Maker], None], Why]] = [
    (_with_the_database_key_alone, Why.SHEET),
    (_as_the_desk, Why.ENROLLED_BY_DESK),
    (_alone_while_others_are_there, Why.ENROLLED_UNALLOWED),
    (_a_new_person_alone_while_others_are_there, Why.ENROLLED_UNALLOWED),
    (_by_an_officer_where_a_lead_is, Why.ENROLLED_UNALLOWED),
    (_by_the_person_himself, Why.ENROLLED_UNALLOWED),
    (_of_a_key_that_was_closed, Why.SHEET),
    (_for_somebody_else, Why.SHEET),
    (_with_more_roles_than_were_proved, Why.SHEET),
    (_a_relief_officer, Why.ENROLLED_UNALLOWED),
    (_with_a_certificate_of_his_own, Why.ENROLLED_UNALLOWED),
    (_with_a_sheet_that_was_replaced, Why.SHEET),
]


def _values(written: Written) -> list[tuple[str, Json]]:
    return [(one.name, one.value) for one in map(parse, written.raws)]


@pytest.mark.parametrize(("tamper", "why"), NEGATIVE, ids=lambda x: getattr(x, "__name__", ""))
def test_an_insider_enrols_nobody_by_a_sheet_he_does_not_have(
    tamper: Callable[[Maker], None], why: Why
) -> None:
    made = house("lee:lead", "max:officer")
    tamper(made)
    found = check(made.records)
    assert why in reasons(found)
    assert verdict(found) is Kind.ALTERED
    made.seal()
    assert any(why in said for said in whys(parts(made, files=[]).packed).values())


@pytest.mark.parametrize(("by", "why"), [("lee", Why.SHEET_UNALLOWED), ("desk", Why.SHEET_DESK)])
def test_an_insider_announces_no_sheet_of_his_own(by: str, why: Why) -> None:
    made = house("lee:lead")
    made.write("sheet", {"key": b64(public("his"))}, by=by, thread=made.records[0].id)
    by_sheet(made, "ann", "lee", sheet="his")
    assert reasons(check(made.records)) == {why, Why.SHEET}


def test_a_sheet_announced_in_another_thread_is_a_finding_and_the_good_one_goes_on() -> None:
    made = house("lee:lead")
    made.write("sheet", {"key": b64(public("his"))}, by="kim", thread=made.thread("kim"))
    by_sheet(made, "ann", "lee")
    made.line(by="ann", signed="new")
    assert reasons(check(made.records)) == {Why.SHEET_THREAD}
    made.seal()
    assert whys(parts(made, files=[]).packed) == {4: {Why.SHEET_THREAD}}


def test_d24_a_new_sheet_proves_once_a_second_person_has_signed_it() -> None:
    made = house("lee:lead")
    act = another(made)
    made.countersign(act, by="lee")
    by_sheet(made, "ann", "lee", sheet="sheet 2")
    assert not check(made.records)
    made.seal()
    assert judge(parts(made, files=[]).packed).kind is Kind.VALID


def test_d19_where_nobody_else_could_sign_it_a_new_sheet_proves_at_once() -> None:
    made = house("rob:auditor")
    another(made)
    by_sheet(made, "kim", "new", sheet="sheet 2")
    assert not check(made.records)
    _sealed(made)
    assert judge(parts(made, files=[]).packed).kind is Kind.VALID


@pytest.mark.parametrize("second", ["", "kim", "rob"])
def test_an_administrator_alone_sets_no_sheet_at_nought(second: str) -> None:
    made = house("lee:lead", "rob:auditor")
    act = another(made)
    if second:
        made.countersign(act, by=second)
    by_sheet(made, "ann", "lee")
    assert Why.SHEET not in reasons(check(made.records)), "the old one is good still"
    by_sheet(made, "joe", "lee", "joe 2", sheet="sheet 2")
    found = check(made.records)
    assert Why.SHEET in reasons(found)
    made.seal()
    assert any(Why.SHEET in said for said in whys(parts(made, files=[]).packed).values())


def restore(made: Maker, by: str = "kim", sheet: str = "sheet") -> Written:
    """Open the next epoch, proved by a sheet."""
    values: dict[str, Json] = {
        "epoch": made.epoch, "size": len(made.records), "root": b64(made.root()),
    }  # fmt: skip
    values["sheet"] = b64(private(sheet).sign(restored(b64(made.book), values)))
    made.epoch += 1
    return made.write("restore", values, by=by)


def test_d24_where_one_person_is_enrolled_the_sheet_confirms_his_restore() -> None:
    made = house()
    made.line()
    restore(made)
    made.line()
    assert not check(made.records)
    _sealed(made)
    assert judge(parts(made, files=[]).packed).kind is Kind.VALID


@pytest.mark.parametrize(("others", "sheet"), [(["lee:officer"], "sheet"), ([], "desk")])
def test_an_insider_restores_nothing_alone_by_a_sheet_or_beside_colleagues(
    others: list[str], sheet: str
) -> None:
    made = house(*others)
    restore(made, sheet=sheet)
    made.line()
    assert Why.SHEET in reasons(check(made.records))
    _sealed(made)
    assert any(Why.SHEET in said for said in whys(parts(made, files=[]).packed).values())


def test_a_check_that_goes_on_from_a_seal_remembers_the_sheet() -> None:
    made = house()
    first = Chain()
    for one in made.records:
        first.add(one.doc, one.sig, one.raws)
    kept = state.load(state.dump(first.state))
    before = len(made.records)
    by_sheet(made, "ann", "new")
    assert kept.authorities.sheet == public("sheet")
    assert not check(made.records[before:], Chain(kept))


def test_d19_a_stranger_reads_provisional_until_somebody_vouched_for_the_sheets_word() -> None:
    made = house()
    act = by_sheet(made, "kim", "new")
    made.line(signed="new")
    values: dict[str, Json] = {"signing_key": b64(public("lee")), "roles/lead": True}
    own = made.thread("lee")
    made.write("officer", values, by="kim", signed="new", id=own, thread=own)
    _sealed(made)
    told = judge(parts(made, files=[]).packed)
    assert told.kind is Kind.VALID
    assert [one.provisional for one in told.records if one.form == "occurrence"] == [True]
    made.countersign(act, by="lee")
    _sealed(made)
    told = judge(parts(made, files=[]).packed)
    assert told.kind is Kind.VALID
    assert not any(one.provisional for one in told.records)


def _sealed(made: Maker) -> None:
    made.write("seal", {"note": sign_note(made.head(), private("desk"), [])})
