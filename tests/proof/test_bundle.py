"""A bundle is VALID as it is made; every record that is not as it was signed has its reason."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from tests.proof.bundles import (
    PICTURE,
    Parts,
    desk,
    parts,
    shown,
    text,
    whys,
    zipped,
)
from tests.proof.chains import Maker, private, public, seed

from deskinc.proof.bundle import judge
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.disclosure import disclose
from deskinc.proof.document import encode
from deskinc.proof.findings import Kind, Why
from deskinc.proof.judgement import Trust
from deskinc.proof.keys import ED25519, key_id, sign_record
from deskinc.proof.merkle import inclusion_proof
from deskinc.proof.reasons import Reason
from deskinc.proof.seal import paper_code


def test_a_bundle_is_valid_and_tells_who_wrote_what_when() -> None:
    told = judge(parts().packed)
    assert told.kind is Kind.VALID
    assert not told.all
    assert [one.kind for one in told.records] == [Kind.VALID] * 9
    line = told.records[4]
    assert (line.name, line.line, line.day, line.at, line.offset) == (
        "Lee", 2, "2026-11-22/2", "2026-11-22T00:05:00.000Z", 60,
    )  # fmt: skip
    assert dict(line.values)["text"] == "Gate 4 found open, closed."
    assert told.records[0].author == "desk"
    (photo,) = told.records[5].files
    assert (photo.name, photo.size, photo.sha256, photo.held) == (
        "floor.png", len(PICTURE), sha256(PICTURE).hexdigest(), True,
    )  # fmt: skip
    made = desk()
    made.records.pop()
    assert told.seal is not None
    assert (told.seal.size, told.seal.line, told.seal.epoch) == (9, 3, 1)
    assert (told.seal.root, told.seal.code) == (made.root(), paper_code(made.root()))
    assert told.seal.signers == (("Kim", 1_795_000_000),)
    assert told.site == b64(key_id(ED25519, public("desk")))
    assert told.trust is Trust.OWN_WORD


def test_any_zip_program_opens_it(tmp_path: pytest.TempPathFactory) -> None:
    bundle = parts()
    path = tmp_path / "bundle.zip"  # type: ignore[operator]
    path.write_bytes(bundle.packed)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["bundle.json", *sorted(bundle.files)]
        assert archive.read("bundle.json") == bundle.json


def test_it_is_what_a_plain_zip_program_would_store() -> None:
    bundle = parts()
    members = [("bundle.json", bundle.json), *sorted(bundle.files.items())]
    assert zipped(members, create_system=0, external_attr=0) == bundle.packed


def test_values_can_be_withheld_and_are_counted() -> None:
    bundle = text(parts())
    line = bundle.record(4)
    line["disclosures"] = line["disclosures"][1:]
    told = judge(bundle.packed)
    assert told.kind is Kind.VALID
    assert (told.records[3].withheld, len(told.records[3].values)) == (1, 1)


def test_records_far_apart_need_only_what_they_rest_on() -> None:
    bundle = parts(ns=[1, 2, 4], files=[])
    assert judge(bundle.packed).kind is Kind.VALID


def other_order(bundle: Parts) -> None:
    bundle.told["records"].reverse()


def stands_twice(bundle: Parts) -> None:
    bundle.told["records"].append(bundle.told["records"][-1])


def swapped(bundle: Parts) -> None:
    first, second = bundle.record(4), bundle.record(5)
    first["disclosures"], second["disclosures"] = second["disclosures"], first["disclosures"]


def renumbered(bundle: Parts) -> None:
    bundle.record(5)["n"] = 6


def swapped_signature(bundle: Parts) -> None:
    bundle.record(4)["signature"] = bundle.record(5)["signature"]


def unsigned(bundle: Parts) -> None:
    bundle.record(4)["signature"] = ""


def zeros_for_a_signature(bundle: Parts) -> None:
    bundle.record(4)["signature"] = b64(bytes(64))


def other_value(bundle: Parts) -> None:
    bundle.record(4)["disclosures"][0] = b64(disclose("text", "All was well.").raw)


def value_twice(bundle: Parts) -> None:
    bundle.record(4)["disclosures"] *= 2


def no_disclosure(bundle: Parts) -> None:
    bundle.record(4)["disclosures"][0] = b64(b'["x",1.5]')


def edited_document(bundle: Parts) -> None:
    raw = unb64(bundle.record(4)["document"]).replace(b'"offset":60', b'"offset":61')
    bundle.record(4)["document"] = b64(raw)


def newer_document(bundle: Parts) -> None:
    raw = unb64(bundle.record(4)["document"]).replace(b'"v":1', b'"v":2')
    bundle.record(4)["document"] = b64(raw)


def blank_in_document(bundle: Parts) -> None:
    bundle.record(4)["document"] = b64(unb64(bundle.record(4)["document"]) + b" ")


def unproved(bundle: Parts) -> None:
    bundle.record(4)["proof"] = None


def cut_path(bundle: Parts) -> None:
    bundle.record(4)["proof"].pop()


def longer_path(bundle: Parts) -> None:
    bundle.record(4)["proof"].append(b64(bytes(32)))


def another_path(bundle: Parts) -> None:
    bundle.record(4)["proof"] = bundle.record(5)["proof"]


def path_of_a_larger_tree(bundle: Parts) -> None:
    leaves = [record.leaf for record in desk().records]
    bundle.record(4)["proof"] = [b64(node) for node in inclusion_proof(leaves, 3, 10)]


def founding_left_out(bundle: Parts) -> None:
    bundle.drop(1)


def founding_withheld(bundle: Parts) -> None:
    record = bundle.record(1)
    record["disclosures"] = record["disclosures"][:1]


def enrolment_left_out(bundle: Parts) -> None:
    bundle.drop(3)


def enrolment_unproved(bundle: Parts) -> None:
    bundle.record(3)["proof"] = None


def key_withheld(bundle: Parts) -> None:
    record = bundle.record(3)
    record["disclosures"] = record["disclosures"][:1]


def foreign_record(bundle: Parts) -> None:
    stranger = Maker("B").open()
    stranger.line("Nothing happened.")
    bundle.told["records"][3] = shown(stranger, stranger.last, 4)


def from_a_foreign_book(bundle: Parts) -> None:
    bundle.told["book"] = b64(seed("book B", 16))


RECORDS: list[tuple[Callable[[Parts], None], Kind, dict[int, set[Reason | Why]] | None]] = [
    (other_order, Kind.ALTERED, {0: {Reason.ORDER}}),
    (stands_twice, Kind.ALTERED, {0: {Reason.ORDER}}),
    (swapped, Kind.ALTERED, {4: {Why.FOREIGN_VALUE}, 5: {Why.FOREIGN_VALUE}}),
    (renumbered, Kind.ALTERED, {6: {Reason.NUMBER}}),
    (swapped_signature, Kind.ALTERED, {4: {Why.SIGNATURE, Reason.INCLUSION}, 5: {Why.PREV}}),
    (unsigned, Kind.ALTERED, {4: {Why.UNSIGNED, Reason.INCLUSION}, 5: {Why.PREV}}),
    (zeros_for_a_signature, Kind.ALTERED, {4: {Why.UNSIGNED, Reason.INCLUSION}, 5: {Why.PREV}}),
    (other_value, Kind.ALTERED, {4: {Why.FOREIGN_VALUE}}),
    (value_twice, Kind.ALTERED, {4: {Why.VALUE_TWICE}}),
    (no_disclosure, Kind.ALTERED, {4: {Why.DISCLOSURE}}),
    (edited_document, Kind.ALTERED, {4: {Why.SIGNATURE, Reason.INCLUSION}, 5: {Why.PREV}}),
    (newer_document, Kind.UNKNOWN_FORMAT, {4: {Why.FORMAT}}),
    (blank_in_document, Kind.ALTERED, {4: {Why.BYTES}}),
    (unproved, Kind.INCOMPLETE, {4: {Reason.UNPROVED}}),
    (cut_path, Kind.ALTERED, {4: {Reason.INCLUSION}}),
    (longer_path, Kind.ALTERED, {4: {Reason.INCLUSION}}),
    (another_path, Kind.ALTERED, {4: {Reason.INCLUSION}}),
    (path_of_a_larger_tree, Kind.ALTERED, {4: {Reason.INCLUSION}}),
    (founding_left_out, Kind.INCOMPLETE, {0: {Reason.FOUNDING}}),
    (founding_withheld, Kind.ALTERED, None),
    (enrolment_left_out, Kind.INCOMPLETE, {5: {Reason.ENROLMENT}}),
    (enrolment_unproved, Kind.INCOMPLETE,
     {3: {Reason.UNPROVED}, 5: {Reason.ENROLMENT_UNSOUND}}),
    (key_withheld, Kind.UNKNOWN_KEY, {3: {Reason.OFFICER_HIDDEN}, 5: {Why.NO_KEY}}),
    (foreign_record, Kind.ALTERED, None),
    (from_a_foreign_book, Kind.ALTERED, None),
]  # fmt: skip


@pytest.mark.parametrize(("tamper", "kind", "reasons"), RECORDS, ids=lambda v: getattr(
    v, "__name__", ""))  # fmt: skip
def test_a_record_that_is_not_as_it_was_signed(
    tamper: Callable[[Parts], None], kind: Kind, reasons: dict[int, set[str]] | None
) -> None:
    bundle = text(parts())
    tamper(bundle)
    assert judge(bundle.packed).kind is kind
    if reasons is not None:
        assert whys(bundle.packed) == reasons


def test_a_foreign_book_says_so() -> None:
    bundle = text(parts())
    from_a_foreign_book(bundle)
    found = whys(bundle.packed)
    assert found[0] == {Why.SEAL_ORIGIN}
    assert all(Why.BOOK in found[n] for n in range(1, 6))
    bundle = text(parts())
    foreign_record(bundle)
    assert Why.BOOK in whys(bundle.packed)[4]


def test_without_its_values_record_1_vouches_for_nobody() -> None:
    bundle = text(parts())
    founding_withheld(bundle)
    assert Reason.FOUNDING_HIDDEN in whys(bundle.packed)[1]


def test_the_first_officers_enrolment_may_not_be_left_out_either() -> None:
    bundle = text(parts())
    bundle.drop(2)
    assert whys(bundle.packed) == {
        0: {Reason.COSIGNER}, 3: {Reason.ENROLMENT}, 4: {Reason.ENROLMENT},
        5: {Reason.ENROLMENT_UNSOUND},
    }  # fmt: skip


def test_a_document_signed_by_an_enrolled_key_but_never_written_is_not_in_the_tree() -> None:
    made = desk()
    forged = replace(made.records[3].document, at="2026-11-22T00:03:30.000Z")
    doc = encode(forged)
    bundle = text(parts())
    bundle.record(4)["document"] = b64(doc)
    bundle.record(4)["signature"] = b64(sign_record(private("kim"), doc))
    assert whys(bundle.packed) == {4: {Reason.INCLUSION}, 5: {Why.PREV}}
