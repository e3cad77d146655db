"""Signatures: outside readers agree with our own rule, and every tampering is seen."""

from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from tests.reports.authority import MOMENT, Authority, authority
from tests.reports.samples import RECORD
from tests.reports.shift import handover_data
from tests.reports.tampering import CHANGES, Change, flip, later, page_offset
from tests.reports.tools import run, vera

from deskinc.errors import DeskError
from deskinc.reports.handover import handover
from deskinc.reports.pdf import render
from deskinc.reports.signing import SignatureCheck, SigningIdentity, check, sign

FIELDS = ("outgoing", "incoming")


@dataclass(frozen=True)
class Signed:
    """One handover at each stage, and who signed it."""

    site: Authority
    outgoing: SigningIdentity
    incoming: SigningIdentity
    rendered: bytes
    one: bytes
    two: bytes

    def judge(self, pdf: bytes, **how: Any) -> SignatureCheck:
        """Our own verdict on some version of the paper."""
        return check(pdf, [self.site.der], FIELDS, at=MOMENT, **how)


def give(pdf: bytes, field: str, identity: SigningIdentity) -> bytes:
    stamp = ["R. Malik <suspect>", "Shift handed over", "23 November 2026, 07:00:10 (UTC+0)"]
    return sign(
        pdf,
        field,
        identity,
        stamp,
        reason="Shift handed over",
        location="Harbour Court",
        when=MOMENT,
    )


@pytest.fixture(scope="module")
def signed() -> Signed:
    site = authority()
    outgoing, incoming = site.officer("Rafi Malik"), site.officer("Jane Harding")
    rendered = render(handover(handover_data(6))).pdf
    one = give(rendered, "outgoing", outgoing)
    return Signed(site, outgoing, incoming, rendered, one, give(one, "incoming", incoming))


def test_both_signatures_are_valid_and_say_who_when_and_why(signed: Signed) -> None:
    result = signed.judge(
        signed.two, rendered=signed.rendered, attachments={"record.json": RECORD.data}
    )
    assert result.problems == ()
    assert [(s.field, s.signer, s.signed_at, s.reason) for s in result.signatures] == [
        ("outgoing", "Rafi Malik", MOMENT, "Shift handed over"),
        ("incoming", "Jane Harding", MOMENT, "Shift handed over"),
    ]


def test_signing_only_adds_bytes(signed: Signed) -> None:
    assert signed.one.startswith(signed.rendered)
    assert signed.two.startswith(signed.one)


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.timeout(300)
def test_the_archive_and_access_rules_hold_after_signing(
    signed: Signed, tmp_path: Path, profile: str
) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed.two)
    assert vera(profile, path).startswith("PASS")


def pdfsig(signed: Signed, pdf: bytes, folder: Path) -> str:
    (folder / "root.der").write_bytes(signed.site.der)
    (folder / "p.pdf").write_bytes(pdf)
    store = f"sql:{folder}"
    run("certutil", "-N", "-d", store, "--empty-password")
    run("certutil", "-A", "-d", store, "-n", "ca", "-t", "CT,C,C", "-i", folder / "root.der")
    return run("pdfsig", "-nssdir", store, folder / "p.pdf")


def test_pdfsig_finds_both_valid_trusted_and_the_last_one_total(
    signed: Signed, tmp_path: Path
) -> None:
    said = pdfsig(signed, signed.two, tmp_path)
    assert said.count("Signature is Valid") == 2
    assert said.count("Certificate is Trusted") == 2
    assert "Total document signed" in said.split("Signature #2")[1]


