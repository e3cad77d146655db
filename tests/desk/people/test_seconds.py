"""D19: who signs what takes two has been vouched for, or one person alone would be two."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.desk.attacks import enrolled
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Ticking, answers

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.copies import restorers
from deskinc.desk.erasure import erasing
from deskinc.desk.erasure.erasure_search import Target
from deskinc.desk.office import Office, Officer
from deskinc.desk.people import departure, people, role_changes, sheet, vouching
from deskinc.desk.people.people import Enrolment, officers
from deskinc.errors import DeskError, InvalidForm, NotVouched, WrongPassphrase

CLERK, PUPPET = "A. Clerk", "Z. Puppet"
OTHERS, STRINGS = "copper violin harvest moon", "saddle comet willow brick"


def enrol(office: Office, name: str, phrase: str, *roles: str) -> str:
    """Somebody of that name with these roles; returns the thread."""
    who = Enrolment(name, people.initials_of(name), roles=frozenset(roles), identity="Passport")
    return people.enrol(office, who, phrase, kdf=FLOOR).thread


@pytest.fixture
def clerk(desk: Desk) -> Desk:
    """An administrator and nothing else, who has enrolled an administrator nobody ever saw."""
    desk.office.become(enrolled(desk, CLERK, "admin"))
    enrol(desk.office, PUPPET, STRINGS, "admin", "officer")
    return desk


def one(office: Office, name: str) -> Officer:
    """The officer of that name."""
    return next(who for who in officers(office) if who.name == name)


def give_roles(office: Office) -> None:
    """The clerk becomes a lead."""
    roles = frozenset({"admin", "lead"})
    role_changes.change(office, one(office, CLERK), roles, OTHERS, (PUPPET, STRINGS))


def send_away(office: Office) -> None:
    """The officer leaves."""
    departure.leave(office, one(office, OFFICER).thread, OTHERS, (PUPPET, STRINGS))


def new_sheet(office: Office) -> None:
    """A sheet whose words the clerk knows; asked of the first person, whose keys it takes."""
    office.become(office.open_person(BOSS, PHRASES[BOSS]))
    sheet.replace(office, sheet.new_words(), PHRASES[BOSS], (PUPPET, STRINGS))


def erase(office: Office) -> None:
    """The first line is erased."""
    target = Target(1, "A" * 22, ("text",), "", "", "", office.now())
    erasing.erase(office, [target], "consent", "", OTHERS, (PUPPET, STRINGS))


def vouch(office: Office) -> None:
    """The invented person vouches for the first one."""
    vouching.vouch(office, one(office, BOSS).thread, PUPPET, STRINGS)


def again(office: Office) -> None:
    """The officer gets a passphrase of the clerk's choosing."""
    who, phrase = Enrolment(OFFICER, "R.M.", identity="Passport"), "marble sparrow lemon gate"
    thread, second = one(office, OFFICER).thread, (PUPPET, STRINGS)
    people.enrol(office, who, phrase, again=thread, second=second, kdf=FLOOR)


def restore(office: Office) -> None:
    """A restore that the two of them confirm."""
    two = (office.open_person(CLERK, OTHERS), office.open_person(PUPPET, STRINGS))
    restorers.vouched(office.read, *two)


def another(office: Office) -> None:
    """The invented person enrols another, for whom the clerk could vouch."""
    office.become(office.open_person(PUPPET, STRINGS))
    enrol(office, "Y. Puppet", "marble sparrow lemon gate", "admin")


@pytest.mark.parametrize(
    "act", [give_roles, send_away, new_sheet, erase, vouch, again, restore, another]
)
def test_d19_whom_one_person_alone_has_enrolled_is_no_second_person(
    clerk: Desk, act: Callable[[Office], None]
) -> None:
    office = clerk.office
    before = office.read.last_n()
    with pytest.raises(DeskError, match="Puppet was enrolled by one person alone") as refused:
        act(office)
    assert f"{BOSS}, {MANAGER}" in refused.value.todo
    office.book.settle()
    assert office.read.last_n() == before
    told = [words for words in office.health().people if PUPPET in words]
    assert ["they sign nothing that takes two" in words for words in told] == [True]


def test_d19_once_somebody_else_has_vouched_the_second_signature_counts(clerk: Desk) -> None:
    office = clerk.office
    thread = one(office, PUPPET).thread
    with pytest.raises(DeskError, match="whom he has enrolled"):
        vouching.vouch(office, thread, CLERK, OTHERS)
    vouching.vouch(office, thread, MANAGER, PHRASES[MANAGER])
    give_roles(office)
    assert one(office, CLERK).roles == {"admin", "lead"}
    assert not [words for words in office.health().people if PUPPET in words]
    assert clerk.verifies()


