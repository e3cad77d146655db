"""Every role at the door of every act: what the table does not allow is refused, and noted."""

import ast
import re
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.desk.crews import NAMES, WORDS, Crew
from tests.desk.offices import BOSS, EVENING, MANAGER, OFFICER, PHRASES, Desk, Ticking, fresh, ready

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import access_log, settings
from deskinc.desk.certificates import leaving
from deskinc.desk.claims import claims
from deskinc.desk.copies import backups, restorers
from deskinc.desk.downtime import copying
from deskinc.desk.erasure import erasing, erasure_search, holds
from deskinc.desk.erasure.erasure_search import Target
from deskinc.desk.incidents import evidence, guiding, incidents, plans
from deskinc.desk.learning import lessons
from deskinc.desk.lines import entries
from deskinc.desk.notices import channels
from deskinc.desk.office import Office
from deskinc.desk.papers import bundles, day_pages, exports, list_tables
from deskinc.desk.people import people, sheet, suspension, vouching
from deskinc.desk.routine import deliveries, routines
from deskinc.desk.shift import handover, relief, shifts
from deskinc.desk.trust import trust
from deskinc.errors import DeskError, NotAllowed
from deskinc.forms import roles
from deskinc.proof.canonical import b64

DESK = Path(access_log.__file__).parent
WHO = people.Enrolment("T. Okafor", "T.O.", identity="Passport")
PHRASE = "copper violin harvest moon"
THREAD = b64(bytes(16))
PAPER = copying.Sheet("occurrence", 1, "", ())

Door = Callable[[Desk, str], object]


def at(door: Callable[[Office, str], object]) -> Door:
    """The door of an act that whoever is signed in does himself, on an incident."""
    return lambda desk, thread: door(desk.office, thread)


def beside(door: Callable[[Desk, str, tuple[str, str]], object]) -> Door:
    """The door of an act by which he signs, with his passphrase, beside the first person."""

    def through(desk: Desk, thread: str) -> object:
        before = desk.sit(BOSS)
        name = before.officer.name
        try:
            return door(desk, thread, (name, WORDS[name]))
        finally:
            desk.office.become(before)

    return through


def reviewed(desk: Desk, thread: str, second: tuple[str, str]) -> object:
    """A report of the first person, reviewed by the second."""
    made = exports.insurance_report(desk.office, thread)
    return exports.sign_insurance(desk.office, made, PHRASES[BOSS], *second)


def erased(desk: Desk, thread: str, second: tuple[str, str]) -> object:
    """An erasure of what does not exist, confirmed by the second: behind the door it ends."""
    none = Target(1, THREAD, ("narrative",), "", "", "", EVENING)
    return erasing.erase(desk.office, [none], "request", "", PHRASES[BOSS], second)


LOWERED = {"severity": "low", "severity_reason": "Nobody was hurt."}

HIMSELF: Mapping[str, Door] = {
    "read_book": at(lambda o, _t: entries.newest(o)),
    "read_incidents": at(incidents.page),
    "write_occurrence": at(lambda o, _t: entries.post(o, {"text": ""}, fresh())),
    "correct": at(lambda o, _t: entries.correct(o, 1, {}, "", fresh())),
    "strike": at(lambda o, _t: entries.strike(o, 1, "why", fresh())),
    "raise_incident": at(lambda o, _t: incidents.open_new(o, {}, fresh())),
    "follow_up": at(lambda o, t: incidents.follow_up(o, t, {}, fresh())),
    "lower_severity": at(lambda o, t: incidents.follow_up(o, t, LOWERED, fresh()).result()),
    "learn": at(lambda o, t: lessons.write(o, "problem", {"title": t}, fresh())),
    "do_action": at(lambda o, t: lessons.done(o, t, "", fresh())),
    "finish_incident": at(lambda o, t: incidents.finish(o, t, "", fresh())),
    "pin": at(lambda o, t: plans.pin(o, t, THREAD, 0, 0)),
    "attach": at(lambda o, t: evidence.add_photo(o, t, b"", "a.jpg", "", fresh())),
    "deliver": at(lambda o, _t: deliveries.take(o, {"refused": True}, fresh())),
    "shift": at(lambda o, _t: shifts.sign_off(o, {"outstanding": 7}, fresh())),
    "handover": at(lambda o, _t: handover.prepare(o)),
    "seal": at(lambda o, _t: trust.seal(o).result()),
    "report": at(exports.insurance_report),
    "transcribe": at(lambda o, _t: copying.transcribe(o, PAPER, [])),
    "print_day": at(lambda o, _t: day_pages.print_day(o, o.now().date())),
    "export_list": at(lambda o, _t: list_tables.lines(o, entries.Wanted())),
    "export": at(lambda o, t: bundles.contents(o, bundles.Wanted(incident=t))),
    "enrol": at(lambda o, _t: people.enrol(o, WHO, "short", kdf=FLOOR)),
    "settings": at(lambda o, _t: settings.change(o, {})),
    "import_plan": at(lambda o, _t: plans.import_plan(o, Path("none.svg"), "G", "G")),
    "backup": at(lambda o, _t: backups.make(o, o.folder, lambda _f, _w: None, lambda: True)),
    "restore": at(lambda o, _t: sheet.attempt(o, "")),
    "hold": at(lambda o, _t: holds.put(o, "", "")),
    "release_hold": at(lambda o, _t: holds.release(o, THREAD, "")),
    "claim": at(lambda o, t: claims.receive(o, t, {}, None, fresh())),
    "erase": at(lambda o, _t: erasure_search.find(o, "nobody")),
    "enrol_relief": at(lambda o, _t: relief.enrol(o, WHO, "short", kdf=FLOOR)),
    "suspend": at(lambda o, _t: suspension.suspend(o, THREAD, "")),
    "read_access": at(lambda o, _t: access_log.entries(o)),
    "notify": at(lambda o, _t: channels.change(o, {})),
    "routines": at(lambda o, _t: routines.change(o, {})),
    "guides": at(lambda o, _t: guiding.change(o, "fire", {})),
    "certificates": at(lambda o, _t: leaving.save(o, o.folder / "none")),
    "verify": at(lambda o, _t: trust.verify(o, full=False)),
}
"""How each act is begun by whoever is signed in; what is missing comes after the door."""

