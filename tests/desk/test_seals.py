"""Seals: when they come, who witnessed them, and a paper held against the book."""

import shutil
from pathlib import Path

import pytest
from bench.bulk import bulk
from tests.book.houses import alter
from tests.book.test_clock import Machine
from tests.desk.offices import (
    BOSS,
    OFFICER,
    PHRASES,
    Desk,
    Prepared,
    Ticking,
    copied,
    desk_of,
    ready,
)

from deskinc.book import erasable, reading
from deskinc.book.erasure_list import Erased
from deskinc.book.ledger import State
from deskinc.book.record import Draft
from deskinc.desk import handover, incidents, paper_seals, seals, trust
from deskinc.desk.office import note_access
from deskinc.errors import BookFault, InvalidForm
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64
from deskinc.proof.paper_seal import PaperSeal, qr_text
from deskinc.proof.seal import Checkpoint, origin, paper_code, parse_note


def note_of(desk: Desk) -> str:
    """The note of the newest seal."""
    row = desk.office.read.last_seal()
    assert row is not None
    return row.note


def square(desk: Desk) -> str:
    """What the square of a paper under the newest seal holds."""
    return qr_text(parse_note(note_of(desk)).checkpoint)


def ask(desk: Desk, code: str, records: str = "") -> paper_seals.Answer:
    """Hold a paper against the book; the record of it is written when this returns."""
    try:
        return paper_seals.check_paper(desk.office, paper_seals.read_paper(code, records))
    finally:
        desk.office.book.settle()


def test_d1_an_officers_key_signs_only_that_officers_acts(desk: Desk) -> None:
    mine = desk.post("By hand.")
    by_nobody = [
        note_access(desk.office, "sign_in_failed", "1").result().records[0],
        note_access(desk.office, "locked").result().records[0],
        seals.by_itself(desk.office).result().records[0],
    ]
    timed = by_nobody[-1]
    newest = seals.newest(desk.office)
    assert newest is not None
    assert newest.words() == "timed, witnessed by nobody"
    assert {record.author for record in by_nobody} == {"desk"}
    assert {record.doc.key for record in by_nobody} == {timed.doc.key} != {mine.doc.key}
    assert len(parse_note(str(timed.values["note"])).signatures) == 1
    trust.seal(desk.office).result()
    newest = seals.newest(desk.office)
    assert newest is not None
    assert newest.words() == f"witnessed by {BOSS}"


def test_a_handover_is_sealed_by_both(desk: Desk) -> None:
    desk.sign_on()
    desk.post("Quiet.")
    given = ready(handover.prepare(desk.office))
    handover.complete(desk.office, given, PHRASES[BOSS], OFFICER, PHRASES[OFFICER])
    newest = seals.newest(desk.office)
    assert newest is not None
    assert newest.witnesses == (BOSS, OFFICER)
    assert desk.verifies()


def test_finishing_an_incident_seals_the_book(desk: Desk) -> None:
    thread = desk.raise_incident(desk.post("A slip.").n)
    saved = incidents.finish(desk.office, thread, PHRASES[BOSS], b64(bytes(15) + b"f"))
    row = desk.office.read.last_seal()
    assert row is not None
    assert row.size == saved.records[-1].n


def test_an_incident_is_finished_even_where_the_seal_is_refused(desk: Desk) -> None:
    line = desk.post("A slip.")
    thread = desk.raise_incident(line.n)
    alter(desk.office.book._writer._link, line.n, "text", "No slip.")
    incidents.finish(desk.office, thread, PHRASES[BOSS], b64(bytes(15) + b"f"))
    assert desk.office.read.last_seal() is None
    assert "was not sealed" in desk.office.health().doubts[-1]


def test_a_refusal_is_amber_until_a_seal_comes_about(desk: Desk) -> None:
    line = desk.post("As it was.")
    link = desk.office.book._writer._link
    true = link.one("SELECT raw FROM value WHERE n = ? AND name = 'text'", (line.n,))
    alter(link, line.n, "text", "As it was not.")
    with pytest.raises(BookFault, match="was not sealed"):
        trust.seal(desk.office).result()
    with pytest.raises(BookFault):
        trust.seal(desk.office).result()
    assert len(desk.office.health().doubts) == 1
    with link.transaction():
        link.run("UPDATE value SET raw = ? WHERE n = ? AND name = 'text'", (true, line.n))
    trust.seal(desk.office).result()
    assert desk.office.health().doubts == ()


