"""A signed paper in a stranger's hands: its signatures and the record it carries."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, fresh, ready
from tests.desk.papers.test_exports import issue
from tests.desk.sheets import words_of

from deskinc import outside
from deskinc.book.keys import authority
from deskinc.book.keys.authority import Issuer, make_ca, private_key
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.papers import exports
from deskinc.desk.shift import handover, handover_attachment
from deskinc.desk.trust import trust
from deskinc.errors import DeskError
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.findings import Kind
from deskinc.proof.judgement import Trust, trusted_key
from deskinc.reports import carried, signing
from deskinc.reports.carried import PaperJudgement, judge_paper
from deskinc.reports.signing import SigningIdentity


@pytest.fixture
def case(desk: Desk) -> str:
    """A finished incident by the officer, who was enrolled by the person who issues papers."""
    desk.sit(OFFICER)
    thread = desk.raise_incident(desk.post("He slid and fell by the sink.").n)
    incidents.finish(desk.office, thread, PHRASES[OFFICER], fresh())
    desk.sit(BOSS)
    return thread


@pytest.fixture
def paper(desk: Desk, case: str) -> bytes:
    """The signed report."""
    return issue(desk, case)[1].pdf


def whys(told: PaperJudgement) -> set[str]:
    """What is wrong, on paper and in the record."""
    return {one.why for one in (*told.findings, *(told.record.all if told.record else ()))}


def rewritten(paper: bytes, **saving: object) -> bytes:
    """The same pages saved by another program."""
    out = BytesIO()
    with pikepdf.open(BytesIO(paper)) as opened:
        opened.save(out, **saving)  # type: ignore[arg-type]
    return out.getvalue()


def test_a_signed_report_is_valid_and_names_its_signer(desk: Desk, paper: bytes) -> None:
    told = judge_paper(paper)
    assert not whys(told)
    assert told.kind is Kind.VALID
    assert [(one.field, one.signer, one.valid) for one in told.signatures] == [
        ("issuer", BOSS, True)
    ]
    assert told.record is not None
    assert {one.name for one in told.record.records} >= {BOSS, OFFICER}
    assert told.record.trust is Trust.OWN_WORD
    assert len(told.sha256) == 64


def test_who_enrolled_a_signer_goes_with_the_paper(desk: Desk, case: str) -> None:
    desk.sit(MANAGER)
    told = judge_paper(issue(desk, case)[1].pdf)
    assert not whys(told)
    assert told.kind is Kind.VALID
    assert [one.signer for one in told.signatures] == [MANAGER]


def test_who_sealed_the_book_goes_with_the_paper(desk: Desk, case: str) -> None:
    trust.seal(desk.office).result()
    desk.sit(MANAGER)
    told = judge_paper(issue(desk, case)[1].pdf)
    assert told.kind is Kind.VALID
    assert told.record is not None
    assert told.record.seal is not None
    assert [name for name, _time in told.record.seal.signers] == [BOSS]


def test_a_certificate_or_key_that_is_trusted_bears_it_out(desk: Desk, paper: bytes) -> None:
    told = judge_paper(paper, root=desk.office.book.founding.ca)
    assert (told.kind, told.record and told.record.trust) == (Kind.VALID, Trust.CERTIFICATE)
    site = desk.office.book.founding.site.public_key().public_bytes_raw()
    told = judge_paper(paper, trusted_key(b64(site)))
    assert (told.kind, told.record and told.record.trust) == (Kind.VALID, Trust.KEY)


def test_another_authority_is_an_unknown_key(desk: Desk, paper: bytes) -> None:
    other = make_ca("Elsewhere", desk.office.clock()).certificate
    told = judge_paper(paper, root=other)
    assert told.kind is Kind.UNKNOWN_KEY
    assert whys(told) == {
        "The book announces another authority than the certificate you trust.",
        f"The certificate of {BOSS} does not come from the authority of this site.",
    }


@pytest.mark.parametrize("part", [0.1, 0.4, 0.5, 0.9])
def test_a_changed_byte_is_altered(paper: bytes, part: float) -> None:
    data = bytearray(paper)
    data[int(len(data) * part)] ^= 1
    assert judge_paper(bytes(data)).kind is Kind.ALTERED


def test_a_paper_that_was_cut_or_saved_anew_is_not_valid(paper: bytes) -> None:
    assert judge_paper(paper[:-900]).kind is Kind.INCOMPLETE
    assert judge_paper(paper[: len(paper) // 2]).kind is not Kind.VALID
    assert judge_paper(rewritten(paper)).kind is Kind.ALTERED
    assert judge_paper(paper + b"\n%more\n").kind is Kind.ALTERED


def test_an_encrypted_paper_is_none_of_ours(paper: bytes) -> None:
    for locked in (pikepdf.Encryption(owner="x", user=""), pikepdf.Encryption(owner="x", user="y")):
        told = judge_paper(rewritten(paper, encryption=locked))
        assert told.kind is Kind.UNKNOWN_FORMAT
        assert whys(told) == {"The PDF is encrypted; no paper of this program is."}


def plain(**attached: bytes) -> bytes:
    """An unsigned PDF with attachments."""
    out = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        for name, data in attached.items():
            made.attachments[f"{name}.json"] = pikepdf.AttachedFileSpec(
                made, data, filename=f"{name}.json", mime_type="application/json",
                description="", creation_date="", mod_date="",
            )  # fmt: skip
        made.save(out)
    return out.getvalue()


def test_an_unsigned_paper_is_incomplete() -> None:
    told = judge_paper(plain())
    assert told.kind is Kind.INCOMPLETE
    assert "The paper is not signed." in whys(told)
    assert any("carries no record.json" in why for why in whys(told))


def test_an_issue_that_its_second_signer_never_signed_is_not_finished(
    desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = issue(desk, case)[1].pdf
    monkeypatch.setattr(carried, "FIELDS", (("lead", "issuer"),))
    told = judge_paper(paper)
    assert told.kind is Kind.INCOMPLETE
    assert whys(told) == {"The signatures are not those of a finished paper."}


def test_a_paper_without_an_authority_rests_on_nobody(desk: Desk, paper: bytes) -> None:
    told = judge_paper(plain(record=b"{}"))
    assert told.record is not None
    assert told.kind is Kind.UNKNOWN_FORMAT
    assert "The paper is not signed." in whys(told)


def handed_over(desk: Desk) -> bytes:
    """The handover book of a shift with a corrected, a struck and a raised line."""
    desk.sign_on()
    old = desk.post("Wrong door checked.")
    raw = entries.values(desk.office, old.n) | {"text": "East door checked."}
    entries.correct(desk.office, old.n, raw, "wrong door", fresh()).result()
    entries.strike(desk.office, desk.post("Nonsense.").n, "wrong book", fresh()).result()
    line = desk.post("He slid by the sink.", action="Called his mother.", informed="His mother")
    desk.raise_incident(line.n)
    given = ready(handover.prepare(desk.office))
    done = handover.complete(desk.office, given, PHRASES[BOSS], OFFICER, PHRASES[OFFICER])
    return done.signed.pdf


def test_a_handover_book_is_valid_and_carries_what_it_prints(desk: Desk) -> None:
    told = judge_paper(handed_over(desk))
    assert (told.kind, whys(told)) == (Kind.VALID, set())
    assert [one.field for one in told.signatures] == ["outgoing", "incoming"]
    assert told.record is not None
    shown = {name: value for one in told.record.records for name, value in one.values}
    words = [value for one in told.record.records for name, value in one.values if name == "text"]
    assert {"Wrong door checked.", "East door checked.", "He slid by the sink."} <= set(words)
    assert {"place", "type", "kit", "counts/01/counted", "meaning", "act", "licence"} <= set(shown)
    assert shown["action"] == "Called his mother."
    assert shown["informed"] == "His mother"
    assert "narrative" not in shown
    assert {"handover", "countersign", "shift_on", "strike", "incident"} <= {
        one.form for one in told.record.records
    }


def signed_by(desk: Desk, made: exports.Prepared, *fields: tuple[str, SigningIdentity]) -> bytes:
    """The report signed below everybody's feet."""
    pdf, now = made.pdf, desk.office.clock()
    for name, identity in fields:
        pdf = signing.sign(
            pdf, name, identity, ["Somebody"], reason="Issued", location="", when=now
        )  # fmt: skip
    return pdf


