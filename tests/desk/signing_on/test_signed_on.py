"""Keys of those signed on lie in memory only, under a PIN that five wrong tries destroy."""

import gc
from hashlib import sha256

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, prints

from deskinc.book.keys.slots import Keys
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.desk.people import writers
from deskinc.desk.people.writers import Given
from deskinc.desk.shift import shifts
from deskinc.desk.signing_on.pins import pin_fault
from deskinc.desk.signing_on.signed_on import TRIES
from deskinc.desk.trouble import sealed
from deskinc.errors import DeskError, InvalidForm, NoPin, NoSlot, WrongPassphrase, WrongPin
from deskinc.proof.canonical import unb64

PIN, OTHER = "274019", "881203"


def signed_on(desk: Desk, name: str, pin: str = PIN) -> str:
    """Sign somebody on with a PIN; his thread."""
    person = desk.people[name]
    desk.office.signed_on.hold(person, pin)
    return person.officer.thread


def given(desk: Desk, name: str, secret: str, pin: str = "") -> Given:
    """What that officer types."""
    return Given(desk.people[name].officer, secret, pin)


def told(office: Office) -> list[tuple[str, str, str]]:
    """The access log: what, of whom, and the detail."""
    office.book.settle()
    read = office.read
    records = [read.record(n) for n in range(1, read.last_n() + 1)]
    return [
        (r.values["what"]["code"], r.values["officer"]["text"], str(r.values.get("detail", "")))  # type: ignore[index]
        for r in records
        if r.form == "access"
    ]


def copies(digest: bytes) -> int:
    """How many objects in memory are the 32 bytes of that SHA-256."""
    gc.collect()
    return len({
        id(one) for holder in gc.get_objects() for one in gc.get_referents(holder)
        if type(one) is bytes and len(one) == 32 and sha256(one).digest() == digest
    })  # fmt: skip


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "000000", "123456",
                                 "654321", "890123", "210987", "121212", "777771"])  # fmt: skip
def test_a_pin_that_anybody_would_try_first_is_refused(pin: str) -> None:
    assert pin_fault(pin)


@pytest.mark.parametrize("pin", [PIN, OTHER, "112233", "120594"])
def test_any_other_six_digits_will_do(pin: str) -> None:
    assert pin_fault(pin) == ""


def test_the_right_pin_gives_back_the_officers_keys(desk: Desk) -> None:
    thread = signed_on(desk, OFFICER)
    keys = desk.people[OFFICER].keys
    assert desk.office.signed_on.open(thread, PIN, keys.shared()) == keys


def test_keys_and_pin_stand_in_no_text_of_the_program(desk: Desk) -> None:
    signed_on(desk, OFFICER)
    held = desk.office.signed_on
    said = f"{held!r} {held._held!r} {given(desk, OFFICER, PIN, OTHER)!r}"
    assert PIN not in said
    assert OTHER not in said
    for raw in (desk.people[OFFICER].keys.signing, *(w.sealed for w in held._held.values())):
        assert repr(raw) not in said


def test_nothing_of_a_pin_is_written_anywhere(desk: Desk) -> None:
    before = prints(desk.folder)
    signed_on(desk, OFFICER)
    assert prints(desk.folder) == before


def test_d23_five_wrong_pins_destroy_the_keys_and_the_passphrase_is_asked(desk: Desk) -> None:
    thread = signed_on(desk, OFFICER)
    for left in range(TRIES - 1, 0, -1):
        with pytest.raises(WrongPin) as caught:
            writers.opened(desk.office, given(desk, OFFICER, OTHER))
        assert (f"{left} tries" if left > 1 else "One try") in str(caught.value)
    with pytest.raises(WrongPin, match="forgotten"):
        writers.opened(desk.office, given(desk, OFFICER, OTHER))
    assert not writers.asks_pin(desk.office, thread)
    with pytest.raises(NoPin):
        writers.opened(desk.office, given(desk, OFFICER, PIN))
    assert writers.opened(desk.office, given(desk, OFFICER, PHRASES[OFFICER]))
    assert told(desk.office)[-TRIES:] == [("sign_in_failed", BOSS, f"PIN of {OFFICER}")] * TRIES


def test_a_right_pin_gives_all_five_tries_again(desk: Desk) -> None:
    signed_on(desk, OFFICER)
    for _round in range(2):
        for _try in range(TRIES - 1):
            with pytest.raises(WrongPin):
                writers.opened(desk.office, given(desk, OFFICER, OTHER))
        assert writers.opened(desk.office, given(desk, OFFICER, PIN))


def test_d23_a_locked_desk_holds_nobodys_opened_keys(desk: Desk) -> None:
    desk.office.close()
    own = desk.people[BOSS].keys
    mine = (own.signing, own.pdf, own.ca, own.restricted)
    digests = [sha256(raw).digest() for raw in mine if raw]
    before = [copies(digest) for digest in digests]
    office = sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    desk.opened.append(office)
    office.signed_on.hold(office.person, PIN)
    assert [copies(digest) > there for digest, there in zip(digests, before, strict=True)] == [
        True, True, True, True,
    ]  # fmt: skip
    writers.lock(office)
    assert [copies(digest) for digest in digests] == before
    assert writers.is_locked(office)


def test_d23_a_locked_desk_writes_in_nobodys_name(desk: Desk) -> None:
    writers.lock(desk.office)
    with pytest.raises(DeskError, match="locked"):
        entries.post(desk.office, {"type": "patrol", "text": "All secure."}, entries.new_id())
    assert desk.office.book.seal().result().records[0].author == "desk"


