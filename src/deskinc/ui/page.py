"""What a page is, and how the window is told of one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from deskinc.ui import theme
from deskinc.ui.actions import Action
from deskinc.ui.session import Session


def measure(size: QSize) -> dict[str, bool]:
    """How a page of a window of that size is laid out: narrow, low, wide."""
    low = size.height() < theme.LOW
    narrow, wide = low or size.width() < theme.NARROW, size.width() >= theme.WIDE
    return {"narrow": narrow, "low": low, "wide": wide}


class Page(QWidget):
    """What every page is: a widget on ``surface`` that is given a session and nothing else."""

    by_role = False
    """Whether it was made for the roles of one officer, and is made anew for the next."""
    aside = Signal(str)
    """Words for the right end of the strip while the window is low."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "surface")
        self.narrow = self.low = self.wide = False

    def actions_offered(self) -> Sequence[Action]:
        """What can be done here by key and from the palette; asked once."""
        return ()

    def show_what(self, what: dict[str, object]) -> None:
        """Show something named by ``session.go(page, **what)``; called after becoming visible."""

    def where(self) -> dict[str, object]:
        """What is shown, as ``show_what`` takes it, so that one can come back to it."""
        return {}

    def set_size(self, *, narrow: bool, low: bool, wide: bool) -> None:
        """The window's measure changed; called before the first showing too."""
        self.narrow, self.low, self.wide = narrow, low, wide

    def first_focus(self) -> QWidget:
        """Where the cursor stands when the page opens."""
        return self


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the rail: key, icon, word with mnemonic, and how to make it."""

    key: str
    icon: str
    word: str
    make: Callable[[Session], Page]
    count: Callable[[Session], int] | None = None
    """A quick read for the rail's count; called after each record."""
    act: str = ""
    """The act (``forms.roles``) without which the page is not offered."""
