"""This computer: the looks chosen here; nothing of it is in the book."""

from typing import get_args

from PySide6.QtWidgets import QWidget

from deskinc.i18n import N_, _
from deskinc.ui import theme
from deskinc.ui.labelled import Labelled, choice
from deskinc.ui.menu import choose_scheme
from deskinc.ui.prefs import SCALES, Looks
from deskinc.ui.session import Session
from deskinc.ui.settings.section import Section

SCHEMES = {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


class ComputerSection(Section):
    """Colours change at once, the size with the next start."""

    key, word, icon = "computer", N_("This computer"), "settings"

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Kept on this computer only, at once; no record is written."))
        looks = session.prefs.looks()
        schemes = [(code, _(SCHEMES[code])) for code in get_args(theme.Scheme)]
        self.scheme = choice(schemes, looks.scheme)
        sizes = [(str(scale), f"{scale} %") for scale in SCALES]
        self.scale = choice(sizes, str(looks.scale))
        self.scheme_row = Labelled(_("&Colours"), self.scheme)
        self.scale_row = Labelled(_("Si&ze of everything"), self.scale)
        for asked in (self.scheme_row, self.scale_row):
            asked.setMaximumWidth(310)
            self.body.addWidget(asked)
            self.body.addSpacing(16)
        self.body.addStretch(1)
        self.scheme.currentIndexChanged.connect(self._colour)
        self.scale.currentIndexChanged.connect(self._size)
        session.looks_changed.connect(self.load)

    def load(self) -> None:
        """The colours may have been changed from the officer's menu."""
        looks = self.session.prefs.looks()
        self.scheme.blockSignals(True)
        self.scheme.setCurrentIndex(self.scheme.findData(looks.scheme))
        self.scheme.blockSignals(False)

    def _colour(self) -> None:
        choose_scheme(self.session, self.scheme.currentData())

    def _size(self) -> None:
        looks = self.session.prefs.looks()
        self.session.prefs.set_looks(Looks(looks.scheme, int(self.scale.currentData())))
        self.scale_row.set_hint(_("Counts from the next start."))

    def first_focus(self) -> QWidget:
        """The colours."""
        return self.scheme
