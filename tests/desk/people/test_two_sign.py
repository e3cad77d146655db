"""D19: before somebody leaves it is seen that everybody else gets in under the new keys."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.desk.attacks import (
    ADMIN,
    LEAD,
    OTHERS,
    SECOND,
    enrolled,
    enter,
    leaves,
    places,
    slots_written,
)  # fmt: skip
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Prepared

from deskinc.book.keys.slots import Head, Slot
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Draft
from deskinc.desk.office import sign_in
from deskinc.desk.people import departure, sheet, suspension
from deskinc.desk.people.vouching import countersign
from deskinc.errors import DeskError, NoSlot
from deskinc.forms.fields import Value
from deskinc.proof.canonical import unb64


def whose(vault: Vault) -> list[bool]:
    """Whether there are the slots of the first person, of the manager and of the sheet."""
    return [vault.has(BOSS), vault.has(MANAGER), bool(vault.recovery_digest())]


def only(*names: str) -> Callable[[Head, Sequence[Slot]], Sequence[Slot]]:
    """Cut all other slots out of the file."""

    def cut(head: Head, held: Sequence[Slot]) -> Sequence[Slot]:
        kept = {head.name(name) for name in names}
        return [slot for slot in held if slot.name in kept]

    return cut


@pytest.mark.parametrize("left", [(BOSS,), ()])
def test_d19_slots_cut_out_of_the_file_meanwhile_are_in_it_again_after_the_keys_changed(
    desk: Desk, prepared: Prepared, left: tuple[str, ...]
) -> None:
    suspension.suspend(desk.office, desk.people[OFFICER].officer.thread, PHRASES[BOSS])
    desk.office.book.settle()
    slots_written(desk, only(*left))
    assert leaves(desk, OFFICER) is None
    assert [whose(vault) for vault in places(desk).values()] == [[True] * 3] * 3
    enter(desk, MANAGER)
    sheets = Vault.load(desk.folder).open_recovery(prepared.words)
    assert sheets.database == desk.office.person.keys.database


def test_d19_nobody_leaves_while_a_slot_is_missing_and_no_copy_is_lost(desk: Desk) -> None:
    enrolled(desk, LEAD, "lead")
    enter(desk, BOSS)
    slots_written(desk, only(BOSS, MANAGER, OFFICER))
    office = enter(desk, BOSS)
    last = office.read.last_n()
    said = f"opens the book for {LEAD}, the recovery sheet: somebody may have altered it"
    assert any(said in words for words in office.health().people)
    with pytest.raises(DeskError, match="recovery sheet is not the one"):
        leaves(desk, OFFICER)
    (desk.folder / "slots.json").write_bytes((desk.folder / "slots.json.bak").read_bytes())
    sheet_too = places(desk)["mirror"].has(LEAD)
    slots_written(desk, lambda head, held: [s for s in held if s.name != head.name(LEAD)])
    office = enter(desk, BOSS)
    with pytest.raises(DeskError, match=f"passphrase of {LEAD} would open nothing"):
        leaves(desk, OFFICER)
    forms = {record.form for record in desk.since(last)}
    assert forms <= {"access"}
    assert sheet_too
    assert [places(desk)[at].has(LEAD) for at in ("here", "backup", "mirror")] == [
        False, True, True,
    ]  # fmt: skip
    office.close()
    (desk.folder / "slots.json").write_bytes((desk.folder / "slots.json.bak").read_bytes())
    sign_in(desk.folder, LEAD, OTHERS, clock=desk.clock).close()


def test_d19_who_made_the_recovery_sheet_leaves_once_there_is_another(
    desk: Desk, prepared: Prepared
) -> None:
    desk.office.become(enrolled(desk, ADMIN, "admin", "lead"))
    thread = desk.people[BOSS].officer.thread
    last = desk.office.read.last_n()
    assert departure.plan(desk.office, thread).made_sheet
    with pytest.raises(DeskError, match=f"{BOSS} made the recovery sheet"):
        departure.leave(desk.office, thread, OTHERS, SECOND)
    assert {record.form for record in desk.since(last)} <= {"access"}
    words = sheet.new_words()
    sheet.replace(desk.office, words, OTHERS, SECOND)
    assert leaves(desk, BOSS, own=OTHERS) is None
    found = Vault.load(desk.folder)
    assert found.open_recovery(words).database == desk.office.person.keys.database
    with pytest.raises(DeskError):
        found.open_recovery(prepared.words)
    with pytest.raises(NoSlot):
        sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    assert desk.verifies()


def test_d19_a_disk_that_refuses_the_swap_says_so_and_the_next_opening_goes_on(desk: Desk) -> None:
    kept = desk.post("Kept.")
    thread = desk.people[OFFICER].officer.thread
    before = desk.office.person.keys.database
    what = departure.leave(desk.office, thread, PHRASES[BOSS], SECOND)
    desk.office.close()
    blocked: Path = desk.folder / "aside"
    blocked.write_bytes(b"")
    with pytest.raises(DeskError) as found:
        departure.change(what, lambda _fraction, _words: None)
    assert "page" not in str(found.value)
    blocked.unlink()
    office = enter(desk, BOSS)
    assert office.person.keys.database != before
    assert desk.line(kept.n).text == "Kept."
    assert departure.due(office) == []
    assert desk.verifies()


def test_d19_two_departures_signed_at_once_do_not_end_the_last_administrator(desk: Desk) -> None:
    other = enrolled(desk, ADMIN, "admin")
    left: Value = {"code": "left", "text": "Left"}
    acts = [
        desk.office.book.write([Draft("officer", {"state": left}, thread=unb64(of))], by.signer())
        .result().records[0]
        for of, by in ((other.officer.thread, desk.office.person), (thread_of(desk), other))
    ]  # fmt: skip
    countersign(desk.office, desk.people[MANAGER], acts[0], "Left.")
    with pytest.raises(DeskError, match="last administrator"):
        countersign(desk.office, desk.people[MANAGER], acts[1], "Left.")
    assert [row.state for row in desk.office.read.persons() if "admin" in row.roles] == [
        "active", "left",
    ]  # fmt: skip
    assert desk.verifies()


def thread_of(desk: Desk) -> str:
    """The thread of the first person."""
    return desk.people[BOSS].officer.thread