def test_a_seal_is_due_twelve_hours_after_the_last_where_anything_was_written(
    desk: Desk, clock: Ticking
) -> None:
    trust.seal(desk.office).result()
    clock.on(hours=13)
    assert not seals.due(desk.office), "nothing was written since"
    desk.post("Morning.")
    assert seals.due(desk.office)
    seals.by_itself(desk.office).result()
    desk.post("Soon after.")
    clock.on(hours=11)
    assert not seals.due(desk.office)
    clock.on(hours=1)
    assert seals.due(desk.office)


def test_setting_the_clock_back_puts_no_seal_off(prepared: Prepared, tmp_path: Path) -> None:
    machine = Machine()
    desk = desk_of(copied(prepared, tmp_path), prepared.people, machine.clocks)
    trust.seal(desk.office).result()
    desk.post("Evening.")
    machine.go_on(hours=12, seconds=1)
    machine.set(hours=-10)
    assert seals.due(desk.office)
    desk.office.close()


def test_closing_seals_what_is_not_yet_sealed(desk: Desk) -> None:
    desk.post("The last line.")
    seals.before_closing(desk.office)
    desk.reopen()
    row = desk.office.read.last_seal()
    assert row is not None
    assert row.n == desk.office.read.last_n()
    seals.before_closing(desk.office)
    desk.reopen()
    assert len(desk.office.read.seals()) == 1


@pytest.fixture
def sealed(desk: Desk) -> Desk:
    """A book with a paper out of the house, and lines since."""
    for i in range(9):
        desk.post(f"Line {i}.")
    trust.seal(desk.office).result()
    return desk


def test_a_paper_of_this_book_is_answered_with_its_lines(sealed: Desk) -> None:
    text, note = square(sealed), parse_note(note_of(sealed)).checkpoint
    for i in range(300):
        sealed.post(f"Since {i}.")
    by_scanner = ask(sealed, f" {text.lower()}\n")
    by_hand = ask(sealed, paper_code(note.root).replace("O", "0").lower(), f"{note.size:,}")
    for answer in (by_scanner, by_hand):
        assert answer.kind == "same"
        assert "contains everything sealed then: lines 1 to 9, sealed 20:0" in answer.sentence
        assert f"on Saturday 21 November 2026, witnessed by {BOSS}" in answer.sentence
    sealed.office.book.settle()
    record = sealed.office.read.record(sealed.office.read.last_n())
    assert (record.form, record.author) == ("access", "desk")
    detail = str(record.values["detail"])
    assert detail.startswith(f"same, {note.size}, ")


def test_a_slip_of_the_hand_is_named_by_its_group(sealed: Desk) -> None:
    root = parse_note(note_of(sealed)).checkpoint
    code = paper_code(root.root)
    groups = code.split()
    groups[2] = groups[2][::-1] if groups[2] != groups[2][::-1] else "ABCD"
    with pytest.raises(InvalidForm, match="group 3 on the paper again"):
        ask(sealed, " ".join(groups), str(root.size))
    for typed, says in (
        ("", "seven groups"), (code[:-1], "Group 7 has not four"), ("9" + code[1:], "Group 1"),
        (code.replace(" ", "")[:20], "28 signs"), ("DESKINC1.ABC", "Scan it again"),
    ):  # fmt: skip
        with pytest.raises(InvalidForm, match=says):
            ask(sealed, typed, str(root.size))
    for size in ("", "none", "0", "٣"):
        with pytest.raises(InvalidForm, match="number of records"):
            ask(sealed, code, size)


