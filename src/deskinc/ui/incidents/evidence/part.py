"""What stands in the part *Evidence* of an incident: photos, files."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.evidence import documents
from deskinc.desk.evidence.documents import FileRow
from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.incidents.evidence import files
from deskinc.ui.incidents.evidence.files import FileDialog
from deskinc.ui.incidents.evidence.heldlist import HeldList
from deskinc.ui.incidents.photos import Photos
from deskinc.ui.parts import column
from deskinc.ui.session import Session


class EvidencePart(QWidget):
    """Photos above, then what else is held, each kind in a list of its own."""

    counted = Signal()
    """What is held was read anew."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._thread, self._shots = "", 0
        self._files: Sequence[FileRow] = ()
        self.photos = Photos(session)
        self.files = HeldList(_("Files"))
        self.files.wanted.connect(self._open_file)
        self.setLayout(column(self.photos, self.files))

    def show_ways(self, *, shown: bool) -> None:
        """The ways to add something, where whoever is here may."""
        self.photos.show_ways(shown=shown)

    def show_page(self, page: IncidentPage) -> None:
        """Show what is held for an incident; the lists are read off the GUI thread."""
        office, thread = self._session.office, page.incident.thread
        if thread != self._thread:
            self._show_files([])
        self._thread, self._shots = thread, len(page.photos)
        self.photos.show_photos(thread, page.photos, office.locale)

        def home(found: Sequence[FileRow]) -> None:
            if thread == self._thread:
                self._show_files(found)
                self.counted.emit()

        self._session.look(self, lambda: documents.files(office, thread), home)

    def _show_files(self, found: Sequence[FileRow]) -> None:
        self._files = found
        self.files.show_rows(files.rows(found, self._session.office.locale))

    def _open_file(self, n: object) -> None:
        for one in self._files:
            if one.n == n:
                FileDialog(self, self._session, one).open()

    def actions_offered(self, group: str) -> Sequence[Action]:
        """What can be done here by key and from the palette."""
        return (
            Action("add_photos", _("Add photos and files"), "", "camera", group,
                   self.photos.choose, act="attach"),
            Action("paste_photo", _("Paste a photo"), "Ctrl+V", "camera", group,
                   self.photos.paste, act="attach"),
        )  # fmt: skip

    def count(self) -> int:
        """How much is held."""
        return self._shots + len(self._files)

    def stops(self) -> list[QWidget]:
        """The controls that Tab visits, in order."""
        photos = self.photos
        return [photos.list, photos.add, photos.forget, photos.taking.stop, self.files.view]
