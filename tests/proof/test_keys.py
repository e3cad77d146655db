"""Keys have ids, and the primitives beneath us judge outside vectors as they must."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from tests.proof.chains import private, public

from deskinc.proof import keys


def cases(vectors: Path, name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    parsed = json.loads((vectors / "wycheproof" / f"{name}_test.json").read_bytes())
    counted = 0
    for group in parsed["testGroups"]:
        for case in group["tests"]:
            counted += 1
            yield group, case
    assert counted == parsed["numberOfTests"]


def test_ed25519_signatures_are_judged_as_wycheproof_says(vectors: Path) -> None:
    for group, case in cases(vectors, "ed25519"):
        key, message, sig = (
            bytes.fromhex(x) for x in (group["publicKey"]["pk"], case["msg"], case["sig"])
        )
        assert keys.verify(key, message, sig) is (case["result"] == "valid"), case


def ecdsa_holds(point: bytes, message: bytes, sig: bytes) -> bool:
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    try:
        key.verify(sig, message, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def test_p256_signatures_are_judged_as_wycheproof_says(vectors: Path) -> None:
    for group, case in cases(vectors, "ecdsa_secp256r1_sha256"):
        point, message, sig = (
            bytes.fromhex(x) for x in (group["publicKey"]["uncompressed"], case["msg"], case["sig"])
        )
        assert ecdsa_holds(point, message, sig) is (case["result"] == "valid"), case


@pytest.mark.parametrize(
    ("name", "cipher"), [("chacha20_poly1305", ChaCha20Poly1305), ("aes_gcm_siv", AESGCMSIV)]
)
def test_ciphers_open_only_what_wycheproof_says(
    vectors: Path, name: str, cipher: type[ChaCha20Poly1305 | AESGCMSIV]
) -> None:
    for _, case in cases(vectors, name):
        key, nonce, aad, message, sealed = (
            bytes.fromhex(x)
            for x in (case["key"], case["iv"], case["aad"], case["msg"], case["ct"] + case["tag"])
        )
        try:
            opened: bytes | None = cipher(key).decrypt(nonce, sealed, aad)
        except (InvalidTag, ValueError):
            opened = None
        assert opened == (message if case["result"] == "valid" else None), case
        if case["result"] == "valid":
            assert cipher(key).encrypt(nonce, message, aad) == sealed


def test_keys_are_derived_as_wycheproof_says(vectors: Path) -> None:
    for _, case in cases(vectors, "hkdf_sha256"):
        secret, salt, info = (bytes.fromhex(case[part]) for part in ("ikm", "salt", "info"))
        try:
            derived: bytes | None = HKDF(SHA256(), case["size"], salt=salt, info=info).derive(
                secret
            )
        except ValueError:
            derived = None
        expected = bytes.fromhex(case["okm"]) if case["result"] == "valid" else None
        assert derived == expected, case


def test_every_primitive_that_has_vectors_is_held_against_them(vectors: Path) -> None:
    known = {"ed25519", "ecdsa_secp256r1_sha256", "chacha20_poly1305", "aes_gcm_siv", "hkdf_sha256"}
    there = {path.name.removesuffix("_test.json") for path in (vectors / "wycheproof").iterdir()}
    assert there == known


def test_a_key_id_names_algorithm_and_key() -> None:
    raw = public("kim")
    ids = {keys.key_id(keys.ED25519, raw), keys.key_id(keys.X25519, raw)}
    ids.add(keys.key_id(keys.P256, b"\4" + raw + raw))
    assert {len(i) for i in ids} == {16}
    assert len(ids) == 3


@pytest.mark.parametrize(("alg", "size"), [("ed25519", 31), ("p256", 33), ("rsa", 32)])
def test_a_key_of_another_length_or_kind_has_no_id(alg: str, size: int) -> None:
    with pytest.raises(ValueError, match="no"):
        keys.key_id(alg, bytes(size))


def test_a_record_signature_is_bound_to_document_key_and_use() -> None:
    sig = keys.sign_record(private("kim"), b"{}")
    assert keys.verify_record(public("kim"), b"{}", sig)
    assert keys.verify_record(keys.public_key(public("kim")), b"{}", sig)
    assert not keys.verify_record(public("lee"), b"{}", sig)
    assert not keys.verify_record(public("kim"), b"[]", sig)
    assert not keys.verify(public("kim"), b"{}", sig)
    assert not keys.verify_record(public("kim")[:31], b"{}", sig)
    assert not keys.verify_record(public("kim"), b"{}", sig[:63])


def test_no_two_contexts_are_the_same_or_begin_alike() -> None:
    found = [v for v in vars(keys).values() if isinstance(v, bytes) and v.startswith(b"deskinc/")]
    assert len(found) == len(set(found)) == 14
    assert all(v.endswith(b"/v1\0") for v in found)
