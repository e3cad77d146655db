"""A seal on paper: what a scanner or a hand types leads back to it, or is refused by its group."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskinc.proof.judgement import trusted_seal
from deskinc.proof.paper_seal import BadCode, apart, is_scanned, qr_text, scanned, short, typed
from deskinc.proof.seal import Checkpoint, origin, paper_code

BOOK, ROOT = bytes(range(16)), bytes(range(100, 132))
POINT = Checkpoint(origin(BOOK, 2), 4811, ROOT, 4700, 4700)


@given(
    st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32),
    st.integers(1, 10**12), st.integers(1, 99),
)  # fmt: skip
def test_what_is_scanned_is_the_seal(book: bytes, root: bytes, size: int, epoch: int) -> None:
    text = qr_text(Checkpoint(origin(book, epoch), size, root, 0, 0))
    seal = scanned(text)
    assert (seal.book, seal.epoch, seal.size, seal.root) == (book, epoch, size, root)
    assert seal.is_of(root)
    assert seal.code == short(root)


def test_the_text_fits_a_small_square() -> None:
    text = qr_text(POINT)
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert len(text) < 130
    assert is_scanned(text)


@pytest.mark.parametrize(
    "change",
    [
        str.lower, lambda t: t.replace(".", "-"), lambda t: t.replace(".", "?"),
        lambda t: f"  {t}\n", lambda t: t.translate(str.maketrans("YZ", "ZY")),
    ],
)  # fmt: skip
def test_keyboards_of_scanners_may_differ(change: Callable[[str], str]) -> None:
    assert scanned(change(qr_text(POINT))).root == ROOT


@pytest.mark.parametrize("at", range(0, 96, 4))
def test_one_sign_read_wrong_is_noticed(at: int) -> None:
    text = qr_text(POINT)
    other = "A" if text[at] != "A" else "B"
    with pytest.raises(BadCode):
        scanned(text[:at] + other + text[at + 1 :])


def test_half_a_scan_is_none() -> None:
    for text in ("", "DESKINC1", qr_text(POINT)[:-6], qr_text(POINT) * 2):
        with pytest.raises(BadCode):
            scanned(text)


@pytest.mark.parametrize(
    "change",
    [
        str.lower, lambda c: c.replace(" ", ""), lambda c: c.replace(" ", "-"),
        lambda c: c.replace("O", "0").replace("I", "1").replace("B", "8"),
        lambda c: f"{c}  ", lambda c: c.replace(" ", " – "),
    ],
)  # fmt: skip
def test_a_typed_code_is_read_kindly(change: Callable[[str], str]) -> None:
    for root in (ROOT, bytes(32), bytes([0x72, 0x82, 0x08] * 10 + [1, 2])):
        seal = typed(change(paper_code(root)), 7)
        assert seal.is_of(root)
        assert seal.size == 7


@pytest.mark.parametrize(
    ("code", "why", "group"),
    [
        ("ABCD EFGH IJKL MN9P QRST UVWX YZ23", "sign", 4),
        ("ABCD EFGH IJK MNOP QRST UVWX YZ23", "length", 3),
        ("ABCD EFGH IJKL MNOP QRST UVWX YZ234", "length", 7),
        ("ABCD EFGH IJKL MNOP QRST UVWX", "length", 0),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ2", "length", 0),
        ("", "length", 0),
        ("ABCD EFGH IJKL MNOP QRST UVWX YZ2é", "sign", 7),
    ],
)
def test_a_slip_is_named_by_its_group(code: str, why: str, group: int) -> None:
    with pytest.raises(BadCode, match=why) as caught:
        typed(code, 1)
    assert caught.value.group == group


def test_groups_that_differ_are_told() -> None:
    code = short(ROOT)
    assert apart(code, ROOT) == ()
    assert apart("AAAA" + code[4:24] + "AAAA", ROOT) == (1, 7)


def test_the_outside_verifier_trusts_a_scanned_square() -> None:
    trusted = trusted_seal(qr_text(POINT))
    assert (trusted.code, trusted.size) == (short(ROOT), 4811)
