"""What can be done on the Book page by key."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.book import meant

if TYPE_CHECKING:
    from deskinc.ui.book.page import BookPage


def actions(page: "BookPage") -> tuple[Action, ...]:
    """The acts of the log and of the entry line; those of its parts come with them."""
    group, entry, poster = _("Book"), page.entry, page.poster
    return (
        Action("post", _("Post the line"), "Ctrl+Return", "check", group, poster.submit,
               act="write_occurrence"),
        Action("type", _("Choose the type"), "F3", "book-open", group,
               entry.type.open_list, act="write_occurrence"),
        Action("place", _("Choose the place"), "F4", "map-pin", group,
               entry.place.open_list, act="write_occurrence"),
        Action("happened", _("When it happened, if not now"), "F5", "clock-alert", group,
               partial(entry.happened.setFocus, Qt.FocusReason.ShortcutFocusReason),
               act="write_occurrence"),
        Action("nil", _("Nil return: all correct now"), "Ctrl+N", "check-check", group,
               poster.nil_return, act="write_occurrence"),
        Action("find", _("Find in the book"), "Ctrl+F", "search", group, page.finder.open),
        Action("narrow", _("Narrow the search"), "Ctrl+Shift+F", "layers", group,
               page.finder.narrow_down),
        Action("export_list", _("Export the list"), "Ctrl+Shift+X", "save", group,
               page.finder.ask_export, act="export_list"),
        Action("correct", _("Correct a line"), "Ctrl+E", "pen-line", group,
               partial(meant.correct, page), act="correct"),
        Action("add", _("Add to a line"), "Ctrl+Shift+S", "plus", group,
               partial(meant.add_to_line, page),
               act="write_occurrence"),
        Action("second", _("Second signature under a line"), "Ctrl+Shift+C", "check", group,
               partial(meant.sign_line, page), act="write_occurrence"),
        Action("log", _("Go into the log"), "Ctrl+Up", "book-open", group, page.view.enter),
    )  # fmt: skip
