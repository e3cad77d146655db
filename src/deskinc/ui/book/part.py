"""What stands beside the entry line: a row over it, keys of its own, a look at what is typed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from deskinc.desk.lines.entries import Line
from deskinc.ui.actions import Action

if TYPE_CHECKING:
    from deskinc.ui.book.page import BookPage

Verb = tuple[str, str, bool, Callable[[], object]]
"""Icon, words, whether it can be done now, and the doing of it."""


class Part:
    """One thing beside the entry line of the Book page; each does what it needs of this."""

    def __init__(self, page: "BookPage") -> None:
        self.page = page

    def row(self) -> QWidget | None:
        """What stands over the entry line and shows and hides itself; it never takes the cursor."""
        return None

    def actions_offered(self) -> Sequence[Action]:
        """What can be done here by key."""
        return ()

    def line_verbs(self, line: Line) -> Sequence[Verb]:  # noqa: ARG002 - as the others
        """What can be done with a line of the log, in its menu."""
        return ()

    def edited(self, words: str) -> None:
        """The entry line holds other words now."""

    def idle_key(self, key: int) -> None:
        """Enter, Left, Right or Esc was pressed in an empty line."""

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """The window has another measure."""

    def show_role(self, *, writes: bool) -> None:
        """Somebody else is at the desk, who may write lines or not."""
