"""Evidence bundles from the office: what goes with what, what is withheld, and what is recorded."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, fresh
from tests.desk.papers.test_checked_papers import altered

from deskinc.book.disk.store import Link, Mode
from deskinc.book.erasure import erasable
from deskinc.book.erasure.erasure_list import Erased
from deskinc.book.leaving import bundling
from deskinc.book.record import Draft
from deskinc.desk.incidents import evidence, incidents
from deskinc.desk.lines import entries
from deskinc.desk.papers import bundle_contents, bundles, exports
from deskinc.desk.papers.bundles import Wanted, make
from deskinc.errors import BookFault, DeskError, NotAllowed
from deskinc.forms.fields import Value
from deskinc.proof.bundle import judge
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.findings import Kind
from deskinc.proof.judgement import Judgement, RecordTold, Trust, trusted_seal
from deskinc.proof.seal import paper_code


def judged(made: bundles.Made) -> Judgement:
    """The answer, which must be VALID."""
    told = judge(made.data)
    assert not told.all
    assert told.kind is Kind.VALID
    return told


def forms(told: Judgement) -> list[str]:
    """The forms of the records shown."""
    return [one.form for one in told.records]


def the(told: Judgement, form: str) -> RecordTold:
    """The one record of that form."""
    (found,) = (one for one in told.records if one.form == form)
    return found


def picture() -> bytes:
    """A small photo."""
    out = BytesIO()
    Image.new("RGB", (64, 48), "navy").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def case(desk: Desk) -> str:
    """An incident by the officer, with the line it was raised from, a note and a photo."""
    desk.sit(OFFICER)
    line = desk.post("He slid and fell by the sink.", type="first_aid")
    thread = desk.raise_incident(line.n)
    incidents.note(desk.office, thread, "The owner rang.", fresh()).result()
    evidence.add_photo(desk.office, thread, picture(), "sink.jpg", "The sink", fresh()).result()
    desk.sit(MANAGER)
    return thread


def test_an_incident_leaves_with_its_lines_photos_and_enrolments(desk: Desk, case: str) -> None:
    made = make(desk.office, Wanted(incident=case), recipient="County Court")
    told = judged(made)
    assert made.name == "evidence-INC-2026-0001.zip"
    assert forms(told) == [
        "book", "officer", "officer", "officer", "occurrence", "incident", "occurrence", "photo",
    ]  # fmt: skip
    assert [one.line for one in told.records if one.line] == [1, 2]
    assert {one.name for one in told.records if one.form == "occurrence"} == {OFFICER}
    photo = the(told, "photo")
    assert all(file.held for file in photo.files)
    original = next(file for file in photo.files if file.field == "original")
    assert original.sha256 == sha256(picture()).hexdigest()
    assert told.seal is not None
    assert told.seal.size == told.records[-1].n
    assert [name for name, _time in told.seal.signers] == [MANAGER]


def test_its_leaving_is_recorded(desk: Desk, case: str) -> None:
    before = desk.office.read.exports()
    made = make(desk.office, Wanted(incident=case), recipient="County Court")
    assert desk.office.read.exports() == before, "nobody has it yet"
    n = bundles.record(desk.office, made, PHRASES[desk.office.officer.name])
    said = desk.office.read.record(n).values
    assert said["kind"] == {"code": "bundle", "text": "Evidence bundle"}
    assert said["sha256"] == sha256(made.data).hexdigest()
    assert (said["name"], said["size"], said["recipient"]) == (
        made.name, len(made.data), "County Court",
    )  # fmt: skip
    assert said["about"] == {"id": case, "text": "INC-2026-0001"}
    told = judged(made)
    assert told.seal is not None
    assert said["seal"] == told.seal.code
    assert desk.verifies()


def test_a_span_of_lines_leaves_with_what_corrects_them(desk: Desk) -> None:
    first = desk.post("Gate 4 open.")
    desk.post("Between.")
    desk.post("Not asked for.")
    right = {"type": "patrol", "place": "Lobby", "text": "Gate 5 open."}
    entries.correct(desk.office, first.n, right, "Wrong gate.", fresh()).result()
    made = make(desk.office, Wanted(first=1, last=2))
    assert [one.line for one in judged(made).records if one.line] == [1, 2, 4]
    bundles.record(desk.office, made, PHRASES[desk.office.officer.name])
    said = desk.office.read.record(desk.office.read.last_n()).values
    assert (said["first"], said["last"]) == (1, 2)


def test_single_records_can_be_chosen(desk: Desk) -> None:
    line = desk.post("Gate 4 open.")
    made = make(desk.office, Wanted(records=(line.n, 3)))
    assert made.name == "evidence-records.zip"
    assert forms(judged(made)) == ["book", "officer", "site", "occurrence"]


def test_an_erasure_and_a_seal_leave_with_all_that_judges_them(desk: Desk) -> None:
    desk.sit(OFFICER)
    line = desk.post("He slid.")
    gone = Erased(desk.office.read.record(line.n).id, "text")
    desk.sit(BOSS)
    (act,) = desk.office.write(erasable.act([gone], "request")).result().records
    seen: dict[str, Value] = {"act": b64(act.leaf), "meaning": "Seen"}
    sign = Draft("countersign", seen, thread=act.id)
    (second,) = desk.office.book.write([sign], desk.people[OFFICER].signer()).result().records
    (sealed,) = desk.office.book.seal(desk.office.person.signer()).result().records
    left = desk.office.read.record(line.n).values
    desk.sit(OFFICER)
    desk.post("After the seal.")
    desk.sit(MANAGER)
    wanted = Wanted(records=(line.n, act.n, sealed.n))
    for given in (None, frozenset[tuple[int, str]]()):
        made = make(desk.office, wanted, given)
        told = {one.n: one for one in judged(made).records}
        assert {act.n, second.n, sealed.n} <= told.keys()
        assert [name for name, _v in told[sealed.n].values if name == "note"] == ["note"]
    assert (made.shown, made.withheld) == (2, len(act.values) + len(left) + 1)


def test_only_chosen_fields_are_shown_and_the_rest_can_be_seen_to_exist(
    desk: Desk, case: str
) -> None:
    known = bundles.contents(desk.office, Wanted(incident=case))
    given = {one.key for one in known if one.name in {"title", "text"}}
    made = make(desk.office, Wanted(incident=case), given)
    assert (made.shown, made.withheld) == (len(given), len(known) - len(given))
    assert made.name == "redacted-INC-2026-0001.zip"
    told = judged(made)
    incident = the(told, "incident")
    assert [name for name, _value in incident.values] == ["title"]
    assert incident.withheld > 5
    assert the(told, "photo").files == ()
    assert b"She slid" not in made.data
    assert the(told, "book").withheld == 0


def test_what_can_be_withheld_is_told_value_by_value_in_groups(desk: Desk) -> None:
    thread = desk.raise_incident(
        desk.post("He slid.", reported_by="Ms P. Nair").n,
        people={"01": {"name": "Mr T. Aldous", "contact": "07700 900123", "injury": "Left wrist",
                       "account": "I slipped."}},
    )  # fmt: skip
    evidence.add_photo(desk.office, thread, picture(), "sink.jpg", "The sink", fresh()).result()
    told = bundles.contents(desk.office, Wanted(incident=thread))
    found = {(one.label, one.words): (one.group, one.where) for one in reversed(told)}
    people = "People involved"
    assert found[f"{people}: Name", "Mr T. Aldous"][0] == "names"
    assert found[f"{people}: Contact", "07700 900123"][0] == "contacts"
    assert found[f"{people}: Injury", "Left wrist"][0] == "injuries"
    assert found["Anybody injured?", "Yes"][0] == "injuries"
    assert found[f"{people}: Account", "I slipped."][0] == "accounts"
    assert found["Reported by", "Ms P. Nair"] == ("names", "Line 1")
    assert found["Report", "He slid."] == ("texts", "Line 1")
    assert found["Caption", "The sink"][0] == "texts"
    assert {one.group for one in told if (one.form, one.label) == ("Photo", "Original")} == {
        "photos"
    }
    assert {one.group for one in told} <= bundle_contents.GROUPS.keys()
    assert bundle_contents.GROUPS.keys() > bundle_contents.PERSONAL
    assert {one.key for one in told} == {
        (n, name) for n in {one.n for one in told} for name in desk.office.read.record(n).values
    }


def test_what_was_written_since_it_was_chosen_is_not_shown(desk: Desk, case: str) -> None:
    given = {one.key for one in bundles.contents(desk.office, Wanted(incident=case))}
    said = {"narrative": "He ran away."}
    desk.sit(OFFICER)
    incidents.follow_up(desk.office, case, said, fresh()).result()
    desk.sit(MANAGER)
    made = make(desk.office, Wanted(incident=case), given)
    told = judged(made)
    later = [one for one in told.records if one.form == "incident"][-1]
    assert (later.values, later.withheld) == ((), 1)
    assert b"He ran away." not in made.data
    assert made.withheld == 1


def test_a_redacted_copy_is_recorded_as_one_and_says_how_far_it_is(desk: Desk, case: str) -> None:
    told: list[float] = []
    made = make(desk.office, Wanted(incident=case), set(),
                progress=lambda fraction, _words: told.append(fraction))  # fmt: skip
    said = desk.office.read.record(
        bundles.record(desk.office, made, PHRASES[desk.office.officer.name])
    ).values
    assert said["kind"] == {"code": "redacted", "text": "Redacted copy"}
    assert told == sorted(told)
    assert len(told) == 3
    assert made.shown == 0


def test_a_bundle_is_saved_whole_or_not_at_all(desk: Desk, tmp_path: Path) -> None:
    desk.post("Gate 4 open.")
    made = make(desk.office, Wanted(first=1, last=1))
    bundles.save(made, tmp_path / made.name)
    assert (tmp_path / made.name).read_bytes() == made.data
    with pytest.raises(DeskError, match="could not be saved") as caught:
        bundles.save(made, tmp_path / "no such folder" / made.name)
    assert "kept here" in caught.value.todo


def test_what_an_enrolment_need_not_show_stays_in_the_book(desk: Desk) -> None:
    desk.post("Gate 4 open.")
    told = judged(make(desk.office, Wanted(first=1, last=1)))
    (boss,) = (one for one in told.records if one.form == "officer")
    shown = {name for name, _value in boss.values}
    assert {"name", "signing_key", "state", "certificate"} <= shown
    assert not shown & {"licence", "slot_digest", "identity", "employer"}
    assert boss.withheld


def test_an_enrolment_that_only_changes_something_is_shown_whole(desk: Desk) -> None:
    boss = desk.office.officer.thread
    change = {"licence": "9999"}
    draft = desk.office.draft("officer", change, partial=True, thread=unb64(boss))
    desk.office.write(draft).result()
    desk.post("Gate 4 open.")
    told = judged(make(desk.office, Wanted(first=1, last=1)))
    change_told = [one for one in told.records if one.form == "officer"][-1]
    assert change_told.values == (("licence", "9999"),)


def test_a_bundle_can_be_made_under_the_seal_that_somebody_holds(desk: Desk) -> None:
    desk.post("Gate 4 open.")
    desk.office.book.seal(desk.office.person.signer()).result()
    seal = desk.office.read.last_seal()
    assert seal is not None
    desk.post("Later.")
    made = make(desk.office, Wanted(first=1, last=1), size=seal.size)
    told = judge(made.data, trusted_seal(paper_code(seal.root), seal.size))
    assert (told.kind, told.trust) == (Kind.VALID, Trust.SEAL)
    with pytest.raises(DeskError, match="written after that seal"):
        make(desk.office, Wanted(first=1, last=2), size=seal.size)
    with pytest.raises(DeskError, match="no seal over 7777 records"):
        make(desk.office, Wanted(first=1, last=1), size=7777)


def test_who_may_not_export_makes_none(desk: Desk) -> None:
    desk.post("Gate 4 open.")
    desk.sit(OFFICER)
    before = desk.office.read.last_n()
    with pytest.raises(NotAllowed):
        make(desk.office, Wanted(first=1, last=1))
    assert [record.form for record in desk.since(before)] == ["access"]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [(Wanted(), "nothing to show"), (Wanted(first=5, last=9), "no lines 5 to 9"),
     (Wanted(first=1, last=9), "no lines 1 to 9"), (Wanted(first=1), "nothing to show"),
     (Wanted(incident=fresh()), "no such incident")],
)  # fmt: skip
def test_what_is_not_there_is_said(desk: Desk, wanted: Wanted, words: str) -> None:
    desk.post("Gate 4 open.")
    with pytest.raises(DeskError, match=words):
        make(desk.office, wanted)


def test_too_much_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.post("Gate 4 open.")
    monkeypatch.setattr(bundling, "MAX_JSON", 100)
    with pytest.raises(DeskError, match="too much for one bundle"):
        make(desk.office, Wanted(first=1, last=1))
    monkeypatch.undo()
    monkeypatch.setattr("deskinc.proof.container.MAX_TOTAL", 100)
    with pytest.raises(DeskError, match="too much for one bundle"):
        make(desk.office, Wanted(first=1, last=1))


def test_an_altered_value_never_leaves(desk: Desk) -> None:
    line = desk.post("Gate 4 open.")
    altered(desk, line.n, "text")
    with pytest.raises(BookFault):
        make(desk.office, Wanted(first=1, last=1))


def test_a_register_that_points_elsewhere_is_not_believed(desk: Desk) -> None:
    desk.post("Gate 4 open.")
    with Link(desk.office.book._open.store, Mode.WRITE) as link, link.transaction():
        link.run("UPDATE entry SET line = 9 WHERE line = 1")
    with pytest.raises(BookFault, match="does not agree"):
        make(desk.office, Wanted(first=9, last=9))


def test_a_bundle_is_no_paper_to_open_again(desk: Desk, case: str) -> None:
    desk.sit(BOSS)
    bundles.record(desk.office, make(desk.office, Wanted(incident=case)), PHRASES[BOSS])
    assert [paper.kind for paper in exports.issued(desk.office)] == ["bundle"]