def test_d19_nobody_alone_gives_a_colleague_another_passphrase(clerk: Desk) -> None:
    office, phrase = clerk.office, "marble sparrow lemon gate"
    thread, who = one(office, OFFICER).thread, Enrolment(OFFICER, "R.M.", identity="Passport")
    for second, said in (
        (None, "A second person signs"),
        ((CLERK, OTHERS), "It takes a second person"),
        ((OFFICER, PHRASES[OFFICER]), "It takes a second person"),
        ((PUPPET, STRINGS), "enrolled by one person alone"),
    ):
        with pytest.raises(DeskError, match=said):
            people.enrol(office, who, phrase, again=thread, second=second, kdf=FLOOR)
    assert office.open_person(OFFICER, PHRASES[OFFICER]).officer.thread == thread
    second = (MANAGER, PHRASES[MANAGER])
    people.enrol(office, who, phrase, again=thread, second=second, kdf=FLOOR)
    assert one(office, OFFICER).vouched == 1
    assert clerk.verifies()


def test_d19_enrolling_asks_the_own_passphrase_and_a_document(desk: Desk) -> None:
    office, last = desk.office, desk.office.read.last_n()
    who = Enrolment(CLERK, "A.C.", identity="Passport")
    with pytest.raises(WrongPassphrase):
        people.sign(office, "not the boss at all", who, OTHERS)
    with pytest.raises(InvalidForm) as refused:
        people.enrol(office, Enrolment(CLERK, "A.C.", identity=" "), OTHERS, kdf=FLOOR)
    assert set(refused.value.notes) == {"identity"}
    office.book.settle()
    assert [office.read.record(n).form for n in range(last + 1, office.read.last_n() + 1)] == [
        "access"
    ]


@pytest.fixture
def lone(tmp_path: Path) -> Office:
    """An office as the first morning leaves it: one person."""
    clock, words = Ticking(), setup.recovery_words()
    return setup.set_up(tmp_path / "book", answers(tmp_path), words, kdf=FLOOR, clock=clock)


def test_d19_an_office_grows_from_one_to_three_without_a_dead_end(lone: Office) -> None:
    second, third = "A. Two", "B. Three"
    two = enrol(lone, second, OTHERS, "admin", "lead", "officer")
    vouching.vouch(lone, one(lone, BOSS).thread, second, OTHERS)
    (told,) = lone.health().people
    assert told.endswith("could vouch, so they sign what takes two all the same.")
    sheet.replace(lone, sheet.new_words(), PHRASES[BOSS], (second, OTHERS))
    three = enrol(lone, third, STRINGS, "lead", "officer")
    with pytest.raises(NotVouched):
        vouching.vouch(lone, two, third, STRINGS)
    waits, exempt = lone.health().people
    assert waits.startswith("Enrolled by one person alone: B. Three. Until")
    assert exempt.startswith("Enrolled by one person alone: A. Two. Nobody else")
    vouching.vouch(lone, three, second, OTHERS)
    assert lone.health().people == (
        "Enrolled by one person alone: A. Two. Somebody else can vouch now, in Settings, People.",
    )
    vouching.vouch(lone, two, third, STRINGS)
    assert lone.health().people == ()
    who, roles = one(lone, third), frozenset({"officer", "manager"})
    role_changes.change(lone, who, roles, PHRASES[BOSS], (second, OTHERS))
    assert lone.book.verify(full=True) == []
    lone.close()


def test_d19_of_two_the_officer_gets_a_new_key_and_an_administrator_only_by_the_sheet(
    lone: Office,
) -> None:
    thread = enrol(lone, "A. Two", OTHERS, "officer")
    who = Enrolment("A. Two", "A.T.", identity="Passport")
    people.enrol(lone, who, STRINGS, again=thread, kdf=FLOOR)
    admin = enrol(lone, CLERK, OTHERS, "admin")
    lone.become(lone.open_person(CLERK, OTHERS))
    boss = Enrolment(BOSS, "J.H.", identity="Passport")
    with pytest.raises(DeskError, match="Nobody else is here") as refused:
        people.enrol(lone, boss, STRINGS, again=one(lone, BOSS).thread, kdf=FLOOR)
    assert "recovery sheet" in refused.value.todo
    own = Enrolment(CLERK, "A.C.", identity="Passport")
    with pytest.raises(DeskError, match="A second person signs"):
        people.enrol(lone, own, STRINGS, again=admin, kdf=FLOOR)
    lone.close()
