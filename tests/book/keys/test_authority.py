"""The site's certificate authority: exactly the profile the papers promise, nothing wider."""

import string
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given
from hypothesis import strategies as st

from deskinc.book.keys import authority
from deskinc.book.keys.authority import Issuer

NOW = datetime(2026, 11, 22, 21, 2, 9, 123456, UTC)
SITE = authority.make_ca("Gdańsk-2 Security", NOW, "pl")
RELIEF = authority.make_relief_ca("Gdańsk-2 Security", NOW, "PL")
PDF = authority.new_pdf_key()


def load(raw: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(raw)


def officer(licence: str = "SIA 1016-4409", issuer: Issuer = SITE) -> x509.Certificate:
    return load(authority.issue(issuer, "Roza  Malik", licence, PDF, NOW))


def attribute(name: x509.Name, oid: x509.ObjectIdentifier) -> list[str]:
    return [str(item.value) for item in name.get_attributes_for_oid(oid)]


def test_another_ca_did_not_issue_it() -> None:
    with pytest.raises(InvalidSignature):
        officer().verify_directly_issued_by(
            load(authority.make_ca("Gdańsk-2 Security", NOW, "PL").certificate)
        )
    with pytest.raises(ValueError, match="subject does not match"):
        officer().verify_directly_issued_by(load(RELIEF.certificate))


def test_a_name_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        authority.issue(SITE, "  ", "", PDF, NOW)


def test_a_scalar_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="private"):
        authority.private_key(bytes(32))


@pytest.mark.parametrize(("root", "named"), [(SITE, "CA"), (RELIEF, "relief CA")])
def test_a_root_may_only_issue_end_certificates_and_lists(root: Issuer, named: str) -> None:
    found = load(root.certificate)
    found.verify_directly_issued_by(found)
    assert attribute(found.subject, NameOID.COMMON_NAME) == [f"Gdańsk-2 Security {named}"]
    assert attribute(found.subject, NameOID.COUNTRY_NAME) == ["PL"]
    basic = found.extensions.get_extension_for_class(x509.BasicConstraints)
    assert basic.critical
    assert basic.value == x509.BasicConstraints(ca=True, path_length=0)
    usage = found.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert (usage.value.key_cert_sign, usage.value.crl_sign) == (True, True)
    assert not usage.value.digital_signature
    assert found.not_valid_after_utc == NOW.replace(microsecond=0) + timedelta(days=3650)


def test_a_site_without_country_and_with_a_long_name_still_gets_a_root() -> None:
    found = load(authority.make_relief_ca("S" * 90, NOW).certificate)
    assert attribute(found.subject, NameOID.COMMON_NAME) == ["S" * 54 + " relief CA"]
    assert attribute(found.subject, NameOID.ORGANIZATION_NAME) == ["S" * 64]
    assert not attribute(found.subject, NameOID.COUNTRY_NAME)


def test_an_officer_may_sign_documents_and_nothing_else() -> None:
    found = officer()
    found.verify_directly_issued_by(load(SITE.certificate))
    get = found.extensions.get_extension_for_class
    assert get(x509.BasicConstraints).value == x509.BasicConstraints(ca=False, path_length=None)
    usage = get(x509.KeyUsage)
    assert usage.critical
    assert (usage.value.digital_signature, usage.value.content_commitment) == (True, True)
    assert not usage.value.key_cert_sign
    assert list(get(x509.ExtendedKeyUsage).value) == [
        authority.DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION,
    ]  # fmt: skip
    root = load(SITE.certificate).extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    assert get(x509.AuthorityKeyIdentifier).value.key_identifier == root.value.digest


def test_an_officer_is_named_with_the_licence_and_the_site() -> None:
    subject = officer().subject
    assert attribute(subject, NameOID.COMMON_NAME) == ["Roza Malik"]
    assert attribute(subject, NameOID.SERIAL_NUMBER) == ["SIA 1016-4409"]
    assert attribute(subject, NameOID.ORGANIZATION_NAME) == ["Gdańsk-2 Security"]
    assert not attribute(officer("").subject, NameOID.SERIAL_NUMBER)


