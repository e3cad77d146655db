"""D18: what an officer on duty may say of a relief officer, and not a word more."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache

import pytest
from tests.proof.bundles import parts, whys
from tests.proof.chains import Maker, Written, check, public, reasons

from deskinc.book.keys import authority
from deskinc.proof.bundle import judge
from deskinc.proof.canonical import Json, b64
from deskinc.proof.findings import Kind, Why, verdict

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TOMORROW: Json = {"t": "2026-11-22T23:00:00+00:00", "p": "s"}


@cache
def issuers() -> tuple[authority.Issuer, authority.Issuer]:
    """The site's two authorities."""
    return authority.make_ca("Tower", NOW), authority.make_relief_ca("Tower", NOW)


@cache
def certificate(*, relief: bool = True) -> str:
    """A certificate for whoever it is."""
    site, other = issuers()
    key = authority.new_pdf_key()
    if relief:
        return b64(authority.issue_relief(other, "Max", "", key, NOW))
    return b64(authority.issue(site, "Max", "", key, NOW))


def house(made: Maker | None = None, named: Mapping[str, str] | None = None) -> Maker:
    """A book that names its authorities; kim administers, lee is an officer, ann manages."""
    made, (site, relief) = made or Maker(), issuers()
    named = named or {"ca": b64(site.certificate), "relief_ca": b64(relief.certificate)}
    made.write("book", {"format": "1", "site_key": b64(public("desk")), **named})
    made.officer("kim", by="kim", role="admin", also=("officer",))
    made.officer("lee")
    made.officer("ann", role="manager")
    return made


def relief(made: Maker, by: str = "lee", signed: str | None = None, **said: Json) -> Written:
    """Enrol max as a relief officer; a value of None is left out."""
    values: dict[str, Json] = {
        "name": "Max", "signing_key": b64(public("max")), "state": {"code": "active", "text": "A"},
        "roles/relief": True, "relief_until": TOMORROW, "certificate": certificate(),
    }  # fmt: skip
    values |= {name.replace("__", "/"): value for name, value in said.items()}
    values = {name: value for name, value in values.items() if value is not None}
    thread = made.thread("max")
    return made.write("officer", values, by=by, signed=signed, id=thread, thread=thread)


def test_d18_an_officer_enrols_a_relief_officer_who_writes_and_hands_over() -> None:
    made = house()
    relief(made)
    made.line(by="max")
    given = made.write("handover", {"first": 1}, by="max")
    made.countersign(given, by="lee")
    taken = made.write("handover", {"first": 1}, by="lee")
    made.countersign(taken, by="max")
    assert not check(made.records)


def _gives_lead(m: Maker) -> None:
    relief(m, roles__lead=True)


def _gives_officer_too(m: Maker) -> None:
    relief(m, roles__officer=True)


def _with_a_certificate_of_another_authority(m: Maker) -> None:
    relief(m, own_certificate="AAAA")


def _with_issuers_of_one(m: Maker) -> None:
    relief(m, own_issuers="AAAA.AAAA")


def _by_the_manager(m: Maker) -> None:
    relief(m, by="ann")


def _by_the_desk(m: Maker) -> None:
    relief(m, by="desk")


def _for_two_days(m: Maker) -> None:
    relief(m, relief_until={"t": "2026-11-24T00:00:00+00:00", "p": "s"})


def _for_ever(m: Maker) -> None:
    relief(m, relief_until=None)


def _until_no_time(m: Maker) -> None:
    relief(m, relief_until="tomorrow")


def _of_the_sites_authority(m: Maker) -> None:
    relief(m, certificate=certificate(relief=False))


def _of_no_authority(m: Maker) -> None:
    relief(m, certificate="AAAA")


def _certified_for_two_years(m: Maker) -> None:
    _site, other = issuers()
    raw = authority.issue(other, "Max", "", authority.new_pdf_key(), NOW)
    relief(m, certificate=b64(raw))


def _an_officer_of_the_relief_authority(m: Maker) -> None:
    thread = m.thread("max")
    values: dict[str, Json] = {
        "signing_key": b64(public("max")), "roles/officer": True, "certificate": certificate(),
    }  # fmt: skip
    m.write("officer", values, by="kim", id=thread, thread=thread)


def _stays_longer(m: Maker) -> None:
    relief(m)
    values: dict[str, Json] = {"relief_until": TOMORROW}
    m.write("officer", values, by="lee", thread=m.thread("max"))


def _enrols_himself_again(m: Maker) -> None:
    relief(m)
    values: dict[str, Json] = {"relief_until": TOMORROW, "signing_key": b64(public("max 2"))}
    m.write("officer", values, by="max", thread=m.thread("max"))


