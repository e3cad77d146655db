"""Asking what a photo shows, and looking at one."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from deskinc.desk.incidents import evidence
from deskinc.desk.incidents.incidents import PhotoRow
from deskinc.i18n import _
from deskinc.ui.dialogs import Question
from deskinc.ui.oneline import caption
from deskinc.ui.parts import Button
from deskinc.ui.session import Session

VIEW = QSize(900, 620)
"""The largest size of a photo looked at, logical pixels."""


class CaptionDialog(Question):
    """Asks what a photo shows, or a file is; without words it is added all the same.

    ``follow`` is how many more were chosen with it, which may get the same words.
    """

    def __init__(
        self, parent: QWidget, name: str, words: str = "", *, file: bool = False, follow: int = 0
    ) -> None:
        title, text = (
            _("What does {name} show?"),
            _("One line that says what to look at. It prints under the photo."),
        )
        if file:
            title, text = (
                _("What is {name}?"),
                _("It is kept byte for byte with its digest, and never opened."),
            )
        super().__init__(parent, title.format(name=name), text)
        self.words = QLineEdit(words)
        self.words.setMaxLength(500)
        self.layer.addWidget(caption(_("Caption"), self.words))
        self.layer.addWidget(self.words)
        self.words.setAccessibleName(_("Caption"))
        self.source = QLineEdit()
        self.all = QCheckBox(_("The same for the {count} that f&ollow").format(count=follow))
        self.source.setMaxLength(200)
        self.source.setAccessibleName(_("Received from"))
        if file:
            self.layer.addWidget(caption(_("Received from"), self.source))
            self.layer.addWidget(self.source)
        if follow:
            self.layer.addWidget(self.all)
        verb = _("Add the file") if file else _("Add the photo")
        add = Button(verb, "primary", _("Enter"), pressed=self.accept)
        add.setDefault(True)
        self.end(Button(_("Leave it out"), "plain", _("Esc"), pressed=self.reject), add)
        self.words.setFocus()


class PhotoDialog(Question):
    """One photo, as large as the window allows."""

    exhibited = Signal(int)
    """It is to become an exhibit."""

    def __init__(self, parent: QWidget, session: Session, photo: PhotoRow) -> None:
        super().__init__(parent, photo.caption or _("Photo"), "")
        self.picture = QLabel()
        self.picture.setAccessibleName(photo.caption or _("Photo"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        room = parent.window().size() - QSize(120, 220)
        self._room = room.boundedTo(VIEW)
        self.picture.setMinimumSize(self._room)
        self.layer.addWidget(self.picture)
        close = Button(_("Close"), "primary", _("Esc"), pressed=self.reject)
        self.exhibit = Button(_("Make an &exhibit…"))
        self.exhibit.setVisible(session.office.officer.may("attach"))
        self.exhibit.clicked.connect(lambda _on=False: self._make(photo.n))
        self.end(self.exhibit, close)
        close.setDefault(True)
        close.setFocus()
        office = session.office
        session.look(self, lambda: evidence.photo(office, photo.n, "shown"), self._show)

    def _make(self, n: int) -> None:
        self.accept()
        self.exhibited.emit(n)

    def _show(self, data: bytes) -> None:
        ratio = self.devicePixelRatioF()
        image = QImage.fromData(data).scaled(
            self._room * ratio, Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        image.setDevicePixelRatio(ratio)
        self.picture.setPixmap(QPixmap.fromImage(image))
