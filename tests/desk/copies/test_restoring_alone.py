"""A lost computer, and one person: mirror and sheet bring the book back (D24, D19)."""

import shutil
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk, Prepared, answers, copied

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.recovery import key_of, new_words
from deskinc.desk import setup
from deskinc.desk.copies import restoring
from deskinc.desk.copies.restoring import NotAccepted, Pair, Sheet
from deskinc.desk.lines import entries
from deskinc.desk.office import sign_in
from deskinc.errors import WrongPassphrase


def untold(_fraction: float, _words: str) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def lone(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """An office of one person with a line in its book."""
    below, words = tmp_path_factory.mktemp("lone"), setup.recovery_words()
    office = setup.set_up(below / "book", answers(below), words, kdf=FLOOR)
    raw: dict[str, object] = {"type": "patrol", "text": "Before the theft."}
    entries.post(office, raw, entries.new_id()).result()
    office.book.settle()
    office.close()
    return Prepared(below, {BOSS: office.person}, words)


def test_d24_mirror_and_sheet_alone_rebuild_the_book_of_one_person(
    lone: Prepared, tmp_path: Path
) -> None:
    copied(lone, tmp_path)
    shutil.rmtree(tmp_path / "book")
    folder, places = tmp_path / "new", (tmp_path / "mirror",)
    keys, sheet = restoring.opened_by(folder, " ".join(lone.words), places)
    (source,) = restoring.sources(folder, keys, places)
    me = Pair(BOSS, PHRASES[BOSS])
    restoring.restore(folder, source, me, sheet, "Stolen.", untold, places=places)
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    raw: dict[str, object] = {"type": "patrol", "text": "On the new computer."}
    record = entries.post(office, raw, entries.new_id()).result().records[0]
    assert record.doc.epoch == 2
    texts = [line.text for line in entries.lines(office, entries.ids(office))]
    assert texts == ["Before the theft.", "On the new computer."]
    assert office.book.verify(full=True) == []
    office.close()
    later = tmp_path / "later"
    restoring.restore(
        later, restoring.sources(later, keys, places)[0], me, sheet, "Again.", untold, places=places
    )
    again = sign_in(later, BOSS, PHRASES[BOSS])
    assert again.read.record(again.read.last_n()).doc.epoch == 3
    assert again.book.verify(full=True) == []
    again.close()


def test_d19_where_others_are_enrolled_the_sheet_is_no_second_person(
    desk: Desk, prepared: Prepared, tmp_path: Path
) -> None:
    desk.office.book.settle()
    desk.office.close()
    folder, places = tmp_path / "new", (desk.mirror,)
    keys, sheet = restoring.opened_by(folder, " ".join(prepared.words), places)
    (source,) = restoring.sources(folder, keys, places)
    me = Pair(BOSS, PHRASES[BOSS])
    with pytest.raises(NotAccepted, match=f"Others are enrolled: {OFFICER}") as refused:
        restoring.restore(folder, source, me, sheet, "Stolen.", untold, places=places)
    assert refused.value.who == "second"
    assert not (folder / "book.db").exists()


def test_a_sheet_of_another_book_confirms_nothing(lone: Prepared, tmp_path: Path) -> None:
    copied(lone, tmp_path)
    folder, places = tmp_path / "new", (tmp_path / "mirror",)
    with pytest.raises(WrongPassphrase):
        restoring.opened_by(folder, " ".join(new_words()), places)
    keys, _own = restoring.opened_by(folder, " ".join(lone.words), places)
    (source,) = restoring.sources(folder, keys, places)
    other = Sheet(key_of(new_words()))
    with pytest.raises(NotAccepted, match="not the one that the restored book announces"):
        restoring.restore(
            folder, source, Pair(BOSS, PHRASES[BOSS]), other, "Stolen.", untold, places=places
        )
