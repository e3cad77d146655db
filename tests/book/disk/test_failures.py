"""Whatever the disk or the database fails with while an open book is read has a sentence."""

from collections.abc import Callable

import pytest
from sqlcipher3 import dbapi2 as driver
from tests.book.houses import House, line
from tests.torture.flips import flip

from deskinc.book.disk.failures import named, trouble
from deskinc.book.disk.store import PAGE, Link, Mode
from deskinc.book.opening import opening
from deskinc.book.record import Draft
from deskinc.errors import BookFault

ACTS: dict[str, Callable[[House], object]] = {
    "read": lambda house: house.book.reader().records(range(1, 12)),
    "walk": lambda house: house.book.reader().entry_ns(),
    "search": lambda house: house.book.reader().search("line"),
    "health": lambda house: house.book.health(),
    "seal": lambda house: house.book.seal().result(),
    "attach": lambda house: house.book.attach(b"more", "b", "text/plain"),
    "file": lambda house: house.book.read_file(4, "original"),
}


@pytest.mark.parametrize("what", ACTS)
def test_a_damaged_page_met_while_reading_has_a_sentence(
    house: House, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = house.book.attach(b"evidence" * 500, "a.bin", "application/octet-stream")
    house.post(Draft("photo", {"original": made.value}, files={"original": made.key}))
    for number in range(8):
        house.post(line(f"Line {number}."))
    house.book.settle()
    house.book.close()
    monkeypatch.setattr(opening, "SMALL", 0)
    path = house.folder / "book.db"
    house.open()
    for page in range(1, path.stat().st_size // PAGE):
        flip(path, page * PAGE * 8 + 9)
    with pytest.raises(BookFault, match=r"damaged|cannot be"):
        ACTS[what](house)


def test_a_file_whose_disk_does_not_give_it_back_has_a_sentence(house: House) -> None:
    made = house.book.attach(b"evidence", "a.bin", "application/octet-stream")
    (record,) = house.post(Draft("photo", {"original": made.value}, files={"original": made.key}))
    (path,) = (house.folder / "attachments").iterdir()
    path.unlink()
    path.mkdir()
    with pytest.raises(BookFault, match="The disk answered"):
        house.book.read_file(record.n, "original")
    with pytest.raises(BookFault, match="The disk answered"):
        house.book.file_range(record.n, "original", 0, 4)
    path.rmdir()


def failed(name: str) -> driver.Error:
    error = driver.OperationalError("x")
    error.sqlite_errorname = name
    return error


def test_reading_says_nothing_of_an_entry_that_was_not_saved() -> None:
    for name in ("SQLITE_IOERR_READ", "SQLITE_IOERR_SHORT_READ"):
        asked, written = trouble(failed(name), reading=True), trouble(failed(name))
        assert asked is not None
        assert written is not None
        assert "entry" not in str(asked)
        assert "entry" in str(written)
    assert trouble(failed("SQLITE_READONLY"), reading=True) is None


def test_a_fault_still_names_what_lies_below_it(house: House) -> None:
    with Link(house.book._open.store, Mode.READ) as link:
        with pytest.raises(driver.OperationalError) as bug:
            link.driver.execute("SELECT * FROM nowhere")
        with (
            pytest.raises(driver.OperationalError, match="interrupted"),
            link.stopped_by(lambda: True),
        ):
            link.driver.execute("SELECT count(*) FROM record a, record b, record c, record d, "
                                "record e, record f, record g, record h").fetchone()  # fmt: skip
    assert named(bug.value) == "SQLITE_ERROR"
    fault = BookFault("x")
    fault.__cause__ = failed("SQLITE_FULL")
    assert named(fault) == "SQLITE_FULL"
    assert named(ValueError()) == ""
