"""Every role at the door of every act: what the table does not allow is refused, and noted."""

import ast
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Ticking, fresh, ready

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import access_log, settings
from deskinc.desk.certificates import leaving
from deskinc.desk.copies import backups
from deskinc.desk.erasure import erasing, holds
from deskinc.desk.incidents import evidence, incidents, plans
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import bundles, exports
from deskinc.desk.people import people, suspension
from deskinc.desk.shift import handover, relief, shifts
from deskinc.desk.trust import trust
from deskinc.errors import DeskError, NotAllowed
from deskinc.forms import roles
from deskinc.proof.canonical import b64

DESK = Path(access_log.__file__).parent
WHO = people.Enrolment("T. Okafor", "T.O.")
PHRASE = "copper violin harvest moon"
THREAD = b64(bytes(16))

DOORS: Mapping[str, Callable[[Office], object]] = {
    "read_book": entries.newest,
    "read_incidents": incidents.listed,
    "write_occurrence": lambda o: entries.post(o, {"text": ""}, fresh()),
    "correct": lambda o: entries.correct(o, 1, {}, "", fresh()),
    "strike": lambda o: entries.strike(o, 1, "why", fresh()),
    "raise_incident": lambda o: incidents.open_new(o, {}, fresh()),
    "follow_up": lambda o: incidents.follow_up(o, THREAD, {}, fresh()),
    "finish_incident": lambda o: incidents.finish(o, THREAD, "", fresh()),
    "pin": lambda o: plans.pin(o, THREAD, THREAD, 0, 0),
    "attach": lambda o: evidence.add_photo(o, THREAD, b"", "a.jpg", "", fresh()),
    "shift": lambda o: shifts.sign_off(o, {"outstanding": 7}, fresh()),
    "handover": handover.prepare,
    "seal": lambda o: trust.seal(o).result(),
    "report": lambda o: exports.insurance_report(o, THREAD),
    "export": lambda o: bundles.contents(o, bundles.Wanted()),
    "enrol": lambda o: people.enrol(o, WHO, "short", kdf=FLOOR),
    "settings": lambda o: settings.change(o, {}),
    "import_plan": lambda o: plans.import_plan(o, Path("none.svg"), "G", "G"),
    "backup": lambda o: backups.make(o, o.folder, lambda _f, _w: None, lambda: True),
    "hold": lambda o: holds.put(o, "", ""),
    "erase": lambda o: erasing.erase(o, (), "request", "", "", ("", "")),
    "enrol_relief": lambda o: relief.enrol(o, WHO, "short", kdf=FLOOR),
    "suspend": lambda o: suspension.suspend(o, THREAD),
    "read_access": access_log.entries,
    "certificates": lambda o: leaving.save(o, o.folder / "none"),
    "verify": lambda o: trust.verify(o, full=False),
}
"""How each act is begun by whoever is signed in; what is missing comes after the door."""

SECOND = {"review", "restore", "countersign", "lower_severity", "vouch", "read_restricted"}
"""Acts of somebody who is not signed in, or that hang on what is changed: tested by themselves."""


def denied(desk: Desk) -> list[tuple[object, str]]:
    """What was denied, with the name of whom."""
    desk.office.book.settle()
    found = desk.office.read.records(range(1, 999)).values()
    return [
        (r.values["detail"], str(who["text"]))
        for r in found
        if r.form == "access" and r.author == "desk"
        and isinstance(what := r.values["what"], dict) and what["code"] == "denied"
        and isinstance(who := r.values["officer"], dict)
    ]  # fmt: skip


def allows() -> set[str]:
    """Every act named at a door or asked of a person below ``desk``."""
    found = set()
    for path in DESK.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in {"allow", "may"} and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
    return found


def is_shut(office: Office, door: Callable[[Office], object]) -> bool:
    """Whether the role is refused; whatever is wrong behind the door is no matter here."""
    with suppress(DeskError, ValueError, LookupError):
        try:
            door(office)
        except NotAllowed:
            return True
    return False


def test_every_act_of_the_table_has_its_door_and_no_door_is_without_its_act() -> None:
    assert allows() <= set(roles.ACTS)
    assert set(DOORS) | SECOND == set(roles.ACTS)


@pytest.mark.parametrize("role", [role.code for role in roles.ROLES])
def test_each_act_is_open_to_the_roles_of_the_table_and_to_no_other(desk: Desk, role: str) -> None:
    person = desk.people[BOSS]
    desk.office.become(replace(person, officer=replace(person.officer, roles=frozenset({role}))))
    refused = {act for act, door in DOORS.items() if is_shut(desk.office, door)}
    expected = {act for act in DOORS if not roles.may([role], act)}
    assert refused == expected
    assert {words for words, _who in denied(desk)} == {roles.words(act) for act in expected}


def test_what_is_denied_is_noted_once_a_minute(desk: Desk, clock: Ticking) -> None:
    desk.sit(OFFICER)
    for _try in range(3):
        with pytest.raises(NotAllowed):
            settings.change(desk.office, {"post": "Gate"})
    assert denied(desk) == [("Change the settings", OFFICER)]
    with pytest.raises(NotAllowed):
        people.enrol(desk.office, WHO, PHRASE, kdf=FLOOR)
    clock.on(minutes=2)
    with pytest.raises(NotAllowed):
        settings.change(desk.office, {"post": "Gate"})
    said = [words for words, _who in denied(desk)]
    assert said == ["Change the settings", "Enrol a person", "Change the settings"]
    assert desk.verifies()


def test_a_second_person_who_may_not_is_noted_by_name(desk: Desk) -> None:
    thread = desk.raise_incident(desk.post("Slip.").n)
    made = exports.insurance_report(desk.office, thread)
    with pytest.raises(DeskError, match="does not review"):
        exports.sign_insurance(desk.office, made, PHRASES[BOSS], MANAGER, PHRASES[MANAGER])
    desk.sign_on()
    given = ready(handover.prepare(desk.office))
    with pytest.raises(handover.NotSigned):
        handover.complete(desk.office, given, PHRASES[BOSS], MANAGER, PHRASES[MANAGER])
    assert denied(desk) == [("Review a report", MANAGER), ("Hand over", MANAGER)]


def test_only_an_administrator_reads_nothing_of_the_book(desk: Desk) -> None:
    person = desk.people[BOSS]
    admin = replace(person.officer, roles=frozenset({roles.ADMIN}))
    desk.office.become(replace(person, officer=admin))
    assert incidents.active(desk.office) == []
    with pytest.raises(NotAllowed):
        incidents.listed(desk.office)


def test_an_administrator_makes_nobody_a_relief_officer(desk: Desk) -> None:
    who = replace(WHO, roles=frozenset({roles.RELIEF}))
    with pytest.raises(DeskError, match="on duty"):
        people.enrol(desk.office, who, PHRASE, kdf=FLOOR)
