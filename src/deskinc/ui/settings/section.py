"""What every section of the settings is; those that change the site are saved together."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.parts import label
from deskinc.ui.session import Session

WIDTH = 640


class Section(QWidget):
    """A head and what belongs to it."""

    key = ""
    word = ""
    icon = ""
    needs: tuple[str, ...] = ()
    """Any of these acts (``forms.roles``) lets it be shown; none named, everybody sees it."""
    edited = Signal()

    def __init__(self, session: Session, more: str = "") -> None:
        super().__init__()
        self.session = session
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        if more:
            words = label(more, role="muted", wrap=True)
            words.setMaximumWidth(560)
            self.body.addWidget(words)
            self.body.addSpacing(20)
        self.setMaximumWidth(WIDTH)

    def load(self) -> None:
        """Show what stands in the book, giving up what was changed here."""

    def raw(self) -> dict[str, object]:
        """The answers that differ from the book, as ``settings.change`` takes them."""
        return {}

    def show_notes(self, _notes: Mapping[str, str], /) -> bool:
        """Show the sentences (by field name) that belong here; whether there were any."""
        return False

    def unfold(self, form: QWidget, listed: Sequence[QWidget], at: int = -1) -> None:
        """Show ``form`` in the place of what is listed."""
        if self.body.indexOf(form) < 0:
            self.body.insertWidget(at, form)
        for part in listed:
            part.hide()
        form.show()

    def fold(self, form: QWidget, listed: Sequence[QWidget]) -> None:
        """Take the form away for good, and show again what is listed."""
        self.body.removeWidget(form)
        form.hide()
        form.deleteLater()
        for part in listed:
            part.show()

    def actions_offered(self) -> Sequence[Action]:
        """What the palette finds of this section beside its name."""
        return ()

    def verb(self, key: str, words: str, do: Callable[[], object], act: str = "") -> Action:
        """``do`` by name, from any page: the section is shown first."""

        def go() -> None:
            self.session.go("settings", part=self.key)
            do()

        return Action(key, words, "", self.icon, _("Settings"), go, act=act)

    def first_focus(self) -> QWidget:
        """Where the cursor stands when the section opens."""
        return self
