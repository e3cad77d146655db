"""The seal of a bundle, and what a stranger holds against it."""

from dataclasses import replace

import pytest
from tests.proof.bundles import (
    Parts,
    desk,
    note_of,
    parts,
    text,
    whys,
)
from tests.proof.chains import Maker, private, public, seed

from deskinc.proof.bundle import Trusted, judge
from deskinc.proof.canonical import b64
from deskinc.proof.findings import Kind, Why
from deskinc.proof.judgement import Trust, trusted_key, trusted_seal
from deskinc.proof.keys import ED25519, key_id
from deskinc.proof.reasons import Reason
from deskinc.proof.seal import Checkpoint, cosignature, origin, paper_code, sign_note


def resealed(bundle: Parts, made: Maker, **head: object) -> None:
    """Put another seal in, signed by ``made``'s site over a head with a lie in it."""
    point = replace(Checkpoint(origin(made.book, 1), 9, made.root(), 3, 3), **head)  # type: ignore[arg-type]
    bundle.told["seal"] = sign_note(point, private("desk"))


def test_a_seal_with_another_size_is_not_the_sites() -> None:
    bundle = text(parts())
    bundle.told["seal"] = bundle.told["seal"].replace("\n9\n", "\n8\n")
    assert whys(bundle.packed)[0] == {Why.SEAL_SIGNATURE}


def test_a_size_that_the_site_itself_lies_about_proves_nothing() -> None:
    made = desk()
    made.records.pop()
    bundle = parts()
    resealed(bundle, made, size=40)
    assert judge(bundle.packed).kind is Kind.ALTERED
    assert Reason.INCLUSION in whys(bundle.packed)[9]


def test_a_seal_over_another_tree() -> None:
    made = desk()
    made.records.pop()
    bundle = text(parts())
    resealed(bundle, made, root=bytes(32))
    assert all(Reason.INCLUSION in whys(bundle.packed)[n] for n in range(1, 6))


def test_a_seal_of_another_book_or_site() -> None:
    made = desk()
    made.records.pop()
    bundle = text(parts())
    resealed(bundle, made, origin=origin(seed("book B", 16), 1))
    assert whys(bundle.packed) == {0: {Why.SEAL_ORIGIN}}
    point = Checkpoint(origin(made.book, 1), 9, made.root(), 3, 3)
    bundle.told["seal"] = sign_note(point, private("mallory"))
    assert whys(bundle.packed) == {0: {Why.SEAL_KEY}}
    assert judge(bundle.packed).kind is Kind.UNKNOWN_KEY


def test_a_bundle_without_a_seal_or_with_words_for_one() -> None:
    bundle = text(parts())
    bundle.told["seal"] = ""
    found = judge(bundle.packed)
    assert found.kind is Kind.INCOMPLETE
    assert found.seal is None
    assert whys(bundle.packed)[0] == {Reason.UNSEALED}
    bundle.told["seal"] = "sealed, honestly"
    assert whys(bundle.packed)[0] == {Why.SEAL_NOTE}


def test_everybody_who_signed_the_seal_must_be_known() -> None:
    bundle = text(parts())
    note = bundle.told["seal"]
    body = note.partition("\n\n")[0] + "\n"
    bundle.told["seal"] = note + cosignature(body, private("mallory"), 1_795_000_000)
    assert whys(bundle.packed) == {0: {Reason.COSIGNER}}
    bundle.told["seal"] = note + cosignature(body, private("lee"), 1_795_000_000)
    assert [name for name, _time in judge(bundle.packed).seal.signers] == ["Kim", "Lee"]  # type: ignore[union-attr]


def test_a_key_or_seal_from_elsewhere_bears_it_out() -> None:
    data, made = parts().packed, desk()
    note = note_of(made.records.pop())
    code = paper_code(made.root())
    for trusted, trust in (
        (trusted_key(b64(public("desk"))), Trust.KEY),
        (trusted_key(b64(key_id(ED25519, public("desk")))), Trust.KEY),
        (trusted_seal(note), Trust.SEAL),
        (trusted_seal(note.replace("\n", "\r\n") + " "), Trust.SEAL),
        (trusted_seal(code.lower(), 9), Trust.SEAL),
    ):
        told = judge(data, trusted)
        assert (told.kind, told.trust) == (Kind.VALID, trust)


def test_a_key_or_seal_from_elsewhere_contradicts_it() -> None:
    data, made = parts().packed, desk()
    made.records.pop()
    code = paper_code(made.root())

    def against(**head: object) -> Trusted:
        point = replace(Checkpoint(origin(made.book, 1), 9, made.root(), 3, 3), **head)  # type: ignore[arg-type]
        return trusted_seal(sign_note(point, private(str(site))))

    site = "desk"
    assert whys(data, trusted=trusted_key(b64(public("lee")))) == {0: {Reason.OTHER_SITE}}
    assert whys(data, trusted=trusted_seal(code, 8)) == {0: {Reason.TRUSTED_SIZE}}
    assert whys(data, trusted=trusted_seal("A" * 28, 9)) == {0: {Reason.TRUSTED_ROOT}}
    assert whys(data, trusted=against(root=bytes(32))) == {0: {Reason.TRUSTED_ROOT}}
    assert whys(data, trusted=against(size=12)) == {0: {Reason.TRUSTED_SIZE}}
    other = origin(seed("book B", 16), 1)
    assert whys(data, trusted=against(origin=other)) == {0: {Reason.TRUSTED_BOOK}}
    site = "mallory"
    assert whys(data, trusted=against()) == {0: {Reason.OTHER_SITE}}


@pytest.mark.parametrize(("said", "size"), [("A" * 28, 0), ("words", 9), ("", 0)])
def test_what_is_no_seal_cannot_be_trusted(said: str, size: int) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        trusted_seal(said, size)


def test_what_is_no_key_cannot_be_trusted() -> None:
    with pytest.raises(ValueError, match=r"\w"):
        trusted_key("AAAA")
