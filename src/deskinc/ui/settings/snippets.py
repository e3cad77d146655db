"""The snippets of the site: words that are written often, taken into the line by ``Ctrl+J``."""

from deskinc.desk.lines.snippets import type_code
from deskinc.i18n import N_, _
from deskinc.ui.session import Session
from deskinc.ui.settings.rows import RowsSection


class SnippetsSection(RowsSection):
    """Name, type of line, and words with blanks."""

    key, word, icon = "snippets", N_("Snippets"), "paperclip"
    widths = (2, 1, 4)

    def __init__(self, session: Session) -> None:
        more = _(
            "Ctrl+J offers them in the entry line. {who} in the words leaves a blank that must be "
            "filled before the line is posted. The type is a type of line, by its word or letter, "
            "or empty."
        )
        super().__init__(session, more, _("&Add a snippet"))

    def own_fault(self) -> str:
        """A row without a name, a name given twice, a type that is none."""
        said = [row.said() for row in self.lines if not row.gone]
        wrong = next(
            (one["type"] for one in said if one["type"] and not type_code(one["type"])), ""
        )
        if wrong:
            return _("“{type}” is no type of line.").format(type=wrong)
        if any(one["name"] and not one["text"] for one in said):
            return _("A snippet has no words. Write them or remove it.")
        return super().own_fault()
