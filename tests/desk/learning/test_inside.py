"""D36: what the house says of its own work is in no copy that leaves, taken apart to the bytes."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk, fresh
from tests.desk.sheets import pages_of, words_of

from deskinc.desk.learning import lessons, paper
from deskinc.desk.papers import bundles, day_pages, exports, list_tables, lists
from deskinc.desk.papers.bundles import Wanted
from deskinc.desk.papers.lists import Asked
from deskinc.errors import DeskError, NotAllowed
from deskinc.proof.bundle import judge
from deskinc.proof.canonical import unb64

SECRETS = ("Zwieback", "Ochsenblut", "Firlefanz", "Kraftwerk")


def learned(desk: Desk, thread: str, *, privileged: bool = False) -> list[str]:
    """A review, a problem and an action of an incident, each with a word nobody else says."""
    row = desk.office.read.incident(unb64(thread))
    assert row is not None
    named, made = {"id": thread, "text": row.number}, [fresh(), fresh(), fresh()]
    flag = {"privilege": True} if privileged else {}
    me = {"id": desk.office.officer.thread, "text": BOSS}
    now = desk.office.now()
    for form, id_, raw in (
        ("debrief", made[0], {"about": named, "held": now, "worked": SECRETS[0],
                              "not_worked": SECRETS[1]}),
        ("problem", made[1], {"title": SECRETS[2], "incidents": {"1": {"incident": named}}}),
        ("measure", made[2], {"about": named, "what": SECRETS[3], "kind": "training", "owner": me,
                              "due": now + timedelta(days=1)}),
    ):  # fmt: skip
        lessons.write(desk.office, form, {**raw, **flag}, id_).result()
    return made


def said(data: bytes) -> set[str]:
    """Which of the words are found in the bytes: plain, unpacked, or in a paper’s own text."""
    parts = [data]
    if data.startswith(b"%PDF"):
        with pikepdf.open(BytesIO(data)) as pdf:
            streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            parts += [one.read_bytes() for one in streams if one.get("/Subtype") != "/Image"]
        parts.append(words_of(data).encode())
    elif data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as packed:
            parts += [packed.read(name) for name in packed.namelist()]
    return {word for word in SECRETS if any(word.encode() in part for part in parts)}


def test_d36_no_copy_that_leaves_says_what_was_learned(desk: Desk, tmp_path: Path) -> None:
    thread = desk.raise_incident(desk.post("She slid.").n)
    learned(desk, thread)
    office, today = desk.office, desk.office.now().date()
    made = exports.insurance_report(office, thread)
    signed = exports.sign_insurance(office, made, PHRASES[BOSS])
    papers = [signed.pdf, bundles.make(office, Wanted(incident=thread)).data]
    papers.append(bundles.make(office, Wanted(first=1, last=office.read.last_line())).data)
    papers.append(day_pages.print_day(office, today).pdf)
    for kind in ("json", "csv", "xlsx"):
        for table in (list_tables.incident_list(office), list_tables.paper_list(office)):
            path = tmp_path / f"{table.key}.{kind}"
            lists.export(office, table, Asked(kind, path, ""), PHRASES[BOSS])
            papers.append(path.read_bytes())
    assert [said(data) for data in papers] == [set()] * len(papers)


def test_d36_chosen_by_name_it_leaves_and_under_privilege_not_even_then(desk: Desk) -> None:
    office = desk.office
    thread = desk.raise_incident()
    learned(desk, thread)
    ns = tuple(row.n for form in lessons.FORMS for row in office.read.lessons(form))
    told = judge(bundles.make(office, Wanted(records=ns)).data)
    assert {one.form for one in told.records} >= set(lessons.FORMS)
    for one in learned(desk, thread, privileged=True):
        (n,) = (row.n for form in lessons.FORMS for row in office.read.lessons(form)
                if row.thread == unb64(one))  # fmt: skip
        with pytest.raises(DeskError, match="privilege"):
            bundles.make(office, Wanted(records=(n,)))


def test_d36_the_house_prints_what_it_learned_but_nothing_that_was_once_privileged(
    desk: Desk,
) -> None:
    office, thread = desk.office, desk.raise_incident()
    with pytest.raises(DeskError, match="nothing to print"):
        paper.printed(office, thread)
    review, problem, _action = learned(desk, thread)
    lessons.write(office, "problem", {"privilege": True}, fresh(), problem).result()
    lessons.write(office, "problem", {"privilege": False}, fresh(), problem).result()
    made = paper.printed(office, thread)
    assert said(made.pdf) == {SECRETS[0], SECRETS[1], SECRETS[3]}
    assert all("for the house only" in page for page in pages_of(made.pdf))
    assert "1 under legal privilege" in words_of(made.pdf)
    lessons.write(office, "debrief", {"privilege": True}, fresh(), review).result()
    assert said(paper.printed(office, thread).pdf) == {SECRETS[3]}
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        paper.printed(office, thread)
