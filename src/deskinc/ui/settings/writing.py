"""What is said beside the line while it is written, and the words that are known at this site."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from deskinc.i18n import N_, _
from deskinc.ui.session import Session
from deskinc.ui.settings.fields import FieldsSection
from deskinc.ui.settings.rows import RowsSection


class Switches(FieldsSection):
    """Whether the program reads along."""

    names = (("lint", "spelling"),)


class WritingSection(RowsSection):
    """Remarks and spelling on or off, and the table of the site’s own words."""

    key, word, icon = "words", N_("Writing"), "pen-line"
    names = Switches.names
    widths = (1,)

    def __init__(self, session: Session) -> None:
        more = _(
            "The program reads along where the language of the site is English. What it says is "
            "shown to the writer alone; nothing of it is kept, and nothing is changed by it. Words "
            "of the site are not marked, and nobody is asked what they mean."
        )
        self.switches = Switches(session)
        super().__init__(session, more, _("&Add a word"))
        self.body.insertWidget(2, self.switches)
        self.switches.edited.connect(self.edited)

    def load(self) -> None:
        """Show what stands in the book."""
        self.switches.load()
        super().load()

    def raw(self) -> dict[str, object]:
        """What differs."""
        return {**self.switches.raw(), **super().raw()}

    def show_notes(self, notes: Mapping[str, str], /) -> bool:
        """Say what is wrong at its field."""
        return any([self.switches.show_notes(notes), super().show_notes(notes)])

    def first_focus(self) -> QWidget:
        """The first switch."""
        return self.switches.first_focus()
