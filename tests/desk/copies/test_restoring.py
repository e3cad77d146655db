"""Restoring: two people with their passphrases bring the book back, from wherever it still lies."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk.offices import (
    BOSS,
    MANAGER,
    OFFICER,
    PHRASES,
    Desk,
    Prepared,
    Ticking,
    copied,
    desk_of,
    prepare,
)

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.records.following import never
from deskinc.book.restore import astray as mirror_astray
from deskinc.book.restore import swapping
from deskinc.desk.copies import backups, restoring
from deskinc.desk.copies.restoring import NotAccepted, Pair, Source, Stranger
from deskinc.desk.erasure import erasing
from deskinc.desk.erasure.erasure_search import Target
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.desk.people import people
from deskinc.desk.trust import trust
from deskinc.errors import BookFault, DeskError, NoSlot, WrongPassphrase
from deskinc.paths import RESTORED, traces
from deskinc.proof.canonical import b64


def untold(_fraction: float, _words: str) -> None:
    """Nobody watches."""


def pair(name: str) -> Pair:
    """A person with the right passphrase."""
    return Pair(name, PHRASES[name])


@pytest.fixture
def lines(desk: Desk) -> list[str]:
    """Some lines of the book."""
    found = ["One.", "Two.", "Three."]
    for text in found:
        desk.post(text)
    desk.office.book.settle()
    return found


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Another house with a book of its own; its people have the same names."""
    return prepare(tmp_path_factory.mktemp("other"))


@pytest.fixture
def other(others: Prepared, tmp_path: Path) -> Iterator[Desk]:
    """A copy of it, open."""
    desk = desk_of(copied(others, tmp_path / "theirs-open"), others.people, Ticking())
    yield desk
    desk.office.close()


def head_of(desk: Desk) -> str:
    """How the names of the book's backups begin."""
    return desk.office.book.id.hex()[:8]


def hurt(desk: Desk) -> None:
    """Close the office, then damage its database."""
    desk.office.close()
    path = desk.folder / "book.db"
    raw = bytearray(path.read_bytes())
    raw[4096 * 3 : 4096 * 3 + 64] = bytes(64)
    path.write_bytes(raw)
    with pytest.raises(BookFault):
        sign_in(desk.folder, BOSS, PHRASES[BOSS])


def best(desk: Desk, *places: Path) -> Source:
    """The best source, found with the boss's keys."""
    keys = restoring.keys_of(desk.folder, pair(BOSS), places)
    return restoring.sources(desk.folder, keys, places)[0]


def bring_back(desk: Desk, source: Source, *places: Path) -> Office:
    """Boss and officer restore it; the boss signs in."""
    restoring.restore(
        desk.folder, source, pair(BOSS), pair(OFFICER), "The disk died.", untold,
        places=places, clock=desk.clock,
    )  # fmt: skip
    made = sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    desk.opened.append(made)
    return made


def texts(of: Office) -> list[str]:
    """The texts of the lines."""
    return [text for _n, text in sorted(of.read.texts(list(of.read.entry_ns())).items())]


def test_two_people_bring_a_damaged_book_back(desk: Desk, lines: list[str]) -> None:
    hurt(desk)
    source = best(desk)
    assert (source.kind, source.lost, source.line) == ("mirror", 0, 3)
    back = bring_back(desk, source)
    assert texts(back) == lines
    assert back.book.verify(full=True) == []
    (restore,) = [
        r for r in back.read.records(range(1, back.read.last_n())).values() if r.form == "restore"
    ]
    assert restore.author == desk.people[BOSS].officer.thread
    assert restore.values["reason"] == "The disk died."


