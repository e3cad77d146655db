"""What stands in the part *Evidence* of an incident: photos, files, exhibits, statements."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.evidence.holding import Holding, holding
from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.incidents.evidence import acts, rows
from deskinc.ui.incidents.evidence.files import FileDialog
from deskinc.ui.incidents.evidence.heldlist import HeldList
from deskinc.ui.incidents.evidence.signing import SignDialog
from deskinc.ui.incidents.photos import Photos
from deskinc.ui.parts import Button, column
from deskinc.ui.session import Session

FILES_KEY, EXHIBIT_KEY, STATEMENT_KEY = "Ctrl+Shift+F", "Ctrl+Shift+E", "Ctrl+Shift+S"


class EvidencePart(QWidget):
    """Photos above, then what else is held, each kind in a list of its own."""

    counted = Signal()
    """What is held was read anew."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._thread, self._shots = "", 0
        self._held = Holding()
        self.photos = Photos(session)
        self.add_exhibit = Button(_("Make an exhibit…"), size="small", pressed=self.ask_exhibit)
        self.take = Button(_("Take a statement…"), size="small", pressed=self.ask_statement)
        self.files = HeldList(_("Files"))
        self.exhibits = HeldList(_("Exhibits"), self.add_exhibit)
        self.statements = HeldList(_("Statements"), self.take)
        self.missing = HeldList(_("Missing papers"))
        self.lists = (self.missing, self.files, self.exhibits, self.statements)
        self.files.wanted.connect(self._open_file)
        self.exhibits.wanted.connect(self._open_exhibit)
        self.statements.wanted.connect(self._open_statement)
        self.missing.wanted.connect(self._open_missing)
        self.photos.exhibited.connect(self.ask_exhibit)
        self.setLayout(column(self.photos, *self.lists))

    def show_ways(self, *, shown: bool) -> None:
        """The ways to add something, where whoever is here may."""
        self.photos.show_ways(shown=shown)
        for each in self.lists:
            each.show_ways(shown=shown)

    def show_page(self, page: IncidentPage) -> None:
        """Show what is held for an incident; the lists are read off the GUI thread."""
        office, thread = self._session.office, page.incident.thread
        if thread != self._thread:
            self._show(Holding())
        self._thread, self._shots = thread, len(page.photos)
        self.photos.show_photos(thread, page.photos, office.locale)

        def home(found: Holding) -> None:
            if thread == self._thread:
                self._show(found)
                self.counted.emit()

        self._session.look(self, lambda: holding(office, thread), home)

    def _show(self, held: Holding) -> None:
        self._held, locale = held, self._session.office.locale
        self.files.show_rows([rows.file_row(one, locale) for one in held.files])
        self.exhibits.show_rows([rows.exhibit_row(one) for one in held.exhibits])
        self.statements.show_rows([rows.statement_row(one, locale) for one in held.statements])
        self.missing.show_rows([rows.missing_row(one) for one in held.missing])

    def _open_file(self, n: object) -> None:
        for one in self._held.files:
            if one.n == n:
                FileDialog(self, self._session, one, self.ask_exhibit).open()

    def _open_exhibit(self, thread: object) -> None:
        for one in self._held.exhibits:
            if one.thread == thread:
                acts.show_exhibit(self, self._session, one)

    def _open_statement(self, thread: object) -> None:
        for one in self._held.statements:
            if one.thread == thread:
                acts.show_statement(self, self._session, one)

    def _open_missing(self, key: object) -> None:
        for one in self._held.missing:
            if rows.key(one) == key:
                acts.mend(self, self._session, one)

    def ask_exhibit(self, n: int = 0) -> None:
        """Ask what an exhibit is; of the file or photo of record ``n`` if one is meant."""
        if self._thread:
            acts.ask_exhibit(self, self._session, self._thread, n)

    def ask_statement(self) -> None:
        """Ask what a witness says."""
        if self._thread:
            acts.ask_statement(self, self._session, self._thread)

    def ask_signed(self) -> None:
        """Ask for a signed page by its code."""
        SignDialog(self, self._session).open()

    def actions_offered(self, group: str) -> Sequence[Action]:
        """What can be done here by key and from the palette."""

        def made(
            name: str, words: str, icon: str, act: Callable[[], object], key: str = ""
        ) -> Action:
            return Action(name, words, key, icon, group, act, act="attach")

        return (
            made("add_photos", _("Add photos and files"), "camera", self.photos.choose, FILES_KEY),
            Action("paste_photo", _("Paste a photo"), "Ctrl+V", "camera", group,
                   self.photos.paste, act="attach"),
            made("make_exhibit", _("Make an exhibit"), "package", self.ask_exhibit, EXHIBIT_KEY),
            made("take_statement", _("Take a statement"), "pen-line", self.ask_statement,
                 STATEMENT_KEY),
            made("signed_page", _("Signed page came back"), "file-text", self.ask_signed),
            Action("missing_papers", _("Missing papers"), "", "file-text", group,
                   lambda: acts.show_missing(self, self._session), act="read_incidents"),
        )  # fmt: skip

    def asked(self) -> frozenset[str]:
        """The names, case-folded, of whose statement is signed, refused or could not be."""
        there = (one for one in self._held.statements if one.signed)
        return frozenset(one.witness.casefold() for one in there)

    def count(self) -> int:
        """How much is held."""
        held = self._held
        return self._shots + len(held.files) + len(held.exhibits) + len(held.statements)

    def stops(self) -> list[QWidget]:
        """The controls that Tab visits, in order."""
        photos = self.photos
        return [
            photos.list, photos.add, photos.forget, photos.taking.stop, self.missing.view,
            self.files.view, self.add_exhibit, self.exhibits.view, self.take, self.statements.view,
        ]  # fmt: skip
