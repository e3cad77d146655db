"""Every field that a person fills can be filled somewhere; each exception says why it is one."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Makes, NewOffice

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.evidence.exhibits import ExhibitRow
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.people import people
from deskinc.desk.shift import handover, shifts
from deskinc.forms.catalogue import ALL, current
from deskinc.forms.fields import Rows
from deskinc.proof.canonical import b64
from deskinc.ui import tasks
from deskinc.ui.book.page import BookPage
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.editor import KeptEditor
from deskinc.ui.forms.kinds import make_editor
from deskinc.ui.forms.lists import lists_of
from deskinc.ui.incidents import parts
from deskinc.ui.incidents.body import Body
from deskinc.ui.incidents.cards.carddialog import CardDialog
from deskinc.ui.incidents.claims.dialog import ClaimDialog
from deskinc.ui.incidents.evidence import acts
from deskinc.ui.incidents.evidence.signing import SignDialog
from deskinc.ui.incidents.finishing import FinishDialog
from deskinc.ui.incidents.learning.dialogs import HIDDEN, LessonDialog
from deskinc.ui.incidents.noteline import NoteLine
from deskinc.ui.incidents.photodialogs import CaptionDialog
from deskinc.ui.plan.adding import NamePlan
from deskinc.ui.plan.page import PlanPage
from deskinc.ui.session import Session
from deskinc.ui.settings.channelform import ChannelForm
from deskinc.ui.settings.enrol import EnrolForm
from deskinc.ui.settings.guideform import GuideForm
from deskinc.ui.settings.page import SettingsPage
from deskinc.ui.settings.routines import RoutineForm
from deskinc.ui.settings.rows import RowsSection
from deskinc.ui.shift.delivering import DeliveryDialog
from deskinc.ui.shift.exchange import Exchange
from deskinc.ui.shift.pause import BreakDialog
from deskinc.ui.shift.prepare import Prepare
from deskinc.ui.shift.signoff import SignOff
from deskinc.ui.shift.signon import SignOn
from deskinc.ui.shift.work import Work

PROGRAM = frozenset(
    {
        *("book", "seal", "export", "access", "countersign"),
        *("restore", "backup", "hold", "erase", "stamp", "clock", "astray", "restricted", "sheet"),
        *("withdrawn", "own_key", "rings"),
        *("anchor", "review", "import", "blanks", "notice", "sent"),
    }
)
"""Forms no page asks field by field: the program writes them, or its dialogs name what is meant."""

LEFT_OUT: Mapping[str, Mapping[str, str]] = {
    "site": {
        "recovery_slot": "made with the recovery sheet",
        "keyring_slot": "opening and closing the office set it",
    },
    "routine": {"state": "ending it sets it"},
    "guide": {"subject": "the row that is opened says it"},
    "channel": {
        "state": "two people switch it on", "service": "its address names it",
    },
    "debrief": {"about": "the incident on screen"},
    "measure": {
        "about": "the incident on screen", "rule": "the desk opens it by a rule",
        "state": "its acts set it", "done": "reporting it done sets it",
        "evidence": "asked where it is reported done", "effective": "asked where it is checked",
        "checked_by": "checking sets it", "checked": "checking sets it",
    },
    "problem": {},
    "shift_break": {
        "post": "of the shift", "text": "made from the other answers",
    },
    "incident": {
        "state": "opening and finishing set it",
        "lines": "raising from lines of the book names them",
        "note": "a note of an incident is a line of the book",
        "reviewer": "the review comes with its own page",
        "reviewed": "reviewing sets it",
        "review_note": "the dialog of the review asks it",
        "closed": "closing sets it",
        "reopened": "opening it again counts it",
        "reopen_reason": "the dialog that opens it again asks it",
        "void_reason": "the dialog that makes it void asks it",
        "exercise": "an exercise is opened as one",
        "checks": "the checklist ticks them",
    },
    "party": {},
    "vehicle": {},
    "claim": {"incident": "the incident it is received at"},
    "occurrence": {
        "incident": "the line at the foot of an incident names it",
        "action": "the line is one text: what was done stands in it; lines from elsewhere keep it",
        "reported_by": "the line is one text; it is asked where one adds to a line",
        "how": "as reported_by",
        "informed": "as reported_by",
        "adopted": "asked beside an emergency note, once", "comment": "as adopted",
        "written_by": "asked where a sheet is copied", "sheet": "as written_by",
        "sheet_line": "as written_by", "paper_at": "as written_by",
        "anchor": "the stamp that is finished", "stamped": "as anchor",
        "routine": "the routine that is ticked", "due": "as routine", "points": "as routine",
        "about": "what a line of the desk speaks of",
        "spooled": "kept by the program when a sealed note is chained", "spooled_at": "as spooled",
        "spooled_by": "the name is known, or given once beside the line of a closed book",
        "corrects": "a correction that the book could not take names the line by itself",
    },
    "shift_on": {"text": "made from the other answers"},
    "shift_off": {
        "text": "made from the other answers", "stubs": "counted by the program",
    },
    "handover": {
        "outgoing": "who is signed in", "post": "of the shift", "first": "of the shift",
        "last": "of the shift", "text": "made from the other answers",
    },
    "pin": {"note": "what there is to say stands in the incident's precise spot"},
    "photo": {
        "shown": "made from the original", "thumb": "made from the original",
        "taken": "the camera says it", "metadata": "the camera says it",
        "camera": "the camera says it",
    },
    "exhibit": {
        "incident": "of the incident on screen", "of": "the file or photo it is made of",
        "moves": "its movements are asked one by one",
    },
    "statement": {
        "incident": "of the incident on screen", "taken_by": "who is signed in",
        "signed_at": "when it is brought", "scan": "its dialog takes a file, or strokes",
    },
    "document": {"remark": "the program says what is odd"},
    "plan": {
        "order": "follows from the floor", "kind": "the file says it", "unit": "the file says it",
        "pyramid": "made from the original", "width": "the file says it",
        "height": "the file says it", "min_x": "the file says it", "min_y": "the file says it",
    },
    "officer": {
        "state": "suspending sets it", "last": "suspending sets it",
        "relief_until": "a day from the enrolment on",
        "signing_key": "made at enrolment", "pdf_key": "made at enrolment",
        "certificate": "made at enrolment", "certificate_digest": "made at enrolment",
        "slot_digest": "made at enrolment", "sheet": "the words of the recovery sheet make it",
        "own_certificate": "its dialog takes a file", "own_issuers": "they stand in that file",
        "own_said": "its dialog asks to confirm it", "restricted_key": "made when somebody leaves",
    },
}  # fmt: skip
SAID: Mapping[str, Mapping[str, str]] = {
    "occurrence": {
        "type": "Type F3", "place": "Place F4", "text": "What was seen, heard, done",
        "late": "On patrol",
    },
    "handover": {
        "incoming": "Taken over by", "items": "Add an item", "notes": "Notes for the next shift",
        "counts": "Counted: Key sets", "clock_outgoing": "Seconds", "clock_incoming": "Seconds",
    },
    "shift_on": {
        "kit": "Keys and kit received and checked", "instructions": "Assignment instructions read",
        "sound": "Sound tested",
    },
    "delivery": {"refused": "Refused"},
    "guide": {"calls": "Within minutes", "words": "Words"},
    "routine": {
        "text": "What the line says", "every": "Or every (minutes)", "days": "Monday",
        "tolerance": "Tolerance (minutes)",
    },
    "channel": {
        "template": "Words", "secret": "Password",
        "minutes": "Ring instead after (minutes)", "rules": "Add incidents",
    },
    "pin": {"point": "Floor plan", "precision": "Exact, key 1", "radius": "Wider"},
    "photo": {"original": "Add photos…"},
    "exhibit": {},
    "statement": {"signed": "How it was signed", "why": "Why not, in the person’s words"},
    "document": {"original": "Add photos…", "caption": "Caption"},
    "plan": {"name": "Name of the plan", "original": "Add a floor plan"},
    "officer": {
        "name": "Name, as it will be typed", "licence": "SIA licence", "roles": "Officer",
    },
}  # fmt: skip
"""How a field is called on screen where that is not its label."""


def with_relief(below: Path, clock: Clock) -> Office:
    """An office with kit, and a relief to hand over to."""
    answers = setup.Answers(
        site="Harbour Court", officer="R. Malik", initials="R.M.", passphrase="five words here too",
        mirror=below / "mirror", kit=(("Key sets", 4),), licence_name="SIA licence",
    )  # fmt: skip
    made = setup.set_up(below / "data", answers, setup.recovery_words(), kdf=FLOOR, clock=clock)
    who = people.Enrolment("D. Novak", "D.N.", "", frozenset({"officer"}), identity="Passport")
    people.enrol(made, who, "another five words for him", kdf=FLOOR)
    return made


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """An office with kit, and a relief to hand over to."""
    made = prepared(with_relief).opened(tmp_path, clock)
    yield made
    tasks.drain()
    made.close()


def names(*roots: QWidget) -> set[str]:
    """What a screen reader calls the controls below, mnemonics and endings taken off."""
    found = set()
    for root in roots:
        for widget in [root, *root.findChildren(QWidget)]:
            seen = QAccessible.queryAccessibleInterface(widget)
            if seen is None or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
                continue
            said = [seen.text(QAccessible.Text.Name)]
            said += [i.text(QAccessible.Text.Name) for i, _how in seen.relations()]
            found |= {each.replace("&", "") for each in said if each}
    return found


def asked(form: str, said: set[str]) -> set[str]:
    """The fields of a form whose words are among those on screen."""
    words = SAID.get(form, {})
    fields = {f.name: words.get(f.name, f.label).rstrip("?") for f in current(form).fields()}
    heads = {each.split(", Enter")[0].rstrip("?") for each in said}
    return {name for name, label in fields.items() if label in heads}


def due(form: str) -> set[str]:
    """The fields that have to be asked."""
    return {field.name for field in current(form).fields()} - set(LEFT_OUT.get(form, {}))


def test_no_exception_is_stale() -> None:
    for form, fields in LEFT_OUT.items():
        assert set(fields) <= {field.name for field in current(form).fields()}, form
    known = PROGRAM | set(SAID) | set(LEFT_OUT) | {"site", "strike"}
    assert {key for key, _version in ALL} == known


def test_the_incident_page_shows_every_field_but_those_left_out(session: Session) -> None:
    shown = {field.name for part in parts.PARTS for s in part.sections for field in s.fields}
    shown |= {field.name for field in parts.NEXT.fields}
    assert set(LEFT_OUT["incident"]) | {"declaration"} == parts.LEFT_OUT
    assert shown == due("incident") - {"declaration"}
    body = Body(session, Answers(current("incident")))
    in_views = {name for view in body.all_views() for name in view.names()}
    assert in_views == shown
    assert FinishDialog.__doc__ is not None
    assert "declaration" in FinishDialog.__doc__
    assert "What was seen, heard, done" in names(NoteLine())


def test_every_column_of_a_table_can_be_filled_where_it_stands(session: Session) -> None:
    lists = lists_of(session.office)
    tables = [f for s in parts.PARTS for one in s.sections for f in one.fields
              if isinstance(f, Rows)]  # fmt: skip
    assert "wounds" in {table.name for table in tables}
    for table in tables:
        for sub in table.fields:
            editor = make_editor(sub, lists)
            assert not isinstance(editor, KeptEditor), f"{table.name}/{sub.name}"
            assert editor.controls(), f"{table.name}/{sub.name}"


def test_the_settings_ask_all_of_the_site(qtbot: QtBot, session: Session) -> None:
    page = SettingsPage(session)
    qtbot.addWidget(page)
    single = {name for s in page.sections for row in getattr(s, "names", ()) for name in row}
    tables = {s.key: s for s in page.sections if isinstance(s, RowsSection)}
    assert single | set(tables) == due("site")
    for key, section in tables.items():
        table = current("site").field(key)
        assert isinstance(table, Rows)
        assert [sub.name for sub in section.subs] == [sub.name for sub in table.fields]


def test_the_entry_line_asks_what_a_line_holds(
    qtbot: QtBot, office: Office, session: Session
) -> None:
    page = BookPage(session)
    qtbot.addWidget(page)
    assert asked("occurrence", names(page)) == due("occurrence")


def test_signing_on_and_off_ask_their_forms(qtbot: QtBot, office: Office, session: Session) -> None:
    on, off = SignOn(session), SignOff(None, session, lambda: None)  # type: ignore[arg-type]
    for made in (on, off):
        qtbot.addWidget(made)
    assert asked("shift_on", names(on)) == due("shift_on")
    assert asked("shift_off", names(off)) == due("shift_off")


def test_a_break_is_asked_whole(qtbot: QtBot, session: Session) -> None:
    made = BreakDialog(None, session)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    assert asked("shift_break", names(made)) == due("shift_break")


def test_a_delivery_is_asked_whole(qtbot: QtBot, session: Session) -> None:
    made = DeliveryDialog(None, session)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    assert asked("delivery", names(made)) == due("delivery")


def test_the_handover_asks_its_form(qtbot: QtBot, office: Office, session: Session) -> None:
    shifts.sign_on(office, {"shift": "Night"}, entries.new_id()).result()
    work = Work(session, handover.prepare(office), session)
    made = Prepare(work), Exchange(session, work)
    for each in made:
        qtbot.addWidget(each)
    assert asked("handover", names(*made)) == due("handover")
    work.keep_now()


def test_plan_pin_and_photo_are_asked(qtbot: QtBot, office: Office, session: Session) -> None:
    page = PlanPage(session)
    qtbot.addWidget(page)
    plan = NamePlan(page, Path("plan.svg"))
    assert asked("pin", names(page)) == due("pin")
    assert asked("plan", names(page, plan)) == due("plan")
    body = Body(session, Answers(current("incident")))
    caption = CaptionDialog(page, "a.jpg")
    assert asked("photo", names(body, caption)) == due("photo")
    file = CaptionDialog(page, "a.dav", file=True)
    assert asked("document", names(body, file)) == due("document")


def test_exhibits_movements_and_statements_are_asked_whole(
    qtbot: QtBot, office: Office, session: Session
) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    exhibit = acts.ask_exhibit(home, session, "")
    thing = ExhibitRow(0, "", "EXH-2026-0001", "RM/1", "Bag", "Safe", "", (), ended=False)
    right = acts.ask_correction(home, session, thing, {})
    assert set(exhibit.view.names()) | {"corrected"} == due("exhibit")
    assert set(right.view.names()) == set(exhibit.view.names()) | {"corrected"}
    statement, signing = acts.ask_statement(home, session, ""), SignDialog(home, session)
    by_hand = asked("statement", names(signing)) & set(acts.BY_HAND)
    assert set(statement.view.names()) | by_hand == due("statement")
    moves = current("exhibit").field("moves")
    assert isinstance(moves, Rows)
    left = {"given_by", *acts.BY_HAND}
    assert {one.name for one in acts.move_form().fields()} == {
        one.name for one in moves.fields if one.name not in left
    }


def test_a_routine_is_asked_whole(qtbot: QtBot, session: Session) -> None:
    made = RoutineForm(session, None)
    qtbot.addWidget(made)
    assert asked("routine", names(made)) == due("routine")


def test_a_channel_is_asked_whole(qtbot: QtBot, session: Session) -> None:
    made = ChannelForm(session, None)
    qtbot.addWidget(made)
    assert asked("channel", names(made)) == due("channel")


def test_a_claim_is_asked_whole(qtbot: QtBot, session: Session) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    made = ClaimDialog(page, session, b64(bytes(16)), "INC-2026-0001")
    assert asked("claim", names(made)) == due("claim")


@pytest.mark.parametrize("kind", ["party", "vehicle"])
def test_a_card_is_asked_whole(qtbot: QtBot, session: Session, kind: str) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    assert asked(kind, names(CardDialog(page, session, kind))) == due(kind)


@pytest.mark.parametrize("form", ["debrief", "measure", "problem"])
def test_what_is_learned_is_asked_whole(qtbot: QtBot, session: Session, form: str) -> None:
    page = PlanPage(session)
    qtbot.addWidget(page)
    made = LessonDialog(page, session, form)
    assert set(made.view.names()) == due(form)
    assert LEFT_OUT[form].keys() == HIDDEN[form]


def test_a_guide_is_asked_whole(qtbot: QtBot, session: Session) -> None:
    made = GuideForm(session, "fire.fire", "Fire")
    qtbot.addWidget(made)
    assert asked("guide", names(made)) == due("guide")


def test_enrolment_asks_for_the_person(qtbot: QtBot, office: Office, session: Session) -> None:
    made = EnrolForm(session)
    qtbot.addWidget(made)
    assert asked("officer", names(made)) == due("officer")
