"""Epochs: after a restore both stores, the head file and the seals go on with the next one."""

import shutil
from pathlib import Path

import pytest
from tests.book.houses import House, line
from tests.book.kept import backed_up
from tests.book.restores import places, rebuilt, surveyed, texts

from deskinc.book import mirror
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.mirror import reader as mirror_reader
from deskinc.book.record import Draft, Record, Signer
from deskinc.book.records.payload import Batch
from deskinc.errors import BookFault, DeskError
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64
from deskinc.proof.seal import parse_note


def restore(house: House, other: Signer) -> list[Record]:
    """Open the next epoch as a restore does, from the book as it stands."""
    state = house.book._writer.state
    made = house.post(
        Draft(
            "restore",
            {
                "source": {"code": "mirror", "text": "The mirror"},
                "epoch": state.epoch,
                "size": state.n,
                "root": b64(state.root()),
                "lost": 0,
                "reason": "The disk failed.",
            },
        )
    )
    act = {"act": b64(made[0].leaf), "meaning": "Restored."}
    return made + house.post(Draft("countersign", act, thread=made[0].thread), signer=other)


def cut_back(house: House, other: Signer) -> None:
    """Put back the book as it was, and declare lost what was written since."""
    kept = house.folder.parent / "older"
    house.book.close()
    shutil.copytree(house.folder, kept)
    house.open()
    for number in range(3):
        house.post(line(f"lost {number}"))
    house.book.settle()
    house.book.close()
    shutil.rmtree(house.folder)
    kept.rename(house.folder)
    aside = house.mirror.rename(house.mirror.with_name("unplugged"))
    house.open()
    restore(house, other)
    house.book.close()
    aside.rename(house.mirror)


def test_the_book_goes_on_in_the_next_epoch_in_every_place(house: House) -> None:
    other = house.enrol("Jo Ash")
    house.post(line("before"))
    house.book.seal(house.me).result()
    restore(house, other)
    after = house.post(line("after"))[0]
    assert (after.doc.epoch, after.line) == (2, 2)
    seal = house.book.seal(house.me).result().records[0]
    assert parse_note(str(seal.values["note"])).checkpoint.origin.endswith("/2")
    house.book.settle()
    assert house.book.health().mirror == "ok"
    assert house.book.verify(full=True) == []
    house.reopen()
    assert house.post(line("and on"))[0].doc.epoch == 2
    house.book.settle()
    there = house.book.mirror
    assert there is not None
    tail = mirror.tail(there, house.keys.mirror, house.book.id)
    assert tail is not None
    assert (tail.epoch, tail.n) == (2, house.book.reader().last_n())
    assert len(mirror_reader.days(there)) == 2


def test_a_mirror_with_more_of_the_old_epoch_is_no_fault_after_a_restore(house: House) -> None:
    other = house.enrol("Jo Ash")
    house.post(line("kept"))
    last = house.book.reader().last_n()
    cut_back(house, other)
    house.open()
    house.post(line("new"))
    house.book.settle()
    assert house.book.health().mirror == "ok"
    assert house.reopen().health().doubts == ()
    there = house.book.mirror
    assert there is not None
    found = list(mirror.frames(there, house.keys.mirror, house.book.id))
    assert not [one for one in found if isinstance(one, mirror.Damage)]
    new = [b for b in found if isinstance(b, Batch) and b.epoch == 2]
    assert new[0].first == last + 1


def test_an_emptied_mirror_is_written_again_through_all_epochs(house: House) -> None:
    other = house.enrol("Jo Ash")
    restore(house, other)
    house.post(line("second"))
    restore(house, other)
    last = house.post(line("third"))[0].n
    house.book.close()
    for path in (house.mirror / b64(house.book.id)).glob("20*"):
        path.unlink()
    house.open()
    house.book.settle()
    there = house.book.mirror
    assert there is not None
    found = list(mirror.frames(there, house.keys.mirror, house.book.id))
    batches = [b for b in found if isinstance(b, Batch)]
    assert len(found) == len(batches)
    assert {b.epoch for b in batches} == {1, 2, 3}
    assert batches[-1].last == last


def test_an_old_head_file_beyond_what_was_restored_is_no_fault(house: House) -> None:
    other = house.enrol("Jo Ash")
    head = house.folder.parent / "head"
    house.post(line("kept"))
    house.book.close()
    shutil.copytree(house.folder, house.folder.parent / "newer")
    newer = House(house.folder.parent / "newer", house.mirror, house.keys, house.book, house.me)
    (newer.folder / "station.json").unlink()
    newer.open()
    newer.post(line("lost"), line("lost too"), line("lost as well"), line("and this"))
    newer.book.close()
    shutil.copy(newer.folder / "head", head)
    house.open()
    restore(house, other)
    house.book.close()
    shutil.copy(head, house.folder / "head")
    house.open()
    assert house.book.verify(full=True) == []


def test_an_older_epoch_is_not_taken_for_the_book(house: House, tmp_path: Path) -> None:
    other = house.enrol("Jo Ash")
    house.post(line("both"))
    house.book.close()
    shutil.copytree(house.folder, tmp_path / "older")
    house.open()
    restore(house, other)
    house.book.settle()
    house.book.close()
    shutil.rmtree(house.folder)
    (tmp_path / "older").rename(house.folder)
    with pytest.raises(BookFault, match="2 records"):
        house.open()


def test_a_restore_that_is_not_of_this_book_as_it_stands_is_refused(house: House) -> None:
    said: dict[str, Value] = {
        "source": {"code": "mirror", "text": "The mirror"},
        "epoch": 1,
        "size": 2,
        "root": b64(bytes(32)),
        "lost": 0,
        "reason": "No.",
    }
    with pytest.raises(ValueError, match="as it stands"):
        house.post(Draft("restore", said))
    with pytest.raises(DeskError, match="Only a person"):
        house.post(Draft("restore", said), signer=house.book.desk_signer())


def claimed(house: House, n: int, *, form: bool) -> None:
    """With the database's key alone: the documents say epoch 2 from ``n`` on, a RESTORE first."""
    with Link(Store(house.folder / "book.db", house.keys.database), Mode.WRITE) as link:
        link.run("DROP TRIGGER record_as_is")
        rows = link.run("SELECT n, doc FROM record WHERE n >= ?", (n,)).all()
        for number, doc in rows:
            said = doc.replace(b'"epoch":1', b'"epoch":2')
            if form and number == n:
                said = said.replace(b'"form":"entry"', b'"form":"restore"')
            assert said != doc
            link.run("UPDATE record SET doc = ? WHERE n = ?", (said, number))


@pytest.mark.parametrize("form", [False, True])
def test_an_epoch_that_no_verified_restore_opens_ends_no_copy(
    house: House, tmp_path: Path, *, form: bool
) -> None:
    other = house.enrol("Jo Ash")
    for number in range(6):
        house.post(line(f"Round {number}"))
    made = backed_up(house, tmp_path / "disk")
    house.book.settle()
    before, last = texts(house), house.book.reader().last_n()
    house.book.close()
    claimed(house, 5, form=form)
    for what in (places(house), places(house, "backup", made.folder)):
        source = surveyed(what)
        assert (source.records, source.line) == (last, len(before))
    assert rebuilt(house, places(house), other).lost == source.lost
    house.open()
    assert texts(house) == before
    assert house.book.verify(full=True) == []
