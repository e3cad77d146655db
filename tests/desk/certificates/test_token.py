"""A token that signs papers: what it is asked, and every way in which it does not."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from tests.desk.bags import Elsewhere, Key, elsewhere
from tests.desk.offices import BOSS, PHRASES, Desk, Ticking
from tests.desk.tokens import PIN, SoftToken, soft_token

from deskinc.desk.certificates import adopting, token
from deskinc.desk.certificates.token import OnToken, WrongTokenPin
from deskinc.desk.papers import exports
from deskinc.errors import DeskError, WrongPassphrase
from deskinc.proof.findings import Kind
from deskinc.reports.carried import judge_paper

P256 = ec.generate_private_key(ec.SECP256R1())
RSA = rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="module")
def outside() -> Elsewhere:
    """An authority elsewhere."""
    return elsewhere(Ticking()())


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftToken:
    """An empty token."""
    return soft_token(tmp_path, monkeypatch)


def adopted(desk: Desk, stick: SoftToken, outside: Elsewhere, key: Key = P256) -> OnToken:
    """The token in use by the first person."""
    stick.put(key, outside.issue(BOSS, key))
    (there,) = token.found(stick.module, desk.office.now())
    adopting.adopt(desk.office, PHRASES[BOSS], there.own, there.token, PIN)
    return there


def typing(desk: Desk, *pins: str | None) -> list[str]:
    """Have these PINs typed one after the other; what was said before each."""
    said: list[str] = []
    left = iter(pins)

    def ask(label: str, remark: str) -> str | None:
        said.append(f"{label}: {remark}")
        return next(left)

    desk.office.ask_pin = ask
    return said


def prepared(desk: Desk) -> exports.Prepared:
    """A report ready to be signed."""
    return exports.insurance_report(desk.office, desk.raise_incident())


@pytest.mark.parametrize("key", [P256, RSA], ids=["P-256", "RSA"])
def test_a_token_signs_after_its_pin_and_a_wrong_one_is_asked_again(
    desk: Desk, stick: SoftToken, outside: Elsewhere, key: Key
) -> None:
    there = adopted(desk, stick, outside, key)
    assert (there.token.label, there.own.name) == ("desk", BOSS)
    said = typing(desk, "000000", PIN)
    signed = exports.sign_insurance(desk.office, prepared(desk), PHRASES[BOSS])
    told = judge_paper(signed.pdf)
    assert (told.kind, told.signatures[0].certificate) == (Kind.VALID, there.own.certificate)
    assert exports.problems(desk.office, signed.n) == ()
    assert said[0] == "desk: "
    assert said[1].startswith("desk: The PIN is wrong.")
    assert len(said) == 2
    assert desk.verifies()


def test_a_token_pulled_out_while_it_signs_loses_nothing(
    desk: Desk, stick: SoftToken, outside: Elsewhere
) -> None:
    adopted(desk, stick, outside)
    made = prepared(desk)

    def pulled(_label: str, _remark: str) -> str:
        stick.pull_out()
        return PIN

    desk.office.ask_pin = pulled
    with pytest.raises(DeskError, match="pulled out while it signed") as refused:
        exports.sign_insurance(desk.office, made, PHRASES[BOSS])
    assert "nothing is lost" in refused.value.todo
    assert exports.issued(desk.office) == []
    stick.plug_in()
    typing(desk, PIN)
    signed = exports.sign_insurance(desk.office, made, PHRASES[BOSS])
    assert judge_paper(signed.pdf).kind is Kind.VALID


def test_who_gives_no_pin_signs_no_paper(desk: Desk, stick: SoftToken, outside: Elsewhere) -> None:
    adopted(desk, stick, outside)
    made = prepared(desk)
    with pytest.raises(DeskError, match="PIN of the token was not given"):
        exports.sign_insurance(desk.office, made, PHRASES[BOSS])
    typing(desk, "000000", None)
    with pytest.raises(DeskError, match="PIN of the token was not given"):
        exports.sign_insurance(desk.office, made, PHRASES[BOSS])


def test_a_token_without_its_key_or_with_another_is_refused_at_once(
    desk: Desk, stick: SoftToken, outside: Elsewhere
) -> None:
    with pytest.raises(DeskError, match="No token with a certificate"):
        token.found(stick.module, desk.office.now())
    stick.put(None, outside.issue(BOSS, P256))
    (there,) = token.found(stick.module, desk.office.now())
    with pytest.raises(DeskError, match="holds no key for this certificate"):
        adopting.adopt(desk.office, PHRASES[BOSS], there.own, there.token, PIN)


def test_a_key_of_another_certificate_is_told(
    desk: Desk, stick: SoftToken, outside: Elsewhere
) -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    stick.put(other, outside.issue(BOSS, P256))
    (there,) = token.found(stick.module, desk.office.now())
    with pytest.raises(DeskError, match="is not that of its certificate"):
        adopting.adopt(desk.office, PHRASES[BOSS], there.own, there.token, PIN)
    with pytest.raises(WrongTokenPin):
        adopting.adopt(desk.office, PHRASES[BOSS], there.own, there.token, "000000")
    with pytest.raises(WrongPassphrase):
        adopting.adopt(desk.office, "five words for another desk", there.own, there.token, PIN)


def test_what_is_no_module_is_told(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "module.so"
    path.write_bytes(b"no library")
    for module in (path, tmp_path / "none.so"):
        with pytest.raises(DeskError, match="no library of a token"):
            token.found(module, desk.office.now())