def test_a_paper_that_knows_more_says_how_much_is_missing(sealed: Desk, tmp_path: Path) -> None:
    older = tmp_path / "older"
    sealed.office.close()
    for part in ("book", "mirror"):
        shutil.copytree(sealed.folder.parent / part, older / part)
    sealed.open(sealed.people[BOSS])
    for i in range(5):
        sealed.post(f"Lost later {i}.")
    trust.seal(sealed.office).result()
    text = square(sealed)
    back = desk_of(moved(older), sealed.people, sealed.clock)
    answer = ask(back, text)
    assert answer.kind == "ahead"
    assert "knows more records than the book: 5 are missing." in answer.sentence
    for i in range(20):
        back.post(f"Another story {i}.")
    assert ask(back, text).kind == "fork"
    by_hand = ask(back, paper_code(parse_note(note_of(sealed)).checkpoint.root),
                  str(parse_note(note_of(sealed)).checkpoint.size))  # fmt: skip
    assert by_hand.kind == "fork"
    assert "NOT the one on the paper" in by_hand.sentence
    back.office.close()


def moved(folder: Path) -> Path:
    """The book of a copied office, its mirror beside it."""
    from deskinc.book.station import Station

    station = Station.load(folder / "book")
    assert station is not None
    Station(station.id, folder / "mirror", station.salt).save(folder / "book")
    return folder / "book"


def test_a_book_cut_off_behind_the_paper_and_grown_again_is_found(
    sealed: Desk, tmp_path: Path
) -> None:
    """The seal itself is the record after what it seals: who cuts there takes it away."""
    older = tmp_path / "older"
    last = sealed.office.read.last_n()
    sealed.office.close()
    for part in ("book", "mirror"):
        shutil.copytree(sealed.folder.parent / part, older / part)
    sealed.open(sealed.people[BOSS])
    sealed.post("The line to be cut.")
    size, root = sealed.office.read.last_n(), sealed.office.book._writer.state.root()
    text = qr_text(Checkpoint(origin(sealed.office.book.id, 1), size, root, 0, 0))
    answer = ask(sealed, text)
    assert size == last + 1
    assert answer.kind == "cut"
    assert "what followed was cut off" in answer.sentence


def test_an_altered_value_and_an_altered_document_are_both_found(sealed: Desk) -> None:
    text = square(sealed)
    link = sealed.office.book._writer._link
    n = sealed.office.read.newest(1)[0]
    alter(link, n, "text", "Never happened.")
    answer = ask(sealed, text)
    assert answer.kind == "altered"
    assert f"a value of record {n}" in answer.sentence
    with link.transaction():
        link.run("DROP TRIGGER record_as_is")
        link.run("UPDATE record SET sig = zeroblob(64) WHERE n = ?", (n,))
    assert ask(sealed, text).kind == "fork"
    with link.transaction():
        link.run("UPDATE record SET doc = x'7b7d' WHERE n = ?", (n,))
    assert ask(sealed, text).kind == "fork"


def test_a_value_that_nobody_erased_is_missed_though_the_tree_is_the_papers(sealed: Desk) -> None:
    text, link = square(sealed), sealed.office.book._writer._link
    n = sealed.office.read.newest(1)[0]
    with link.transaction():
        link.run("DROP TRIGGER value_stays")
        link.run("DELETE FROM value WHERE n = ? AND name = 'text'", (n,))
    answer = ask(sealed, text)
    assert answer.kind == "altered"
    assert f"record {n} lacks a value that no two people erased" in answer.sentence


def test_what_two_people_erased_since_is_no_fault_of_the_paper(sealed: Desk) -> None:
    text, write = square(sealed), sealed.office.book.write
    n = sealed.office.read.newest(1)[0]
    gone = Erased(sealed.office.read.record(n).id, "text")
    draft = erasable.act([gone], "request")
    (act,) = write([draft], sealed.office.person.signer()).result().records
    seen: dict[str, Value] = {"act": b64(act.leaf), "meaning": "Seen"}
    sign = Draft("countersign", seen, thread=act.id)
    write([sign], sealed.people[OFFICER].signer()).result()
    assert "text" not in sealed.office.read.record(n).values
    assert ask(sealed, text).kind == "same"