def test_a_line_after_a_restore_is_cited_with_its_epoch(desk: Desk, lines: list[str]) -> None:
    hurt(desk)
    back = bring_back(desk, best(desk))
    raw: dict[str, object] = {"type": "patrol", "place": "Lobby", "text": "After."}
    new = entries.post(back, raw, entries.new_id()).result().records[0]
    assert (new.line, new.cited) == (4, "4·e2")
    better = entries.correct(back, new.n, {**raw, "text": "After all."}, "typo", entries.new_id())
    fifth = better.result().records[0]
    shown = {line.n: line for line in entries.lines(back, entries.ids(back))}
    assert [line.cited for line in shown.values()] == ["1", "2", "3", "4·e2", "5·e2"]
    corrects, struck = shown[fifth.n].corrects, shown[new.n].struck
    assert corrects is not None
    assert struck is not None
    assert (corrects.cited, struck.cited) == ("4·e2", "5·e2")
    with pytest.raises(DeskError, match="line 5·e2 stands instead"):
        entries.correct(back, new.n, {**raw, "text": "Again."}, "typo", entries.new_id())


def backed_up_and_gone(desk: Desk, stick: Path) -> None:
    """Back up, write one line more, close the office, and lose the book's file."""
    backups.make(desk.office, stick, untold, never)
    desk.post("After the backup.")
    desk.office.book.settle()
    hurt(desk)
    (desk.folder / "book.db").unlink()


def test_backups_are_found_and_the_newest_source_comes_first(
    desk: Desk, lines: list[str], tmp_path: Path
) -> None:
    backed_up_and_gone(desk, tmp_path / "stick")
    keys = restoring.keys_of(desk.folder, pair(BOSS))
    assert [one.line for one in restoring.sources(desk.folder, keys)] == [4, 4]
    shutil.rmtree(desk.mirror)
    found = restoring.sources(desk.folder, keys)
    assert [(one.kind, one.line) for one in found] == [("backup", 3)]
    assert found[0].lost == 1
    back = bring_back(desk, found[0])
    assert texts(back) == lines
    assert back.book.mirror not in [copy.folder for copy in erasing.copies(back)]


def alone(office: Office) -> tuple[str, ...]:
    """What the last outcome shows of records that stand in the mirror alone."""
    shown = trust.last_shown(office)
    assert shown is not None
    return shown.alone


def test_lines_declared_lost_are_listed_among_the_copies_that_keep_what_is_erased(
    desk: Desk, lines: list[str], tmp_path: Path
) -> None:
    backed_up_and_gone(desk, tmp_path / "stick")
    away = desk.mirror.rename(tmp_path / "away")
    (source,) = restoring.sources(desk.folder, restoring.keys_of(desk.folder, pair(BOSS)))
    (told,) = (fault for fault in source.faults if "does not answer" in fault)
    assert str(desk.mirror.parent) in told, "before both sign they know what may be left out"
    restoring.restore(
        desk.folder, source, pair(BOSS), pair(OFFICER), "Stolen.", untold, clock=desk.clock
    )
    shutil.rmtree(desk.mirror, ignore_errors=True)
    away.rename(desk.mirror)
    back = sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    desk.opened.append(back)
    back.book.settle()
    back.book.handed_in().result()
    assert texts(back)[:-1] == lines
    assert "The mirror came back" in texts(back)[-1]
    verdict = trust.verify(back, full=True)
    assert verdict.ok, "the book says so itself"
    assert "In the mirror alone stand records" in verdict.sentence()
    assert "(lines: 4); line 4·e2 says so." in verdict.sentence()
    known = trust.last_check(back)
    assert known is not None
    assert known.alone == (), "looked up only where it is shown"
    assert alone(back) == verdict.alone
    (record,) = mirror_astray.told_of(back.read.link)
    entries.strike(back, record.n, "It was the old drive.", entries.new_id()).result()
    assert alone(back)[0].endswith("(lines: 4); line 4·e2 said so, until line 5·e2 struck it.")
    target = Target(record.n, b64(record.id), ("lines",), "", "", "", record.at)
    second = (MANAGER, PHRASES[MANAGER])
    erasing.erase(back, [target], "request", "2026/17", PHRASES[BOSS], second)
    assert "(lines: [erased on 2026-" in alone(back)[0]
    assert back.book.mirror in [copy.folder for copy in erasing.copies(back)]


