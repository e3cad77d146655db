"""What the officer's name in the top bar opens: looks, find, keys, writer, PIN, lock, close."""

from collections.abc import Iterable
from typing import get_args

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from deskinc.i18n import N_, _
from deskinc.ui import theme
from deskinc.ui.actions import Action
from deskinc.ui.icons import icon
from deskinc.ui.prefs import Looks
from deskinc.ui.session import Session

_SCHEMES = {"system": N_("&System colours"), "light": N_("L&ight"), "dark": N_("&Dark")}


_VERBS = (
    (("find_all", N_("&Find anything")), ("keys", N_("Show the &keys"))),
    (("writer", N_("Change the &writer…")), ("choose_pin", N_("Choose a &PIN…"))),
    (("lock", N_("&Lock")), ("change_officer", N_("Sign &out"))),
)


def officer_menu(window: QWidget, session: Session, actions: Iterable[Action]) -> QMenu:
    """The menu of the top bar; ``actions`` are the window's own, shown here with their keys."""
    menu = QMenu(window)
    menu.setAccessibleName(_("Officer"))
    group = QActionGroup(menu)
    chosen = session.prefs.looks().scheme
    for scheme in get_args(theme.Scheme):
        action = menu.addAction(_(_SCHEMES[scheme]))
        action.setCheckable(True)
        action.setChecked(scheme == chosen)
        group.addAction(action)
        action.triggered.connect(lambda _on=False, name=scheme: choose_scheme(session, name))
    own = {action.key: action for action in actions}
    for verbs in _VERBS:
        menu.addSeparator()
        for key, words in verbs:
            verb = own[key]
            named = f"{_(words)}\t{verb.shortcut}" if verb.shortcut else _(words)
            shown = menu.addAction(icon(verb.icon), named)
            shown.triggered.connect(lambda _on=False, do=verb.do: do())
    close = menu.addAction(icon("x"), _("&Close the window"))
    close.triggered.connect(window.close)
    return menu


def choose_scheme(session: Session, scheme: theme.Scheme) -> None:
    """Keep the scheme and put it on the whole program."""
    looks = session.prefs.looks()
    session.prefs.set_looks(Looks(scheme, looks.scale))
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, scheme)
    session.looks_changed.emit()
