"""Emergency notes at the locked desk: kept at once, read by nobody, chained and adopted later."""

import shutil

import pytest
from tests.desk.offices import MANAGER, OFFICER, PHRASES, Desk, Ticking, fresh

from deskinc.book.spool import spool
from deskinc.desk.lines import entries
from deskinc.desk.lines.noted import noted_words
from deskinc.desk.office import Record, sign_in
from deskinc.desk.people import writers
from deskinc.desk.trouble import emergency, sealed
from deskinc.errors import BookFault, DeskError, InvalidForm, NotAllowed

WORDS = "Smoke from the <lift> shaft, I am going down & out."


def noted(desk: Desk, text: str = WORDS) -> None:
    """Somebody writes at the locked desk."""
    writers.lock(desk.office)
    emergency.keep(desk.office, text, fresh())


def taken_in(desk: Desk, name: str = OFFICER) -> tuple[Record, ...]:
    """An officer unlocks, and what waits is chained."""
    writers.take(desk.office, desk.people[name], by_pin=False)
    return emergency.take_in(desk.office)


def test_d23_a_note_is_on_the_disk_before_it_counts_as_kept_and_reads_as_nothing(
    desk: Desk,
) -> None:
    noted(desk)
    (path,) = spool.files(desk.folder)
    raw = path.read_bytes()
    for part in (WORDS, "Smoke", "emergency"):
        assert part.encode() not in raw


def test_d23_a_note_is_chained_with_both_times_and_nobodys_name(desk: Desk, clock: Ticking) -> None:
    noted(desk)
    clock.on(minutes=40)
    (record,) = taken_in(desk)
    line = desk.line(record.n)
    assert (record.author, line.text, line.type) == ("desk", WORDS, "emergency")
    assert line.noted is not None
    assert (line.noted.by, line.noted.name) == ("", "")
    assert (line.written - line.noted.at).total_seconds() >= 40 * 60
    said = noted_words(desk.office.locale, line.noted)
    assert said.endswith("while the desk was locked, not signed")
    assert spool.files(desk.folder) == []
    assert desk.verifies()


def test_notes_of_a_book_closed_while_locked_come_in_at_the_next_sign_in(desk: Desk) -> None:
    noted(desk)
    desk.office.close()
    office = sign_in(desk.folder, OFFICER, PHRASES[OFFICER], clock=desk.clock)
    desk.opened.append(office)
    assert [r.values["text"] for r in office.came_in] == [WORDS]
    told = sealed.told(office, office.came_in)
    assert told is not None
    assert told[0] == "1 note written while the desk was locked now stands in the book."
    assert [line.text for line in emergency.unadopted(office)] == [WORDS]


@pytest.mark.parametrize("mine", [True, False])
def test_an_officer_adopts_or_comments_a_note_in_his_own_name(desk: Desk, mine: bool) -> None:
    noted(desk)
    (record,) = taken_in(desk)
    assert [line.n for line in emergency.unadopted(desk.office)] == [record.n]
    said = emergency.adopt(desk.office, record.n, "Put out at 20:10.", fresh(), mine=mine)
    added = said.result().records[0]
    assert added.author == desk.office.officer.thread
    words = "I wrote it" if mine else "Seen, not mine"
    expected = f"Emergency note: {words}, Comment: Put out at 20:10."
    assert desk.line(added.n).text.endswith(expected)
    assert desk.line(record.n).struck is None
    assert emergency.unadopted(desk.office) == []
    with pytest.raises(DeskError, match="already"):
        emergency.adopt(desk.office, record.n, "", fresh(), mine=True)
    assert desk.verifies()


def test_whoever_writes_no_lines_adopts_none(desk: Desk) -> None:
    noted(desk)
    (record,) = taken_in(desk, MANAGER)
    with pytest.raises(NotAllowed):
        emergency.adopt(desk.office, record.n, "", fresh(), mine=True)


def test_a_struck_note_waits_for_nobody(desk: Desk) -> None:
    noted(desk)
    (record,) = taken_in(desk)
    entries.strike(desk.office, record.n, "A child at the keys.", fresh()).result()
    assert emergency.unadopted(desk.office) == []


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_note_is_none(desk: Desk, text: str) -> None:
    with pytest.raises(InvalidForm):
        emergency.keep(desk.office, text, fresh())
    assert spool.files(desk.folder) == []


def test_nothing_is_looked_for_where_nothing_was_noted(desk: Desk) -> None:
    assert emergency.take_in(desk.office) == ()


def test_a_note_that_no_disk_takes_is_not_said_to_be_kept(desk: Desk) -> None:
    for folder in spool.places(desk.folder, desk.office.book.mirror, desk.office.book.id):
        shutil.rmtree(folder / spool.FOLDER, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / spool.FOLDER).write_bytes(b"")
    with pytest.raises(BookFault, match="not kept"):
        emergency.keep(desk.office, WORDS, fresh())


def test_nobody_picks_the_type_of_a_note(desk: Desk) -> None:
    assert "emergency" not in {one.code for one in entries.types()}
