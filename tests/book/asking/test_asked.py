"""The work of the desk as it is asked for: stamps, routines, reviews, second signatures, names."""

from datetime import UTC, datetime, timedelta

from tests.book.houses import House, Ticking, line

from deskinc.book.record import Draft, Record
from deskinc.book.registers.known import PERSON, PLATE
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64
from deskinc.proof.findings import Why

EARLY = datetime(2026, 11, 21, tzinfo=UTC)
DUE: Value = {"t": "2026-11-21T02:30:00+00:00", "p": "min"}
STAMPED: Value = {"t": "2026-11-21T21:31:05+00:00", "p": "s"}


def ref(record: Record) -> Value:
    """A record as another one names it."""
    return {"id": b64(record.id), "text": "named"}


def code(word: str) -> Value:
    """A choice."""
    return {"code": word, "text": word.title()}


def strike(record: Record) -> Draft:
    """A line through ``record``."""
    return Draft("strike", {"reason": "Wrong."}, amends=record.id)


def test_a_stamp_is_open_until_a_line_finishes_it_or_it_is_struck(house: House) -> None:
    stamps = house.post(*(Draft("anchor", {"stamped": STAMPED}) for _no in range(3)))
    first, second, third = stamps
    house.post(line("Gate shut.", anchor=ref(first), stamped=STAMPED), strike(second))
    read = house.book.reader()
    assert [(row.id, row.author) for row in read.stubs()] == [(third.id, house.me.author)]
    assert read.stubs(third.n) == []
    assert read.stubs()[0].at == datetime(2026, 11, 21, 21, 31, 5, tzinfo=UTC).timestamp() * 1000
    (again,) = house.post(Draft("anchor", {"stamped": STAMPED}, amends=third.id))
    assert [row.id for row in read.stubs()] == [again.id]
    assert house.book.verify(full=True) == []


def test_shifts_between_are_those_open_at_any_time_of_it_however_long_they_lasted(
    house: House,
) -> None:
    start = house.book.parts.writer.now()
    house.now = Ticking(start, timedelta(hours=1))
    house.reopen()
    said = {"post": "Gate"}
    before = start - timedelta(hours=9)
    (long,) = house.post(Draft("shift_on", said))
    other = house.enrol("Ada Lund")
    (short,) = house.post(Draft("shift_on", said), signer=other)
    (off,) = house.post(Draft("shift_off", {}), signer=other)
    house.post(*(line(f"Round {n}.") for n in range(6)))
    (end,) = house.post(Draft("shift_off", {}))
    (last,) = house.post(Draft("shift_on", said), signer=other)
    read = house.book.reader()

    def between(since: datetime, until: datetime) -> list[int]:
        return [row.n for row in read.shifts_between(since, until)]

    assert between(short.at, off.at) == [long.n, short.n]
    assert between(off.at + timedelta(seconds=1), end.at) == [long.n]
    assert between(end.at + timedelta(seconds=1), last.at + timedelta(days=9)) == [last.n]
    assert between(before, long.at) == []
    assert between(before, last.at + timedelta(days=9)) == [long.n, short.n, last.n]


def test_a_tick_counts_while_its_line_stands(house: House) -> None:
    (routine,) = house.post(Draft("routine", {"name": "Lock-up", "tolerance": 10}))
    said = {"routine": ref(routine), "due": DUE}
    done, missed, wrong = house.post(
        line("Locked.", **said), line("Not done.", **said | {"type": code("missed")}),
        line("Twice.", **said),
    )  # fmt: skip
    house.post(strike(wrong))
    house.post(Draft("routine", {"state": code("ended")}, thread=routine.id))
    read = house.book.reader()
    assert [(row.n, row.missed) for row in read.ticks(EARLY)] == [(done.n, 0), (missed.n, 1)]
    assert [(row.thread, row.state) for row in read.routines()] == [(routine.id, "ended")]


def test_the_last_review_of_a_line_counts_and_own_lines_are_left_out(house: House) -> None:
    lead = house.enrol("Ada Lund", "lead")
    one, two = house.post(line("One."), line("Two."))
    (own,) = house.post(line("Mine."), signer=lead)
    span: dict[str, Value] = {"first": 1, "last": 9}
    back: dict[str, Value] = {"returned/a/line": ref(two), "returned/a/comment": "Which door?"}
    house.post(Draft("review", span | back), signer=lead)
    house.post(line("Later."))
    read = house.book.reader()
    ns = [one.n, two.n, own.n, own.n + 2]
    said = {n: (row.verdict, row.comment) for n, row in read.marks(ns).items()}
    assert said == {one.n: ("approved", None), two.n: ("returned", "Which door?")}
    assert [row.n for row in read.returned(house.me.author)] == [two.n]
    house.post(Draft("review", span | {"own": True}), signer=lead)
    assert {row.verdict for row in read.marks(ns).values()} == {"approved"}
    assert own.n in read.marks(ns)
    assert read.returned(house.me.author) == []
    assert [one.why for one in house.book.verify(full=True)] == [Why.REVIEW_OWN]  # it counts


