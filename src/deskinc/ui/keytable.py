"""The keys as the sheet says them: those of the actions, and those that a list or field takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from deskinc.desk.office import Officer
from deskinc.i18n import N_, _
from deskinc.ui.actions import Action


@dataclass(frozen=True, slots=True)
class Keys:
    """Rows of (key, what it does) under a heading."""

    heading: str
    rows: tuple[tuple[str, str], ...]
    act: str = ""
    """The act (``forms.roles``) without which they do nothing."""


_ARROWS, _PAGES = N_("Arrows"), N_("PgUp, PgDown")
_ENTER, _ESC = N_("Enter"), N_("Esc")

_TAKEN: Final = (
    (N_("Everywhere"), Keys(N_("Everywhere"), (
        (N_("Tab, Shift+Tab"), N_("To the next field, to the one before")),
        (N_("Ctrl+Enter"), N_("Write what a form in front of the page says")),
        (_ESC, N_("Close what is open: a list, a question, a banner")),
    ))),
    (N_("Everywhere"), Keys(N_("On the locked screen"), (
        (_ENTER, N_("Unlock")),
        (N_("Up, Down"), N_("Choose who unlocks")),
        ("F8", N_("Let somebody else in")),
        ("F7", N_("Leave an emergency note")),
        ("F9", N_("Bomb call")),
    ))),
    (N_("Book"), Keys(N_("In the log"), (
        (N_("Arrows, PgUp, PgDown, Home, End"), N_("Go from line to line")),
        (N_("Shift and these"), N_("Choose several lines")),
        (_ENTER, N_("Open the menu of a line")),
        (N_("Right"), N_("Go to what a line names")),
    ))),
    (N_("Book"), Keys(N_("In the log"), (
        (_ESC, N_("Back to the entry line")),
    ), "write_occurrence")),
    (N_("Book"), Keys(N_("In a list of types or places"), (
        (N_("Up, Down, PgUp, PgDown"), N_("Go to another")),
        (_ENTER, N_("Take the one gone to")),
        (_ESC, N_("Close the list")),
    ), "write_occurrence")),
    (N_("Book"), Keys(N_("In the field of the time it happened"), (
        (N_("Up, Down"), N_("In the hour that the clock shows twice: the first, the second")),
    ), "write_occurrence")),
    (N_("Book"), Keys(N_("In the list of names over the words"), (
        (N_("Down, Up"), N_("Go to a name; without that the list takes no key")),
        (N_("Enter, Tab"), N_("Take the one gone to")),
        (_ESC, N_("Close the list")),
    ), "write_occurrence")),
    (N_("Book"), Keys(N_("In a snippet"), (
        (N_("Tab, Shift+Tab"), N_("To the next blank, to the one before")),
    ), "write_occurrence")),
    (N_("Book"), Keys(N_("In the field that finds"), (
        (N_("Enter, Down"), N_("The next older hit")),
        (N_("Shift+Enter, Up"), N_("The next newer hit")),
        (_ESC, N_("Close the field")),
    ))),
    (N_("A late line"), Keys(N_("A late line"), (
        (N_("Left, Right, Enter"), N_("Choose and answer, while the entry line is empty")),
        (_ESC, N_("Leave it unanswered, while the entry line is empty")),
    ))),
    (N_("Incidents"), Keys(N_("Incidents"), (
        (N_("Ctrl+Enter"), N_("Post the line at the foot, while the cursor is in it")),
    ), "write_occurrence")),
    (N_("Incidents"), Keys(N_("Incidents"), (
        (N_("Alt+1 … Alt+9, Alt+0"), N_("Go to a part of the incident, in the order of its row")),
    ))),
    (N_("Incidents"), Keys(N_("Incidents"), (
        (N_("Ctrl+1 … Ctrl+9"), N_("Tick that step of the checklist, while the cursor is there")),
    ), "follow_up")),
    (N_("Incidents"), Keys(N_("On the checklist of an incident"), (
        (N_("Up, Down"), N_("Go from step to step")),
        (N_("Space, Enter"), N_("Tick the step; change its tick")),
        ("F5", N_("Tick it with another time, or for somebody else")),
        ("-", N_("Not applicable")),
        (N_("Delete"), N_("Take the tick out")),
    ), "follow_up")),
    (N_("Incidents"), Keys(N_("On the calls of an incident"), (
        ("1 … 6", N_("Reached, no answer, engaged, message left, wrong number, not needed")),
        (N_("Enter, Space"), N_("Write it with reply, reference, time and caller")),
    ), "follow_up")),
    (N_("Incidents"), Keys(N_("On who was sent"), (
        (N_("Space"), N_("Arrived; then clear")),
        (N_("Enter, F5"), N_("The same with another time")),
    ), "follow_up")),
    (N_("Incidents"), Keys(N_("On a field of an incident"), (
        (N_("Enter, F4"), N_("Open it")),
        (_ENTER, N_("Keep what is written")),
        (_ESC, N_("Put back what stood there")),
    ), "follow_up")),
    (N_("Plan"), Keys(N_("On the plan"), (
        (_ARROWS, N_("Move it (with Shift a little)")),
        (N_("+, -"), N_("Zoom in, zoom out")),
        (_PAGES, N_("Change the floor")),
    ))),
    (N_("Plan"), Keys(N_("On the plan"), (
        (_ENTER, N_("Begin to pin")),
    ), "pin")),
    (N_("Plan"), Keys(N_("While pinning"), (
        (_ARROWS, N_("Move the crosshair (with Shift by one pixel)")),
        (N_("1, 2, 3, 4"), N_("Say how exactly")),
        (_PAGES, N_("Make the circle wider, narrower")),
        (_ENTER, N_("Set the pin")),
        (_ESC, N_("Leave it unset")),
    ), "pin")),
    (N_("Plan"), Keys(N_("In the list of pins"), (
        (_ENTER, N_("Open the incident")),
    ))),
    (N_("Shift"), Keys(N_("On the list of the handover"), (
        (_ENTER, N_("Open an incident, change an item, say read")),
        (_ESC, N_("A step back")),
    ), "handover")),
    (N_("Shift"), Keys(N_("Signing on"), (
        (_ENTER, N_("Sign on")),
    ), "shift")),
    (N_("Review"), Keys(N_("On the lines to review"), (
        (N_("Arrows, PgUp, PgDown, Home, End"), N_("Go from line to line; all above are read")),
        (N_("Enter, Space"), N_("Read on, after the last line sign")),
    ))),
    (N_("Settings"), Keys(N_("On the points of a routine"), (
        (N_("Alt+Up, Alt+Down"), N_("Move a point up, down")),
    ), "routines")),
    (N_("Reports"), Keys(N_("On the pages of a paper"), (
        (_PAGES, N_("Turn the pages")),
        (N_("Home, End"), N_("To the first page, to the last")),
    ))),
)  # fmt: skip
"""Keys that are no actions, each with the group that it stands in or, under its own heading, after.
"""


def key_table(
    officer: Officer, actions: Sequence[Action], pages: Sequence[tuple[str, str]]
) -> list[Keys]:
    """The keys that work for ``officer``, by heading; ``pages``: (key, word) of the pages."""
    made: dict[str, list[tuple[str, str]]] = {}
    live = [action for action in actions if action.shortcut]
    for group in dict.fromkeys(action.group for action in live):
        rows = made.setdefault(group, [])
        rows += [(action.shortcut.replace("Return", "Enter"), action.words)
                 for action in live if action.group == group]  # fmt: skip
        if group == _("Everywhere"):
            rows += [(key, _("Go to {page}").format(page=word)) for key, word in pages]
        for after, keys in _TAKEN:
            if _(after) == group and (not keys.act or officer.may(keys.act)):
                made.setdefault(_(keys.heading), []).extend(_said(keys))
    return [Keys(heading, tuple(rows)) for heading, rows in made.items()]


def _said(keys: Keys) -> tuple[tuple[str, str], ...]:
    return tuple((_(key), _(words)) for key, words in keys.rows)