SECOND: Mapping[str, Door] = {
    "review": beside(reviewed),
    "countersign": beside(erased),
    "vouch": beside(lambda d, _t, pair: vouching.vouch(d.office, officer_of_the(d), *pair)),
}
"""How each act is begun by which somebody signs beside whoever is signed in."""

BEHIND: Mapping[str, str] = {
    "write_occurrence": "This is needed", "deliver": "This is needed",
    "correct": "Say why the line is corrected",
    "strike": "There is no such line", "raise_incident": "Category: this is needed",
    "follow_up": "Nothing was changed", "finish_incident": "The passphrase is wrong",
    "attach": "is empty", "transcribe": "No line is written yet",
    "shift": "Write this in words", "handover": "You are not signed on",
    "enrol": "Too short", "settings": "Nothing was changed", "import_plan": "cannot be read",
    "backup": "A backup needs a folder of its own", "restore": "The sheet has 24 words",
    "release_hold": "Give the reason", "claim": "needed",
    "hold": "no incident and no line", "enrol_relief": "Only an officer on duty",
    "suspend": "no such person", "certificates": "could not be saved", "routines": "needed",
    "notify": "needed", "do_action": "This action is not open",
    "guides": "Nothing was changed",
    "review": "no empty signature field", "countersign": "no such record to erase from",
}  # fmt: skip
"""What is wrong behind the door of each act, in words; behind the others nothing is."""
SHUT = "the door is shut"

READ = "read_restricted"
"""The act that has no door of its own: it opens what is read behind the others."""


def officer_of_the(desk: Desk) -> str:
    """The thread of the officer."""
    return desk.people[OFFICER].officer.thread


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


def met(act: str, desk: Desk, thread: str) -> str:
    """What is said at the door of an act, or behind it; nothing where it leads to the end."""
    desk.office.waits.clear()  # no passphrase is given at the doors before
    noted = denied(desk) if act in SECOND else []
    try:
        {**HIMSELF, **SECOND}[act](desk, thread)
    except NotAllowed:
        return SHUT
    except (DeskError, ValueError) as error:
        return SHUT if act in SECOND and denied(desk) != noted else str(error)
    return ""


def test_every_act_of_the_table_has_its_door_and_no_door_is_without_its_act() -> None:
    assert allows() <= set(roles.ACTS)
    assert {*HIMSELF, *SECOND, READ} == set(roles.ACTS)
    assert set(NAMES) == {role.code for role in roles.ROLES}


@pytest.mark.parametrize("restricted", [False, True], ids=["open", "restricted"])
@pytest.mark.parametrize("role", NAMES)
def test_each_act_is_open_to_the_roles_of_the_table_and_to_no_other(
    crew: Crew, tmp_path: Path, clock: Ticking, role: str, restricted: bool
) -> None:
    desk = crew.desk(tmp_path, role, clock)
    thread = crew.closed if restricted else crew.plain
    no = {act for act in roles.ACTS if not roles.may([role], act)}
    said = {act: met(act, desk, thread) for act in (*HIMSELF, *SECOND)}
    assert {act for act, words in said.items() if words == SHUT} == no - {READ}
    for act, words in said.items():
        assert words == SHUT or bool(words) is (act in BEHIND), f"{act}: {words}"
        assert words == SHUT or BEHIND.get(act, "") in words
    unreached = {READ} | ({"lower_severity"} if "follow_up" in no else set())
    assert set(denied(desk)) == {(roles.words(act), NAMES[role]) for act in no - unreached}
    desk.office.close()


def manual_table() -> Mapping[str, set[str]]:
    """What the manual says of each role, act by act."""
    text = (ROOT / "docs/manual/13-people.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([A-Z][a-z ]+) \| (.+) \|$", text, re.MULTILINE))
    officer, told = set(rows["Officer"].split(", ")), {}
    for role, said in rows.items():
        head, colon, listed = said.partition(": ")
        acts = set((listed if colon else head).split(", "))
        base = officer if "what an officer may" in head else set()
        told[role] = base - acts if head.endswith("but not") else base | acts
    return told


def test_the_manual_says_of_each_role_what_the_table_does() -> None:
    words = {act: roles.words(act) for act in roles.ACTS}
    said = {act: text[0].lower() + text[1:] for act, text in words.items()}
    assert manual_table() == {
        role.label: {said[act] for act in said if roles.may([role.code], act)}
        for role in roles.ROLES
    }


@pytest.mark.parametrize("role", NAMES)
def test_a_book_is_restored_by_the_roles_of_the_table_and_confirmed_by_them(
    crew: Crew, tmp_path: Path, clock: Ticking, role: str
) -> None:
    desk = crew.desk(tmp_path, role, clock)
    vault, name = desk.office.vault, NAMES[role]
    keys = vault.open(name, WORDS[name])
    him = restorers.person(desk.office.read, vault, "first", name, keys)
    boss = desk.people[BOSS]
    for one, two, act in ((him, boss, "restore"), (boss, him, "countersign")):
        said = nullcontext() if roles.may([role], act) else pytest.raises(restorers.NotAccepted)
        with said:
            restorers.two(one, two)
    desk.office.close()


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
    assert denied(desk) == [("Review lines and reports", MANAGER), ("Hand over", MANAGER)]


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