def test_a_locked_desk_says_under_what_something_is_kept_without_reading_it(desk: Desk) -> None:
    desk.office.keep("entry", {"text": "Half a line"}).result()
    writers.lock(desk.office)
    assert desk.office.kept_under() == {"entry"}
    desk.office.drop("entry").result()
    assert desk.office.kept_under() == frozenset()


@pytest.mark.parametrize("secret", [PIN, PHRASES[BOSS]])
def test_d23_pin_or_passphrase_unlocks(desk: Desk, secret: str) -> None:
    signed_on(desk, BOSS)
    writers.lock(desk.office)
    what = given(desk, BOSS, secret)
    writers.take(desk.office, writers.opened(desk.office, what), by_pin=what.by_pin)
    assert desk.post("All secure.").author == desk.office.officer.thread
    assert told(desk.office)[-1] == ("unlocked", BOSS, "")


def test_d23_the_end_of_the_shift_drops_the_wrapped_keys_too(desk: Desk) -> None:
    thread = signed_on(desk, BOSS)
    other = signed_on(desk, OFFICER)
    shifts.sign_on(desk.office, {}, entries.new_id()).result()
    assert writers.asks_pin(desk.office, thread)
    shifts.sign_off(desk.office, {}, entries.new_id()).result()
    assert not writers.asks_pin(desk.office, thread)
    assert writers.asks_pin(desk.office, other)


def test_closing_the_book_forgets_everybody(desk: Desk) -> None:
    signed_on(desk, OFFICER)
    desk.office.close()
    assert desk.office.signed_on.officers() == ()


def test_d12_the_passphrase_once_then_the_pin(desk: Desk) -> None:
    office = desk.office
    office.signed_on.hold(office.person, OTHER)
    for name, secret, pin, how in (
        (OFFICER, PHRASES[OFFICER], PIN, "passphrase"), (BOSS, OTHER, "", "PIN"),
        (OFFICER, PIN, "", "PIN"),
    ):  # fmt: skip
        before, what = office.officer.name, given(desk, name, secret, pin)
        writers.take(office, writers.opened(office, what), by_pin=what.by_pin)
        line = desk.post(f"Written by {name}.")
        assert line.author == desk.people[name].officer.thread
        assert told(office)[-1] == ("writer_changed", name, f"after {before}, by {how}")
    assert desk.verifies()


def test_a_pin_that_will_not_do_opens_nothing(desk: Desk) -> None:
    with pytest.raises(InvalidForm):
        writers.opened(desk.office, given(desk, OFFICER, PHRASES[OFFICER], "123456"))
    assert desk.office.signed_on.officers() == ()


def test_choosing_a_pin_asks_for_the_passphrase(desk: Desk) -> None:
    with pytest.raises(WrongPassphrase):
        writers.choose_pin(desk.office, PHRASES[OFFICER], PIN)
    desk.office.waits.clear()
    with pytest.raises(InvalidForm):
        writers.choose_pin(desk.office, PHRASES[BOSS], "111111")
    writers.choose_pin(desk.office, PHRASES[BOSS], PIN)
    assert writers.asks_pin(desk.office, desk.office.officer.thread)
    assert [what for what, _who, _detail in told(desk.office)][-2:] == [
        "sign_in_failed", "pin_chosen",
    ]  # fmt: skip


def test_keys_of_somebody_not_on_the_list_any_more_are_dropped(desk: Desk) -> None:
    thread = signed_on(desk, OFFICER)
    gone = desk.office.draft("officer", {"state": "suspended"}, partial=True, thread=unb64(thread))
    desk.office.write(gone).result()
    assert not writers.asks_pin(desk.office, thread)
    signed_on(desk, OFFICER)
    with pytest.raises(NoSlot):
        writers.opened(desk.office, given(desk, OFFICER, PIN))
    assert not writers.asks_pin(desk.office, thread)


@pytest.mark.parametrize("words", ["R.M.", "rm", "r. m.", " RM ", "R. Malik", "r malik"])
def test_initials_or_name_are_found_however_they_are_typed(desk: Desk, words: str) -> None:
    there = [desk.people[name].officer for name in (BOSS, OFFICER, MANAGER)]
    found = writers.found(there, words)
    assert found is not None
    assert found.name == OFFICER


@pytest.mark.parametrize("words", ["", ".", "r", "malik", "K.A."])
def test_half_a_name_is_nobody(desk: Desk, words: str) -> None:
    there = [desk.people[name].officer for name in (BOSS, OFFICER, MANAGER)]
    assert writers.found(there, words) is None


def test_shared_keys_sign_for_nobody() -> None:
    keys = Keys(bytes(32), bytes(32), b"s" * 32, b"p" * 32)
    assert keys.shared().signing is None


@pytest.mark.parametrize("then", ["locked", "another"])
def test_d12_a_line_sealed_after_the_desk_passed_on_is_signed_by_who_posted_it(
    desk: Desk, then: str
) -> None:
    """A disk that hangs takes a line seconds later; by then somebody else may write."""
    desk.sit(OFFICER)
    keep = sealed.keep(desk.office, {"type": "patrol", "text": "All secure."}, entries.new_id())
    if then == "locked":
        writers.lock(desk.office)
    else:
        desk.sit(BOSS)
    assert keep().signed
    (record,) = sealed.take_in(desk.office)
    line = desk.line(record.n)
    assert (line.by, line.by_name) == ("R.M.", OFFICER)
    assert desk.verifies()
