"""The photos of an incident: small copies with captions, and the ways to add one."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
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

from deskinc.desk.evidence import documents
from deskinc.desk.incidents import evidence
from deskinc.desk.incidents.incidents import PhotoRow
from deskinc.i18n import Locale, _
from deskinc.ui import tasks, theme
from deskinc.ui.delegates import ROW, Index, Row, RowsModel, elided
from deskinc.ui.incidents import photofiles
from deskinc.ui.incidents.captions import Captions, Incoming
from deskinc.ui.incidents.photodialogs import PhotoDialog
from deskinc.ui.incidents.taking import Taking
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session

THUMB, ITEM = QSize(148, 104), QSize(164, 148)


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
        painter.setFont(theme.font_for(row.title, "small"))
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
    exhibited = Signal(int)
    """The photo of that record is to become an exhibit."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._thread = ""
        self._shown: list[PhotoRow] = []
        self.taking = Taking(session)
        self.captions = Captions(session, self)
        self.list = PhotoList()
        self.add = Button(_("Add p&hotos…"), size="small", icon="camera", pressed=self.choose)
        ways = _("or drop photos, files or a folder here, or paste with Ctrl+V")
        self.way = label(ways, "small", role="muted")
        self.kept = label("", "note", 600, "pending", wrap=True)
        self.forget = Button(_("Forget the caption"), "text", size="small")
        foot = row(self.add, self.way, gap=12, margins=(8, 4, 0, 0))
        foot.addStretch(1)
        self._kept_row = row(self.kept, self.forget, gap=12, margins=(8, 8, 0, 0))
        self._kept_row.setStretch(0, 1)
        layer = column(self.list)
        layer.addLayout(foot)
        layer.addLayout(self._kept_row)
        layer.addWidget(self.taking)
        self.setLayout(layer)
        self.captions.typed.connect(self._show_kept)
        self.captions.given.connect(self.taking.take)
        self.taking.added.connect(self._home)
        self.taking.failed.connect(self._lost)
        self.captions.emptied.connect(self._say_added)
        self.forget.clicked.connect(lambda _on=False: self.captions.drop())
        self._show_kept()
        self.list.activated.connect(self._open)
        self.setAcceptDrops(True)

    def show_ways(self, *, shown: bool) -> None:
        """The ways to add a photo, where whoever is here may."""
        self.add.setVisible(shown)
        self.way.setVisible(shown)
        self.setAcceptDrops(shown)

    def show_photos(self, thread: str, photos: Sequence[PhotoRow], locale: Locale) -> None:
        """Show other photos; their small copies are read off the GUI thread."""
        self._thread, self._shown = thread, list(photos)
        there = {photo.n for photo in photos if photo.there}
        self.list.thumbs = {n: thumb for n, thumb in self.list.thumbs.items() if n in there}
        self.list.rows.set_rows([_row(photo, locale) for photo in photos])
        self.list.fit()
        for photo in photos:
            if photo.there and photo.n not in self.list.thumbs:
                self._load(photo.n)

    def _load(self, n: int) -> None:
        office = self._session.office

        def read() -> QImage:
            return QImage.fromData(evidence.photo(office, n, "thumb"))

        def home(picture: QImage) -> None:
            self.list.thumbs[n] = QPixmap.fromImage(picture)
            self.list.viewport().update()

        self._session.look(self, read, home)

    def choose(self) -> None:
        """Let somebody choose files."""
        asked = QFileDialog(self, _("Add photos"))
        asked.setFileMode(QFileDialog.FileMode.ExistingFiles)
        asked.setNameFilters([photofiles.name_filter(), f"{_('All files')} (*)"])
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        asked.open()

    def take(self, files: Sequence[Path]) -> None:
        """Ask a caption for each file, also those in folders, and add it; one after the other."""
        thread = self._thread

        def home(found: list[tuple[Path, bool]]) -> None:
            self.captions.take([
                Incoming(thread, path.name, partial(evidence.read_photo, path), path=path,
                         is_file=not is_photo)
                for path, is_photo in found
            ])  # fmt: skip

        tasks.run(self, lambda: documents.sorted_out(files), home, self._session.fail, lane="disks")

    def take_up(self, kept: Mapping[str, str]) -> None:
        """Show the caption that is kept for the incident, if one is."""
        self.captions.take_up(kept)
        self._show_kept()

    def _show_kept(self) -> None:
        kept = self.captions.kept()
        self.kept.setText(_said(kept))
        for part in (self.kept, self.forget):
            part.setVisible(bool(kept))

    def paste(self) -> bool:
        """Add what the clipboard holds; False where that is neither picture nor file."""
        data = QApplication.clipboard().mimeData()
        files = photofiles.local(data.urls())
        if files:
            self.take(files)
            return True
        image = QApplication.clipboard().image()
        if image.isNull():
            return False
        stamp = f"{self._session.now():%Y-%m-%d %H.%M.%S}"
        name = _("pasted {at}.png").format(at=stamp)
        self.captions.take([Incoming(self._thread, name, lambda: photofiles.png(image))])
        return True

    def _lost(self, incoming: object) -> None:
        if isinstance(incoming, Incoming):
            self.captions.keep(incoming)
        self._say_added()

    def _home(self) -> None:
        self._say_added()
        self.added.emit()

    def _say_added(self) -> None:
        """One banner for all that were chosen together, once the last is in the book."""
        if self.taking.is_busy() or not self.captions.is_empty():
            return
        count = self.taking.counted()
        if count:
            one, many = _("Added to the incident."), _("{count} added to the incident.")
            self._session.say(one if count == 1 else many.format(count=count))

    def _open(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._shown) and self._shown[index.row()].there:
            photo = self._shown[index.row()]
            shown = PhotoDialog(self, self._session, photo)
            shown.exhibited.connect(self.exhibited)
            shown.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if photofiles.local(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were dropped."""
        files = photofiles.local(event.mimeData().urls())
        if files:
            event.acceptProposedAction()
            self.take(files)


def _said(kept: Mapping[str, str]) -> str:
    if not kept:
        return ""
    return _("The caption of {name} is kept, the photo is not: choose it again. {words}").format(
        name=kept["name"], words=f"“{kept['words']}”"
    )


def _row(photo: PhotoRow, locale: Locale) -> Row:
    taken = photo.taken
    when = f"{locale.short_date(taken)}, {locale.time(taken)}" if taken else _("time not known")
    words = photo.caption or _("no caption")
    return Row(photo.n, words, when, spoken=f"{words}, {when}")
