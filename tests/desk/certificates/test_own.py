"""A certificate that a person brings: what is refused and why, and the papers it signs."""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from tests.desk.bags import PASSWORD, Elsewhere, Key, der, elsewhere
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Ticking, complete
from tests.desk.offices import ready as all_read
from tests.desk.sheets import words_of
from tests.features.attacker import Attacker
from tests.features.rows import insert
from tests.reports.tools import run

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.record import Draft
from deskinc.desk.certificates import adopting, own
from deskinc.desk.certificates.own import Own
from deskinc.desk.papers import brought_back, exports
from deskinc.desk.people import people
from deskinc.desk.people.enrolment import Enrolment
from deskinc.desk.shift import handover
from deskinc.errors import DeskError, WrongPassphrase
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.findings import Kind, Why
from deskinc.reports import verdict
from deskinc.reports.carried import judge_paper

P256 = ec.generate_private_key(ec.SECP256R1())
RSA = rsa.generate_private_key(65537, 2048)
WEAK = rsa.generate_private_key(65537, 1024)  # noqa: S505 - to be refused
OTHER = ec.generate_private_key(ec.SECP384R1())


@pytest.fixture(scope="module")
def outside() -> Elsewhere:
    """An authority elsewhere."""
    return elsewhere(Ticking()())


def bag(outside: Elsewhere, below: Path, key: Key = P256, who: str = BOSS, **more: Any) -> Path:
    """A file with a key and its certificate."""
    return outside.bag(below / "mine.p12", key, outside.issue(who, key, **more))


def brought(desk: Desk, path: Path) -> Own:
    """What is in a file."""
    return own.opened(path, PASSWORD, desk.office.now())


def adopted(desk: Desk, path: Path) -> Own:
    """Taken into use by whoever is at the desk."""
    found = brought(desk, path)
    adopting.adopt(desk.office, PHRASES[desk.office.officer.name], found)
    return found


def paper(desk: Desk) -> exports.Signed:
    """An insurance report signed by whoever is at the desk."""
    made = exports.insurance_report(desk.office, desk.raise_incident())
    return exports.sign_insurance(desk.office, made, PHRASES[desk.office.officer.name])


def office_says(desk: Desk, words: str) -> bool:
    """Whether an amber line says that."""
    return words in desk.office.health().people


@pytest.mark.parametrize(
    ("key", "more", "words"),
    [
        (WEAK, {}, "too weak: RSA with 1024 bits"),
        (OTHER, {}, "do not know keys of this kind"),
        (ed25519.Ed25519PrivateKey.generate(), {}, "do not know keys of this kind"),
        (P256, {"since": -400, "days": 300}, "ended on 2026-08"),
        (P256, {"since": 3}, "begins only on 2026-11-24"),
        (P256, {"signs": False}, "not for signing papers"),
    ],
)
def test_what_cannot_sign_papers_is_refused_with_a_sentence(
    outside: Elsewhere, desk: Desk, tmp_path: Path, key: Key, more: dict[str, Any], words: str
) -> None:
    with pytest.raises(DeskError, match=words) as refused:
        brought(desk, bag(outside, tmp_path, key, **more))
    assert refused.value.todo


def nothing(path: Path, _outside: Elsewhere) -> None:
    """No file at all."""


def empty(path: Path, _outside: Elsewhere) -> None:
    """No byte."""
    path.write_bytes(b"")


def words(path: Path, _outside: Elsewhere) -> None:
    """Something else."""
    path.write_bytes(b"certificate, honestly " * 40)


def cut(path: Path, outside: Elsewhere) -> None:
    """Half a file."""
    outside.bag(path, P256, outside.issue(BOSS, P256))
    path.write_bytes(path.read_bytes()[:-300])


def strangers(path: Path, outside: Elsewhere) -> None:
    """A certificate of another key."""
    made = outside.issue(BOSS, P256)
    whole = pkcs12.serialize_key_and_certificates(
        b"x", None, made, [], BestAvailableEncryption(PASSWORD.encode())
    )
    path.write_bytes(whole)


