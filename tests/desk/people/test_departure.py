"""D19: two people sign that somebody leaves; the book goes on under keys he does not have."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Prepared

from deskinc.book.disk import ring
from deskinc.book.disk.store import Link, Mode
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.restricting import Sight
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Draft
from deskinc.desk.copies import backups, restoring
from deskinc.desk.incidents import incidents
from deskinc.desk.office import sign_in
from deskinc.desk.people import departure, people, suspension, vouching
from deskinc.errors import DeskError, NoSlot, WrongPassphrase
from deskinc.proof.canonical import unb64
from deskinc.proof.findings import Kind, Why, verdict

SECOND = (MANAGER, PHRASES[MANAGER])


def thread_of(desk: Desk, name: str) -> str:
    """The thread of a person."""
    return desk.people[name].officer.thread


def untold(_fraction: float, _words: str) -> None:
    """Nobody watches."""


def leaves(desk: Desk, name: str = OFFICER, second: tuple[str, str] = SECOND) -> None:
    """``name`` leaves, signed by whoever sits there and ``second``; the book goes on."""
    what = departure.leave(desk.office, thread_of(desk, name), PHRASES[BOSS], second)
    desk.office.close()
    desk.office, fault = departure.change(what, untold)
    desk.opened.append(desk.office)
    assert fault is None


def enter(desk: Desk, name: str) -> None:
    """``name`` signs in with the passphrase he had."""
    desk.office.close()
    desk.office = sign_in(desk.folder, name, PHRASES[name], clock=desk.clock)
    desk.opened.append(desk.office)


def test_d19_everybody_else_signs_in_as_before_and_he_opens_nothing(
    desk: Desk, prepared: Prepared
) -> None:
    desk.sit(OFFICER)
    last = desk.post("My last.")
    desk.sit(BOSS)
    old = {path: path.read_bytes() for path in desk.folder.glob("slots.json*")}
    before = (desk.folder / "book.db").read_bytes()[:16]
    leaves(desk)
    assert (desk.folder / "book.db").read_bytes()[:16] != before
    said = desk.office.read.thread(unb64(thread_of(desk, OFFICER)))
    assert said[-2].values["last"] == last.n
    assert said[-1].form == "countersign"
    for name in (MANAGER, BOSS):
        enter(desk, name)
    desk.post("Goes on.")
    desk.office.book.settle()
    assert desk.line(last.n).by == "R.M."
    assert desk.verifies()
    for place in (desk.folder, *(path.parent for path in desk.mirror.rglob("slots.json"))):
        assert not Vault.load(place).has(OFFICER)
    with pytest.raises(NoSlot):
        desk.office.vault.open(OFFICER, PHRASES[OFFICER])
    sheet = Vault.load(desk.folder).open_recovery(prepared.words)
    assert sheet.database == desk.office.person.keys.database
    assert not list((desk.folder / "aside").glob("*"))
    desk.office.close()
    for path, raw in old.items():
        path.write_bytes(raw)
    with pytest.raises(DeskError) as found:
        sign_in(desk.folder, OFFICER, PHRASES[OFFICER], clock=desk.clock)
    assert not isinstance(found.value, WrongPassphrase)


def test_d19_a_suspended_person_leaves_too_and_what_the_key_signs_is_altered(desk: Desk) -> None:
    suspension.suspend(desk.office, thread_of(desk, OFFICER), PHRASES[desk.office.officer.name])
    leaves(desk)
    assert OFFICER not in [one.name for one in people.officers(desk.office)]
    signer = desk.people[OFFICER].signer()
    with pytest.raises(DeskError, match="no longer"):
        desk.office.book.write([Draft("occurrence", {"text": "Late."})], signer).result()
    writer = desk.office.book._writer
    writer.state = replace(writer.state, keys=writer.state.keys | {(signer.author, signer.key_id)})
    desk.office.book.write([Draft("occurrence", {"text": "Late."})], signer).result()
    found = desk.office.book.verify(full=True)
    assert {Why(f.why) for f in found} == {Why.CLOSED_KEY}
    assert verdict(found) is Kind.ALTERED


def test_d20_restricted_values_go_on_under_a_key_the_leaver_does_not_have(desk: Desk) -> None:
    hurt = {"people": {"01": {"name": "Ms P. Nair", "role": "injured", "injury": "Wrist"}}}
    before = desk.raise_incident(**hurt)
    his = desk.people[MANAGER].keys.restricted
    role = people.Enrolment("L. Prior", "L.P.", roles=frozenset({"lead"}), identity="Passport")
    phrase = "copper violin harvest moon"
    lead = people.enrol(desk.office, role, phrase, kdf=FLOOR)
    vouching.vouch(desk.office, lead.thread, MANAGER, PHRASES[MANAGER])
    leaves(desk, MANAGER, ("L. Prior", phrase))
    after = desk.raise_incident(**hurt)
    for thread in (before, after):
        assert incidents.page(desk.office, thread).values["people/01/injury"] == "Wrist"
    mine = desk.office.person.keys.restricted
    assert mine is not None
    assert ring.each(mine)[1:] == [his]
    opens = Sight(desk.office.book.id, his)
    with Link(desk.office.book.parts.store, Mode.READ) as link:
        rows = [r for (r,) in link.run("SELECT raw FROM value WHERE name = 'people/01/injury'")]
    assert [opens.plain(raw) is not None for raw in rows] == [True, False]
    assert desk.verifies()


def test_d19_who_reads_nothing_restricted_cannot_change_that_key(desk: Desk) -> None:
    phrase = "copper violin harvest moon"
    who = people.Enrolment("A. Clerk", "A.C.", roles=frozenset({"admin"}), identity="Passport")
    first = people.enrol(desk.office, who, phrase, kdf=FLOOR)
    again = people.Enrolment("B. Clerk", "B.C.", roles=frozenset({"admin"}), identity="Passport")
    other = people.enrol(desk.office, again, phrase + " too", kdf=FLOOR)
    for clerk in (first, other):
        vouching.vouch(desk.office, clerk.thread, MANAGER, PHRASES[MANAGER])
    desk.office.become(desk.office.open_person("A. Clerk", phrase))
    last = desk.office.read.last_n()
    with pytest.raises(DeskError, match="neither of you can"):
        departure.leave(
            desk.office, thread_of(desk, MANAGER), phrase, ("B. Clerk", phrase + " too")
        )
    assert desk.office.read.last_n() == last


@pytest.mark.parametrize(
    ("name", "second", "error"),
    [
        (BOSS, MANAGER, "cannot sign that you have left"),
        (OFFICER, BOSS, "a second person"),
        (MANAGER, MANAGER, "a second person"),
        (MANAGER, OFFICER, "may not sign that somebody leaves"),
    ],
)
def test_d19_it_takes_two_who_stay(desk: Desk, name: str, second: str, error: str) -> None:
    last = desk.office.read.last_n()
    with pytest.raises(DeskError, match=error):
        departure.leave(
            desk.office, thread_of(desk, name), PHRASES[BOSS], (second, PHRASES[second])
        )
    desk.office.handed_in().result()
    records = desk.office.read.records(range(last + 1, desk.office.read.last_n() + 1)).values()
    assert {record.form for record in records} <= {"access"}


def test_d19_a_departure_cut_off_before_the_keys_is_remembered_and_gone_on_with(
    desk: Desk,
) -> None:
    departure.leave(desk.office, thread_of(desk, OFFICER), PHRASES[BOSS], SECOND)
    enter(desk, BOSS)
    assert departure.due(desk.office) == [OFFICER]
    assert any(OFFICER in words for words in desk.office.health().people)
    what = departure.prepared(desk.office, desk.office.person)
    desk.office.close()
    desk.office, fault = departure.change(what, untold)
    desk.opened.append(desk.office)
    assert (fault, departure.due(desk.office)) == (None, [])


def test_d19_a_disk_that_refuses_leaves_the_old_book(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    what = departure.leave(desk.office, thread_of(desk, OFFICER), PHRASES[BOSS], SECOND)
    desk.office.close()
    (desk.folder / "restoring").write_text("in the way")
    desk.office, fault = departure.change(what, untold)
    desk.opened.append(desk.office)
    assert fault is not None
    assert departure.due(desk.office) == [OFFICER]
    desk.post("Goes on.")
    assert desk.verifies()


def test_d19_backups_that_his_slot_still_opens_are_listed_and_left(
    desk: Desk, tmp_path: Path
) -> None:
    made = backups.make(desk.office, tmp_path / "backups", untold, lambda: False)
    told = departure.plan(desk.office, thread_of(desk, OFFICER))
    assert (told.backups, told.reads, told.silent) == ((made.folder,), False, False)
    leaves(desk)
    assert Vault.load(made.folder).has(OFFICER)
    later = backups.make(desk.office, tmp_path / "backups", untold, lambda: False)
    assert later.state == "verified"
    assert not Vault.load(later.folder).has(OFFICER)


def test_d19_the_mirror_alone_brings_the_book_back_with_lines_of_both_keys(desk: Desk) -> None:
    desk.post("Under the old keys.")
    leaves(desk)
    desk.post("Under the new keys.")
    desk.office.book.settle()
    desk.office.close()
    shutil.rmtree(desk.folder / "attachments")
    for name in ("book.db", "head", "slots.json", "slots.json.bak"):
        (desk.folder / name).unlink(missing_ok=True)
    first, second = restoring.Pair(BOSS, PHRASES[BOSS]), restoring.Pair(MANAGER, PHRASES[MANAGER])
    keys = restoring.keys_of(desk.folder, first)
    (source, *_more) = restoring.sources(desk.folder, keys)
    restoring.restore(desk.folder, source, first, second, "gone", untold, clock=desk.clock)
    desk.office = sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    desk.opened.append(desk.office)
    said = [line.text for line in map(desk.line, desk.office.read.entry_ns())]
    assert {"Under the old keys.", "Under the new keys."} <= set(said)
    assert desk.verifies()


def test_d19_a_backup_from_before_brings_the_person_back_until_he_leaves_again(
    desk: Desk, tmp_path: Path
) -> None:
    line = desk.post("In the backup.")
    made = backups.make(desk.office, tmp_path / "backups", untold, lambda: False)
    leaves(desk)
    mirror = desk.office.book.mirror
    desk.office.close()
    assert mirror is not None
    for path in (*mirror.glob("*.lines"), *mirror.glob("*.values"), *desk.folder.glob("book.db*")):
        path.unlink()
    (desk.folder / "head").unlink()
    first, second = restoring.Pair(BOSS, PHRASES[BOSS]), restoring.Pair(MANAGER, PHRASES[MANAGER])
    keys = restoring.keys_of(desk.folder, first)
    (source, *_more) = restoring.sources(desk.folder, keys)
    assert (source.kind, source.folder) == ("backup", made.folder)
    restoring.restore(desk.folder, source, first, second, "gone", untold, clock=desk.clock)
    enter(desk, MANAGER)
    assert desk.line(line.n).text == "In the backup."
    assert OFFICER in [one.name for one in people.officers(desk.office)]
    enter(desk, BOSS)
    leaves(desk)
    assert OFFICER not in [one.name for one in people.officers(desk.office)]
    assert desk.verifies()
