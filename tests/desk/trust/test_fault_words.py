"""What people are told to do when the book does not open is there to be done, and works."""

import shutil

import pytest
from tests.desk.offices import BOSS, PHRASES, Desk, prints

from deskinc.book.disk import doubt
from deskinc.book.keys.kdf import FLOOR
from deskinc.desk.office import sign_in
from deskinc.desk.people import people
from deskinc.desk.trust import finding_words
from deskinc.errors import BookFault, DeskError, NoSlot, SlotDamaged


def refused(desk: Desk, kind: type[DeskError]) -> DeskError:
    """The fault that signing in ends with; it changes no file."""
    before = prints(desk.folder, desk.mirror)
    with pytest.raises(kind) as caught:
        sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    assert prints(desk.folder, desk.mirror) == before
    return caught.value


@pytest.mark.parametrize("damage", ["missing", "empty", "cut off", "overwritten"])
def test_a_damaged_book_is_to_be_kept_as_it_is(desk: Desk, damage: str) -> None:
    desk.post("One line.")
    desk.office.close()
    file = desk.folder / "book.db"
    raw = file.read_bytes()
    file.unlink()
    if damage != "missing":
        left = {"empty": b"", "cut off": raw[: len(raw) // 2 + 7]}.get(
            damage, raw[:16] + bytes(len(raw) - 16)
        )
        file.write_bytes(left)
    fault = refused(desk, BookFault)
    for words in ("Keep the folder as it is", "What the mirror holds, Restore the book… says.",
                  "Call whoever looks after the program"):  # fmt: skip
        assert words in fault.todo
    assert "ebuild" not in fault.todo
    assert "’" in fault.what


@pytest.mark.parametrize("damage", [None, b"", b"<html>"])
@pytest.mark.parametrize("source", ["beside", "mirror"])
def test_a_lost_slot_file_is_put_back_as_the_sentence_says(
    desk: Desk, damage: bytes | None, source: str
) -> None:
    desk.office.check(PHRASES[BOSS])
    desk.office.close()
    slots, (copy,) = desk.folder / "slots.json", desk.mirror.glob("*/slots.json")
    slots.unlink()
    if damage is not None:
        slots.write_bytes(damage)
    fault = refused(desk, NoSlot if damage is None else SlotDamaged)
    told = ("Put the key slots back (Alt+P)", "the mirror’s drive", "slots.json.bak",
            "the mirror’s slots.json", "in its place by hand")  # fmt: skip
    at = [fault.todo.index(words) for words in told]
    assert at == sorted(at), "the button comes before the work by hand"
    shutil.copy(desk.folder / "slots.json.bak" if source == "beside" else copy, slots)
    desk.opened.append(sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock))


def test_enrolling_the_next_person_makes_the_mirror_s_key_slots_anew_as_the_sentences_say(
    desk: Desk,
) -> None:
    for words in (doubt.slots(), finding_words.SLOTS):
        assert "when the next person is enrolled" in words
    (copy,) = desk.mirror.glob("*/slots.json")
    copy.write_text("{ }")
    who = people.Enrolment("A. Lund", "A.L.", identity="Passport")
    people.enrol(desk.office, who, "copper lake sailor three", kdf=FLOOR)
    assert copy.read_bytes() == (desk.folder / "slots.json").read_bytes()