def large(path: Path, _outside: Elsewhere) -> None:
    """Two megabytes."""
    path.write_bytes(bytes(2**21))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (nothing, "cannot be read"),
        (empty, "is empty"),
        (words, "is no PKCS#12 file"),
        (cut, "is no PKCS#12 file|damaged"),
        (strangers, "holds no private key"),
        (large, "too large"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(
    outside: Elsewhere, desk: Desk, tmp_path: Path, make: Callable[[Path, Elsewhere], None],
    words: str,
) -> None:  # fmt: skip
    path = tmp_path / "mine.p12"
    make(path, outside)
    with pytest.raises(DeskError, match=words):
        brought(desk, path)


def test_a_wrong_password_is_told_apart_and_named_nowhere(
    outside: Elsewhere, desk: Desk, tmp_path: Path
) -> None:
    path = bag(outside, tmp_path)
    with pytest.raises(DeskError, match="password does not open") as refused:
        own.opened(path, "nine grey herons", desk.office.now())
    assert "herons" not in repr(refused.value.__cause__) + str(refused.value)
    found = brought(desk, path)
    assert (found.strength, found.complete, found.issuer) == (
        "P-256", True, "Meridian Issuing CA",
    )  # fmt: skip
    assert b64(found.key) not in repr(found)
    assert not re.search(r"key=b", repr(found))


@pytest.mark.parametrize("key", [P256, RSA], ids=["P-256", "RSA"])
def test_papers_verify_outside_as_far_as_their_chain_goes_and_say_so(
    outside: Elsewhere, desk: Desk, tmp_path: Path, key: Key
) -> None:
    found = adopted(desk, bag(outside, tmp_path, key))
    assert adopting.doubts(found, BOSS) == ()
    signed = paper(desk)
    told = judge_paper(signed.pdf)
    assert (told.kind, told.signatures[0].certificate) == (Kind.VALID, found.certificate)
    assert "certificate of Meridian Issuing CA that" in verdict.words("p.pdf", told)
    assert exports.problems(desk.office, signed.n) == ()
    said = words_of(signed.pdf)
    assert f"{BOSS} signs with a certificate of Meridian Issuing CA" in said
    assert f"The signature of {BOSS} is called trusted only once the root of Meridian" in said
    (tmp_path / "root.der").write_bytes(der(outside.root))
    (tmp_path / "p.pdf").write_bytes(signed.pdf)
    store = f"sql:{tmp_path}"
    run("certutil", "-N", "-d", store, "--empty-password")
    run("certutil", "-A", "-d", store, "-n", "ca", "-t", "CT,C,C", "-i", tmp_path / "root.der")
    seen = run("pdfsig", "-nssdir", store, tmp_path / "p.pdf")
    for part in ("Signature is Valid", "Certificate is Trusted", "Total document signed"):
        assert part in seen
    bad = bytearray(signed.pdf)
    bad[signed.pdf.index(b"stream") + 20] ^= 1
    assert judge_paper(bytes(bad)).kind is Kind.ALTERED
    assert desk.verifies()


def test_a_handover_by_an_own_and_a_sites_certificate(
    outside: Elsewhere, desk: Desk, tmp_path: Path
) -> None:
    desk.sign_on()
    desk.post("All doors secure.")
    adopted(desk, bag(outside, tmp_path))
    done = complete(desk, all_read(handover.prepare(desk.office)))
    told = judge_paper(done.signed.pdf)
    assert (told.kind, len(told.signatures)) == (Kind.VALID, 2)
    path = tmp_path / "handover.pdf"
    path.write_bytes(done.signed.pdf)
    assert brought_back.judge(desk.office, path).good


def test_another_name_and_an_open_chain_are_confirmed_and_recorded(
    outside: Elsewhere, desk: Desk, tmp_path: Path
) -> None:
    made = outside.issue("Jane Harding-Smith", P256)
    path = outside.bag(tmp_path / "mine.p12", P256, made, whole=False)
    found = adopted(desk, path)
    assert not found.complete
    said = desk.office.read.folded(unb64(desk.office.officer.thread), "officer")["own_said"]
    assert said == (
        f"It names Jane Harding-Smith, and I am enrolled as {BOSS}. "
        "Its chain is not complete: readers must have the certificate of Meridian Issuing CA."
    )
    assert judge_paper(paper(desk).pdf).kind is Kind.VALID


def test_it_takes_the_own_passphrase_and_ends_with_one_record(
    outside: Elsewhere, desk: Desk, tmp_path: Path
) -> None:
    found = brought(desk, bag(outside, tmp_path))
    with pytest.raises(WrongPassphrase):
        adopting.adopt(desk.office, PHRASES[OFFICER], found)
    desk.office.waits.clear()
    adopting.adopt(desk.office, PHRASES[BOSS], found)
    before = paper(desk)
    adopting.give_up(desk.office, PHRASES[BOSS])
    told = judge_paper(paper(desk).pdf)
    assert (told.kind, told.signatures[0].certificate == found.certificate) == (Kind.VALID, False)
    assert exports.problems(desk.office, before.n) == ()
    assert judge_paper(before.pdf).kind is Kind.VALID
    with pytest.raises(DeskError, match="Nothing was changed"):
        adopting.give_up(desk.office, PHRASES[BOSS])


def test_one_that_has_ended_signs_no_paper_and_new_keys_end_it(
    outside: Elsewhere, desk: Desk, tmp_path: Path, clock: Ticking
) -> None:
    desk.sit(MANAGER)
    adopted(desk, bag(outside, tmp_path, who=MANAGER, days=20))
    desk.sit(BOSS)
    thread = desk.raise_incident()
    desk.sit(MANAGER)
    assert office_says(desk, "E. Marsh: Own certificate ends on 2026-12-10.")
    clock.on(days=21)
    assert office_says(desk, "E. Marsh: Own certificate ended on 2026-12-10.")
    made = exports.insurance_report(desk.office, thread)
    with pytest.raises(DeskError, match="ended on 2026-12") as refused:
        exports.sign_insurance(desk.office, made, PHRASES[MANAGER])
    assert "Choose another one" in refused.value.todo
    desk.sit(BOSS)
    again = desk.people[MANAGER].officer.thread
    who = Enrolment(MANAGER, "E.M.", identity="Passport")
    people.enrol(desk.office, who, "copper violin harvest moon", again=again, kdf=FLOOR)
    assert adopting.chain_of(desk.office.read.folded(unb64(again), "officer")) is None
    assert desk.verifies()


def test_nobody_announces_a_certificate_for_somebody_else(outside: Elsewhere, desk: Desk) -> None:
    thread = unb64(desk.people[OFFICER].officer.thread)
    said: dict[str, Value] = {"own_certificate": b64(der(outside.issue(OFFICER, P256)))}
    with pytest.raises(DeskError, match="No role of the author allows"):
        desk.office.write(Draft("officer", said, thread=thread)).result()


def test_a_library_that_a_colleague_names_is_never_loaded(
    outside: Elsewhere, desk: Desk, tmp_path: Path
) -> None:
    found = adopted(desk, bag(outside, tmp_path))
    said: dict[str, Value] = {
        "certificate_digest": b64(sha256(found.certificate).digest()),
        "module": str(tmp_path / "his.so"), "token": "01", "label": "Token",
    }  # fmt: skip
    thread, him = unb64(desk.people[BOSS].officer.thread), desk.people[OFFICER]
    with pytest.raises(DeskError, match="Nobody but the person himself"):
        desk.office.book.write([Draft("own_key", said, thread=thread)], him.signer()).result()
    he = Attacker(desk.folder.parent, desk.people[BOSS].keys.shared())
    row = he.write("own_key", said, author=him.officer.thread, thread=thread)
    he.sign(row, him.signer().private)
    with he.link() as link, link.transaction():
        insert(link, row)  # with his own key, past the program
    key = adopting.key_of(desk.office, desk.office.person, found.certificate)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert Why.OWN_KEY in [f.why for f in desk.office.book.verify(full=True) if f.n == row.n]