def identity(desk: Desk, who: str, certificate: bytes = b"") -> SigningIdentity:
    """A person's key for papers, with the announced certificate or another."""
    person = desk.people[who]
    said = desk.office.read.folded(unb64(person.officer.thread), "officer")
    assert person.keys.pdf
    held = certificate or unb64(str(said["certificate"]))
    return SigningIdentity(private_key(person.keys.pdf), held, (desk.office.book.founding.ca,))


def certified(desk: Desk, who: str) -> bytes:
    """Another certificate for a person's key, out of the same authority."""
    person, ca = desk.people[who], desk.people[BOSS].keys.ca
    assert person.keys.pdf
    assert ca
    issuer = Issuer(desk.office.book.founding.ca, ca)
    return authority.issue(issuer, who, "", person.keys.pdf, desk.office.clock())


def test_one_person_in_both_fields_of_a_paper_is_altered(desk: Desk, case: str) -> None:
    desk.sit(MANAGER)
    made = exports.insurance_report(desk.office, case, BOSS)
    mine, other = identity(desk, MANAGER), identity(desk, BOSS)
    told = judge_paper(signed_by(desk, made, ("lead", other), ("issuer", mine)))
    assert (told.kind, whys(told)) == (Kind.VALID, set())
    told = judge_paper(signed_by(desk, made, ("lead", mine), ("issuer", mine)))
    assert told.kind is Kind.ALTERED
    assert whys(told) == {f"Two signatures are by one and the same person: {MANAGER}."}
    again = identity(desk, MANAGER, certified(desk, MANAGER))
    told = judge_paper(signed_by(desk, made, ("lead", again), ("issuer", mine)))
    assert told.kind is Kind.ALTERED


