"""What the desk does by itself in an open office, while nobody is signed in (decision 025)."""

from datetime import datetime

from PySide6.QtCore import QObject
from shiboken6 import isValid

from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.ui.backing_up import DailyBackup
from deskinc.ui.book.turner import PageTurner
from deskinc.ui.duekeeper import DueKeeper
from deskinc.ui.duelist import DueList
from deskinc.ui.idle import Idle
from deskinc.ui.lessonkeeper import LessonKeeper
from deskinc.ui.nightly import NightCheck
from deskinc.ui.notifying import Notifier
from deskinc.ui.prefs import Prefs
from deskinc.ui.seals.keeper import Keeper
from deskinc.ui.seals.stamper import Stamper
from deskinc.ui.session import Session
from deskinc.ui.shift.delivering import HourKeeper
from deskinc.ui.topbar import SealState


class Unattended(QObject):
    """Seals, outside time, pages, what is missed, repeats, nightly check and backup, by itself."""

    def __init__(
        self, office: Office, prefs: Prefs, since: datetime | None, owner: QObject
    ) -> None:
        super().__init__(owner)
        self.session = Session(office, prefs, self)
        idle = Idle(self)
        Keeper(self.session)
        Stamper(self.session)
        Notifier(self.session, says=False)
        PageTurner(self.session)
        DueKeeper(self.session)
        HourKeeper(self.session)
        LessonKeeper(self.session).look()
        self.night = NightCheck(self.session, idle.seconds, self)
        self.backup = DailyBackup(self.session, idle.seconds, self, since)
        self.session.look(
            self, lambda: shifts.current(office) is not None, self.session.hold_off.hold
        )

    def state(self) -> SealState:
        """How the book is kept, as the top bar says it: for the door."""
        shown, session = SealState(), self.session
        shown.show_health(session.health, session.now())
        session.health_changed.connect(
            lambda health: shown.show_health(health, session.now()) if isValid(shown) else None
        )
        return shown

    def due(self) -> DueList:
        """What is due, without a name, a place or words: for the door too."""
        return DueList(self.session)

    def end(self) -> None:
        """Somebody has come, or the book is closed."""
        self.session.close()
        self.deleteLater()
