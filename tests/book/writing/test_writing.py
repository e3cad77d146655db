"""Whatever goes wrong while a line is written: memory is dropped, and it is tried once more."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.book.disks import after_a_failure, grown, held, impatient, refusing
from tests.book.houses import House, line

from deskinc.book.disk import durable, store
from deskinc.book.record import Record
from deskinc.book.writing import tidying
from deskinc.book.writing import writer as writing
from deskinc.book.writing.tail import NotTrue
from deskinc.errors import BookFault, DeskError, Unwritable


@pytest.mark.parametrize("fault", ["another program", "a disk"])
def test_a_write_that_fails_once_is_done_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    impatient(house, monkeypatch)
    told: list[Record] = []
    house.book.listen(told.extend)
    with held(house) if fault == "another program" else refusing() as end, after_a_failure(end):
        (record,) = house.post(line("Kept."))
    assert house.book.reader().record(record.n) == record
    assert house.book.health().fault == ""
    house.post(line("Next."))
    assert [r.line for r in told] == [1, 2]
    assert house.book.verify(full=True) == []


def test_a_disk_that_fails_on_is_red_until_a_line_is_taken_again(house: House) -> None:
    house.post(line("Before."))
    draft = line("Meanwhile.")
    with refusing():
        for _turn in range(2):
            with pytest.raises(Unwritable, match="The disk of the book answered with an error"):
                house.post(draft)
            health = house.book.health()
            assert health.read_only
            assert "The disk of the book answered" in health.fault
            assert not house.book._writer.tidy()
    assert house.post(draft)[0].line == 2
    assert not house.book.health().read_only
    assert house.book.health().fault == ""
    assert house.book.verify(full=True) == []


def test_unsent_text_finds_out_too_that_the_disk_is_back(house: House) -> None:
    with refusing(), pytest.raises(Unwritable):
        house.post(line("Refused."))
    house.book.keep_unsent("a", b"typed").result()
    assert house.book.health().fault == ""


def test_a_disk_that_hangs_before_it_fails_is_not_asked_at_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "QUICK", -1.0)
    with refusing(), pytest.raises(Unwritable):
        house.post(line("Refused."))
    with pytest.raises(Unwritable):
        house.post(line("Refused too."))
    assert house.book._writer.fault is not None
    house.book._writer._not_before = 0.0
    assert house.post(line("Taken."))[0].line == 1


def test_what_the_book_refuses_is_not_tried_again(house: House) -> None:
    stranger = replace(house.enrol("Ada Lund"), author="desk")
    link = house.book._writer._link
    (record,) = house.post(line("One."))
    with pytest.raises(DeskError) as refused:
        house.post(line("Another."), signer=stranger)
    assert not isinstance(refused.value, BookFault)
    assert house.book._writer._link is link
    assert house.book.reader().last_n() == record.n


def test_a_book_that_lost_what_was_saved_takes_nothing_more(house: House) -> None:
    house.post(line("One."))
    house.post(line("Two."))
    house.book.settle()
    with store.Link(house.book._open.store, store.Mode.WRITE) as link, link.transaction():
        for trigger in ("record_stays", "value_stays"):
            link.run(f"DROP TRIGGER {trigger}")
        for table in ("value", "entry", "leaf", "words", "record"):
            link.run(f"DELETE FROM {table} WHERE n = 5")  # noqa: S608 - a test's own names
    with refusing(), pytest.raises(NotTrue):
        house.post(line("Three."))
    with pytest.raises(NotTrue):
        house.post(line("Three."))
    assert house.book.health().read_only
    assert house.book.reader().last_n() == 4


def test_a_line_that_does_not_read_back_as_it_was_written_is_not_acknowledged(
    house: House,
) -> None:
    """Between the program and the disk something turned a bit over."""
    with store.Link(house.book._open.store, store.Mode.WRITE) as link, link.transaction():
        link.run("DROP TRIGGER record_as_is")
        link.run("CREATE TRIGGER turned AFTER INSERT ON record BEGIN UPDATE record "
                 "SET sig = zeroblob(64) WHERE n = new.n; END")  # fmt: skip
    with pytest.raises(NotTrue):
        house.post(line("One."))
    with pytest.raises(NotTrue):
        house.post(line("Two."))
    assert house.book._writer.mirror is not None
    assert house.book._writer.mirror.done == 3


def test_a_log_that_cannot_be_folded_back_is_amber_until_it_can(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = grown(house)
    monkeypatch.setattr(tidying, "FOLD_AT", 1)
    with refusing(long):
        house.book.keep_unsent("b", bytes(long // 4)).result()
        house.post(line("One."))
        house.book.settle()
        assert any("tidied up" in said for said in house.book.health().doubts)
        assert house.post(line("Two."))[0].line == 2
    house.post(line("Three."))
    house.book.settle()
    assert house.book.health().doubts == ()


def test_folders_made_at_set_up_are_synced_with_their_parents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(durable, "sync_folder", synced.append)
    durable.make_folder(tmp_path / "a" / "b" / "c")
    assert synced == [tmp_path / "a" / "b", tmp_path / "a", tmp_path]
    durable.make_folder(tmp_path / "a" / "b" / "c")
    assert len(synced) == 3
