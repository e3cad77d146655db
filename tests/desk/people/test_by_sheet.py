"""The recovery sheet as a door, through the desk: what it opens, whom it enrols, what is told."""

from pathlib import Path

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Prepared, answers, copied
from tests.features.attacker import Attacker

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.recovery import new_words, public_of
from deskinc.book.leaving.bundling import bundle
from deskinc.book.record import Draft
from deskinc.desk import setup
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.desk.people import by_sheet, people, vouching
from deskinc.desk.people.by_sheet import Second
from deskinc.desk.people.people import Enrolment
from deskinc.desk.signing_on.officers import signer_of
from deskinc.errors import BookFault, DeskError, InvalidForm, NoSlot, NotVouched, WrongPassphrase
from deskinc.proof.bundle import judge
from deskinc.proof.canonical import Json, b64, unb64
from deskinc.proof.document import encode
from deskinc.proof.findings import Kind, Why
from deskinc.proof.verify import Chain

NEW = "copper lantern seven rivers"
WHO = Enrolment("A. Okoro", "A.O.", roles=frozenset({"officer", "lead"}), identity="Passport")


@pytest.fixture
def folder(prepared: Prepared, tmp_path: Path) -> Path:
    """Tower House, closed: an administrator who is the one lead, an officer, a manager."""
    return copied(prepared, tmp_path)


def thread_of(opened: by_sheet.Opened, name: str) -> str:
    """The thread of the person of that name."""
    return next(one.thread for one in opened.people() if one.name == name)


def whats(office: Office) -> list[str]:
    """What the access log says, the oldest first."""
    return [row.what for row in office.read.accesses(50)][::-1]


def test_d24_the_sheet_opens_the_book_signs_for_nobody_and_is_a_record(
    folder: Path, prepared: Prepared
) -> None:
    opened = by_sheet.open_book(folder, " ".join(prepared.words))
    assert opened.keys.signing is None
    assert [one.name for one in opened.people()] == [BOSS, OFFICER, MANAGER]
    with pytest.raises(NoSlot, match="sign for nobody"):
        signer_of("", opened.keys)
    opened.close()
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    assert "sheet_used" in whats(office)
    assert office.book.verify(full=True) == []
    office.close()


def test_d19_the_last_administrator_is_gone_and_sheet_and_officer_enrol_another(
    folder: Path, prepared: Prepared
) -> None:
    opened = by_sheet.open_book(folder, " ".join(prepared.words))
    assert opened.seconds() == [MANAGER, BOSS, OFFICER]
    for second, field in (
        (None, "second"),
        (Second(OFFICER, "not his passphrase at all"), "second_passphrase"),
        (Second("Nobody", "not his passphrase at all"), "second"),
    ):
        with pytest.raises(InvalidForm) as refused:
            by_sheet.enrol(opened, WHO, NEW, second=second, kdf=FLOOR)
        assert field in refused.value.notes
    opened.office.waits.clear()
    second = Second(OFFICER, PHRASES[OFFICER])
    assert by_sheet.enrol(opened, WHO, NEW, second=second, kdf=FLOOR) == WHO.name
    office = sign_in(folder, WHO.name, NEW)
    assert office.officer.roles == {"officer", "lead", "admin"}
    assert not office.officer.provisional, "an officer signed beside the sheet"
    assert office.person.keys.restricted == prepared.people[BOSS].keys.restricted
    new = Enrolment("B. Yu", "B.Y.", identity="Passport")
    with pytest.raises(NotVouched):
        people.enrol(office, new, "ribbon ferry moss eleven", kdf=FLOOR)
    vouching.vouch(office, office.officer.thread, MANAGER, PHRASES[MANAGER])
    people.enrol(office, new, "ribbon ferry moss eleven", kdf=FLOOR)
    assert office.book.verify(full=True) == []
    office.close()


def test_d19_a_forgotten_passphrase_is_a_new_key_and_the_old_lines_stand(
    desk: Desk, prepared: Prepared
) -> None:
    desk.post("Before.")
    desk.office.close()
    opened = by_sheet.open_book(desk.folder, " ".join(prepared.words))
    thread = thread_of(opened, BOSS)
    assert opened.seconds(thread) == [MANAGER, OFFICER]
    by_sheet.enrol(opened, WHO, NEW, again=thread, second=Second(MANAGER, PHRASES[MANAGER]),
                   kdf=FLOOR)  # fmt: skip
    with pytest.raises(WrongPassphrase):
        sign_in(desk.folder, BOSS, PHRASES[BOSS])
    office = sign_in(desk.folder, BOSS, NEW)
    desk.opened.append(office)
    assert office.officer.thread == thread
    assert office.officer.roles >= {"admin", "lead", "manager", "officer"}
    raw: dict[str, object] = {"type": "patrol", "text": "After."}
    entries.post(office, raw, entries.new_id()).result()
    assert office.book.verify(full=True) == []


