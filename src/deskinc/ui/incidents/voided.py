"""The band over an incident that was raised by mistake."""

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.site import plain
from deskinc.i18n import Locale, _
from deskinc.ui import icons, theme
from deskinc.ui.parts import IconLabel, label, row


class VoidBand(QWidget):
    """Says VOID, who said so, when and why; hidden over any other incident."""

    def __init__(self, locale: Locale) -> None:
        super().__init__()
        self._locale = locale
        self.words = label("", "note", 600, "pending", wrap=True)
        self._line = row(IconLabel("x", icons.TEXT, "pending"), self.words, gap=8)
        self._line.setStretch(1, 1)
        self.setLayout(self._line)
        self.set_margin(theme.MARGIN)
        self.hide()

    def set_margin(self, margin: int) -> None:
        """Another margin at the left and right."""
        self._line.setContentsMargins(margin, 0, margin, 8)

    def show_page(self, page: IncidentPage) -> None:
        """Show it over an incident that is void."""
        void = page.incident.state == "void"
        said = next((c for c in reversed(page.changes) if c.field == "void_reason" and c.now), None)
        if void and said is not None:
            self.words.setText(
                _("VOID. {name}, {day}, {time}: {reason}").format(
                    name=said.name or said.by, day=self._locale.short_date(said.at),
                    time=self._locale.clock(said.at), reason=plain(said.now),
                )
            )  # fmt: skip
        elif void:
            self.words.setText(_("VOID."))
        self.setVisible(void)
