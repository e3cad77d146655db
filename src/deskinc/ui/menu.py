"""What the officer's name in the top bar opens: the looks of this machine, lock, close."""

from typing import get_args

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from deskinc.i18n import N_, _
from deskinc.ui import theme
from deskinc.ui.icons import icon
from deskinc.ui.prefs import Looks
from deskinc.ui.session import Session

_SCHEMES = {"system": N_("&System colours"), "light": N_("L&ight"), "dark": N_("&Dark")}


def officer_menu(window: QWidget, session: Session) -> QMenu:
    """The menu of the top bar."""
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
    menu.addSeparator()
    lock = menu.addAction(icon("lock"), _("&Lock"))
    lock.triggered.connect(session.lock)
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
