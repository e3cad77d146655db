"""A dialog that asks a form, or some of it, at one go: a statement, an exhibit, a movement."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

from PySide6.QtWidgets import QWidget

from deskinc.desk.office import Saved
from deskinc.forms.fields import Value
from deskinc.ui.formdialog import FormDialog, Shown
from deskinc.ui.session import Session

Write = Callable[[Mapping[str, object]], "Future[Saved]"]


class AskDialog(FormDialog):
    """``act`` writes the answers, ``then`` hears what was written."""

    def __init__(
        self, parent: QWidget, session: Session, shown: Shown, act: Write,
        then: Callable[[Saved], object],
    ) -> None:  # fmt: skip
        super().__init__(parent, session, shown)
        self._act, self._then = act, then

    def write(self, cells: dict[str, Value], /) -> "Future[Any]":
        """Write the answers over what was known before."""
        return self._act({**self._shown.known, **cells})

    def said(self, saved: Saved, /) -> None:
        """Go on with what comes next."""
        self._then(saved)
