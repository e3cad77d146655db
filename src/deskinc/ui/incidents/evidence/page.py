"""A signed page looked at, as a child has drawn it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from deskinc.desk.evidence import hands
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.parts import Button
from deskinc.ui.session import Session


class PageDialog(Question):
    """The page or the strokes, as large as the window allows."""

    def __init__(self, parent: QWidget, session: Session, thread: str, row: str) -> None:
        super().__init__(parent, _("Signed page"), "")
        self.picture = QLabel()
        self.picture.setAccessibleName(_("Signed page"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room = parent.window().size() - QSize(120, 220)
        self.picture.setMinimumSize(self._room.boundedTo(QSize(700, 600)))
        self.layer.addWidget(self.picture)
        close = Button(_("Close"), "primary", _("Esc"), pressed=self.reject)
        self.end(close)
        close.setDefault(True)
        close.setFocus()
        office = session.office
        tasks.run(
            self, lambda: hands.page(office, thread, row), self._show, session.fail, lane="evidence"
        )

    def _show(self, data: bytes) -> None:
        image = QImage.fromData(data).scaled(
            self._room.boundedTo(QSize(700, 600)) * self.devicePixelRatioF(),
            Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(QPixmap.fromImage(image))
