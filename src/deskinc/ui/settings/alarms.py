"""What the desk reminds of, and whether that is heard."""

from deskinc.i18n import N_, _
from deskinc.ui.parts import row
from deskinc.ui.session import Session
from deskinc.ui.settings.fields import FieldsSection
from deskinc.ui.soundcheck import SoundCheck


class AlarmsSection(FieldsSection):
    """The alarm, on or off; anybody can hear it here."""

    key, word, icon = "alarms", N_("Alarm"), "siren"
    names = (("alarm", "nil_every"), ("silence",))

    def __init__(self, session: Session) -> None:
        more = _("It sounds once a minute for five minutes when an act was missed, also while the "
                 "desk is locked. While somebody is on duty and nobody has written for so many "
                 "minutes, an entry is asked for.")  # fmt: skip
        super().__init__(session, more)
        self.test = SoundCheck(session)
        across = row(self.test, gap=0)
        self.body.insertLayout(self.body.count() - 1, across)
