"""The report on a check: signed by who may, unsigned by who may not or where nothing is proved."""

import pytest
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk
from tests.desk.sheets import words_of

from deskinc.book.disk.store import Link, Mode
from deskinc.desk.papers import check_papers, exports
from deskinc.desk.trust import trust
from deskinc.errors import WrongPassphrase


def test_the_report_is_signed_recorded_and_kept(desk: Desk) -> None:
    desk.post("All doors secure.")
    verdict = trust.verify(desk.office, full=True)
    desk.sit("E. Marsh")
    made = check_papers.report(desk.office, verdict, PHRASES["E. Marsh"])
    words = words_of(made.pdf)
    for part in (
        "Report on the check of the book",
        "Tower House",
        "E. Marsh",
        "Signatures",
        "hold",
        "Nothing was found.",
        "Nothing was altered",
        verdict.code[:9],
    ):
        assert part in words
    (issued,) = exports.issued(desk.office)
    assert (issued.kind, issued.n, issued.name) == ("verification", made.n, made.name)
    assert exports.problems(desk.office, made.n) == ()
    assert exports.reopen(desk.office, made.n).pdf == made.pdf


def test_who_may_not_sign_papers_has_it_without_a_signature(desk: Desk) -> None:
    desk.sit(OFFICER)
    assert not check_papers.may_sign(desk.office)
    made = check_papers.report(desk.office, trust.verify(desk.office, full=True), "")
    assert "This report is not signed." in words_of(made.pdf)
    assert exports.problems(desk.office, made.n) == ()
    assert exports.issued(desk.office)[0].kind == "verification"


def test_a_wrong_passphrase_makes_no_paper(desk: Desk) -> None:
    verdict = trust.verify(desk.office, full=True)
    with pytest.raises(WrongPassphrase):
        check_papers.report(desk.office, verdict, "five words for another desk")
    assert exports.issued(desk.office) == []


def test_a_book_with_faults_is_reported_on_and_nobody_signs_what_is_not_proved(
    desk: Desk,
) -> None:
    record = desk.post("As it was.")
    with Link(desk.office.book._open.store, Mode.WRITE) as link, link.transaction():
        for trigger in ("record_as_is",):
            link.run(f"DROP TRIGGER {trigger}")
        link.run("UPDATE record SET sig = zeroblob(64) WHERE n = ?", (record.n,))
    verdict = trust.verify(desk.office, full=True)
    made = check_papers.report(desk.office, verdict, PHRASES[BOSS])
    words = words_of(made.pdf)
    assert f"Line {record.line}" in words
    assert "bears no signature" in words
    assert "could not be sealed, and nobody signs" in words
    assert "This report is not signed." in words
    assert "FAULTS" in words


def test_a_check_by_night_is_told_as_such(desk: Desk) -> None:
    verdict = trust.verify_by_night(desk.office, lambda: False)
    made = check_papers.report(desk.office, verdict, "")
    assert "the program, at night" in words_of(made.pdf)
