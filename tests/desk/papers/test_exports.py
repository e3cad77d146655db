"""The insurance report: what is known before, two issues, signatures, and saving."""

from pathlib import Path

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Ticking, fresh
from tests.desk.sheets import pages_of, words_of

from deskinc.desk import settings
from deskinc.desk.incidents import incidents
from deskinc.desk.papers import exports
from deskinc.errors import DeskError, NotAllowed, WrongPassphrase
from deskinc.reports.checking import check

STATEMENT = {"01": {"name": "Ms P. Nair", "account": "I saw him fall."}}


@pytest.fixture
def case(desk: Desk) -> str:
    """A finished incident with a witness, raised by the officer."""
    desk.sit(OFFICER)
    line = desk.post("He slid and fell by the sink.", type="first_aid")
    thread = desk.raise_incident(line.n, witnesses=STATEMENT)
    incidents.finish(desk.office, thread, PHRASES[OFFICER], fresh())
    desk.sit(BOSS)
    return thread


def issue(desk: Desk, thread: str) -> tuple[exports.Prepared, exports.Signed]:
    """Render and sign the report."""
    made = exports.insurance_report(desk.office, thread)
    return made, exports.sign_insurance(desk.office, made, PHRASES[desk.office.officer.name])


def test_what_is_missing_is_said_before(desk: Desk) -> None:
    thread = desk.raise_incident(immediate="", witnesses=STATEMENT)
    found = [(ready.ok, ready.sentence) for ready in exports.ready(desk.office, thread)]
    assert found == [
        (False, "Missing: Immediate action."),
        (False, "The author has not finished it."),
        (None, "No pin"),
        (None, "Ms P. Nair’s statement prints as NOT SIGNED"),
    ]


def test_a_finished_case_is_ready(desk: Desk, case: str) -> None:
    sentences = [ready.sentence for ready in exports.ready(desk.office, case) if ready.ok]
    assert sentences[0] == "Every required question is answered."
    assert sentences[1].startswith("Finished by R. Malik, ")


def test_the_report_is_signed_as_rendered_and_kept(desk: Desk, case: str) -> None:
    made, signed = issue(desk, case)
    assert made.name == "insurance-INC-2026-0001-issue-1.pdf"
    assert signed.pdf.startswith(made.pdf)
    assert check(signed.pdf, [desk.office.book.founding.ca], ["issuer"]).problems == ()
    assert exports.reopen(desk.office, signed.n) == signed
    (row,) = exports.issued(desk.office)
    assert (row.kind, row.issue, row.about, row.n) == ("insurance", 1, case, signed.n)
    words = words_of(signed.pdf)
    for text in ("INC-2026-0001", "He slid and fell by the sink.", "NOT SIGNED", "R. Malik",
                 "Example Mutual", "I saw him fall."):  # fmt: skip
        assert text in words
    assert desk.verifies()


def test_what_came_after_the_declaration_prints_apart(
    desk: Desk, case: str, clock: Ticking
) -> None:
    clock.on(hours=2)
    said = {"cctv": "Camera 12 kept.", "narrative": "She slid and fell twice."}
    incidents.follow_up(desk.office, case, said, fresh()).result()
    incidents.note(desk.office, case, "The owner rang.", fresh()).result()
    words = words_of(issue(desk, case)[1].pdf)
    before, after = words.split("Written after the declaration:")
    timeline = before[before.index("12 Timeline from the book") :]
    assert "He slid and fell by the sink." in timeline
    assert "The owner rang." not in before
    assert "– 21 Nov 22:00 21 Nov 22:00" in after
    for text in ("Camera 12 kept.", "She slid and fell twice. (before: She slid and fell.)",
                 "The owner rang.", "J.H."):  # fmt: skip
        assert text in after


def test_nothing_stands_apart_while_the_author_has_not_finished(desk: Desk) -> None:
    thread = desk.raise_incident(desk.post("Slip.").n)
    incidents.note(desk.office, thread, "Doctor came.", fresh()).result()
    words = words_of(exports.insurance_report(desk.office, thread).pdf)
    assert "Written after" not in words
    assert "Doctor came." in words


