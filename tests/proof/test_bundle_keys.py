"""Whose key speaks in a bundle, from when to when, and what else ties its records."""

import pytest
from tests.proof.bundles import (
    desk,
    parts,
    shown,
    whys,
)
from tests.proof.chains import Maker, private, public

from deskinc.proof.bundle import judge
from deskinc.proof.canonical import Json, b64, unb64
from deskinc.proof.disclosure import disclose, parse
from deskinc.proof.findings import Kind, Why
from deskinc.proof.reasons import Reason
from deskinc.proof.seal import sign_note


def test_a_strangers_key_is_not_known() -> None:
    made = Maker().open()
    made.line(signed="mallory", by="lee")
    made.seal()
    found = judge(parts(made, files=[]).packed)
    assert found.kind is Kind.UNKNOWN_KEY
    assert {one.why for one in found.all} == {Why.NO_KEY}


def test_a_colleagues_key_does_not_speak_for_another() -> None:
    made = Maker().open()
    made.line(signed="kim", by="lee")
    made.seal()
    assert whys(parts(made, files=[]).packed) == {4: {Why.OTHERS_KEY}}


def test_a_closed_enrolment_speaks_no_more() -> None:
    made = Maker().open()
    made.line(by="lee")
    made.state("lee", "suspended")
    made.line("Written after that.", by="lee")
    made.seal()
    found = judge(parts(made, files=[]).packed)
    assert found.kind is Kind.ALTERED
    assert {(one.n, one.why) for one in found.all} == {(6, Why.CLOSED_KEY)}
    made.records.pop()
    made.records.pop()
    made.seal()
    assert judge(parts(made, files=[]).packed).kind is Kind.VALID


def test_an_enrolment_that_withholds_more_than_its_key_could_hide_its_end() -> None:
    made = Maker().open()
    made.state("lee", "suspended")
    made.line(by="lee")
    made.seal()
    bundle = parts(made, files=[])
    bundle.record(4)["disclosures"] = []
    assert whys(bundle.packed) == {4: {Reason.OFFICER_HIDDEN}, 5: {Reason.ENROLMENT_UNSOUND}}


def test_a_later_enrolment_alone_is_not_enough() -> None:
    made = Maker().open()
    values = {"signing_key": b64(public("lee two"))}
    made.write("officer", values, by="kim", thread=made.thread("lee"))
    made.line(by="lee", signed="lee two")
    made.seal()
    assert judge(parts(made, files=[]).packed).kind is Kind.VALID
    assert whys(parts(made, [1, 2, 4, 5], []).packed) == {5: {Reason.ENROLMENT}}


def test_the_desk_enrols_nobody() -> None:
    made = Maker().open()
    made.officer("max", by="desk")
    made.line(by="max")
    made.seal()
    assert whys(parts(made, files=[]).packed)[4] == {Why.ENROLLED_BY_DESK}


def test_who_may_not_enrol_proves_nobody() -> None:
    made = Maker().open()
    given = {"signing_key": b64(public("kim two"))}
    made.write("officer", given, by="lee", thread=made.thread("kim"))
    made.line(by="kim", signed="kim two")
    made.seal()
    assert whys(parts(made, files=[]).packed) == {4: {Why.ENROLLED_UNALLOWED}, 5: {Why.NO_KEY}}


def test_the_role_that_allows_an_enrolment_must_be_shown() -> None:
    made, kim = Maker(), Maker().thread("kim")
    made.write("book", {"format": "1", "site_key": b64(public("desk"))})
    values: dict[str, Json] = {
        "signing_key": b64(public("kim")),
        "state": None,
        "roles/admin": True,
    }
    made.write("officer", values, by="kim", id=kim, thread=kim)
    made.officer("lee")
    made.seal()
    bundle = parts(made, files=[])
    assert judge(bundle.packed).kind is Kind.VALID
    raws = bundle.record(2)["disclosures"]
    bundle.record(2)["disclosures"] = [r for r in raws if parse(unb64(r)).name != "roles/admin"]
    assert whys(bundle.packed) == {3: {Reason.ROLE_HIDDEN}}
    assert judge(bundle.packed).kind is Kind.INCOMPLETE


def test_one_key_is_not_two_peoples() -> None:
    made = Maker().open()
    made.officer("max", announces="kim")
    made.seal()
    assert whys(parts(made, files=[]).packed) == {4: {Why.SHARED_KEY}}


def test_a_second_founding_is_refused() -> None:
    made = Maker().open()
    made.write("book", {"format": "1", "site_key": b64(public("mallory"))})
    made.seal()
    assert Why.SECOND_BOOK in whys(parts(made, files=[]).packed)[4]


def test_a_book_of_another_format_is_refused() -> None:
    made = Maker()
    made.write("book", {"format": "2", "site_key": b64(public("desk"))})
    made.officer("kim", by="kim")
    made.seal()
    assert judge(parts(made, files=[]).packed).kind is Kind.UNKNOWN_FORMAT


@pytest.mark.parametrize("said", ["no certificate!", "AAAA", 7])
def test_what_record_1_says_of_an_authority_is_only_handed_on(said: str | int) -> None:
    made = Maker()
    made.write("book", {"format": 1, "site_key": b64(public("desk")), "ca": said})
    made.seal(sign_note(made.head(), private("desk")))
    told = judge(parts(made, files=[]).packed)
    assert told.kind is Kind.VALID
    assert told.authority == (bytes(3) if said == "AAAA" else b"")


def test_record_1_must_found_the_book() -> None:
    made = Maker()
    made.write("note", {"format": "1", "site_key": b64(public("desk"))})
    made.seal()
    assert Why.FIRST in whys(parts(made, files=[]).packed)[1]


def test_a_record_of_a_later_epoch_than_the_seals() -> None:
    made = Maker().open()
    made.line(epoch=2)
    made.seal()
    assert whys(parts(made, files=[]).packed) == {4: {Why.EPOCH}}


def test_epochs_do_not_go_back() -> None:
    made = Maker().open()
    made.epoch = 2
    made.line()
    made.line(epoch=1)
    made.seal()
    assert whys(parts(made, files=[]).packed) == {5: {Why.EPOCH}}


def test_a_known_id_is_refused() -> None:
    made = Maker().open()
    line = made.line()
    made.line(id=line.id, thread=line.id)
    made.seal()
    assert whys(parts(made, files=[]).packed) == {5: {Why.ID}}


def test_two_values_of_one_field_are_refused() -> None:
    made = Maker().open()
    made.write("note", [disclose("text", "one"), disclose("text", "two")], by="kim")
    made.seal()
    assert whys(parts(made, files=[]).packed) == {4: {Why.FIELD_TWICE}}


def test_a_countersignature_needs_its_act_and_another_hand() -> None:
    bundle = parts(ns=[1, 2, 3, 9], files=[])
    assert whys(bundle.packed) == {9: {Reason.ACT}}
    made = Maker().open()
    made.countersign(made.line(by="lee"), by="lee")
    made.seal()
    assert whys(parts(made, files=[]).packed) == {5: {Why.COUNTERSIGN_SAME}}


def test_a_record_since_the_seal_is_not_proved() -> None:
    made = desk()
    made.line("Too late.")
    bundle = parts(made)
    bundle.told["records"].append(shown(made, made.last, 9))
    assert whys(bundle.packed) == {11: {Reason.UNPROVED}}
    bundle.record(11)["proof"] = bundle.record(9)["proof"]
    assert whys(bundle.packed) == {11: {Reason.INCLUSION}}
