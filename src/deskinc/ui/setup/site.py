"""Step 2: the site, its post and the names of its places."""

from PySide6.QtWidgets import QWidget

from deskinc.i18n import N_, _
from deskinc.ui.labelled import Labelled, beside, line, lines, wrong
from deskinc.ui.setup.draft import Draft
from deskinc.ui.setup.step import FIELD, Step


class SiteStep(Step):
    """Only the name is needed now."""

    word = N_("Site")

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            draft,
            _("Site"),
            _("The name stands on every page and every paper. Places can be added later."),
        )
        self.name = line(draft.site, height=FIELD)
        self.name_row = Labelled(_("&Name of the site"), self.name)
        self.post = line(draft.post, height=FIELD)
        self.address = lines(draft.address, height=80)
        self.places = lines("\n".join(draft.places), height=116)
        self.body.addLayout(beside(self.name_row, Labelled(_("&Post"), self.post)))
        self.body.addSpacing(20)
        self.body.addWidget(Labelled(_("&Address"), self.address))
        self.body.addSpacing(20)
        hint = _(
            "Reception, loading bay, stair B: what officers call them. They complete as you type."
        )
        self.body.addWidget(Labelled(_("P&laces, one a line"), self.places, hint))

    def leave(self) -> None:
        """The name is needed."""
        name = " ".join(self.name.text().split())
        if wrong(self.name_row, "" if name else _("Type the name of the site.")):
            return
        draft = self.draft
        draft.site, draft.post = name, self.post.text().strip()
        draft.address = self.address.toPlainText().strip()
        given = (" ".join(place.split()) for place in self.places.toPlainText().splitlines())
        draft.places = tuple(dict.fromkeys(place for place in given if place))
        self.passed.emit()

    def first_focus(self) -> QWidget:
        """The name."""
        return self.name
