"""docs/format-vectors.json is what this code writes, and what it accepts."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from tests.proof.format_vectors import PATH, vectors

from deskinc.book.keys.restricting import Sight, reading_key
from deskinc.book.spool import spool
from deskinc.proof import restricted
from deskinc.proof.bundle import judge, pack
from deskinc.proof.canonical import unb64
from deskinc.proof.disclosure import digest, parse
from deskinc.proof.document import decode, leaf
from deskinc.proof.keys import ED25519, key_id, public_raw, sign_record
from deskinc.proof.merkle import root, verify_consistency, verify_inclusion
from deskinc.proof.note import holds
from deskinc.proof.note import pack as pack_note
from deskinc.proof.seal import paper_code, verify_note
from deskinc.proof.verify import Chain


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return parsed


def test_the_published_vectors_are_recomputed_to_the_byte(published: dict[str, Any]) -> None:
    assert vectors() == published


def test_the_published_book_is_valid(published: dict[str, Any]) -> None:
    chain = Chain()
    for record in published["records"]:
        raws = [d["raw"].encode() for d in record["disclosures"]]
        chain.add(record["document"].encode(), unb64(record["signature"]), raws)
        assert chain.root == unb64(record["root"])
    assert not chain.finish()
    assert published["verdict"] == "VALID"


def test_every_published_record_follows_from_its_parts(published: dict[str, Any]) -> None:
    keys = {}
    for key in published["keys"].values():
        private = Ed25519PrivateKey.from_private_bytes(unb64(key["private"]))
        assert public_raw(private) == unb64(key["public"])
        assert key_id(ED25519, public_raw(private)) == unb64(key["key_id"])
        keys[unb64(key["key_id"])] = private
    leaves = []
    for record in published["records"]:
        doc = record["document"].encode()
        read = decode(doc)
        assert sign_record(keys[read.key], doc) == unb64(record["signature"])
        leaves.append(leaf(doc, unb64(record["signature"])))
        assert leaves[-1] == unb64(record["leaf"])
        for disclosure in record["disclosures"]:
            assert parse(disclosure["raw"].encode()).digest == unb64(disclosure["digest"])
            assert unb64(disclosure["digest"]) in read.values
    assert root(leaves) == unb64(published["inclusion"]["root"])


def test_the_published_proofs_and_notes_hold(published: dict[str, Any]) -> None:
    inclusion, consistency = published["inclusion"], published["consistency"]
    path = [unb64(h) for h in inclusion["path"]]
    head = unb64(inclusion["root"])
    assert verify_inclusion(
        unb64(inclusion["leaf"]), inclusion["index"], inclusion["size"], path, head
    )
    path = [unb64(h) for h in consistency["path"]]
    before = unb64(consistency["old_root"])
    assert verify_consistency(consistency["old"], consistency["size"], path, before, head)
    site = unb64(published["keys"]["desk"]["public"])
    kim = published["keys"]["kim"]
    for note in published["notes"]:
        assert len(verify_note(note, site, {kim["key_id"]: unb64(kim["public"])})) == 2


def test_the_published_bundle_is_valid_and_packs_to_the_byte(published: dict[str, Any]) -> None:
    bundle = published["bundle"]
    files = {name: unb64(data) for name, data in bundle["files"].items()}
    assert pack(bundle["json"].encode(), files) == unb64(bundle["zip"])
    told = judge(unb64(bundle["zip"]))
    assert told.kind == bundle["verdict"] == "VALID"
    assert told.seal is not None
    assert told.seal.code == paper_code(told.seal.root)
    assert [one.withheld for one in told.records] == [0, 0, 0, 0, 1, 0]


def test_the_published_note_opens_and_is_signed(published: dict[str, Any]) -> None:
    said, kim = published["note"], published["keys"]["kim"]
    private = X25519PrivateKey.from_private_bytes(unb64(said["private"]))
    assert private.public_key().public_bytes_raw() == unb64(said["public"])
    note = spool.opened(unb64(said["file"]), private, unb64(published["book"]))
    assert pack_note(note).decode() == said["message"]
    assert holds(note, unb64(kim["public"]))


def test_the_published_restricted_value_opens_for_its_role_and_its_author(
    published: dict[str, Any],
) -> None:
    said, id_ = published["restricted"], unb64(published["book"])
    raw, plain = said["closed"].encode(), said["disclosure"].encode()
    role = unb64(said["private"])
    assert X25519PrivateKey.from_private_bytes(role).public_key().public_bytes_raw() == unb64(
        said["public"]
    )
    seed = Ed25519PrivateKey.from_private_bytes(unb64(published["keys"]["kim"]["private"]))
    assert Sight(id_, role).plain(raw) == plain
    assert Sight(id_, author=reading_key(seed)).plain(raw) == plain
    assert restricted.parse(raw).digest == digest(plain)
    assert restricted.parse(raw).pack() == raw