def test_sheet_and_mirror_alone_rebuild_it_on_another_computer(
    desk: Desk, lines: list[str], prepared: Prepared, tmp_path: Path
) -> None:
    hurt(desk)
    shutil.rmtree(desk.folder)
    new = tmp_path / "new computer"
    keys = restoring.keys_of_words(new, " ".join(prepared.words), [desk.mirror])
    assert keys.signing is None
    (source,) = restoring.sources(new, keys, [desk.mirror])
    desk.folder = new
    back = bring_back(desk, source, desk.mirror)
    assert texts(back) == lines
    back.book.settle()
    assert back.health().mirror == "ok"
    assert back.book.mirror == desk.mirror / b64(back.book.id)


@pytest.mark.parametrize("left", ["nothing", "an empty folder"])
def test_with_the_data_folder_gone_the_mirror_that_is_remembered_is_found(
    desk: Desk, lines: list[str], left: str
) -> None:
    desk.office.close()
    sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock).close()
    shutil.rmtree(desk.folder)
    if left == "an empty folder":
        desk.folder.mkdir()
    source = best(desk)
    assert (source.kind, source.lost, source.line) == ("mirror", 0, 3)
    back = bring_back(desk, source)
    assert texts(back) == lines
    assert back.book.mirror == desk.mirror / b64(back.book.id)


def test_the_mirrors_own_folder_can_be_named(desk: Desk, lines: list[str], tmp_path: Path) -> None:
    there = desk.office.book.mirror
    assert there is not None
    hurt(desk)
    shutil.rmtree(desk.folder)
    keys = restoring.keys_of(desk.folder, pair(OFFICER), [there])
    assert [one.folder for one in restoring.sources(desk.folder, keys, [there])] == [there]


@pytest.mark.parametrize(
    ("first", "second", "who", "what"),
    [
        (pair(BOSS), pair(BOSS), "second", "two different people"),
        (pair(OFFICER), pair(BOSS), "first", "does not allow"),
        (Pair(BOSS, "something else altogether"), pair(OFFICER), "first", "passphrase is wrong"),
        (pair(BOSS), Pair(OFFICER, "something else altogether"), "second", "passphrase is wrong"),
        (pair(BOSS), Pair("Max Moon", PHRASES[OFFICER]), "second", "Nobody signs in"),
    ],
)
def test_a_pair_that_may_not_is_refused_at_its_field(
    desk: Desk, lines: list[str], first: Pair, second: Pair, who: str, what: str
) -> None:
    hurt(desk)
    source = best(desk)
    before = {path.name: path.read_bytes() for path in desk.folder.iterdir() if path.is_file()}
    with pytest.raises(NotAccepted, match=what) as refused:
        restoring.restore(desk.folder, source, first, second, "Because.", untold)
    assert refused.value.who == who
    after = {path.name: path.read_bytes() for path in desk.folder.iterdir() if path.is_file()}
    assert after == before
    assert not list(desk.folder.glob("aside/*/data"))


def test_an_auditor_is_no_second_person(desk: Desk, lines: list[str]) -> None:
    phrase = "velvet anchor summer three"
    who = people.Enrolment("A. Udit", "A.U.", "", frozenset({"auditor"}), identity="Passport")
    people.enrol(desk.office, who, phrase, kdf=FLOOR)
    desk.office.book.settle()
    hurt(desk)
    with pytest.raises(NotAccepted, match="does not allow") as refused:
        restoring.restore(
            desk.folder, best(desk), pair(MANAGER), Pair("A. Udit", phrase), "Because.", untold
        )
    assert refused.value.who == "second"


def test_keys_without_a_place_say_what_is_missing(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BookFault, match="No key slots"):
        restoring.keys_of(tmp_path / "empty", pair(BOSS))
    with pytest.raises(NoSlot):
        restoring.keys_of(desk.folder, Pair("Max Moon", "whatever it may be"))
    with pytest.raises(WrongPassphrase):
        restoring.keys_of_words(desk.folder, " ".join(["abandon"] * 23 + ["art"]))


