"""Statements and exhibits through the desk: what is signed by hand, and until then is not (D21)."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from tests.desk.offices import BOSS, MANAGER, OFFICER, Desk, fresh

from deskinc.book.record import Draft
from deskinc.book.writing import refusals
from deskinc.desk.cards import cards
from deskinc.desk.evidence import exhibits, hands, pages, statements
from deskinc.desk.evidence.hands import Hand
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm, Refused
from deskinc.forms.fields import Value
from deskinc.proof.canonical import unb64
from deskinc.proof.findings import Why

TOLD = {
    "young": False, "witness": "P. Nair", "account": "I saw him go down by the sink.",
    "amount": "About a minute", "read_back": True,
}  # fmt: skip
BAG = {"what": "Grey laptop bag", "mark": "RM/1", "store": "Safe, shelf 2", "seal": "A 1001"}


def scan() -> tuple[str, bytes]:
    """A scanned page."""
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, "JPEG")
    return "page.jpg", out.getvalue()


def told(desk: Desk, thread: str, **more: object) -> str:
    own = fresh()
    statements.take(desk.office, thread, {**TOLD, **more}, own).result()
    return own


def test_d21_a_statement_is_not_signed_until_its_page_comes_back_by_its_code(desk: Desk) -> None:
    office, thread = desk.office, desk.raise_incident()
    own = told(desk, thread)
    (wanted,) = hands.missing(office, thread)
    assert wanted.words == "Statement of P. Nair: NOT SIGNED"
    page = pages.statement_page(office, own)
    assert page.pdf.startswith(b"%PDF")
    again = hands.by_code(office, f"deskinc-sign-{wanted.code[:4]} {wanted.code[4:]}")
    assert again == wanted
    with pytest.raises(InvalidForm) as caught:
        hands.sign(office, wanted, Hand("pen"), fresh())
    assert "scan" in caught.value.notes
    with pytest.raises(Refused):
        hands.sign(office, wanted, Hand("pen", scan=("a.jpg", b"\xff\xd8\xff no page")), fresh())
    assert hands.missing(office, thread) == [wanted]
    hands.sign(office, wanted, Hand("pen", scan=scan()), fresh()).result()
    assert hands.missing(office) == []
    assert statements.listed(office, thread)[0].signed == "pen"
    assert hands.page(office, own).startswith(b"\xff\xd8\xff")
    with pytest.raises(DeskError, match="signed already"):
        hands.sign(office, wanted, Hand("pen", scan=scan()), fresh())
    with pytest.raises(InvalidForm):
        hands.by_code(office, wanted.code)
    assert desk.verifies()


def test_an_exhibit_is_corrected_with_a_reason_and_both_words_stand_with_who_said_them(
    desk: Desk,
) -> None:
    office, thread = desk.office, desk.raise_incident()
    own = fresh()
    exhibits.make(office, thread, BAG, own).result()
    right = {"seal": "A 1010", "store": "Safe, shelf 3", "corrected": "Misread in the dark."}
    for wrong, note in (
        ({"seal": "A 1010"}, "corrected"), ({**right, "corrected": "  "}, "corrected"),
        ({**right, "mark": None}, "mark"),
    ):  # fmt: skip
        with pytest.raises(InvalidForm) as caught:
            exhibits.correct(office, own, wrong, fresh())
        assert note in caught.value.notes
    with pytest.raises(DeskError, match="Nothing was changed"):
        exhibits.correct(office, own, {"seal": BAG["seal"], "corrected": "No reason."}, fresh())
    exhibits.correct(office, own, right, fresh()).result()
    (row,) = exhibits.listed(office, thread)
    assert (row.number, row.seal, row.store) == ("EXH-2026-0001", "A 1010", "Safe, shelf 3")
    said, before = exhibits.told(office, own)
    assert said["seal"] == "A 1010"
    ((head, words),) = before
    assert head.startswith("Corrected, ")
    assert words.split("\n") == [
        "Seal number: A 1001, now A 1010", "Kept where: Safe, shelf 2, now Safe, shelf 3",
        "Misread in the dark.",
    ]  # fmt: skip
    exhibits.correct(office, own, {"seal": None, "corrected": "There is none."}, fresh()).result()
    assert exhibits.told(office, own)[1][1][1].startswith("Seal number: A 1010, now nothing")
    desk.sit(MANAGER)
    with pytest.raises(DeskError):
        exhibits.correct(office, own, right, fresh())
    assert desk.verifies()


def test_d21_past_the_desk_no_word_signs_a_statement_and_none_of_it_changes_once_it_was_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, thread = desk.office, desk.raise_incident()
    own = told(desk, thread)

    def write(**values: Value) -> None:
        draft = Draft("statement", values, thread=unb64(own))
        office.book.write([draft], office.person.signer()).result()

    def shown() -> tuple[str, object]:
        (row,) = statements.listed(office, thread)
        return row.signed, statements.values(office, own)["account"]

    pen: Value = {"code": "pen", "text": "By pen on the printed page"}
    write(signed=pen)
    write(signed=pen, scan="none")
    write(signed={"code": "refused", "text": "Refused"}, why={"unknown": ""}, seen_by=" ")
    assert shown() == ("", TOLD["account"])
    (wanted,) = hands.missing(office, thread)
    hands.sign(office, wanted, Hand("pen", scan=scan()), fresh()).result()
    with pytest.raises(DeskError, match="told anew"):
        write(account="I saw nothing at all.")
    assert office.book.verify(full=True) == []
    monkeypatch.setattr(refusals, "permitted", lambda *_given: None)
    write(account="I saw nothing at all.", signed={"code": "drawn", "text": "Drawn"})
    assert shown() == ("pen", TOLD["account"])
    assert hands.missing(office, thread) == []
    (found,) = office.book.verify(full=True)
    assert (found.n, found.why) == (office.read.last_n(), Why.RETOLD)


def test_d21_who_took_an_exhibit_is_not_told_anew_past_the_desk(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, thread = desk.office, desk.raise_incident()
    bag = fresh()
    exhibits.make(office, thread, BAG, bag).result()
    exhibits.move(office, bag, LENT, fresh()).result()
    crook = Draft("exhibit", {"moves/001/to": "Mr Crook"}, thread=unb64(bag))
    signer = office.person.signer()
    with pytest.raises(DeskError, match="told anew"):
        office.book.write([crook], signer).result()
    monkeypatch.setattr(refusals, "permitted", lambda *_given: None)
    (record,) = office.book.write([crook], signer).result().records
    ((move,),) = [one.moves for one in exhibits.listed(office, thread)]
    assert move.cells["to"] == LENT["to"]
    assert [(one.n, one.why) for one in office.book.verify(full=True)] == [(record.n, Why.RETOLD)]


def test_d21_refused_counts_only_with_the_reason_and_who_saw_it(desk: Desk) -> None:
    office, thread = desk.office, desk.raise_incident()
    told(desk, thread)
    (wanted,) = hands.missing(office)
    for hand, lacks in (
        (Hand("refused"), {"why", "seen_by"}),
        (Hand("unable", why="Broken wrist"), {"seen_by"}),
        (Hand(""), {"signed"}),
    ):
        with pytest.raises(InvalidForm) as caught:
            hands.sign(office, wanted, hand, fresh())
        assert set(caught.value.notes) == lacks
    hand = Hand("refused", why="I want my lawyer", seen_by="D. Novak")
    hands.sign(office, wanted, hand, fresh()).result()
    assert hands.missing(office) == []


def test_a_statement_that_was_not_read_back_is_not_taken(desk: Desk) -> None:
    thread = desk.raise_incident()
    with pytest.raises(InvalidForm, match="Read it back"):
        told(desk, thread, read_back=False)
    assert statements.listed(desk.office, thread) == []


def test_d20_what_a_young_witness_said_and_signed_is_restricted(desk: Desk) -> None:
    office, thread = desk.office, desk.raise_incident()
    own = fresh()
    said = {"young": True, "young_witness": "Tom B.", "young_account": "He ran.", "read_back": True}
    statements.take(office, thread, said, own).result()
    (wanted,) = hands.missing(office)
    hands.sign(office, wanted, Hand("drawn", scan=("tom.jpg", scan()[1])), fresh()).result()
    open_ = office.read.folded(unb64(own), "statement")
    assert not [name for name in open_ if name.startswith("young_")]
    assert open_["scan"]["mime"] == "application/octet-stream"  # type: ignore[index]
    assert open_["scan"]["name"] == "page.jpg"  # type: ignore[index]
    pages.statement_page(office, own)
    access = [office.read.record(row.n).values for row in office.read.accesses(50)]
    assert "Tom" not in str(access), "the log is read by those who may not read the name"
    assert statements.values(office, own)["young_account"] == "He ran."
    assert hands.page(office, own).startswith(b"\xff\xd8\xff")
    assert desk.verifies()


def test_d20_a_young_witness_is_named_in_no_list_and_each_reading_is_noted(desk: Desk) -> None:
    office, thread = desk.office, desk.raise_incident()
    said = {"young": True, "young_witness": "Anna Child", "young_account": "x", "read_back": True}
    desk.sit(OFFICER)
    statements.take(office, thread, said, own := fresh()).result()
    hands.sign(office, hands.missing(office)[0], Hand("drawn", scan=scan()), fresh()).result()
    statements.take(office, thread, said, other := fresh()).result()

    def noted() -> int:
        office.book.settle()
        read = [office.read.record(row.n).values.get("what") for row in office.read.accesses(50)]
        return len([one for one in read if plain(one) == "restricted_read"])

    desk.sit(BOSS)
    names = [one.witness for one in statements.listed(office, thread)]
    assert names == ["a young person"] * 2
    assert "Anna" not in str(hands.missing(office))
    assert noted() == 0
    hands.page(office, own)
    hands.page(office, own)
    assert noted() == 1, "who looks at the page has read it"
    assert statements.values(office, other)["young_witness"] == "Anna Child"
    assert noted() == 2
    assert [one.witness for one in statements.listed(office, thread)] == ["Anna Child"] * 2
    desk.sit(MANAGER)
    assert "Anna" not in str(statements.listed(office, thread)) + str(hands.missing(office))


LENT = {
    "kind": "given", "from": "Safe, shelf 2", "to": "Insurer’s assessor", "taker": "A. Bell",
    "seal_before": "A 1001", "seal_after": "A 1002",
}  # fmt: skip
POLICE = {
    "kind": "police", "from": "Safe, shelf 2", "to": "Police, Harbour station",
    "taker": "PC 4471 Shaw, Harbour", "receipt": "CR/9", "seal_before": "A 1002",
}  # fmt: skip


def made(desk: Desk, thread: str, mark: str = "RM/1") -> exhibits.ExhibitRow:
    exhibits.make(desk.office, thread, {**BAG, "mark": mark}, fresh()).result()
    return exhibits.listed(desk.office, thread)[-1]


def test_an_exhibit_takes_the_next_number_and_what_is_lent_is_due_back(desk: Desk) -> None:
    office, thread = desk.office, desk.raise_incident()
    year = office.now().year
    found = [made(desk, thread, mark) for mark in ("RM/1", "RM/2")]
    assert [one.number for one in found] == [f"EXH-{year}-0001", f"EXH-{year}-0002"]
    office = desk.reopen()
    assert made(desk, thread, "RM/3").number == f"EXH-{year}-0003"
    with pytest.raises(InvalidForm) as caught:
        exhibits.move(office, found[0].thread, {"kind": "police"}, fresh())
    assert set(caught.value.notes) == {"from", "to", "taker"}
    lent = [{**LENT, "due": office.now() + timedelta(days=days)} for days in (-1, 2)]
    for one, cells in zip(found, lent, strict=True):
        exhibits.move(office, one.thread, cells, fresh()).result()
    words = [one.words for one in hands.missing(office, thread)]
    assert words[0] == f"EXH-{year}-0001 to Insurer’s assessor: NOT SIGNED"
    assert words[2].startswith(f"EXH-{year}-0001 due back from Insurer’s assessor, ")
    assert [one.words for one in hands.overdue(office)] == [words[2]]
    back = {**LENT, "kind": "returned", "from": "A. Bell", "to": "Safe", "taker": "R. Malik"}
    exhibits.move(office, found[0].thread, back, fresh()).result()
    assert hands.overdue(office) == []
    told(desk, thread)
    rows = exhibits.listed(desk.office, thread)
    there = [(thread, row.number, f"{row.mark} {row.what}") for row in rows]
    assert exhibits.numbered(desk.office) == there


def test_d21_a_release_to_the_police_is_signed_by_the_officer_who_takes_it(desk: Desk) -> None:
    office, thread = desk.office, desk.raise_incident()
    one = made(desk, thread)
    exhibits.move(office, one.thread, POLICE, fresh()).result()
    (now,) = exhibits.listed(office, thread)
    assert (now.store, now.seal) == ("Police, Harbour station", "A 1001")
    page = pages.receipt_page(office, one.thread, now.moves[-1].row)
    assert page.title == f"Receipt for exhibit {one.number}"
    (wanted,) = hands.missing(office)
    hands.sign(office, wanted, Hand("drawn", scan=scan()), fresh()).result()
    assert hands.missing(office) == []
    gone = {"kind": "disposed", "from": "Police", "to": "Shredded", "taker": "D. Novak, witness"}
    exhibits.move(office, one.thread, gone, fresh()).result()
    with pytest.raises(DeskError, match="disposed of"):
        exhibits.move(office, one.thread, gone, fresh())
    assert desk.verifies()


def test_an_exhibit_kept_outside_is_its_digest_player_place_and_clock(desk: Desk) -> None:
    thread = desk.raise_incident()
    film: dict[str, object] = {
        **BAG, "outside": True, "format": "cam4.dav", "player": "SmartPlayer 4", "offset": 93,
        "offset_by": "R. Malik, speaking clock", "store": "Recorder 2, lobby",
    }  # fmt: skip
    for wrong in ({}, {"sha256": "no digest"}):
        with pytest.raises(InvalidForm) as caught:
            exhibits.make(desk.office, thread, {**film, **wrong}, fresh())
        assert "sha256" in caught.value.notes
    exhibits.make(desk.office, thread, {**film, "sha256": "0f" * 32}, fresh()).result()
    assert exhibits.listed(desk.office, thread)[0].store == "Recorder 2, lobby"


def test_a_number_is_given_once_also_to_an_exhibit_that_names_no_incident(desk: Desk) -> None:
    office, thread = desk.office, desk.raise_incident()
    write = office.book.write([Draft("exhibit", {"what": "A bag", "mark": "RM/1"})],
                              office.person.signer())  # fmt: skip
    (first,) = write.result().records
    office.book.settle()
    desk.reopen()
    assert first.number == "EXH-2026-0001"
    assert made(desk, thread).number == "EXH-2026-0002"
    assert desk.verifies()


def test_no_file_makes_an_exhibit_go_and_no_strike_a_claim(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, signer, thread = desk.office, desk.office.person.signer(), desk.raise_incident()
    bag, party = fresh(), fresh()
    exhibits.make(office, thread, BAG, bag).result()
    cards.keep(office, "party", "", {"name": "Ada"}, party).result()
    there = office.read.by_id(unb64(bag))
    assert there is not None
    file = Draft("document", {"caption": "x"}, amends=there.id)
    with pytest.raises(DeskError, match="cannot be corrected in that way"):
        office.book.write([file], signer).result()
    struck = Draft("strike", {"reason": "x"}, amends=unb64(party))
    with pytest.raises(DeskError, match="never struck"):
        office.book.write([struck], signer).result()
    monkeypatch.setattr(refusals, "amendable", lambda *_given: None)
    office.book.write([file], signer).result()
    assert [one.thread for one in exhibits.listed(office, thread)] == [bag]


def test_d21_each_of_two_movements_of_one_record_wants_its_own_signature(desk: Desk) -> None:
    office, thread = desk.office, desk.raise_incident()
    bag = made(desk, thread)
    moves = {"001": POLICE, "002": LENT}
    key = unb64(bag.thread)
    office.write(office.draft("exhibit", {"moves": moves}, partial=True, thread=key)).result()
    rows = [one.row for one in hands.missing(office, thread) if one.due is None]
    assert sorted(rows) == ["001", "002"]
