"""A sheet as the book holds it: its scan, why it was on paper, who typed it, all its lines (D7)."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QWidget

from deskinc.desk.downtime import copied, copying
from deskinc.desk.downtime.copied import Copied, Copy
from deskinc.desk.lines import entries
from deskinc.desk.lines.lines import Line
from deskinc.desk.office import Saved
from deskinc.desk.papers import printed
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import dialogs, tasks
from deskinc.ui.delegates import Row, RowsModel, make_list
from deskinc.ui.dialogs import Wide
from deskinc.ui.labelled import Fault
from deskinc.ui.papers.given import clear
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session

ROOM = QSize(1180, 760)
"""Lines and scan are read side by side."""
PICTURE = 320
"""Width of the scan at least, in logical pixels."""


class SheetDialog(Wide):
    """Shows all there is of a sheet; a scan that is not there yet can be added."""

    def __init__(self, parent: QWidget, session: Session, number: int) -> None:
        super().__init__(parent, _("Sheet {no}").format(no=number))
        self.resize(ROOM.boundedTo(parent.window().size() - QSize(32, 24)))
        self.session, self.number = session, number
        self.title = label(_("Sheet {no}").format(no=number), "title", 600)
        self.told = column(gap=4)
        self.model = RowsModel(self)
        self.list = make_list(_("Lines of the sheet"), self.model)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.picture.setAccessibleName(_("Scan of the sheet"))
        self.area = QScrollArea()
        self.area.setWidget(self.picture)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(_("Scan of the sheet"))
        self.area.setMinimumWidth(PICTURE)
        self.fault = Fault()
        self.add = Button(_("&Add the scan…"), icon="paperclip", pressed=self.ask_scan)
        self.strike = Button(_("S&trike the whole sheet…"), icon="ban", pressed=self.ask_strike)
        self.shut = Button(_("Close"), "primary", _("Esc"), pressed=self.reject)
        self._missing: int | None = None
        self._place()
        session.locked.connect(self.reject)
        session.changing.connect(self.reject)
        self._read()
        self.shut.setFocus()

    def _place(self) -> None:
        left = column(self.title, gap=8)
        left.addLayout(self.told)
        left.addWidget(self.list, 1)
        both = row(gap=16)
        both.addLayout(left, 1)
        both.addWidget(self.area, 1)
        self.layer.addLayout(both, 1)
        self.layer.addWidget(self.fault)
        end = row(gap=12)
        end.addWidget(self.strike)
        end.addStretch(1)
        end.addWidget(self.add)
        end.addWidget(self.shut)
        self.layer.addLayout(end)
        self.area.hide()
        self.add.hide()
        self.strike.hide()

    def _read(self) -> None:
        office, number = self.session.office, self.number
        self.session.look(self, lambda: copied.sheet(office, number), self._show)

    def _show(self, found: Copied) -> None:
        self.title.setText(f"{found.kind} {found.number}")
        clear(self.told)
        missing = [one.n for one in found.copies if not one.scan]
        for one in found.copies:
            for words, role in self._words(one):
                self.told.addWidget(label(words, role=role, wrap=True))
        self.model.set_rows([self._row(line) for line in found.lines])
        self._missing = missing[0] if missing else None
        standing = any(line.struck is None for line in found.lines)
        may = self.session.office.officer.may
        self.add.setVisible(may("transcribe") and self._missing is not None)
        self.strike.setVisible(may("transcribe") and may("strike") and standing)
        seen = [one.scan for one in found.copies if one.scan]
        if seen:
            office = self.session.office
            wide = round((self.width() - 96) / 2 * self.devicePixelRatioF())
            tasks.run(self, lambda: _fitted(copied.picture(office, seen[-1]), wide), self._draw,
                      self._failed)  # fmt: skip

    def _words(self, one: Copy) -> list[tuple[str, str]]:
        locale = self.session.office.locale
        at = f"{locale.short_date(one.at)} {locale.clock(one.at)}"
        typed = _("Typed by {name}, {time}").format(name=one.by, time=at)
        reason = _("On paper because: {reason}").format(reason=one.reason)
        if not one.scan:
            return [(reason, ""), (typed, "muted"), (_("No scan is added yet."), "pending")]
        digest = _("Scan attached: {name}, SHA-256 {sha256}")
        return [(reason, ""), (typed, "muted"),
                (digest.format(name=one.name, sha256=one.sha256[:16] + "…"), "muted")]  # fmt: skip

    def _row(self, line: Line) -> Row:
        locale, at = self.session.office.locale, line.happened or line.written
        place = ", ".join(filter(None, (line.type_text, line.place)))
        no, by = (line.copied.line, line.copied.by) if line.copied else (0, "")
        when = f"{locale.short_date(at)} {locale.clock(at)}"
        struck = printed.struck_words(locale, line)
        return Row(key=line.n, title=f"{no}  {line.text}", note=struck or f"{when}  {place}",
                   icon="ban" if struck else "", right=f"{by}  {line.cited}".strip())  # fmt: skip

    def _draw(self, image: QImage) -> None:
        self.area.show()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(QPixmap.fromImage(image))

    def ask_scan(self) -> None:
        """Ask for the picture or PDF of the sheet."""
        ends = " ".join(f"*.{end}" for end in copying.SCANS)
        dialog = QFileDialog(self, _("The scan of the sheet"), "", f"{_('Scans')} ({ends})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(self._add)
        dialog.open()

    def _add(self, path: str) -> None:
        office, n, id_ = self.session.office, self._missing, entries.new_id()
        if n is None:
            return

        def work() -> Saved:
            return copied.add_scan(office, n, copying.read_scan(Path(path)), id_).result()

        self.fault.say("")
        self.add.setEnabled(False)
        tasks.run(self, work, self._added, self._failed)

    def _added(self, _saved: Saved) -> None:
        self.add.setEnabled(True)
        self.session.say(_("The scan of sheet {no} is added.").format(no=self.number))
        self.shut.setFocus()
        self._read()

    def ask_strike(self) -> None:
        """Ask why, then draw a line through all that was copied from the sheet."""
        office, number = self.session.office, self.number

        def strike(reason: str) -> None:
            self.fault.say("")
            self.strike.setEnabled(False)
            tasks.run(self, lambda: copied.strike(office, number, reason).result(), self._struck,
                      self._failed)  # fmt: skip

        dialogs.ask_text(
            self, _("Strike sheet {no}?").format(no=number),
            _("All its lines stay legible with a line through them. This cannot be taken back. "
              "The sheet can be copied anew."),
            name=_("Why is it struck?"), verb=_("Strike the sheet"), done=strike,
            missing=_("Say why the sheet is struck."),
        )  # fmt: skip

    def _struck(self, _saved: Saved) -> None:
        self.strike.setEnabled(True)
        self.session.say(_("All lines of sheet {no} are struck.").format(no=self.number))
        self.shut.setFocus()
        self._read()

    def _failed(self, error: Exception) -> None:
        self.add.setEnabled(True)
        self.strike.setEnabled(True)
        if not isinstance(error, DeskError):
            tasks.crash(error)
            return
        self.fault.say(str(error))


def _fitted(data: bytes, wide: int) -> QImage:
    """The scan so many pixels wide; it takes longer than a frame, so no window does it."""
    smooth = Qt.TransformationMode.SmoothTransformation
    return QImage.fromData(data).scaledToWidth(wide, smooth)


def show_sheet(parent: QWidget, session: Session, number: int) -> SheetDialog:
    """Open what the book holds of that sheet."""
    made = SheetDialog(parent, session, number)
    made.open()
    return made
