"""What can be done on every page: find, keys, lock, sign out, go to a page."""

from collections.abc import Callable, Iterable
from functools import partial

from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.page import PageSpec
from deskinc.ui.session import Session


def everywhere(
    session: Session, specs: Iterable[PageSpec], *, find: Callable[[], object],
    keys: Callable[[], object], step: Callable[[int], object], show: Callable[[str], object],
    watch: Callable[[], object], paper: Callable[[], object],
) -> list[Action]:  # fmt: skip
    """The window's own actions: ``find`` and ``keys`` open, ``step`` goes on by so many pages."""
    group = _("Everywhere")
    own = [
        Action("find_all", _("Find anything"), "Ctrl+K", "search", group, find),
        Action("keys", _("Show the keys"), "F1", "key-round", group, keys),
        Action("lock", _("Lock"), "Ctrl+L", "lock", group, session.lock),
        Action("change_officer", _("Sign out"), "", "user-round", group,
               session.change_wanted.emit),
        Action("next_page", _("Next page"), "Ctrl+PgDown", "arrow-right", group,
               partial(step, 1), repeats=True),
        Action("previous_page", _("Previous page"), "Ctrl+PgUp", "arrow-right", group,
               partial(step, -1), repeats=True),
        Action("watch", _("Hold the clock against a watch"), "", "clock-alert", group, watch,
               act="write_occurrence"),
        Action("paper_seal", _("Check a paper seal"), "", "shield-check", group, paper,
               act="verify"),
    ]  # fmt: skip
    for spec in specs:
        words = _("Go to {page}").format(page=_(spec.word).replace("&", ""))
        go = partial(show, spec.key)
        own.append(Action(f"go_{spec.key}", words, "", spec.icon, group, go, act=spec.act))
    return own
