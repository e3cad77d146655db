"""The photos of an incident: small copies with captions, and the ways to add one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QModelIndex, QRect, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from deskinc.desk import evidence
from deskinc.desk.entries import new_id
from deskinc.desk.incidents import PhotoRow
from deskinc.errors import DeskError
from deskinc.i18n import Locale, _
from deskinc.ui import theme
from deskinc.ui.delegates import ROW, Index, Row, RowsModel, elided
from deskinc.ui.incidents.photodialogs import CaptionDialog, PhotoDialog
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session

THUMB, ITEM = QSize(148, 104), QSize(164, 148)
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest photo file that is read at all."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A picture somebody wants to add: its name, and how to get its bytes."""

    name: str
    read: Callable[[], bytes]


class _Delegate(QStyledItemDelegate):
    """The small copy, the caption and when it was taken."""

    def __init__(self, list_: "PhotoList") -> None:
        super().__init__(list_)
        self._list = list_

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return ITEM

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(area, theme.color("selection"))
            bar = QRect(area.left(), area.top(), theme.BAR, area.height())
            painter.fillRect(bar, theme.color("accent"))
        box = QRect(area.left() + 8, area.top() + 6, THUMB.width(), THUMB.height())
        picture = self._list.thumbs.get(row.key if isinstance(row.key, int) else 0)
        if picture is None:
            painter.fillRect(box, theme.color("rule"))
        else:
            painter.drawPixmap(QRectF(box), picture, _cropped(picture))
        words = QRect(box.left(), box.bottom() + 3, box.width(), 17)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("ink"))
        elided(painter, words, row.title, Qt.AlignmentFlag.AlignLeft)
        painter.setPen(theme.color("ink" if state & QStyle.StateFlag.State_HasFocus else "muted"))
        elided(painter, words.translated(0, 16), row.note, Qt.AlignmentFlag.AlignLeft)
        painter.restore()


def _cropped(picture: QPixmap) -> QRectF:
    """The middle of a picture in the shape of the box."""
    wide, high = float(picture.width()), float(picture.height())
    shape = THUMB.width() / THUMB.height()
    if wide / high > shape:
        return QRectF((wide - high * shape) / 2, 0, high * shape, high)
    return QRectF(0, (high - wide / shape) / 2, wide, wide / shape)


class PhotoList(QListView):
    """Small copies side by side; as high as it needs."""

    def __init__(self) -> None:
        super().__init__()
        self.thumbs: dict[int, QPixmap] = {}
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_("Photos"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Take the height that all rows of pictures need."""
        across = max(1, self.width() // ITEM.width())
        self.setFixedHeight(-(-self.rows.rowCount() // across) * ITEM.height() + 4)
        self.setVisible(self.rows.rowCount() > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer stand side by side."""
        super().resizeEvent(event)
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls, not the list."""
        event.ignore()


class Photos(QWidget):
    """Photos of one incident, added by button, by dropping files, or by pasting."""

    added = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._thread = ""
        self._shown: list[PhotoRow] = []
        self._waiting: list[Incoming] = []
        self._asking = False
        self.list = PhotoList()
        self.add = Button(_("Add p&hotos…"), size="small", icon="camera", pressed=self.choose)
        self.way = label(_("or drop them here, or paste with Ctrl+V"), "small", role="muted")
        foot = row(self.add, self.way, gap=12, margins=(8, 4, 0, 0))
        foot.addStretch(1)
        layer = column(self.list)
        layer.addLayout(foot)
        self.setLayout(layer)
        self.list.activated.connect(self._open)
        self.setAcceptDrops(True)

    def show_photos(self, thread: str, photos: Sequence[PhotoRow], locale: Locale) -> None:
        """Show other photos; their small copies are read off the GUI thread."""
        self._thread, self._shown = thread, list(photos)
        self.list.rows.set_rows([_row(photo, locale) for photo in photos])
        self.list.fit()
        for photo in photos:
            if photo.n not in self.list.thumbs:
                self._load(photo.n)

    def _load(self, n: int) -> None:
        office = self._session.office

        def home(data: bytes) -> None:
            self.list.thumbs[n] = QPixmap.fromImage(QImage.fromData(data))
            self.list.viewport().update()

        self._session.look(self, lambda: evidence.photo(office, n, "thumb"), home)

    def choose(self) -> None:
        """Let somebody choose files."""
        asked = QFileDialog(self, _("Add photos"))
        asked.setFileMode(QFileDialog.FileMode.ExistingFiles)
        asked.setNameFilter(_("Photos") + " (*.jpg *.jpeg *.png *.heic *.heif *.webp *.tif *.tiff)")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        asked.open()

    def take(self, files: Sequence[Path]) -> None:
        """Ask a caption for each file and add it; one after the other."""
        self._waiting += [Incoming(path.name, partial(_read, path)) for path in files]
        self._next()

    def paste(self) -> bool:
        """Add what the clipboard holds; False where that is neither picture nor file."""
        data = QApplication.clipboard().mimeData()
        files = _files(data.urls())
        if files:
            self.take(files)
            return True
        image = QApplication.clipboard().image()
        if image.isNull():
            return False
        stamp = f"{self._session.now():%Y-%m-%d %H.%M.%S}"
        self._waiting.append(Incoming(_("pasted {at}.png").format(at=stamp), lambda: _png(image)))
        self._next()
        return True

    def _next(self) -> None:
        if self._waiting and not self._asking:
            self._asking = True
            incoming = self._waiting.pop(0)
            asked = CaptionDialog(self, incoming.name, lambda words: self._add(incoming, words))
            asked.finished.connect(self._asked)
            asked.open()

    def _asked(self, _result: int) -> None:
        self._asking = False
        self._next()

    def _add(self, incoming: Incoming, words: str) -> None:
        office, thread, made = self._session.office, self._thread, new_id()

        def work() -> object:
            data = incoming.read()
            return evidence.add_photo(office, thread, data, incoming.name, words, made).result()

        def home(_saved: object) -> None:
            self._session.say(_("Photo added."), incoming.name)
            self.added.emit()

        self._session.run(self, work, home)

    def _open(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._shown):
            photo = self._shown[index.row()]
            PhotoDialog(self, self._session, photo).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if _files(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were dropped."""
        files = _files(event.mimeData().urls())
        if files:
            event.acceptProposedAction()
            self.take(files)


def _row(photo: PhotoRow, locale: Locale) -> Row:
    taken = photo.taken
    when = f"{locale.short_date(taken)}, {locale.time(taken)}" if taken else _("time not known")
    words = photo.caption or _("no caption")
    return Row(photo.n, words, when, spoken=f"{words}, {when}")


def _files(urls: Sequence[QUrl]) -> list[Path]:
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise DeskError(
                _("{name} is larger than 64 MB.").format(name=path.name),
                _("Save it smaller and choose it again."),
            )
        return path.read_bytes()
    except OSError as error:
        raise DeskError(
            _("{name} cannot be read: {why}.").format(name=path.name, why=error.strerror),
            _("Check the drive and choose the file again."),
        ) from error


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
