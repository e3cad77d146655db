"""Copies of another book, named where one of this book is wanted."""

from collections.abc import Sequence
from pathlib import Path

from deskinc.book.backups import whereabouts
from deskinc.errors import BookFault
from deskinc.i18n import _


class Stranger(BookFault):
    """What lies in ``place`` is another book’s than the data folder’s."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            _("What lies in {folder} belongs to another book, not to this one.").format(
                folder=place
            ),
            _("Name the folder of this book’s mirror or backups. Another book is restored into an "
              "empty folder of its own: start the program with --folder."),
        )  # fmt: skip
        self.place = place


def refuse_strangers(folder: Path, places: Sequence[Path]) -> None:
    """Raise Stranger where one of ``places`` holds only other books than ``folder`` is known for.

    Where nothing is known of the folder, on a new computer, none is another.
    """
    own = whereabouts.own(folder)
    for place in places:
        there = whereabouts.books(place)
        if own and there and not there & own:
            raise Stranger(place)