def test_leaves_that_hide_a_change_do_not_help(sealed: Desk) -> None:
    """The tables of the tree are left as they were; the bytes are not."""
    text, link = square(sealed), sealed.office.book._writer._link
    with link.transaction():
        link.run("UPDATE leaf SET leaf = zeroblob(32) WHERE n = 2")
    assert ask(sealed, text).kind == "fork"


def test_a_paper_of_another_book_is_told_apart(sealed: Desk) -> None:
    point = parse_note(note_of(sealed)).checkpoint
    other = qr_text(Checkpoint(origin(bytes(16), 1), point.size, point.root, 0, 0))
    assert ask(sealed, other).kind == "other"


def restored(desk: Desk) -> Draft:
    """A restore that goes on from the book as it stands."""
    state: State = desk.office.book._writer.state
    said: dict[str, Value] = {
        "source": {"code": "backup", "text": "A backup"}, "epoch": state.epoch, "size": state.n,
        "root": b64(state.root()), "lost": 2, "reason": "The disk died.",
    }  # fmt: skip
    return Draft("restore", said)


def test_after_a_restore_old_papers_are_held_up_to_it_only(sealed: Desk) -> None:
    text, book = square(sealed), sealed.office.book.id
    (act,) = (
        sealed.office.book.write([restored(sealed)], sealed.office.person.signer()).result().records
    )
    meaning: dict[str, Value] = {"act": b64(act.leaf), "meaning": "Restored"}
    second = Draft("countersign", meaning, thread=act.id)
    sealed.office.book.write([second], sealed.people[OFFICER].signer()).result()
    left = act.n - 1
    sealed.post("In the new epoch.")
    assert ask(sealed, text).kind == "same"
    lost = ask(sealed, qr_text(Checkpoint(origin(book, 1), left + 2, bytes(32), 0, 0)))
    assert lost.kind == "lost"
    assert f"left the first {left}" in lost.sentence
    later = ask(sealed, qr_text(Checkpoint(origin(book, 3), 4, bytes(32), 0, 0)))
    assert later.kind == "ahead"
    by_hand = ask(sealed, "A" * 28, str(left + 1))
    assert by_hand.kind == "fork"
    assert "older than the restore" in by_hand.sentence
    at_end = ask(sealed, qr_text(Checkpoint(origin(book, 1), left, root_of(sealed, left), 0, 0)))
    assert at_end.kind == "same"
    assert "declared lost by a restore" in at_end.todo
    trust.seal(sealed.office).result()
    assert ask(sealed, square(sealed)).kind == "same"


def test_what_one_person_restored_alone_is_not_declared_lost(sealed: Desk) -> None:
    book = sealed.office.book
    (act,) = book.write([restored(sealed)], sealed.office.person.signer()).result().records
    left = act.n - 1
    beyond = qr_text(Checkpoint(origin(book.id, 1), left + 2, bytes(32), 0, 0))
    at_end = qr_text(Checkpoint(origin(book.id, 1), left, root_of(sealed, left), 0, 0))
    assert ask(sealed, beyond).kind == "fork"
    assert ask(sealed, at_end).kind == "cut"
    late: dict[str, Value] = {"act": b64(act.leaf), "meaning": "Restored"}
    sign = Draft("countersign", late, thread=act.id)
    book.write([sign], sealed.people[OFFICER].signer()).result()
    assert ask(sealed, beyond).kind == "fork"


def root_of(desk: Desk, size: int) -> bytes:
    """The root over the first ``size`` records."""
    from deskinc.proof.merkle import root

    return root(reading.leaves(desk.office.read.link, 0, size))


def test_a_check_of_a_paper_can_be_stopped(sealed: Desk) -> None:
    from deskinc.book.following import Cancelled

    bulk(
        sealed.office.book,
        (Draft("access", {"what": {"code": "locked", "text": "Locked"}}) for _i in range(600)),
        sealed.office.book.desk_signer(),
    )
    paper = PaperSeal(3, "A" * 28)
    with pytest.raises(Cancelled):
        paper_seals.check_paper(sealed.office, paper, cancel=lambda: True)
