"""Saved views in the menu that narrows: taken, kept under a name, forgotten."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from deskinc.desk.lines import views
from deskinc.desk.lines.finding import Wanted
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui.dialogs import Question, ask_text
from deskinc.ui.session import Session


def add_views(
    menu: QMenu, over: QWidget, session: Session, now: Wanted, take: Callable[[Wanted], object]
) -> None:
    """Add what can be done with views; ``now`` is what is asked for at present."""
    known = views.listed(session.office)
    saved, gone = menu.addMenu(_("Saved &views")), menu.addMenu(_("&Forget a view"))
    for name, wanted in known.items():
        words = name.replace("&", "&&")
        saved.addAction(words).triggered.connect(lambda _on=False, wanted=wanted: take(wanted))
        gone.addAction(words).triggered.connect(
            lambda _on=False, name=name: _forget(over, session, name)
        )
    for one in (saved, gone):
        one.menuAction().setEnabled(bool(known))
    keep = menu.addAction(_("&Keep this view…"))
    keep.setEnabled(now != Wanted())
    keep.triggered.connect(lambda _on=False: ask_name(over, session, now))


def ask_name(parent: QWidget, session: Session, wanted: Wanted) -> Question:
    """Ask under which name it is to be kept."""
    return ask_text(
        parent.window(), _("Keep this view"),
        _("Only you will see it. It lies with your unsent text, encrypted; an erasure, which "
          "empties that, takes it too."),
        name=_("Name"), verb=_("Keep it"), done=partial(_keep, parent, session, wanted),
    )  # fmt: skip


def _keep(parent: QWidget, session: Session, wanted: Wanted, name: str) -> None:
    try:
        future = views.keep(session.office, name, wanted)
    except DeskError as error:
        session.fail(error)
        return
    words = _("“{name}” is kept. It is found in the menu and by Ctrl+K.").format(name=name)
    session.watch(parent, future, lambda _none: session.say(words))


def _forget(parent: QWidget, session: Session, name: str) -> None:
    words = _("“{name}” is kept no more.").format(name=name)
    session.watch(parent, views.forget(session.office, name), lambda _none: session.say(words))