def test_mutool_finds_the_document_unchanged(signed: Signed, tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(signed.two)
    assert "The document is unchanged since signing" in run(
        "mutool", "sign", "-v", tmp_path / "p.pdf"
    )


def test_a_flipped_byte_in_a_page_makes_all_three_disagree(signed: Signed, tmp_path: Path) -> None:
    bad = flip(signed.two, page_offset(signed.two))
    assert not signed.judge(bad).valid
    said = pdfsig(signed, bad, tmp_path)
    assert "Signature is Valid" not in said
    said = run("mutool", "sign", "-v", tmp_path / "p.pdf")
    assert "unchanged since signing" not in said
    assert "signature is valid" not in said


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_after_the_last_signature_is_seen(signed: Signed, change: Change) -> None:
    result = signed.judge(later(signed.two, change))
    assert "Something was added to the file after the last signature." in result.problems


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_between_the_signatures_is_seen(signed: Signed, change: Change) -> None:
    bad = give(later(signed.one, change), "incoming", signed.incoming)
    result = signed.judge(bad)
    assert "After Rafi Malik signed, something was changed that this forbids." in result.problems
    assert result.signatures[1].valid


def test_a_paper_rolled_back_to_its_first_signature_is_seen(signed: Signed) -> None:
    assert signed.judge(signed.one).problems == ("The signature “incoming” is missing.",)


def test_an_unsigned_paper_is_not_valid(signed: Signed) -> None:
    assert len(signed.judge(signed.rendered).problems) == 2


def test_a_signature_too_many_is_seen(signed: Signed) -> None:
    result = check(signed.two, [signed.site.der], ["incoming"], at=MOMENT)
    assert any("does not belong here" in problem for problem in result.problems)


def test_signatures_in_the_wrong_order_are_seen(signed: Signed) -> None:
    turned = give(signed.rendered, "incoming", signed.incoming)
    result = signed.judge(give(turned, "outgoing", signed.outgoing))
    assert "The signatures were not given in the right order." in result.problems


@pytest.mark.parametrize("tail", [b"\n", b"garbage", b"%PDF-1.7\n%%EOF"])
def test_anything_after_the_end_is_seen(signed: Signed, tail: bytes) -> None:
    assert not signed.judge(signed.two + tail).valid


def test_a_flipped_byte_in_the_attached_record_is_seen(signed: Signed) -> None:
    with pikepdf.open(BytesIO(signed.two)) as opened:
        stream = opened.attachments["record.json"].obj.EF.F
        number = stream.objgen[0]
    at = signed.two.index(b"stream", signed.two.index(b"\n%d 0 obj" % number)) + 12
    assert not signed.judge(flip(signed.two, at)).valid


def test_a_flipped_digit_anywhere_in_a_signature_is_seen(signed: Signed) -> None:
    raw = signed.two
    start = raw.rindex(b"/Contents <") + len(b"/Contents <")
    end = raw.index(b">", start)
    for place in range(start, end, 211):
        digit = b"1" if raw[place : place + 1] == b"0" else b"0"
        assert not signed.judge(raw[:place] + digit + raw[place + 1 :]).valid, place - start


def test_pages_that_the_record_does_not_give_are_seen(signed: Signed) -> None:
    other = render(handover(replace(handover_data(6), notes="Another note."))).pdf
    assert (
        "The pages are not those that the record gives."
        in signed.judge(signed.two, rendered=other).problems
    )


def test_a_record_that_is_not_the_books_is_seen(signed: Signed) -> None:
    result = signed.judge(signed.two, attachments={"record.json": b"{}", "chain.json": b""})
    assert len(result.problems) == 2


def test_a_certificate_of_another_authority_is_not_trusted(signed: Signed) -> None:
    result = check(signed.two, [authority("Elsewhere CA").der], FIELDS, at=MOMENT)
    assert "does not come from the authority of this site" in result.problems[0]


def test_no_authority_at_all_trusts_nobody(signed: Signed) -> None:
    assert len(check(signed.two, [], FIELDS, at=MOMENT).problems) == 2


def test_a_withdrawn_officer_is_seen_by_a_later_list(signed: Signed) -> None:
    serial = x509.load_der_x509_certificate(signed.outgoing.certificate).serial_number
    result = signed.judge(signed.two, crls=[signed.site.crl(serial)])
    assert result.problems == ("The certificate of Rafi Malik was withdrawn.",)


def test_a_withdrawn_officer_cannot_sign(signed: Signed) -> None:
    with pytest.raises(DeskError):
        give(signed.rendered, "outgoing", signed.site.officer("Gone", withdrawn=True))


def test_a_withdrawal_is_seen_though_its_list_came_after_the_moment(signed: Signed) -> None:
    serial = x509.load_der_x509_certificate(signed.incoming.certificate).serial_number
    before = MOMENT - timedelta(minutes=90)
    result = check(signed.two, [signed.site.der], FIELDS, at=before, crls=[signed.site.crl(serial)])
    assert not result.valid


def test_a_list_of_withdrawals_that_ran_out_is_said(signed: Signed) -> None:
    result = check(signed.two, [signed.site.der], FIELDS, at=MOMENT + timedelta(days=400))
    assert "No list of withdrawn certificates" in result.problems[0]


def test_a_certificate_out_of_its_time_is_seen(signed: Signed) -> None:
    short = signed.site.officer("Short Stay", crl=False, days=1)
    pdf = give(give(signed.rendered, "outgoing", short), "incoming", signed.incoming)
    assert signed.judge(pdf).valid
    result = check(pdf, [signed.site.der], FIELDS, at=MOMENT + timedelta(days=9))
    assert "The certificate of Short Stay was out of its time." in result.problems


def test_without_a_list_of_withdrawals_it_signs_all_the_same(signed: Signed) -> None:
    plain = [signed.site.officer(name, crl=False) for name in ("A", "B")]
    pdf = give(give(signed.rendered, "outgoing", plain[0]), "incoming", plain[1])
    assert signed.judge(pdf).valid


def test_a_field_is_signed_only_once(signed: Signed) -> None:
    with pytest.raises(DeskError, match="no empty signature field"):
        give(signed.one, "outgoing", signed.outgoing)


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"hello" * 100])
def test_what_is_no_pdf_is_called_so(signed: Signed, raw: bytes) -> None:
    assert "no whole PDF" in signed.judge(raw).problems[0]


@pytest.mark.parametrize("part", [0.3, 0.9, 0.999])
def test_a_truncated_paper_is_not_valid(signed: Signed, part: float) -> None:
    assert not signed.judge(signed.two[: int(len(signed.two) * part)]).valid


def test_an_identity_shows_its_name_and_no_key(signed: Signed) -> None:
    assert "Rafi Malik" in repr(signed.outgoing)
    assert "private" not in repr(signed.outgoing).lower()
