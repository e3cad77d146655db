"""The believable book that the bench measures is a book like any other."""

from pathlib import Path

from bench import years
from bench.office import NAME, PASSPHRASE, opened

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Wanted
from deskinc.desk.shift import shifts


def test_the_big_book_verifies_and_holds_what_a_busy_desk_writes(tmp_path: Path) -> None:
    years.write(tmp_path, 2 * years.EACH, NAME, PASSPHRASE)
    office = opened(tmp_path / "book")
    assert abs(office.read.last_line() - 2 * years.EACH) < years.EACH // 10
    assert office.book.verify(full=True) == []
    for asked in (Wanted(late=True), Wanted(struck=True), Wanted("secure", type="patrol")):
        assert entries.find(office, asked)
    days = {row.day.partition("/")[0] for row in office.read.entries(office.read.entry_ns())}
    assert len(days) == 2
    assert {shift.officer for shift in shifts.on_duty(office)} <= {
        row.officer for row in office.read.shifts()
    }
    assert len(shifts.on_duty(office)) == 2
    assert len(office.read.places()) == 40
    assert office.read.known("person", "ber", 5)
    assert len(office.read.routines()) == len(years.ROUTINES)
    office.close()