def test_a_certificate_that_no_enrolment_announced_is_an_unknown_key(desk: Desk, case: str) -> None:
    made = exports.insurance_report(desk.office, case)
    unknown = identity(desk, BOSS, certified(desk, BOSS))
    told = judge_paper(signed_by(desk, made, ("issuer", unknown)))
    assert told.kind is Kind.UNKNOWN_KEY
    assert whys(told) == {
        f"The certificate of {BOSS} is none that the book announced at an enrolment."
    }


def test_nobody_signs_both_fields_of_a_paper(desk: Desk, case: str) -> None:
    desk.sit(MANAGER)
    made = exports.insurance_report(desk.office, case, BOSS)
    desk.sit(BOSS)
    with pytest.raises(DeskError, match="Two different people"):
        exports.sign_insurance(desk.office, made, PHRASES[BOSS], BOSS, PHRASES[BOSS])


def test_the_digest_of_what_a_handover_book_carries_is_printed_on_it(desk: Desk) -> None:
    pdf = handed_over(desk)
    words = words_of(pdf).replace(" ", "")
    assert judge_paper(pdf).sha256 in words


def test_a_handover_book_too_large_to_carry_its_record_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover_attachment, "MAX_JSON", 1000)
    pdf = handed_over(desk)
    bare = "The paper carries no record.json, so nothing in it is proved to stand in the book."
    root = "The paper names no authority for its certificates; give the site’s with --ca."
    told = judge_paper(pdf)
    assert (told.kind, whys(told)) == (Kind.UNKNOWN_KEY, {bare, root})
    told = judge_paper(pdf, root=desk.office.book.founding.ca)
    assert (told.kind, whys(told)) == (Kind.INCOMPLETE, {bare})
    assert [one.field for one in told.signatures] == ["outgoing", "incoming"]


def test_a_record_that_unpacks_without_end_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch, paper: bytes
) -> None:
    monkeypatch.setattr(carried, "MAX_JSON", 1000)
    told = judge_paper(paper)
    assert told.kind is Kind.ALTERED
    assert whys(told) == {"The file record.json inside the paper cannot be read."}


def test_the_command_tells_it_all(
    desk: Desk, paper: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, ca = tmp_path / "paper.pdf", tmp_path / "site-ca.cer"
    path.write_bytes(paper)
    ca.write_bytes(desk.office.book.founding.ca)
    assert outside.main([str(path), "--ca", str(ca)]) == 0
    out = capsys.readouterr().out
    assert f"Signature issuer: {BOSS}, " in out
    assert "The paper is signed under the certificate you gave." in out
    assert "SHA-256 of record.json: " in out
    assert outside.main([str(path), "--json"]) == 0
    assert '"record_findings": []' in capsys.readouterr().out
