"""The book under new keys: nothing is lost, the old keys open nothing, and no kill leaves half."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.book.houses import House, line
from tests.book.kept import PASSPHRASE, backed_up, staff, untold
from tests.book.restore.test_swapping import killed_at
from tests.book.restores import home, places

from deskinc.book import mirror
from deskinc.book.book import Book
from deskinc.book.disk import ring
from deskinc.book.keys import slot_file
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.mirror import founding_file
from deskinc.book.restore import rekeying, restoring, surveying, swapping
from deskinc.book.restore.rekeying import NewSlots
from deskinc.errors import BookFault

WHO = "Rosa Malik"


@pytest.fixture
def closed(house: House) -> House:
    """A closed book with lines, an attachment and unsent text, and slots for two."""
    staff(house)
    house.post(line("Before"))
    house.book.attach(b"door" * 99, "door.png", "image/png")
    house.book.keep_unsent("a", b"half a line").result()
    house.book.settle()
    house.book.close()
    return house


def given_anew(house: House, new: Keys) -> NewSlots:
    """The slot file that gives ``new`` to both."""
    vault = Vault.load(house.folder)
    vault.give(new, vault.digests())
    return NewSlots(vault.packed(), vault.digests())


def changed(house: House) -> Keys:
    """Change the keys, and return them."""
    new = rekeying.fresh(house.keys)
    rekeying.change(house.folder, house.keys, new, given_anew(house, new), untold)
    return new


def opened(house: House) -> Keys:
    """The keys that the slots in the data folder give."""
    return Vault.load(house.folder).open(WHO, PASSPHRASE, keep=False).shared()


def texts(book: Book) -> list[str]:
    """All lines."""
    read = book.reader()
    return [read.texts([n])[n] for n in read.entry_ns()]


def test_d19_the_book_goes_on_under_new_keys_and_the_old_open_nothing(closed: House) -> None:
    before, new = closed.keys, changed(closed)
    assert opened(closed) == new.shared()
    with pytest.raises(BookFault):
        Book.open(closed.folder, before)
    closed.keys = new
    book = closed.open()
    assert (texts(book), book.unsent()) == (["Before"], {"a": b"half a line"})
    assert book.health().doubts == ()
    closed.post(line("After"))
    book.copy_slots()
    book.settle()
    assert book.verify(full=True) == []
    assert rekeying.changed_at(book.reader().link) == 5


def test_d19_what_is_written_afterwards_the_old_mirror_key_does_not_open(closed: House) -> None:
    before, new = closed.keys, changed(closed)
    closed.keys = new
    closed.open()
    closed.post(line("After"))
    closed.book.settle()
    there = home(closed)
    batches = list(mirror.frames(there, new.mirror, closed.book.id))
    assert not any(isinstance(b, mirror.Damage) for b in batches)
    last = closed.book.reader().last_n()
    assert max(b.last for b in batches if not isinstance(b, mirror.Damage)) == last
    old = mirror.tail(there, before.mirror, closed.book.id)
    assert old is not None
    assert old.n < last
    with pytest.raises(BookFault):
        founding_file.read(there, before.mirror, closed.book.id)
    assert founding_file.read(there, ring.newest(new.mirror), closed.book.id)
    assert not list(there.glob("*.damaged"))


def test_d19_nothing_that_is_written_under_the_old_mirror_key_later_counts(closed: House) -> None:
    before, new = closed.keys, changed(closed)
    closed.keys = new
    closed.open()
    closed.post(line("After"))
    closed.book.settle()
    closed.book.close()
    there, book = home(closed), closed.book.id
    end = mirror.tail(there, new.mirror, book)
    assert end is not None
    known = mirror.frames(there, before.mirror, book)
    (*_some, last) = (one for one in known if not isinstance(one, mirror.Damage))
    forged = replace(last, first=end.n + 1)
    mirror.MirrorWriter(there, before.mirror, book).extend([forged], "2099-01-01", anew=True)
    assert mirror.tail(there, new.mirror, book) == end
    assert [b for b in mirror.frames(there, new.mirror, book) if isinstance(b, mirror.Damage)] == []
    closed.open()


def test_d19_a_backup_from_before_is_restored_with_the_keys_of_now(
    house: House, tmp_path: Path
) -> None:
    staff(house)
    house.post(line("Before"))
    made = backed_up(house, tmp_path / "backups")
    house.book.settle()
    house.book.close()
    house.keys = changed(house)
    house.open()
    house.post(line("After"))
    house.book.settle()
    house.book.close()
    (house.folder / "book.db").unlink()
    both = places(house, "backup", made.folder)
    source = surveying.survey(both, untold)
    assert source is not None
    assert source.line == 2
    built = restoring.build(both, untold)
    assert built.gathered.line == 2


def test_d19_the_old_files_go_once_the_new_ones_have_opened(closed: House) -> None:
    changed(closed)
    assert list((closed.folder / "aside").glob("*-keys/data/book.db"))
    swapping.forget_keyed(closed.folder)
    assert not list((closed.folder / "aside").iterdir())
    assert not list(closed.folder.rglob("*.bak.tmp"))


def test_a_book_that_does_not_open_is_not_written_anew(closed: House) -> None:
    (closed.folder / "head").unlink()
    shutil.rmtree(home(closed))
    with pytest.raises(BookFault):
        changed(closed)
    assert not swapping.pending(closed.folder)
    assert opened(closed) == closed.keys


def test_slots_that_would_keep_somebody_out_are_not_put_in_place(closed: House) -> None:
    new = rekeying.fresh(closed.keys)
    right = given_anew(closed, new)
    head, held = slot_file.unpack(right.raw)
    cut = slot_file.pack(head, held[1:])
    altered = slot_file.pack(head, [replace(held[0], box=bytes(32)), *held[1:]])
    twice = slot_file.pack(head, [*held, *held])
    for raw in (cut, altered, twice, slot_file.pack(head, []), b"{}"):
        with pytest.raises(BookFault, match="would not let in everybody"):
            rekeying.change(
                closed.folder, closed.keys, new, replace(right, raw=raw), untold
            )  # fmt: skip
    assert not swapping.pending(closed.folder)
    assert opened(closed) == closed.keys


@pytest.mark.timeout(300)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="rounds are forked")
def test_a_kill_leaves_the_old_book_or_the_new_one(closed: House) -> None:
    kept = closed.folder.rename(closed.folder.with_name("kept"))
    step, news, killed = 0, 0, True
    while killed:
        step += 1
        shutil.rmtree(closed.folder, ignore_errors=True)
        shutil.copytree(kept, closed.folder)
        killed = killed_at(step, lambda: changed(closed))
        decided = swapping.pending(closed.folder) or not killed
        swapping.settle(closed.folder)
        keys = opened(closed)
        assert (keys != closed.keys) == decided or (killed and keys != closed.keys)
        book = Book.open(closed.folder, replace(keys, head=None))
        try:
            assert texts(book) == ["Before"]
            assert not swapping.pending(closed.folder)
        finally:
            book.close()
        news += decided
    assert step > 12
    assert news > 5