def test_a_corrected_line_is_new_to_the_reviewer(house: House) -> None:
    lead = house.enrol("Ada Lund", "lead")
    (first,) = house.post(line("Door 3."))
    back: dict[str, Value] = {"returned/a/line": ref(first), "returned/a/comment": "Door 4?"}
    house.post(Draft("review", {"first": 1, "last": 1, **back}), signer=lead)
    (mended,) = house.post(Draft("occurrence", {"text": "Door 4."}, amends=first.id))
    read = house.book.reader()
    assert read.marks([mended.n]) == {}
    assert read.returned(house.me.author) == []


def test_lines_that_no_review_covers_are_found_and_a_line_added_to_before_can_be_returned(
    house: House,
) -> None:
    lead = house.enrol("Ada Lund", "lead")
    (first,) = house.post(line("Door 3."))
    (added,) = house.post(Draft("occurrence", {"text": "Door 3."}, amends=first.id))
    (own,) = house.post(line("Mine."), signer=lead)
    read = house.book.reader()
    assert [row.n for row in read.unreviewed(0)] == [first.n, added.n, own.n]
    assert [row.n for row in read.unreviewed(0, lead.author)] == [first.n, added.n]
    assert [row.n for row in read.unreviewed(0, limit=1)] == [own.n]
    assert [row.n for row in read.unreviewed(first.n, before=own.n)] == [added.n]
    counted = (read.count_unreviewed(0), read.count_unreviewed(0, lead.author, 1))
    assert counted == (3, 1)
    back: dict[str, Value] = {"returned/a/line": ref(first), "returned/a/comment": "Door 4?"}
    house.post(Draft("review", {"first": 1, "last": 3, **back}), signer=lead)
    assert [row.n for row in read.unreviewed(0)] == [own.n]
    assert [row.n for row in read.returned()] == [first.n]
    assert read.returned(lead.author) == []
    house.post(Draft("occurrence", {"text": "Door 4."}, amends=added.id))
    assert read.returned() == []


def test_a_second_signature_stands_under_its_line(house: House) -> None:
    other = house.enrol("Ada Lund")
    (first,) = house.post(line("Key 7 handed out."))
    (mended,) = house.post(Draft("occurrence", {"text": "Key 8."}, amends=first.id))
    sign: dict[str, Value] = {"act": b64(mended.leaf), "meaning": "Seen."}
    (signed,) = house.post(Draft("countersign", sign, thread=first.id), signer=other)
    (row,) = house.book.reader().seconds([first.n, mended.n])
    assert (row.n, row.line, row.author, row.meaning) == (
        signed.n, mended.n, other.author, "Seen.",
    )  # fmt: skip
    assert house.book.verify(full=True) == []


def test_breaks_deliveries_and_sheets_are_listed(house: House) -> None:
    begun, ended = house.post(
        Draft("shift_break", {"kind": code("begun"), "text": "Break."}),
        Draft("shift_break", {"kind": code("ended"), "text": "Back."}),
    )
    house.post(strike(ended))
    house.post(Draft("delivery", {"what": "Parcels", "refused": True, "reason": "Wet"}))
    house.post(Draft("blanks", {"kind": code("occurrence"), "first": 1, "last": 5}))
    head = Draft("import", {"sheets": code("occurrence"), "sheet": 2, "reason": "Power cut."})
    told, copied = house.post(head, line("By hand.", sheet=2, sheet_line=3))
    read = house.book.reader()
    assert [(row.n, row.kind) for row in read.breaks(0)] == [(begun.n, "begun")]
    assert [row.refused for row in read.deliveries(EARLY)] == [1]
    assert [(row.kind, row.first, row.last) for row in read.blanks()] == [("occurrence", 1, 5)]
    assert read.sheet_lines(2) == {3: copied.n}
    assert read.sheet_lines(3) == {}
    assert [(row.n, row.line, row.head) for row in read.copies(2)] == [(copied.n, 3, told.n)]
    assert read.unscanned() == [2]
    house.post(strike(copied))
    assert (read.sheet_lines(2), read.unscanned()) == ({}, [])
    assert len(read.copies(2)) == 1
    assert house.book.verify(full=True) == []