def test_the_severity_prints_with_the_reason_it_was_lowered_for(desk: Desk, case: str) -> None:
    said = {"severity": "low", "severity_reason": "Only a bruise."}
    incidents.follow_up(desk.office, case, said, fresh()).result()
    made = exports.insurance_report(desk.office, case)
    words = words_of(made.pdf)
    facts = words[words.index("1 Occurrence") : words.index("2 What happened")]
    assert "Severity Low" in facts
    assert "Only a bruise." in facts
    assert "Severity: Low (before: Medium)" in words


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_verification_is_one_page_with_a_person_s_seal_on_it(
    desk: Desk, case: str, paper: str
) -> None:
    long = {"paper": paper, "name": "The Old Corn Exchange and Granary Buildings"}
    settings.change(desk.office, long).result()
    made = exports.insurance_report(desk.office, case)
    *_before, last = pages_of(made.pdf)
    assert "15 Verification" in last
    assert "Self-signed certificate in chain" in last
    assert "or the name you saved it under" in last
    seal = desk.office.read.last_seal()
    assert seal is not None
    assert seal.note.count("\n— ") == 2


def test_issue_two_says_what_changed_since_issue_one(desk: Desk, case: str) -> None:
    first, signed = issue(desk, case)
    assert "Changed since issue 1" not in words_of(first.pdf)
    incidents.follow_up(desk.office, case, {"cctv": "Camera 12 kept."}, fresh()).result()
    second, _signed = issue(desk, case)
    assert second.name == "insurance-INC-2026-0001-issue-2.pdf"
    words = words_of(second.pdf)
    digest = exports.issued(desk.office)[1].sha256
    assert digest in words.replace(" ", "")
    assert "issue 1" in words.casefold()
    assert "J. Harding: CCTV" in words
    assert [row.issue for row in exports.issued(desk.office)] == [2, 1]
    assert exports.reopen(desk.office, signed.n).pdf == signed.pdf


def test_a_reviewing_lead_signs_before_the_issuer(desk: Desk, case: str) -> None:
    desk.sit(MANAGER)
    assert [o.name for o in exports.reviewers(desk.office)] == [BOSS]
    made = exports.insurance_report(desk.office, case, BOSS)
    signed = exports.sign_insurance(desk.office, made, PHRASES[MANAGER], BOSS, PHRASES[BOSS])
    result = check(signed.pdf, [desk.office.book.founding.ca], ["lead", "issuer"])
    assert result.problems == ()
    assert [s.signer for s in result.signatures] == [BOSS, MANAGER]


def test_who_does_not_review_is_refused(desk: Desk, case: str) -> None:
    with pytest.raises(DeskError, match="does not review"):
        exports.insurance_report(desk.office, case, OFFICER)
    made = exports.insurance_report(desk.office, case)
    with pytest.raises(DeskError, match="does not review"):
        exports.sign_insurance(desk.office, made, PHRASES[BOSS], OFFICER, PHRASES[OFFICER])
    with pytest.raises(WrongPassphrase):
        exports.sign_insurance(desk.office, made, "not the passphrase")
    assert exports.issued(desk.office) == []


def test_an_officer_issues_no_report(desk: Desk, case: str) -> None:
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        exports.insurance_report(desk.office, case)


def test_a_paper_is_saved_with_the_certificate_beside_it(
    desk: Desk, case: str, tmp_path: Path
) -> None:
    _made, signed = issue(desk, case)
    exports.save(signed, tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes() == signed.pdf
    beside = exports.certificate_beside(desk.office, tmp_path / "report.pdf")
    assert beside.read_bytes() == desk.office.book.founding.ca
    with pytest.raises(DeskError, match="could not be saved"):
        exports.save(signed, tmp_path / "gone" / "report.pdf")


def test_an_old_paper_is_judged_as_of_its_record(desk: Desk, case: str, clock: Ticking) -> None:
    _made, signed = issue(desk, case)
    clock.on(days=3 * 365)
    assert exports.problems(desk.office, signed.n) == ()
    later = check(signed.pdf, [desk.office.book.founding.ca], ["issuer"], at=clock())
    assert later.problems == ("The certificate of J. Harding was out of its time.",)


def test_who_was_to_sign_is_read_from_the_record(desk: Desk, case: str) -> None:
    desk.sit(MANAGER)
    made = exports.insurance_report(desk.office, case, BOSS)
    signed = exports.sign_insurance(desk.office, made, PHRASES[MANAGER], BOSS, PHRASES[BOSS])
    assert exports.problems(desk.office, signed.n) == ()


def test_a_page_is_shown_as_a_picture(desk: Desk, case: str) -> None:
    made = exports.insurance_report(desk.office, case)
    assert exports.page_png(made.pdf, 0, 0.5).startswith(b"\x89PNG")
