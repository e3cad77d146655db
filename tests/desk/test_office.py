"""Signing in, unsent text, roles, health and the desk changing hands."""

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, prints

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk.access import take_over
from deskinc.desk.office import note_access, sign_in
from deskinc.desk.people import people
from deskinc.desk.signing_on import officers
from deskinc.desk.signing_on.waits import Waits
from deskinc.errors import NoSlot, NotAllowed, WrongPassphrase


def accesses(desk: Desk) -> list[tuple[str, object, str]]:
    """Every access note: what, detail, author."""
    found = [r for r in desk.office.read.records(range(1, 999)).values() if r.form == "access"]
    return [
        (said["code"], record.values.get("detail"), record.author)
        for record in found
        if isinstance(said := record.values["what"], dict)
    ]


def test_signing_in_is_recorded_with_the_failures_before_and_whose_name_it_was(
    desk: Desk,
) -> None:
    desk.office.close()
    waits = Waits(lambda: 100.0)
    for name, known in ((OFFICER, True), (BOSS, True), (BOSS, True), ("my secret", False)):
        waits.guessed(name, known=known)
    desk.office = sign_in(desk.folder, OFFICER, PHRASES[OFFICER], waits, clock=desk.clock)
    desk.opened.append(desk.office)
    assert desk.office.officer.name == OFFICER
    note_access(desk.office, "locked").result()
    assert accesses(desk)[-5:] == [
        ("sign_in_failed", f"passphrase of {OFFICER}", "desk"),
        ("sign_in_failed", f"passphrase of {BOSS}, 2 times", "desk"),
        ("sign_in_failed", "a name that nobody has", "desk"),
        ("signed_in", None, "desk"), ("locked", None, "desk"),
    ]  # fmt: skip
    assert desk.office.waits.left(OFFICER) == 0
    assert desk.office.waits.left(BOSS) == 2, "his own passphrase takes no wait from another"


def test_what_a_book_does_not_take_of_the_failures_is_owed_to_the_next(desk: Desk) -> None:
    waits = Waits()
    waits.guessed(BOSS, known=True)
    desk.office.close()
    take_over(desk.office, waits)
    assert waits.hand_out() == [(BOSS, 1)]


def test_a_detail_that_cannot_be_printed_is_noted_all_the_same(desk: Desk) -> None:
    note_access(desk.office, "photo_refused", "a\x00b\n" + 2000 * "c").result()
    (_what, detail, _by) = accesses(desk)[-1]
    assert str(detail).startswith("a?b?ccc")
    assert len(str(detail)) == 1000


def test_a_wrong_name_or_passphrase_changes_nothing(desk: Desk) -> None:
    desk.office.close()
    before = prints(desk.folder, desk.mirror)
    with pytest.raises(WrongPassphrase):
        sign_in(desk.folder, BOSS, PHRASES[OFFICER], clock=desk.clock)
    with pytest.raises(NoSlot):
        sign_in(desk.folder, "Nobody", PHRASES[BOSS], clock=desk.clock)
    assert prints(desk.folder, desk.mirror) == before


def test_unsent_text_outlives_closing(desk: Desk) -> None:
    desk.office.keep("entry", {"text": "Half a li", "place": "Lobby"}).result()
    desk.office.keep("incident", {"title": "Half"}).result()
    desk.office.keep("entry", {"text": "Half a line"}).result()
    assert desk.reopen().kept() == {
        "entry": {"text": "Half a line"}, "incident": {"title": "Half"},
    }  # fmt: skip
    desk.office.drop("incident").result()
    assert list(desk.reopen().kept()) == ["entry"]
    assert desk.verifies()


def test_unlocking_asks_for_the_passphrase_of_who_is_there(desk: Desk) -> None:
    desk.office.check(PHRASES[BOSS])
    with pytest.raises(WrongPassphrase):
        desk.office.check(PHRASES[OFFICER])


def test_the_desk_changes_hands_without_closing(desk: Desk) -> None:
    desk.post("By the first.")
    desk.sit(OFFICER)
    record = desk.post("By the second.")
    assert desk.line(record.n).by == "R.M."
    assert record.author == desk.people[OFFICER].officer.thread


def test_an_officer_enrols_nobody_and_changes_no_settings(desk: Desk) -> None:
    desk.sit(OFFICER)
    who = people.Enrolment("T. Okafor", "T.O.", identity="Passport")
    with pytest.raises(NotAllowed) as caught:
        people.enrol(desk.office, who, "another five word phrase", kdf=FLOOR)
    assert caught.value.todo
    for act in ("settings", "report", "import_plan", "review", "lower_severity"):
        with pytest.raises(NotAllowed):
            desk.office.allow(act)
    desk.sit(MANAGER)
    for act in ("write_occurrence", "handover", "finish_incident", "attach", "enrol"):
        with pytest.raises(NotAllowed):
            desk.office.allow(act)


def test_health_names_the_seal_and_both_stores(desk: Desk) -> None:
    desk.post("One.")
    assert desk.office.health().sealed is None
    desk.office.book.seal().result()
    health = desk.office.health()
    assert (health.mirror, health.pending, health.fault) == ("ok", 0, "")
    assert health.sealed is not None
    assert (health.sealed_line, health.provisional) == (1, False)


def test_listeners_hear_of_records_until_they_stop(desk: Desk) -> None:
    heard: list[int] = []
    listener = lambda records: heard.extend(r.n for r in records)  # noqa: E731
    desk.office.listen(listener)
    n = desk.post("Heard.").n
    desk.office.book.settle()
    desk.office.unlisten(listener)
    desk.post("Not heard.")
    desk.office.book.settle()
    assert heard == [n]


def test_keys_that_sign_for_nobody_are_told(desk: Desk) -> None:
    shared = desk.people[BOSS].keys.shared()
    with pytest.raises(NoSlot, match="sign for nobody"):
        officers.signer_of("x", shared)


def test_writers_are_named_by_initials(desk: Desk) -> None:
    assert desk.office.writer(desk.people[OFFICER].officer.thread) == "R.M."
    assert (desk.office.writer("desk"), desk.office.writer("unknown")) == ("desk", "?")


def test_closing_twice_does_no_harm(desk: Desk) -> None:
    desk.office.close()
    desk.office.close()
