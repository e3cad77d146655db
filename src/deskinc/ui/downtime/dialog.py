"""Copying a sheet into the book: line after line by keyboard, then all of them at once."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from deskinc.desk.downtime import copying, sheets
from deskinc.desk.downtime.copying import PaperLine, Sheet
from deskinc.desk.lines import entries
from deskinc.desk.office import Saved
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.delegates import Row, RowsModel, make_list
from deskinc.ui.dialogs import Wide
from deskinc.ui.downtime.rowfields import RowFields
from deskinc.ui.labelled import Fault, Labelled, beside, choice, line, wrong
from deskinc.ui.later import Later
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session

KEPT = "transcribe"


class CopyDialog(Wide):
    """What is typed is kept until it is in the book; leaving it loses nothing."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, _("Copy a sheet into the book"))
        self.session = session
        self.lines: list[PaperLine] = []
        self.scan = ""
        self._ids: list[str] = []
        self.kind, self.number = choice(sheets.kinds()), line(limit=9)
        self.reason = line(limit=500)
        self.heads = {
            "kind": Labelled(_("&Kind of sheet"), self.kind),
            "number": Labelled(_("Sheet no."), self.number),
            "reason": Labelled(_("Why on paper"), self.reason),
        }  # fmt: skip
        self.scan_button = Button(
            _("&Scan…"), size="small", icon="paperclip", pressed=self.ask_scan
        )
        self.scan_name = label(_("no scan yet"), "note", role="muted")
        self.fields = RowFields(session)
        self.fields.before = self._above
        self.model = RowsModel(self)
        self.list = make_list(_("Lines of the sheet"), self.model)
        self.fault = Fault()
        self.state = label("", "note", role="muted", wrap=True)
        self.go = Button(_("&Copy into the book"), "primary", "Ctrl+Enter", pressed=self.copy)
        self._leave = Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject)
        self._later = Later(self, self.keep)
        self._place()
        self._wire()
        self._show()
        session.look(self, session.office.kept, self._take_up)
        self.number.setFocus()

    def _place(self) -> None:
        self.layer.addWidget(label(_("Copy a sheet into the book"), "title", 600))
        self.layer.addLayout(beside(*self.heads.values(), gap=8))
        scan = row(self.scan_button, self.scan_name, gap=8)
        scan.addStretch(1)
        self.layer.addLayout(scan)
        self.layer.addWidget(self.list, 1)
        self.layer.addWidget(self.fields)
        self.layer.addWidget(self.fault)
        end = row(self.state, gap=12)
        end.setStretch(0, 1)
        for button in (self._leave, self.go):
            end.addWidget(button)
        self.layer.addLayout(end)

    def _wire(self) -> None:
        QShortcut(QKeySequence("Ctrl+Return"), self, self.copy)
        self.number.returnPressed.connect(self.reason.setFocus)
        self.reason.returnPressed.connect(self.fields.time.setFocus)
        for head in (self.number, self.reason):
            head.textEdited.connect(lambda _words: self._later.touch())
        self.number.editingFinished.connect(self._look_up)
        self.kind.currentIndexChanged.connect(lambda _at: self._later.touch())
        self.fields.edited.connect(self._later.touch)
        self.fields.taken.connect(self._add)
        self.list.activated.connect(lambda index: self.take_back(index.row()))
        self.session.locked.connect(self.reject)
        self.session.changing.connect(self.reject)
        self.session.closing.connect(self._later.flush)
        self.rejected.connect(self._later.flush)

    def _add(self, one: PaperLine) -> None:
        self.lines.append(one)
        self.lines.sort(key=lambda each: each.line)
        self.fault.say("")
        self._show()
        self.list.scrollTo(self.model.index_of(one.line))
        self._later.touch()

    def _above(self, no: int) -> PaperLine | None:
        return next((one for one in reversed(self.lines) if one.line < no), None)

    def take_back(self, at: int) -> None:
        """Take a line out of the list into the fields, to be mended."""
        if 0 <= at < len(self.lines):
            one = self.lines.pop(at)
            self.fields.put(self._kept_line(one))
            self.fields.text.setFocus()
            self._show()
            self._later.touch()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the chosen line out; Enter belongs to the fields."""
        here = self.list.hasFocus()
        if here and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.take_back(self.list.currentIndex().row())
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _show(self) -> None:
        rows = [self._row(one) for one in self.lines]
        self.model.set_rows(rows)
        strong = Qt.FocusPolicy.StrongFocus
        self.list.setFocusPolicy(strong if rows else Qt.FocusPolicy.NoFocus)
        one, many = _("1 line to be copied."), _("{count} lines to be copied.")
        words = one if len(rows) == 1 else many.format(count=len(rows))
        first = _("Time, type, place, who wrote it, words: Enter goes on and takes the line.")
        self.state.setText(words if rows else first)
        self.go.set_kind("primary" if rows else "plain")

    def _row(self, one: PaperLine) -> Row:
        locale = self.session.office.locale
        about = ", ".join(filter(None, (self.fields.type_word(one.type), one.place)))
        at = f"{locale.short_date(one.happened)} {locale.clock(one.happened)}"
        return Row(
            key=one.line, title=f"{one.line}  {one.text}", note=f"{at}  {about}", right=one.by
        )

    def _look_up(self) -> None:
        """Say of a sheet what the book knows of it."""
        words = self.number.text().strip()
        if not words.isascii() or not words.isdigit():
            return
        office, sheet = self.session.office, int(words)

        def said(found: tuple[bool, Mapping[int, str]]) -> None:
            printed, before = found
            hint = "" if printed else _("No sheet of this number was printed here.")
            if before:
                hint = _("Copied before: {lines}.").format(
                    lines=", ".join(f"{no} ({cited})" for no, cited in sorted(before.items()))
                )
                if not self.lines and not self.fields.begun():
                    self.fields.no.setText(str(min(max(before) + 1, copying.MOST)))
            self.heads["number"].set_hint(hint)

        def look() -> tuple[bool, Mapping[int, str]]:
            return copying.is_printed(office, sheet), copying.copied_before(office, sheet)

        self.session.look(self, look, said)

    def ask_scan(self) -> None:
        """Ask for the picture or PDF of the sheet."""
        ends = " ".join(f"*.{end}" for end in copying.SCANS)
        dialog = QFileDialog(self, _("The scan of the sheet"), "", f"{_('Scans')} ({ends})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(self._scanned)
        dialog.open()

    def _scanned(self, path: str) -> None:
        self.scan = path
        self.scan_name.setText(Path(path).name if path else _("no scan yet"))
        self._later.touch()

    def copy(self) -> None:
        """Write all lines; what will not do is said, and stays."""
        if not self.go.isEnabled() or (self.fields.begun() and not self.fields.take()):
            return
        words = self.number.text().strip()
        good = words.isascii() and words.isdigit() and int(words) > 0
        if wrong(self.heads["number"], "" if good else _("Write the number of the sheet.")):
            return
        reason = self.reason.text().strip()
        if wrong(self.heads["reason"], "" if reason else _("Say why it was written on paper.")):
            return
        if len(self._ids) != len(self.lines) + 1:
            self._ids = [entries.new_id() for _one in range(len(self.lines) + 1)]
            self.keep()
        office, lines, ids, scan = self.session.office, tuple(self.lines), self._ids, self.scan
        kind = str(self.kind.currentData())

        def work() -> Saved:
            read = copying.read_scan(Path(scan)) if scan else None
            return copying.transcribe(office, Sheet(kind, int(words), reason, lines, read),
                                      ids).result()  # fmt: skip

        self.fault.say("")
        self.go.setEnabled(False)
        self.state.setText(_("Copying the lines"))
        tasks.run(self, work, self._copied, self._failed)

    def _copied(self, saved: Saved) -> None:
        session, kind = self.session, str(self.kind.currentData())
        self._later.stop()
        tasks.watch(session, session.office.drop(KEPT), tasks.nothing, session.unkept)
        ns = [record.n for record in saved.records if record.line is not None]
        one, many = (
            _("1 line of sheet {no} is copied."),
            _("{count} lines of sheet {no} are copied."),
        )
        words = one if len(ns) == 1 else many
        session.say(words.format(count=len(ns), no=self.number.text().strip()))
        self.accept()
        if kind != "occurrence" and session.office.officer.may("raise_incident"):
            session.go("incidents", raise_from=ns)

    def _failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self._show()
        if not isinstance(error, DeskError):
            tasks.crash(error)
            return
        notes = error.notes.values() if isinstance(error, InvalidForm) else (str(error),)
        self.fault.say(" ".join(notes))

    def keep(self) -> None:
        """Keep what is typed, encrypted; nothing is kept of nothing."""
        self._later.stop()
        office = self.session.office
        said: dict[str, Any] = {
            "kind": str(self.kind.currentData()), "number": self.number.text(),
            "reason": self.reason.text(), "scan": self.scan, "fields": self.fields.typed(),
            "ids": list(self._ids),
            "lines": [{**self._kept_line(one), "at": one.happened.isoformat(),
                       "written_at": one.written.isoformat() if one.written else ""}
                      for one in self.lines],
        }  # fmt: skip
        there = self.lines or self.fields.begun() or said["number"] or said["reason"]
        future = office.keep(KEPT, said) if there else office.drop(KEPT)
        tasks.watch(self.session, future, tasks.nothing, self.session.unkept)

    def _kept_line(self, one: PaperLine) -> dict[str, str]:
        at = one.happened
        return {
            "no": str(one.line), "time": f"{at:%Y-%m-%d %H:%M}", "type": one.type,
            "place": one.place, "by": one.by, "text": one.text,
            "written": f"{one.written:%Y-%m-%d %H:%M}" if one.written else "",
        }  # fmt: skip

    def _take_up(self, kept: dict[str, dict[str, Any]]) -> None:
        """Go on with what was typed before a lock, another officer or a power cut."""
        said = kept.get(KEPT)
        if not said or self.lines or self.number.text():
            return
        self.kind.setCurrentIndex(max(0, self.kind.findData(said.get("kind"))))
        self.number.setText(str(said.get("number", "")))
        self.reason.setText(str(said.get("reason", "")))
        self._scanned(str(said.get("scan", "")))
        self.lines = [
            PaperLine(int(one["no"]), datetime.fromisoformat(one["at"]), one["type"], one["text"],
                      one["place"], one["by"], _moment(one.get("written_at")))
            for one in said.get("lines", ())
        ]  # fmt: skip
        self._ids = [str(one) for one in said.get("ids", ())]
        self.fields.put(said.get("fields") or {})
        self._later.stop()
        self._show()
        if self.number.text():
            self.fields.time.setFocus()


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def copy_sheet(parent: QWidget, session: Session) -> CopyDialog:
    """Open the dialog, with what was typed in it before."""
    made = CopyDialog(parent, session)
    made.open()
    return made
