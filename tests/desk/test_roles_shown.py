"""What of others’ words each role is shown: by every act, on plans and photos, on paper (D20)."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from tests.desk.crews import HURT, NAMES, OPEN, WORDS, Crew
from tests.desk.offices import BOSS, OFFICER, Ticking, fresh, ready
from tests.desk.sheets import words_of

from deskinc.desk.erasure import erasure_search
from deskinc.desk.incidents import evidence, incidents, plans
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import bundles, exports
from deskinc.desk.shift import handover
from deskinc.errors import NotAllowed
from deskinc.forms import roles
from deskinc.proof.canonical import b64

READ = "read_restricted"
NOWHERE = b64(bytes(16))

SHOWN: Mapping[str, Callable[[Office, str, str], bool]] = {
    "read_book": lambda o, _t, word: bool(entries.find(o, word)),
    "read_incidents": lambda o, t, word: word in str(incidents.page(o, t).values),
    "report": lambda o, t, word: word in words_of(exports.insurance_report(o, t).pdf),
    "export": lambda o, t, word: any(
        word in one.words for one in bundles.contents(o, bundles.Wanted(incident=t))
    ),
    "erase": lambda o, _t, word: bool(erasure_search.find(o, word)),
}
"""Whether a word of an incident is shown by each act that shows what others wrote."""


@pytest.mark.parametrize("role", NAMES)
def test_d20_each_act_shows_what_is_restricted_to_the_roles_that_read_it(
    crew: Crew, tmp_path: Path, clock: Ticking, role: str
) -> None:
    desk = crew.desk(tmp_path, role, clock)

    def shown(act: str, thread: str, word: str) -> bool:
        with suppress(NotAllowed):
            return SHOWN[act](desk.office, thread, word)
        return False

    for act in SHOWN:
        may = roles.may([role], act)
        assert shown(act, crew.plain, OPEN) is shown(act, crew.closed, OPEN) is may, act
        assert shown(act, crew.closed, HURT) is (may and roles.may([role], READ)), act
    desk.office.close()


@pytest.mark.parametrize("role", NAMES)
def test_pins_and_photos_are_shown_to_the_roles_that_read_incidents(
    crew: Crew, tmp_path: Path, clock: Ticking, role: str
) -> None:
    desk = crew.desk(tmp_path, role, clock)
    before = desk.sit(BOSS)
    plans.pin(desk.office, crew.closed, NOWHERE, 0, 0).result()
    desk.office.become(before)
    if roles.may([role], "read_incidents"):
        (pin,) = plans.pins(desk.office)
        assert (OPEN in pin.title, HURT in str(pin)) == (True, False)
    else:
        for door in (plans.pins, lambda office: evidence.photo(office, 1)):
            with pytest.raises(NotAllowed):
                door(desk.office)
    desk.office.close()


@pytest.mark.parametrize("role", NAMES)
def test_d20_whoever_changes_an_incident_writes_a_restricted_field_and_reads_none_of_before(
    crew: Crew, tmp_path: Path, clock: Ticking, role: str
) -> None:
    desk = crew.desk(tmp_path, role, clock)
    new = {"people": {"01": {"injury": "Obsidian graze"}}}
    if not roles.may([role], "follow_up"):
        with pytest.raises(NotAllowed):
            incidents.follow_up(desk.office, crew.closed, new, fresh())
    else:
        incidents.follow_up(desk.office, crew.closed, new, fresh()).result()
        page = str(incidents.page(desk.office, crew.closed))
        assert "Obsidian graze" in page, "his own he reads"
        assert (HURT in page) is roles.may([role], READ)
        desk.sit(BOSS)
        changed = incidents.page(desk.office, crew.closed).changes[-1]
        assert (changed.before, changed.after) == (HURT, "Obsidian graze"), "nothing is lost"
    desk.office.close()


@pytest.mark.parametrize("role", ["officer", "lead", "relief"])
def test_d20_a_handover_paper_bears_nothing_restricted_whoever_prepares_it(
    crew: Crew, tmp_path: Path, clock: Ticking, role: str
) -> None:
    desk = crew.desk(tmp_path, role, clock)
    desk.sign_on()
    injured = {"people": {"01": {"name": "Ms P. Nair", "role": "injured", "injury": HURT}}}
    desk.raise_incident(title=f"{OPEN} slid", **injured)
    ready_to_sign = ready(handover.prepare(desk.office))
    name = desk.office.officer.name
    other = BOSS if name != BOSS else OFFICER
    done = handover.complete(desk.office, ready_to_sign, WORDS[name], other, WORDS[other])
    words = words_of(done.signed.pdf)
    assert OPEN in words
    assert HURT not in words
    desk.office.close()
