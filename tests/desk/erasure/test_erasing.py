"""Erasing a person at the desk: what is found, what goes with it, and what stands in its place."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.desk.incidents.test_evidence import picture
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Ticking, fresh
from tests.desk.sheets import words_of

from deskinc.book.erasure import erasure_list
from deskinc.desk import bombcall
from deskinc.desk.copies import backups
from deskinc.desk.erasure import erasing, erasure_search, holds
from deskinc.desk.erasure.erasing import Done
from deskinc.desk.erasure.erasure_search import Target
from deskinc.desk.incidents import evidence, incidents
from deskinc.desk.lines import entries, known
from deskinc.desk.papers import exports
from deskinc.errors import DeskError, InvalidForm, NotAllowed, WrongPassphrase

NAME = "Quarrington"


@pytest.fixture
def told(desk: Desk) -> str:
    """An incident in which a person stands everywhere; the boss has the desk."""
    desk.sit(OFFICER)
    line = desk.post(f"W. {NAME} slid and fell.", type="first_aid", reported_by=NAME)
    people = {"01": {"name": f"Wendeline {NAME}", "contact": "020 7946 0991"}}
    thread = desk.raise_incident(
        line.n, title=f"Fall of {NAME}", narrative=f"{NAME} fell.", people=people
    )
    incidents.follow_up(desk.office, thread, {"narrative": "A visitor fell."}, fresh()).result()
    data = picture()
    evidence.add_photo(desk.office, thread, data, "a.jpg", f"{NAME} there", fresh()).result()
    desk.sit(BOSS)
    return thread


def everything(desk: Desk) -> list[Target]:
    """All that is found under the name, and the papers that carry it."""
    found = erasure_search.find(desk.office, NAME.lower())
    return [*found, *erasure_search.along(desk.office, found)]


def erase(desk: Desk, targets: list[Target]) -> Done:
    """The boss erases, the manager confirms."""
    second = (MANAGER, PHRASES[MANAGER])
    return erasing.erase(desk.office, targets, "request", "2026/17", PHRASES[BOSS], second)


def test_d42_whoever_is_erased_is_found_nowhere_and_papers_say_so(desk: Desk, told: str) -> None:
    paper = exports.insurance_report(desk.office, told)
    signed = exports.sign_insurance(desk.office, paper, PHRASES[BOSS])
    targets = everything(desk)
    assert [t.label for t in targets if t.where.startswith("Paper")] == ["The paper itself"]
    assert known.offered(desk.office, "quarr") == [(f"Wendeline {NAME}", "person")]
    done = erase(desk, targets)
    assert known.offered(desk.office, "quarr") == []
    assert (done.book, done.mirror) == (True, True)
    assert done.count == sum(len(t.fields) for t in targets)
    assert erasure_search.find(desk.office, NAME) == []
    assert desk.verifies()
    mark = f"ERASE {done.n}]"
    page = incidents.page(desk.office, told)
    assert mark in page.incident.title
    assert mark in page.erased["people/01/name"]
    assert "narrative" not in page.erased
    assert page.values["narrative"] == "A visitor fell."
    assert any(mark in row.text for row in page.timeline)
    assert [(mark in p.caption, p.there) for p in page.photos] == [(True, False)]
    (line,) = entries.lines(desk.office, entries.ids(desk.office))
    assert mark in line.text
    assert mark in line.reported_by
    with pytest.raises(DeskError, match="copy of this paper is gone"):
        exports.reopen(desk.office, signed.n)
    words = words_of(exports.insurance_report(desk.office, told).pdf)
    assert f"ERASE {done.n}" in words
    assert NAME not in words
    (act,) = erasing.acts(desk.office)
    assert (act.n, act.by, act.second, act.reference) == (done.n, "J.H.", "E.M.", "2026/17")
    assert act.confirmed is not None


def test_what_is_found_says_where_it_stands(desk: Desk, told: str) -> None:
    found = erasure_search.find(desk.office, NAME)
    by_field = {(t.where, t.fields[0]): t for t in found}
    assert by_field["Line 1", "text"].standing
    assert not by_field["INC-2026-0001", "narrative"].standing
    assert by_field["INC-2026-0001", "people/01/name"].excerpt == f"Wendeline {NAME}"
    photo = next(t for t in found if "original" in t.fields)
    assert photo.fields == ("original", "shown", "thumb")
    assert [t.n for t in found] == sorted((t.n for t in found), reverse=True)
    assert "Name" in {t.label for t in erasure_search.find(desk.office, "wendeline  QUARR")}
    for text in ("", " ", "ab"):
        with pytest.raises(DeskError, match="three letters"):
            erasure_search.find(desk.office, text)
    assert erasure_search.find(desk.office, NAME, lambda: True) == []


def test_two_people_are_needed_and_the_right_ones(desk: Desk, told: str) -> None:
    targets, before = everything(desk), desk.office.read.last_n()
    mine = (BOSS, PHRASES[BOSS])
    with pytest.raises(DeskError, match="Two different people"):
        erasing.erase(desk.office, targets, "request", "", PHRASES[BOSS], mine)
    with pytest.raises(WrongPassphrase):
        erasing.erase(desk.office, targets, "request", "", PHRASES[BOSS], (MANAGER, "wrong"))
    with pytest.raises(DeskError, match="Nothing is chosen"):
        erase(desk, [])
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        erase(desk, targets)
    with pytest.raises(NotAllowed):
        erasure_search.find(desk.office, NAME)
    assert {r.form for r in desk.since(before)} == {"access"}


def test_d26_nothing_is_erased_while_a_bomb_call_waits_to_be_opened(desk: Desk, told: str) -> None:
    office = desk.office
    call = replace(bombcall.begin(office), said={"exact_words": "By four."})
    targets = everything(desk)
    line = bombcall.seal(office, call)
    assert "four" not in line.text
    with pytest.raises(DeskError, match="A bomb call waits"):
        erase(desk, targets)
    (there,) = bombcall.kept(office)
    assert there.sealed
    assert erasure_search.find(office, NAME.lower())
    bombcall.end(office, replace(there, sealed=False)).result()
    bombcall.drop(office, there).result()
    assert erase(desk, targets).count


def test_a_hold_blocks_and_says_so_until_it_is_released(desk: Desk, told: str) -> None:
    for about, reason in (("INC-2026-9999", "x"), ("99", "x"), ("INC-2026-0001", " ")):
        with pytest.raises(InvalidForm):
            holds.put(desk.office, about, reason)
    holds.put(desk.office, "inc-2026-0001", "Claim 17 is open").result()
    holds.put(desk.office, "1", "Police have asked").result()
    targets = everything(desk)
    assert all(t.held for t in targets)
    with pytest.raises(DeskError, match="is held"):
        erase(desk, targets)
    listed = holds.listing(desk.office)
    assert [(h.about, h.reason, h.released) for h in listed] == [
        ("Line 1", "Police have asked", None), ("INC-2026-0001", "Claim 17 is open", None),
    ]  # fmt: skip
    for one in listed:
        holds.release(desk.office, one.thread, "Settled").result()
    assert all(h.released for h in holds.listing(desk.office))
    assert not any(t.held for t in everything(desk))
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        holds.put(desk.office, "1", "mine")
    with pytest.raises(NotAllowed):
        holds.release(desk.office, listed[0].thread, "mine")


def test_older_copies_are_listed_and_get_the_list(desk: Desk, told: str, tmp_path: Path) -> None:
    made = backups.make(desk.office, tmp_path / "backups", lambda _f, _w: None, lambda: False)
    assert made.state == "verified"
    done = erase(desk, everything(desk))
    assert [copy.folder for copy in done.copies] == [made.folder]
    key = desk.office.book.parts.keys.mirror
    listed = erasure_list.read(made.folder, key, desk.office.book.id)
    assert listed.book == desk.office.book.id
    assert len(listed.erased) == done.count
    erasing.beside(desk.office)
    assert erasure_list.read(made.folder, key, desk.office.book.id) == listed


def test_d42_a_backup_that_still_holds_it_is_listed_with_the_day_rotation_ends_it(
    desk: Desk, told: str, clock: Ticking, tmp_path: Path
) -> None:
    def untold(_fraction: float, _words: str) -> None:
        """Nobody watches."""

    where = tmp_path / "backups"
    old = backups.make(desk.office, where, untold, lambda: False)
    assert erasing.holding(desk.office) == [], "nothing was erased yet"
    clock.on(minutes=1)
    erase(desk, everything(desk))
    clock.on(days=1)
    new = backups.make(desk.office, where, untold, lambda: False)
    (held,) = erasing.holding(desk.office)
    assert (held.folder, held.at) == (old.folder, old.at)
    # of Saturday 21 November: the last of no week and no month, so one of the last seven days
    assert held.ends is not None
    assert f"{held.ends:%d %B %H:%M}" == "28 November 03:00"
    (old.folder / "for the court.txt").write_text("kept by somebody")
    assert erasing.holding(desk.office)[0].ends is None
    (old.folder / "for the court.txt").unlink()
    away = where.rename(where.with_name("away"))
    (held,) = erasing.holding(desk.office)
    assert (held.folder, held.ends, held.away) == (where, None, True)
    assert held.at > new.at, "the record of the newest stands for all"
    away.rename(where)


def test_every_page_and_paper_still_stands_when_all_that_can_go_is_gone(
    desk: Desk, told: str
) -> None:
    for text in (NAME, "fell", "visitor", "Lobby", "first aid", "Nair", "0991", "medium", "slip"):
        found = erasure_search.find(desk.office, text)
        if found:
            erase(desk, found)
    page = incidents.page(desk.office, told)
    assert page.incident.title.startswith("[erased on ")
    assert incidents.listed(desk.office)
    words = words_of(exports.insurance_report(desk.office, told).pdf)
    assert "[erased on" in words
    assert desk.verifies()
    assert desk.reopen().read.erasures()
