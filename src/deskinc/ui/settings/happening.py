"""Tables of the site for when something happens: whom to call, and the alarm points."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from deskinc.desk.incidents.response import calls
from deskinc.forms import taxonomy
from deskinc.forms.fields import Field
from deskinc.i18n import N_, _
from deskinc.ui.completing import Completing, Offer
from deskinc.ui.parts import label
from deskinc.ui.session import Session
from deskinc.ui.settings.rows import RowsSection


class ContactsSection(RowsSection):
    """Whom the desk calls when something happens, and their numbers."""

    key, word, icon = "contacts", N_("Contacts"), "phone-call"
    widths = (3, 2)

    def __init__(self, session: Session) -> None:
        more = _(
            "The numbers that stand beside the calls of an incident. A contact counts by its name: "
            "write it as the calls name it."
        )
        self.lacking = label("", "note", role="muted", wrap=True)
        super().__init__(session, more, _("&Add a contact"))
        self.body.insertWidget(self.body.count() - 1, self.lacking)
        self.lacking.setVisible(bool(self.lacking.text()))

    def load(self) -> None:
        """Show the rows, and for whom the calls know no number yet."""
        super().load()
        names = ", ".join(calls.without_number(self.session.office.site))
        words = _("Without a number so far: {names}.").format(names=names)
        self.lacking.setText(words if names else "")
        self.lacking.setVisible(bool(names) and self.lacking.parentWidget() is not None)


class PointsSection(RowsSection):
    """The points of the alarm panels: what an incident raised from one is filled with."""

    key, word, icon = "points", N_("Alarm points"), "flame"
    widths = (3, 3, 3, 3, 5)

    def __init__(self, session: Session) -> None:
        more = _(
            "Detectors, buttons and contacts. An incident raised from an alarm takes its place, "
            "panel, zone and category from here."
        )
        super().__init__(session, more, _("&Add a point"))

    def cell(self, sub: Field, words: str, /) -> QLineEdit:
        """The category is found by typing, and kept by its code: a name is one of a language."""
        if sub.name != "category":
            return super().cell(sub, words)
        made = Completing(_categories, free=False)
        made.take(words)
        made.changed.connect(self.touched)
        return made

    def own_fault(self) -> str:
        """A category that there is not would raise an incident of none."""
        said = [row.said()["category"] for row in self.lines if not row.gone]
        known = {one.id for one in _categories()}
        lost = next((words for words in said if words and words not in known), "")
        words = _("“{words}” is no category. Choose one from the list.")
        return words.format(words=lost) if lost else super().own_fault()


def _categories() -> Sequence[Offer]:
    return [Offer(one.code, _(one.label)) for one in taxonomy.CATEGORY_OPTIONS]
