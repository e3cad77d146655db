"""A book that is not opened, and of which no file changes."""

from pathlib import Path

import pytest
from tests.book.houses import House

from deskinc.book.book import Book
from deskinc.errors import BookFault


def files(*folders: Path) -> dict[str, bytes]:
    """Every byte below the folders, but for the lock."""
    return {
        str(path): path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def refused(house: House, sentence: str) -> None:
    """Opening fails with ``sentence``, twice, and no file changed."""
    before = files(house.folder, house.mirror)
    for _attempt in range(2):
        with pytest.raises(BookFault, match=sentence) as caught:
            Book.open(house.folder, house.keys)
        assert caught.value.todo
    assert files(house.folder, house.mirror) == before