def test_a_restore_cut_off_amid_its_renames_is_finished_at_the_next_sign_in(
    desk: Desk, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hurt(desk)
    source = best(desk)
    with monkeypatch.context() as patched:
        patched.setattr("deskinc.book.restore.swapping.finish", lambda _folder: False)
        restoring.restore(
            desk.folder, source, pair(BOSS), pair(OFFICER), "Because.", untold, clock=desk.clock
        )
    (desk.folder / "slots.json").unlink()
    (desk.folder / "book.db").unlink()
    assert RESTORED in traces(desk.folder)
    back = sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    desk.opened.append(back)
    assert texts(back) == lines


def test_a_second_try_finishes_what_the_first_could_not_put_in_place(
    desk: Desk, lines: list[str]
) -> None:
    hurt(desk)
    source = best(desk)
    (desk.folder / "aside").write_bytes(b"in the way")
    with pytest.raises(BookFault):
        bring_back(desk, source)
    assert swapping.pending(desk.folder)
    (desk.folder / "aside").unlink()
    back = bring_back(desk, source)
    assert texts(back) == lines
    assert entries.lines(back, entries.ids(back))[0].cited == "1"
    assert not swapping.pending(desk.folder)
    assert back.read.record(back.read.last_n()).doc.epoch == 2


def test_a_backup_of_an_earlier_epoch_says_what_would_be_lost(
    desk: Desk, lines: list[str], tmp_path: Path
) -> None:
    backups.make(desk.office, tmp_path / "stick", untold, never)
    hurt(desk)
    back = bring_back(desk, best(desk))
    raw: dict[str, object] = {"type": "patrol", "place": "Lobby", "text": "After."}
    entries.post(back, raw, entries.new_id()).result()
    back.book.settle()
    back.close()
    (desk.folder / "book.db").unlink()
    shutil.rmtree(desk.mirror)
    places = [tmp_path / "stick"]
    keys = restoring.keys_of(desk.folder, pair(BOSS), places)
    (source,) = restoring.sources(desk.folder, keys, places)
    assert (source.kind, source.line, source.lost) == ("backup", 3, 1)
    assert "older than the restore that began epoch 2" in source.faults[0]
    assert texts(bring_back(desk, source, *places)) == lines


@pytest.mark.parametrize("what", ["mirror", "backup"])
def test_what_is_another_books_is_refused_by_name(
    desk: Desk, lines: list[str], other: Desk, tmp_path: Path, what: str
) -> None:
    place = other.mirror
    if what == "backup":
        place = tmp_path / "theirs"
        backups.make(other.office, place, untold, never)
    other.office.close()
    hurt(desk)
    keys = restoring.keys_of(desk.folder, pair(BOSS))
    for ask in (
        lambda: restoring.sources(desk.folder, keys, [place]),
        lambda: restoring.keys_of(desk.folder, pair(BOSS), [place]),
        lambda: restoring.keys_of_words(desk.folder, "abandon", [place]),
    ):
        with pytest.raises(Stranger, match="belongs to another book") as refused:
            ask()
        assert refused.value.place == place
        assert "--folder" in refused.value.todo
    assert texts(bring_back(desk, best(desk))) == lines


def test_of_a_folder_with_backups_of_two_books_only_this_ones_are_offered(
    desk: Desk, lines: list[str], other: Desk, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    for office in (desk.office, other.office):
        backups.make(office, place, untold, never)
    assert len(list(place.iterdir())) == 2
    other.office.close()
    hurt(desk)
    shutil.rmtree(desk.mirror)
    keys = restoring.keys_of(desk.folder, pair(BOSS), [place])
    (source,) = restoring.sources(desk.folder, keys, [place])
    assert source.folder.name.startswith(head_of(desk))
    new = tmp_path / "new computer"
    with pytest.raises(DeskError, match="Nobody signs in"):
        restoring.keys_of(new, Pair("Max Moon", "not of either house"), [place])