def _comes_back_after_a_suspension(m: Maker) -> None:
    relief(m)
    m.state("max", "suspended")
    values: dict[str, Json] = {
        "relief_until": TOMORROW, "signing_key": b64(public("max 2")),
        "state": {"code": "active", "text": "A"},
    }  # fmt: skip
    m.write("officer", values, by="lee", thread=m.thread("max"))


def _enrols_another(m: Maker) -> None:
    relief(m)
    values: dict[str, Json] = {
        "signing_key": b64(public("joe")), "roles/relief": True, "relief_until": TOMORROW,
    }  # fmt: skip
    m.write("officer", values, by="max", id=m.thread("joe"), thread=m.thread("joe"))


def _announces_a_certificate_for_a_colleague(m: Maker) -> None:
    m.write("officer", {"own_certificate": "AAAA"}, by="kim", thread=m.thread("ann"))


def _takes_a_colleagues_key(m: Maker) -> None:
    values: dict[str, Json] = {"signing_key": b64(public("x")), "relief_until": TOMORROW}
    m.write("officer", values, by="lee", thread=m.thread("ann"))


NEGATIVE: list[tuple[Callable[[Maker], None], Why]] = [
    (_gives_lead, Why.ENROLLED_UNALLOWED),
    (_gives_officer_too, Why.ENROLLED_UNALLOWED),
    (_with_a_certificate_of_another_authority, Why.ENROLLED_UNALLOWED),
    (_with_issuers_of_one, Why.ENROLLED_UNALLOWED),
    (_by_the_manager, Why.ENROLLED_UNALLOWED),
    (_by_the_desk, Why.ENROLLED_BY_DESK),
    (_for_two_days, Why.RELIEF_LONG),
    (_for_ever, Why.RELIEF_LONG),
    (_until_no_time, Why.RELIEF_LONG),
    (_of_the_sites_authority, Why.CERTIFICATE),
    (_of_no_authority, Why.CERTIFICATE),
    (_certified_for_two_years, Why.CERTIFICATE),
    (_an_officer_of_the_relief_authority, Why.CERTIFICATE),
    (_stays_longer, Why.ENROLLED_UNALLOWED),
    (_enrols_himself_again, Why.ENROLLED_UNALLOWED),
    (_comes_back_after_a_suspension, Why.ENROLLED_UNALLOWED),
    (_enrols_another, Why.ENROLLED_UNALLOWED),
    (_announces_a_certificate_for_a_colleague, Why.ENROLLED_UNALLOWED),
    (_takes_a_colleagues_key, Why.ENROLLED_UNALLOWED),
]


@pytest.mark.parametrize(("tamper", "why"), NEGATIVE, ids=lambda x: getattr(x, "__name__", ""))
def test_d18_a_relief_enrolment_that_says_more_counts_for_nothing(
    tamper: Callable[[Maker], None], why: Why
) -> None:
    made = house()
    tamper(made)
    assert reasons(check(made.records)) == {why}
    assert verdict(check(made.records)) is Kind.ALTERED
    made.seal()
    assert {why} in whys(parts(made, files=[]).packed).values()


def test_a_relief_officer_is_enrolled_again_by_a_colleague_with_a_new_key() -> None:
    made = house()
    relief(made)
    values: dict[str, Json] = {"relief_until": TOMORROW, "signing_key": b64(public("max 2"))}
    made.write("officer", values, by="lee", thread=made.thread("max"))
    made.line(by="max", signed="max 2")
    assert not check(made.records)
    made.line(by="max")
    assert reasons(check(made.records)) == {Why.CLOSED_KEY}


@pytest.mark.parametrize("act", ["erase", "officer"])
def test_a_relief_officer_countersigns_no_act_but_a_handover(act: str) -> None:
    made = house()
    line = made.line()
    relief(made)
    target = made.erase(line, "text") if act == "erase" else made.records[2]
    made.countersign(target, by="max")
    assert reasons(check(made.records)) == {Why.COUNTERSIGN_ROLE}


def test_d18_a_stranger_reads_provisional_until_two_people_vouched() -> None:
    made = house()
    act = relief(made)
    made.countersign(made.officer("joe", role="lead"), by="ann")
    made.line(by="max")
    made.seal()
    told = judge(parts(made, files=[]).packed)
    assert told.kind is Kind.VALID
    assert [one.provisional for one in told.records if one.form == "occurrence"] == [True]
    made.countersign(act, by="joe")
    made.seal()
    assert judge(parts(made, files=[]).packed).records[7].provisional
    made.countersign(act, by="ann")
    made.seal()
    told = judge(parts(made, files=[]).packed)
    assert told.kind is Kind.VALID
    assert not any(one.provisional for one in told.records)
