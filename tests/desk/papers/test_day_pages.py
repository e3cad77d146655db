"""The day page from the book: what stands on it, who may print it, and that it proves itself."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.desk.downtime.test_copying import copy, paper_line, sheet
from tests.desk.offices import (
    BOSS,
    MANAGER,
    OFFICER,
    PHRASES,
    Desk,
    Ticking,
    complete,
    fresh,
    ready,
)
from tests.desk.papers.test_insider import edit
from tests.desk.sheets import pages_of, words_of
from tests.reports.tools import bare, run, stands, text_of, vera

from deskinc.desk import settings
from deskinc.desk.erasure import erasing, erasure_search
from deskinc.desk.lines import adding, entries, seconding, stamps
from deskinc.desk.papers import day_pages, exports, list_tables, printing
from deskinc.desk.shift import handover, shifts
from deskinc.errors import BookFault, DeskError, WrongPassphrase
from deskinc.proof.canonical import Json, b64
from deskinc.proof.findings import Kind
from deskinc.reports.carried import carried, judge_paper
from deskinc.reports.checking import check

SATURDAY, SUNDAY = date(2026, 11, 21), date(2026, 11, 22)


def printed(desk: Desk, first: date = SATURDAY, last: date | None = None) -> str:
    """The words of the pages in reading order, without white space."""
    return bare(text_of(day_pages.print_day(desk.office, first, last).pdf))


def review(desk: Desk, **said: object) -> None:
    """Whoever sits there reviews lines 1 to 9."""
    raw = {"first": 1, "last": 9, "meaning": "I have read lines 1 to 9.", **said}
    desk.office.write(desk.office.draft("review", raw)).result()


def test_rule02_the_page_bears_date_weekday_offset_and_who_was_on_duty(desk: Desk) -> None:
    desk.sign_on()
    words = printed(desk)
    for said in ("Saturday 21 November 2026", "day page 325", "UTC+0", "1–1", "Night 19:00–07:00",
                 "J. Harding J.H. 1015440012345678 20:00 – not signed off"):  # fmt: skip
        assert bare(said) in words, said


def test_rule09_whoever_signed_and_was_not_on_duty_is_named_with_licence(
    desk: Desk, clock: Ticking
) -> None:
    desk.sit(OFFICER)
    desk.sign_on()
    desk.post("Mine.")
    alone = printed(desk)
    assert bare("Also signed on this page") not in alone
    desk.sit(BOSS)
    copy(desk, sheet(desk, paper_line(desk, 2, "From the sheet.", 5, by="K. Ali")))
    review(desk)
    said = "not on duty: J. Harding (J.H.), 1015440012345678: copied from paper, reviewed."
    assert bare(said) in printed(desk)


def test_rule17_the_foot_says_which_stamps_have_no_words_and_what_nobody_reviewed(
    desk: Desk, clock: Ticking
) -> None:
    desk.sit(OFFICER)
    desk.post("One.")
    at = desk.office.now()
    stamps.stamp(desk.office, at, fresh()).result()
    words = f"Time stamps without words: {at:%H:%M:%S} R.M. Lines that nobody"
    assert bare(f"{words} reviewed: 1.") in printed(desk)
    desk.sit(BOSS)
    review(desk)
    again = printed(desk)
    assert bare("Time stamps without words") in again
    assert bare("nobody reviewed") not in again
    clock.on(days=1)
    assert bare("Time stamps without words") not in printed(desk, SUNDAY)


def test_rule02_in_the_hour_that_comes_twice_each_time_says_its_offset(
    desk: Desk, clock: Ticking
) -> None:
    clock.moment = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    desk.post("Before.")
    clock.on(hours=1)
    desk.post("An hour later.")
    words = printed(desk, date(2027, 10, 31))
    assert bare("UTC+1,thenUTC+0") in words
    assert bare("01:30 (UTC+1)") in words
    assert bare("01:30 (UTC+0)") in words


def test_rule05_a_corrected_line_stands_struck_and_legible_with_who_when_and_why(
    desk: Desk, clock: Ticking
) -> None:
    old = desk.post("Wrong door checked.")
    clock.on(hours=6)
    desk.sit(OFFICER)
    raw = entries.values(desk.office, old.n) | {"text": "East door checked."}
    entries.correct(desk.office, old.n, raw, "wrong door", fresh()).result()
    void = desk.post("Written on the wrong page.")
    entries.strike(desk.office, void.n, "twice", fresh()).result()
    first, second = printed(desk), printed(desk, SUNDAY)
    assert bare("Wrong door checked. struck 22 Nov 02:00 R.M., see 2, wrong door") in first
    assert bare("East door checked. corrects 1, wrong door") in second
    assert bare("Written on the wrong page. struck 02:00 R.M., twice") in second


def test_rule06_a_late_line_stands_where_it_was_written_with_both_times(desk: Desk) -> None:
    desk.post("Now.")
    late = desk.office.now() - timedelta(minutes=38)
    desk.post("Then.", happened=late, late="patrol")
    words = printed(desk)
    assert words.index("Now.") < words.index("Then.")
    assert bare(f"Then. happened {late:%H:%M} · LATE +38 min, On patrol") in words


def test_rule04_a_closed_day_is_ruled_off_and_an_open_one_says_why_not(
    desk: Desk, clock: Ticking
) -> None:
    desk.sign_on()
    said = "Not closed: Saturday 21 November 2026 is not over. Line 1."
    assert bare(f"{said} Signed on and not off: J. Harding 20:00.") in printed(desk)
    clock.moment = datetime(2026, 11, 22, 7, 2, tzinfo=UTC)
    said = "Not closed: Saturday 21 November 2026. Line 1. Signed on and not off: J. Harding"
    assert bare(said) in printed(desk)
    shifts.sign_off(desk.office, {}, fresh()).result()
    said = "End of entries, Saturday 21 November 2026. Line 1. Closed by J. Harding 22 Nov 07:02"
    assert bare(said) in printed(desk)


def test_rule13_a_handover_closes_the_page_and_names_who_took_over(
    night: Desk, clock: Ticking
) -> None:
    complete(night, ready(handover.prepare(night.office)))
    clock.moment = datetime(2026, 11, 22, 7, 2, tzinfo=UTC)
    shifts.sign_off(night.office, {"outstanding": "Lift 2."}, fresh()).result()

    assert bare("Closed by J. Harding 20:00, taken over by R. Malik, R. Malik") in printed(night)


def test_rule14_the_reviewers_mark_stands_apart_and_changes_no_word(desk: Desk) -> None:
    desk.sit(OFFICER)
    one, two = desk.post("Gate found open."), desk.post("Gate shut.")
    desk.sit(BOSS)
    bare_words = printed(desk)
    back = {"line": {"id": b64(two.id), "text": "2"}, "comment": "By whom?"}
    review(desk, returned={"1": back})
    words = printed(desk)
    assert bare("Gate found open. R.M. J.H. 20:00") in words
    assert bare("Gate shut. returned by J.H.: By whom? R.M. J.H. 20:00 returned") in words
    assert bare("J.H. 20:00") not in bare_words
    assert desk.office.read.record(one.n).values == one.values


def test_a_reviewers_own_lines_bear_no_mark_unless_it_says_so(desk: Desk) -> None:
    desk.post("My own.")
    review(desk)
    assert bare("My own. J.H. Not closed") in printed(desk)
    review(desk, own=True)
    assert bare("My own. J.H. J.H. 20:00") in printed(desk)


def test_second_signatures_additions_points_and_sheets_stand_below_the_words(desk: Desk) -> None:
    desk.sit(OFFICER)
    at = desk.office.now()
    line = desk.post("Round done.", points={"1": {"point": "Roof", "at": at, "note": "wet"}})
    seconding.second(desk.office, line.n, BOSS, PHRASES[BOSS])
    adding.add(desk.office, line.n, {"action": "Bucket put there."}, fresh()).result()
    copy(desk, sheet(desk, paper_line(desk, 3, "Round again.", 5, by="K. Ali")))
    words = printed(desk)
    assert bare(f"Round done. Roof {at:%H:%M}: wet · ") in words
    assert bare("· written on paper by K. Ali, sheet 2, line 3 R.M.") in words
    assert bare("signed by J.H. 20:00: ") in words
    assert bare("Added to line 1. Action taken: Bucket put there.") in words


def test_an_incident_raised_on_a_later_day_is_named_by_its_line(desk: Desk, clock: Ticking) -> None:
    line = desk.post("He slid by the sink.")
    clock.on(hours=9)
    desk.raise_incident(line.n)
    assert bare("He slid by the sink. INC-2026-0001") in printed(desk)


def test_d42_what_was_erased_is_named_in_its_place(desk: Desk) -> None:
    desk.post("W. Quarrington slid and fell.")
    found = erasure_search.find(desk.office, "quarrington")
    second = (MANAGER, PHRASES[MANAGER])
    erasing.erase(desk.office, found, "request", "2026/17", PHRASES[BOSS], second)
    words = printed(desk)
    assert bare("[erased on 2026-11-21, ERASE") in words
    assert bare("Quarrington") not in words


def test_rule17_screen_paper_and_export_say_the_same_text(desk: Desk, samples: Path) -> None:
    strings = json.loads((samples / "bad/strings/blns.json").read_text("utf-8"))
    posted = []
    for text in strings:
        try:
            posted.append(desk.post(text))
        except DeskError:
            continue
    assert len(posted) > 470
    made = day_pages.print_day(desk.office, SATURDAY)
    words, inside = bare(text_of(made.pdf)), carried(made.pdf)
    assert inside is not None
    told = [one["text"] for one in shown_lines(inside) if "text" in one]
    assert told == [record.values["text"] for record in posted]
    listed = list_tables.lines(desk.office, entries.Wanted()).blocks()
    assert [row[8] for block in listed for row in block] == told
    for record in posted:
        line = desk.line(record.n)
        assert line.text == record.values["text"]
        assert stands(bare(line.text), words), line.text


def shown_lines(data: bytes) -> list[dict[str, Json]]:
    """What record.json shows, by record."""
    from deskinc.proof.bundle import judge

    said: list[dict[str, Json]] = [dict(one.values) for one in judge(data, paper=True).records]
    return said


def test_only_what_the_page_shows_travels_with_it(desk: Desk) -> None:
    desk.sit(OFFICER)
    desk.post("Gate.", how="phone")
    desk.sit(BOSS)
    inside = carried(day_pages.print_day(desk.office, SATURDAY).pdf)
    assert inside is not None
    (told,) = (one for one in shown_lines(inside) if one.get("text") == "Gate.")
    assert {"text", "type", "place"} <= told.keys()
    assert told.keys().isdisjoint({"how", "reason", "late"})


def test_whoever_prints_signs_and_a_stranger_calls_it_valid(desk: Desk) -> None:
    desk.sit(OFFICER)
    desk.sign_on()
    desk.post("All doors secure.")
    made = day_pages.print_day(desk.office, SATURDAY)
    assert (made.name, made.first, made.last) == ("day-2026-11-21-issue-1.pdf", 1, 2)
    signed = day_pages.sign_day(desk.office, made, PHRASES[OFFICER])
    assert signed.pdf.startswith(made.pdf)
    assert check(signed.pdf, [desk.office.book.founding.ca], ["printed"]).problems == ()
    assert exports.problems(desk.office, signed.n) == ()
    assert exports.reopen(desk.office, signed.n) == signed
    told = judge_paper(signed.pdf)
    assert told.kind is Kind.VALID, told.findings
    assert [one.signer for one in told.signatures] == [OFFICER]
    assert desk.verifies()
    again = day_pages.print_day(desk.office, SATURDAY)
    assert (again.name, again.issue) == ("day-2026-11-21-issue-2.pdf", 2)
    assert bare("2; the one before is of 21 Nov 20:00, SHA-256") in bare(text_of(again.pdf))


def test_outsiders_call_its_signature_valid_and_total(desk: Desk, tmp_path: Path) -> None:
    desk.post("All doors secure.")
    made = day_pages.print_day(desk.office, SATURDAY)
    (tmp_path / "ca.cer").write_bytes(desk.office.book.founding.ca)
    paper, store = tmp_path / "day.pdf", f"sql:{tmp_path}"
    paper.write_bytes(day_pages.sign_day(desk.office, made, PHRASES[BOSS]).pdf)
    run("certutil", "-N", "-d", store, "--empty-password")
    run("certutil", "-A", "-d", store, "-n", "ca", "-t", "CT,C,C", "-i", tmp_path / "ca.cer")
    said = run("pdfsig", "-nssdir", store, paper)
    for words in ("Signature is Valid", "Certificate is Trusted", "Total document signed"):
        assert said.count(words) == 1, said
    assert "unchanged since signing" in run("mutool", "sign", "-v", paper)


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_signed_it_keeps_the_rules_of_the_archive(desk: Desk, tmp_path: Path, profile: str) -> None:
    desk.sign_on()
    desk.post("Gate <b>open</b> 🙂 ﷽ 漢字.")
    made = day_pages.print_day(desk.office, SATURDAY)
    paper = tmp_path / "day.pdf"
    paper.write_bytes(day_pages.sign_day(desk.office, made, PHRASES[BOSS]).pdf)
    assert vera(profile, paper).startswith("PASS")


def test_some_days_stand_on_one_paper_each_on_a_page_of_its_own(desk: Desk, clock: Ticking) -> None:
    desk.post("On Saturday.")
    clock.on(days=2)
    desk.post("On Monday.")
    made = day_pages.print_day(desk.office, SATURDAY, date(2026, 11, 23))
    assert (made.name, made.first, made.last) == (
        "day-2026-11-21-to-2026-11-23-issue-1.pdf", 1, 2,
    )  # fmt: skip
    words = words_of(made.pdf)
    said = ("On Saturday.", "Sunday 22 November", "No line was written.", "On Monday.")
    assert [words.index(one) for one in said] == sorted(words.index(one) for one in said)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (date(2026, 11, 20), None, "no page of that day"),
        (date(2026, 11, 22), None, "no page of that day"),
        (SATURDAY, date(2026, 11, 20), "lies before the first"),
    ],
)
def test_days_that_are_none_of_the_book_are_refused(
    desk: Desk, first: date, last: date | None, why: str
) -> None:
    before = desk.office.read.last_n()
    with pytest.raises(DeskError, match=why):
        day_pages.print_day(desk.office, first, last)
    assert desk.office.read.last_n() == before


def test_more_days_than_one_paper_takes_are_refused(desk: Desk, clock: Ticking) -> None:
    clock.on(days=40)
    with pytest.raises(DeskError, match="41 days are too many"):
        day_pages.print_day(desk.office, SATURDAY, date(2026, 12, 31))


def test_a_wrong_passphrase_signs_nothing(desk: Desk) -> None:
    made = day_pages.print_day(desk.office, SATURDAY)
    with pytest.raises(WrongPassphrase):
        day_pages.sign_day(desk.office, made, "not this one")
    assert not exports.issued(desk.office)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE mark SET review = {first}, verdict = 'approved', comment = NULL",
        "UPDATE mark SET comment = 'Well done.'",
        "UPDATE mark SET author = '{officer}'",
        "UPDATE mark SET at = at + 1",
        "DELETE FROM mark",
    ],
)
def test_a_mark_that_is_not_that_of_the_last_review_is_not_printed(desk: Desk, sql: str) -> None:
    desk.sit(OFFICER)
    line = desk.post("Gate shut.")
    officer = desk.office.officer.thread
    desk.sit(BOSS)
    review(desk)
    first = desk.office.read.last_n()
    back = {"line": {"id": b64(line.id), "text": "1"}, "comment": "By whom?"}
    review(desk, returned={"1": back})
    assert bare("returned by J.H.: By whom?") in printed(desk)
    edit(desk, sql.format(first=first, officer=officer))
    with pytest.raises(BookFault):
        printed(desk)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entry SET day = 'x' WHERE line = 2",
        "DELETE FROM entry WHERE line = 2",
        "DELETE FROM entry WHERE line = 1",
        "DELETE FROM entry WHERE line = 3",
        "DELETE FROM entry",
        "DELETE FROM shift",
        "UPDATE mark SET review = 1",
    ],
)
def test_rule15_a_page_never_hides_what_a_register_was_made_to_hide(desk: Desk, sql: str) -> None:
    desk.sign_on()
    desk.post("One.")
    desk.sit(OFFICER)
    desk.post("Two.")
    desk.sit(BOSS)
    review(desk)
    edit(desk, sql)
    try:
        words = printed(desk)
    except BookFault:
        return
    assert all(bare(said) in words for said in ("on duty", "One.", "Two."))


def test_the_page_is_in_the_words_and_the_zone_of_the_site(desk: Desk) -> None:
    settings.change(desk.office, {"zone": "Asia/Tokyo", "name": "Tower House <East>"})
    desk.post("Early.")
    words = printed(desk, SUNDAY)
    assert bare("Sunday 22 November 2026") in words
    assert bare("UTC+9") in words
    assert bare("Tower House <East>") in words


def test_a_second_signature_under_a_struck_line_stays(desk: Desk) -> None:
    desk.sit(OFFICER)
    line = desk.post("Seen by two.")
    sign = desk.office.draft("countersign", {"act": b64(line.leaf), "meaning": "Seen"})
    desk.sit(BOSS)
    desk.office.write(replace(sign, thread=line.thread)).result()
    desk.sit(OFFICER)
    entries.strike(desk.office, line.n, "elsewhere", fresh()).result()
    assert bare(
        "Seen by two. signed by J.H. 20:00: Seen · struck 20:00 R.M., elsewhere"
    ) in printed(desk)


def test_no_two_signed_papers_bear_one_issue_number(desk: Desk) -> None:
    one, other = (day_pages.print_day(desk.office, SATURDAY) for _times in range(2))
    assert one.name == other.name
    day_pages.sign_day(desk.office, one, PHRASES[BOSS])
    with pytest.raises(DeskError, match="Issue 1 of these pages was signed in the meantime"):
        day_pages.sign_day(desk.office, other, PHRASES[BOSS])
    assert [paper.name for paper in exports.issued(desk.office)] == [one.name]


def test_rule15_a_print_counts_from_before_it_is_sent_and_by_the_record_of_its_paper(
    desk: Desk,
) -> None:
    made = day_pages.print_day(desk.office, SATURDAY)
    signed = day_pages.sign_day(desk.office, made, PHRASES[BOSS])
    first, second = (printing.to_print(desk.office, signed) for _times in range(2))
    assert first == signed.pdf
    assert bare("Print 2, Saturday 21 November 2026") in bare(pages_of(second)[0])
    other = replace(signed, n=desk.office.read.last_n())
    assert printing.to_print(desk.office, other) == other.pdf
    said = [row.detail for row in desk.office.read.accesses(9, whats=("printed",))]
    assert said[-1] == f"{signed.name}, record {signed.n}"