def raw_sheet(desk: Desk, thread: bytes) -> None:
    """J. Harding announces a sheet of his own with his own key, past the program."""
    boss = desk.people[BOSS]
    desk.post("Before.")
    desk.office.close()
    he = Attacker(desk.folder.parent, boss.keys.shared())
    said: dict[str, Json] = {"key": b64(public_of(new_words()))}
    row = he.write("sheet", said, author=boss.officer.thread, thread=thread)
    he.sign(row, boss.signer().private)
    he.put()


def test_a_sheet_that_an_administrator_announces_in_another_thread_is_not_written(
    desk: Desk, prepared: Prepared
) -> None:
    boss, last = desk.people[BOSS], desk.office.read.last_n()
    key = {"key": b64(public_of(new_words()))}
    draft = Draft("sheet", key, thread=unb64(boss.officer.thread))
    with pytest.raises(DeskError, match="in another thread than that of record 1"):
        desk.office.book.write([draft], boss.signer()).result()
    assert desk.office.read.last_n() == last
    desk.office.close()
    opened = by_sheet.open_book(desk.folder, " ".join(prepared.words))
    by_sheet.enrol(opened, WHO, NEW, second=Second(BOSS, PHRASES[BOSS]), kdf=FLOOR)
    for name, phrase in ((WHO.name, NEW), (BOSS, PHRASES[BOSS]), (OFFICER, PHRASES[OFFICER])):
        office = sign_in(desk.folder, name, phrase)
        desk.opened.append(office)
        assert office.book.verify(full=True) == []
        office.close()


def test_written_past_the_program_it_is_found_inside_and_outside_and_proves_nothing(
    desk: Desk, prepared: Prepared
) -> None:
    raw_sheet(desk, unb64(desk.people[BOSS].officer.thread))
    he = Attacker(desk.folder.parent, desk.people[BOSS].keys.shared())
    chain = Chain()
    for row in he.rows:
        chain.add(encode(row.doc), row.sig, list(row.raws.values()))
    found = {(one.n, one.why) for one in chain.finish()}
    assert found == {(len(he.rows), Why.SHEET_THREAD)}
    he.seal()
    told = judge(he.bundle([row.n for row in he.rows[:-1]], {}))
    assert (told.kind, {one.why for one in told.all}) == (Kind.ALTERED, {Why.SHEET_THREAD})
    with pytest.raises(BookFault, match="does not verify at record"):
        by_sheet.open_book(desk.folder, " ".join(prepared.words))


@pytest.fixture(scope="session")
def lone(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """An office of one person."""
    below, words = tmp_path_factory.mktemp("lone"), setup.recovery_words()
    office = setup.set_up(below / "book", answers(below), words, kdf=FLOOR)
    office.close()
    return Prepared(below, {BOSS: office.person}, words)


def test_d19_where_one_person_was_ever_enrolled_the_sheet_is_enough_and_it_stands_in_amber(
    lone: Prepared, tmp_path: Path
) -> None:
    folder = copied(lone, tmp_path)
    opened = by_sheet.open_book(folder, " ".join(lone.words))
    thread = thread_of(opened, BOSS)
    assert opened.seconds(thread) == []
    by_sheet.enrol(opened, WHO, NEW, again=thread, kdf=FLOOR)
    office = sign_in(folder, BOSS, NEW)
    told = "J. Harding was enrolled by the recovery sheet alone, and nobody has vouched for that."
    assert told in office.health().people
    assert office.officer.printed == "J. Harding (provisional)"
    raw: dict[str, object] = {"type": "patrol", "text": "Going on."}
    record = entries.post(office, raw, entries.new_id()).result().records[0]
    note = office.book.seal().result().records[-1].values["note"]
    shown = {(record.n, name) for name in record.values}
    answer = judge(bundle(office.book, [record.n], str(note), shown))
    assert answer.all == ()
    assert next(one for one in answer.records if one.n == record.n).provisional
    lead = Enrolment("L. Prior", "L.P.", roles=frozenset({"lead"}), identity="Passport")
    people.enrol(office, lead, "ribbon ferry moss eleven", kdf=FLOOR)
    vouching.vouch(office, thread, "L. Prior", "ribbon ferry moss eleven")
    assert told not in office.health().people
    assert people.officers(office)[0].printed == "J. Harding"
    assert office.book.verify(full=True) == []
    office.close()


def test_words_of_another_sheet_open_nothing(folder: Path, prepared: Prepared) -> None:
    with pytest.raises(WrongPassphrase, match="do not open this book"):
        by_sheet.open_book(folder, " ".join(new_words()))
    with pytest.raises(WrongPassphrase, match="“ablhe”, is not on the list"):
        by_sheet.open_book(folder, " ".join(("ablhe", *prepared.words[1:])))


def test_an_enrolment_by_the_sheet_that_fails_leaves_every_slot(
    folder: Path, prepared: Prepared
) -> None:
    before = (folder / "slots.json").read_bytes()
    opened = by_sheet.open_book(folder, " ".join(prepared.words))
    bad = Enrolment("J. Harding", "J.H.", identity="x" * 900)
    with pytest.raises(DeskError):
        by_sheet.enrol(opened, bad, NEW, second=Second(OFFICER, PHRASES[OFFICER]), kdf=FLOOR)
    assert (folder / "slots.json").read_bytes() == before
    opened.close()
