"""A paper seal, scanned or typed, held against the book."""

import shutil
from pathlib import Path

import pytest
from bench.bulk import bulk
from tests.book.houses import alter
from tests.desk.offices import (
    BOSS,
    OFFICER,
    Desk,
    desk_of,
    note_of,
)

from deskinc.book.erasure import erasable
from deskinc.book.erasure.erasure_list import Erased
from deskinc.book.record import Draft
from deskinc.book.records import reading
from deskinc.book.writing.ledger import State
from deskinc.desk.papers import paper_seals
from deskinc.desk.trust import trust
from deskinc.errors import InvalidForm
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64
from deskinc.proof.paper_seal import PaperSeal, qr_text
from deskinc.proof.seal import Checkpoint, origin, paper_code, parse_note


def square(desk: Desk) -> str:
    """What the square of a paper under the newest seal holds."""
    return qr_text(parse_note(note_of(desk)).checkpoint)


def ask(desk: Desk, code: str, records: str = "") -> paper_seals.Answer:
    """Hold a paper against the book; the record of it is written when this returns."""
    try:
        return paper_seals.check_paper(desk.office, paper_seals.read_paper(code, records))
    finally:
        desk.office.book.settle()


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
    from deskinc.book.disk.station import Station

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
        link.run("UPDATE leaf SET leaf = zeroblob(32)")
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
    from deskinc.book.records.following import Cancelled

    bulk(
        sealed.office.book,
        (Draft("access", {"what": {"code": "locked", "text": "Locked"}}) for _i in range(600)),
        sealed.office.book.desk_signer(),
    )
    paper = PaperSeal(3, "A" * 28)
    with pytest.raises(Cancelled):
        paper_seals.check_paper(sealed.office, paper, cancel=lambda: True)