def test_an_officers_certificate_ends_after_two_years_and_a_relief_one_after_72_hours() -> None:
    begin = NOW.replace(microsecond=0)
    assert officer().not_valid_before_utc == begin - timedelta(minutes=5)
    assert officer().not_valid_after_utc == begin + timedelta(days=730)
    relief = load(authority.issue_relief(RELIEF, "Jan Ek", "", PDF, NOW))
    relief.verify_directly_issued_by(load(RELIEF.certificate))
    assert relief.not_valid_after_utc == begin + timedelta(hours=72)


def test_no_certificate_outlives_its_root() -> None:
    late = NOW + timedelta(days=3600)
    found = load(authority.issue(SITE, "Roza Malik", "", PDF, late))
    assert found.not_valid_after_utc == load(SITE.certificate).not_valid_after_utc


def test_the_public_point_is_that_of_the_scalar() -> None:
    point = authority.public_point(PDF)
    assert (len(point), point[0]) == (65, 4)
    public = officer().public_key()
    assert isinstance(public, EllipticCurvePublicKey)
    signature = authority.private_key(PDF).sign(b"paper", ECDSA(SHA256()))
    public.verify(signature, b"paper", ECDSA(SHA256()))
    assert authority.new_pdf_key() != PDF


def test_a_list_names_who_was_revoked_for_a_year() -> None:
    gone, kept = officer(), officer()
    serial = authority.serial(SITE.certificate, gone.public_bytes(Encoding.DER))
    assert serial == gone.serial_number
    listed = authority.revocations(SITE, {serial: NOW - timedelta(days=1)}, 7, NOW)
    found = x509.load_der_x509_crl(listed)
    public = load(SITE.certificate).public_key()
    assert isinstance(public, EllipticCurvePublicKey)
    assert found.is_signature_valid(public)
    assert found.get_revoked_certificate_by_serial_number(gone.serial_number)
    assert not found.get_revoked_certificate_by_serial_number(kept.serial_number)
    assert found.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number == 7
    assert found.next_update_utc == NOW.replace(microsecond=0) + timedelta(days=365)
    told = authority.listing(SITE.certificate, listed)
    assert told is not None
    assert (told.number, list(told.serials)) == (7, [serial])


def test_a_list_of_another_ca_says_nothing_and_lists_none_of_its_certificates() -> None:
    assert authority.listing(SITE.certificate, authority.revocations(RELIEF, {}, 1, NOW)) is None
    assert authority.listing(SITE.certificate, b"no list") is None
    assert authority.serial(RELIEF.certificate, officer().public_bytes(Encoding.DER)) is None
    assert authority.serial(SITE.certificate, b"no certificate") is None


def test_a_certificate_is_issued_again_for_the_same_key() -> None:
    again = load(authority.issue_again(SITE, "Roza Malik", "", authority.public_point(PDF), NOW))
    assert again.public_key() == officer().public_key()
    again.verify_directly_issued_by(load(SITE.certificate))
    assert authority.span(again.public_bytes(Encoding.DER)) == (
        again.not_valid_before_utc, again.not_valid_after_utc,
    )  # fmt: skip


@given(st.text())
def test_any_licence_number_becomes_printable(text: str) -> None:
    found = authority.printable(text)
    assert len(found) <= 64
    assert set(found) <= set(string.ascii_letters + string.digits + " '()+,-./:=?")


def test_licence_numbers_stay_as_readable_as_they_can() -> None:
    assert authority.printable(" Nr_12/ąż-№ 4 ") == "Nr-12/az-No 4"


def test_no_scalar_shows_in_a_repr() -> None:
    assert repr(SITE.private) not in repr(SITE)
    assert "private" not in repr(SITE)
