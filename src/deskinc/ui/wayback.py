"""The way back: where one was before something that was named was gone to."""

from collections.abc import Callable

from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.page import Page

MOST = 50
"""Places that are remembered."""

Place = tuple[str, dict[str, object]]
"""A page, and what it showed, as :meth:`Page.show_what` takes it."""


def back_action(do: Callable[[], object]) -> Action:
    """The key that goes back, on every page."""
    words = _("Back to where you came from")
    return Action("back", words, "Alt+Left", "corner-down-right", _("Everywhere"), do)


class WayBack:
    """The places one came from, the last one first to be gone back to."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    def leave(self, key: str, page: Page, to: Place) -> None:
        """Remember what ``page`` shows, unless that is where one goes."""
        here = (key, page.where())
        if here != to:
            self._places = [*self._places[-MOST + 1 :], here]

    def back(self) -> Place | None:
        """The last place, which is forgotten; None where one came from nowhere."""
        return self._places.pop() if self._places else None
