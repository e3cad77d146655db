"""Acts shown without their book: nothing the book's own check refuses is VALID outside."""

from collections.abc import Callable

import pytest
from tests.proof.bundles import parts, whys
from tests.proof.chains import Maker, check, public
from tests.proof.forged import FOLDER, FORGED, Found, extract, texts
from tests.proof.test_verify_acts import restored

from deskinc.proof.bundle import judge
from deskinc.proof.canonical import Json, b64, unb64
from deskinc.proof.disclosure import parse
from deskinc.proof.findings import Kind, Why
from deskinc.proof.reasons import Reason
from deskinc.reports.verdict import CODES


@pytest.mark.parametrize("forge", FORGED, ids=lambda one: one.__name__.strip("_"))
def test_what_a_holder_of_keys_forges_is_not_valid_outside(forge: Callable[[Maker], None]) -> None:
    code, expected = FORGED[forge]
    found = judge(extract(forge))
    whys: Found = {Reason(one.why) if one.why in set(Reason) else Why(one.why) for one in found.all}
    assert (whys, CODES[found.kind]) == (expected, code)


def test_the_forged_extracts_given_to_the_frozen_verifier_are_these() -> None:
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == texts()


def acts() -> Maker:
    """A book with an erasure, a restore and a seal, each as it must be."""
    made = Maker().open()
    line = made.line(by="lee")
    made.countersign(made.erase(line, "text"))
    made.drop(line, "text")
    made.seal()
    restored(made)
    made.line("Goes on.")
    made.seal()
    made.line()
    made.seal()
    return made


def test_true_acts_are_valid_outside_too() -> None:
    made = acts()
    assert not check(made.records)
    assert judge(parts(made, files=[]).json).kind is Kind.VALID


@pytest.mark.parametrize("n", [7, 8])
def test_a_seal_or_restore_that_hides_what_it_says_is_incomplete(n: int) -> None:
    bundle = parts(acts(), files=[])
    bundle.record(n)["disclosures"] = []
    assert whys(bundle.json) == {n: {Reason.ACT_HIDDEN}}
    assert judge(bundle.json).kind is Kind.INCOMPLETE


@pytest.mark.parametrize(("left_out", "n", "why"), [
    (9, 8, Why.RESTORE_ALONE), (6, 5, Reason.ERASE_ALONE),
])  # fmt: skip
def test_an_act_whose_second_signature_is_left_out_is_incomplete(
    left_out: int, n: int, why: Why | Reason
) -> None:
    bundle = parts(acts(), files=[])
    bundle.drop(left_out)
    assert whys(bundle.json) == {n: {why}}
    assert judge(bundle.json).kind is Kind.INCOMPLETE


def test_a_restore_that_ends_the_bundle_still_wants_its_second_signature() -> None:
    assert whys(parts(acts(), range(1, 9), []).json) == {8: {Why.RESTORE_ALONE}}


def test_the_role_of_a_countersigner_must_be_shown() -> None:
    made, lee = Maker(), Maker().thread("lee")
    made.write("book", {"format": "1", "site_key": b64(public("desk"))})
    made.officer("kim", by="kim", role="admin", also=("officer",))
    told: dict[str, Json] = {
        "signing_key": b64(public("lee")), "state": None, "roles/lead": True,
    }  # fmt: skip
    made.write("officer", told, by="kim", id=lee, thread=lee)
    made.countersign(made.line())
    made.seal()
    bundle = parts(made, files=[])
    assert judge(bundle.json).kind is Kind.VALID
    raws = bundle.record(3)["disclosures"]
    bundle.record(3)["disclosures"] = [r for r in raws if parse(unb64(r)).name != "roles/lead"]
    assert whys(bundle.json) == {5: {Reason.ROLE_HIDDEN}}