def test_d07_a_scan_that_comes_later_and_a_correction_stay_with_their_sheet(house: House) -> None:
    said: dict[str, Value] = {"sheets": code("occurrence"), "sheet": 2, "reason": "Power cut."}
    head, one = house.post(Draft("import", said), line("By hand.", sheet=2, sheet_line=1))
    mended = Draft("occurrence", {"text": "Mended.", "sheet": 2, "sheet_line": 1}, amends=one.id)
    (after,) = house.post(mended)
    read = house.book.reader()
    assert [(row.n, row.head) for row in read.copies(2)] == [(one.n, head.n), (after.n, head.n)]
    assert (read.sheet_lines(2), read.unscanned()) == ({1: after.n}, [2])
    scan = house.book.attach(b"a page", "sheet.jpg", "image/jpeg")
    house.post(
        Draft("import", {**said, "scan": scan.value}, amends=head.id, files={"scan": scan.key})
    )
    assert read.unscanned() == []
    assert house.book.verify(full=True) == []


def test_names_and_plates_are_known_by_each_word_without_case(house: House) -> None:
    house.post(line("Seen.", reported_by="Aïsha Khan"))
    house.post(line("Again.", reported_by="Kurt Ali"))
    cells: dict[str, Value] = {"vehicles/1/plate": "AB12 CDE", "people/1/name": "K. Meier"}
    (incident,) = house.post(Draft("incident", {"title": "Crash", **cells}))
    read = house.book.reader()
    assert [one.text for one in read.known(PERSON, "k", 9)] == [
        "K. Meier",
        "Kurt Ali",
        "Aïsha Khan",
    ]
    assert [one.text for one in read.known(PERSON, "AISHA", 9)] == ["Aïsha Khan"]
    assert read.known(PLATE, "ab12c", 9)[0].n == incident.n
    assert [one.text for one in read.known(PERSON, "", 2)] == ["K. Meier", "Kurt Ali"]


def test_a_place_is_known_from_the_first_line_that_names_it(house: House) -> None:
    typed: Value = {"id": b64(b"bins" * 4), "text": "Bin store"}
    first, *_more = house.post(*(line("Seen.", place=typed) for _no in range(2)), line("Gate."))
    found = house.book.reader().places()
    assert [(row.text, row.n) for row in found] == [
        ("Bin store", first.n),
        ("Main gate", first.n + 2),
    ]


def test_free_words_and_what_is_no_name_are_not_known(house: House) -> None:
    house.post(line("Timmy was here.", reported_by="Timmy\nhad a lot to say"))
    cells: dict[str, Value] = {"people/1/name": {"unknown": "?"}}
    house.post(Draft("incident", {"title": "Timmy", **cells}))
    assert house.book.reader().known(PERSON, "", 9) == []


def test_the_first_line_of_a_time_and_the_last_of_the_desk_are_found(timed: House) -> None:
    (seen,) = timed.post(line("Seen."))
    page = Draft("occurrence", {"type": code("page"), "text": "New page."})
    (turned,) = timed.post(page, signer=timed.book.desk_signer())
    timed.post(line("Later."))
    read = timed.book.reader()
    assert read.first_at(EARLY) == seen.n
    assert read.first_at(datetime(2040, 1, 1, tzinfo=UTC)) is None
    assert read.last_by_desk("page") == turned.n
    assert read.last_by_desk("hourly") is None


def test_open_shifts_and_the_newest_are_asked_of_the_register(house: House) -> None:
    other = house.enrol("Ada Lund", "officer")
    on: dict[str, Value] = {"post": "Front desk", "shift": "Day"}
    first, _off, second = house.post(
        Draft("shift_on", on), Draft("shift_off", {}), Draft("shift_on", on)
    )
    (third,) = house.post(Draft("shift_on", on), signer=other)
    read, asked = house.book.reader(), list[str]()
    read.link.driver.set_trace_callback(asked.append)
    assert [row.n for row in read.open_shifts()] == [second.n, third.n]
    read.link.driver.set_trace_callback(None)
    assert any("off_n IS NULL" in sql for sql in asked)
    newest = [
        read.last_shift(), read.last_shift(of=house.me.author),
        read.last_shift(but=house.me.author), read.last_shift(before=second.n),
        read.last_shift(of=other.author, before=third.n),
    ]  # fmt: skip
    assert [row and row.n for row in newest] == [third.n, second.n, third.n, first.n, None]


def test_only_ticks_of_late_are_looked_at_after_years_of_them(house: House) -> None:
    read, asked = house.book.reader(), list[str]()
    read.link.driver.set_trace_callback(asked.append)
    read.ticks(EARLY)
    read.link.driver.set_trace_callback(None)
    (sql,) = asked
    plan = [row[-1] for row in read.link.driver.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert "SEARCH tick USING INDEX tick_due (due>?)" in plan
