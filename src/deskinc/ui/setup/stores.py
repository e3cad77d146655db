"""Step 6: where the book lies and where its mirror goes, checked before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.i18n import N_, _
from deskinc.ui import icons, tasks
from deskinc.ui.labelled import Fault
from deskinc.ui.oneline import caption
from deskinc.ui.parts import IconLabel, kind_of, label, row
from deskinc.ui.pathfield import PathField
from deskinc.ui.setup.draft import Draft
from deskinc.ui.setup.step import Step


@dataclass(frozen=True, slots=True)
class Checked:
    """What the look at both folders found; empty sentences are good news."""

    mirror: Path
    book_fault: str
    mirror_fault: str
    warning: str


class Remark(QWidget):
    """A sign and a sentence in its colour."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = IconLabel("", icons.TEXT)
        self._words = label("", "note", wrap=True)
        layer = row(gap=6)
        layer.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layer.addWidget(self._words, 1)
        self.setLayout(layer)
        self.hide()

    def text(self) -> str:
        """The sentence."""
        return self._words.text()

    def say(self, sign: str, role: str, sentence: str) -> None:
        """Show it; "" hides."""
        self._sign.show_icon(sign, role)
        kind_of(self._words, role=role)
        self._words.setText(sentence)
        self.setVisible(bool(sentence))


class StoresStep(Step):
    """The mirror must be a folder that is neither shared nor synced; the same disk is amber."""

    word = N_("Mirror and backup")

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            draft,
            _("Mirror and backup"),
            _(
                "Every line is written twice before it counts as saved: into the book and into "
                "the mirror, on another disk or a stick that stays in this computer."
            ),
        )
        self._checking = False
        self._seen: Checked | None = None
        self.book_remark, self.mirror_remark = Remark(), Remark()
        self.fault = Fault()
        where = label(str(draft.folder), wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.path = PathField(_("Folder of the mirror"), _("&Choose…"))
        self._group(label(_("The book lies here"), "note", role="muted"), where, self.book_remark)
        self._group(
            caption(_("&Folder of the mirror"), self.path.field), self.path, self.fault,
            self.mirror_remark,
        )  # fmt: skip
        self.body.addSpacing(12)
        self.body.addWidget(label(_("Backup"), "text", 600))
        self.body.addSpacing(4)
        more = _(
            "Both folders are encrypted. The mirror can be copied at any time, the folder of the "
            "book only while the program is closed. The recovery sheet opens both, and the book "
            "can be rebuilt from the mirror. Backups are made in the settings."
        )
        self.body.addWidget(label(more, role="muted", wrap=True))
        self.path.field.textEdited.connect(self._forget)

    def _group(self, *parts: QWidget) -> None:
        layer = QVBoxLayout()
        layer.setSpacing(4)
        for part in parts:
            layer.addWidget(part)
        self.body.addLayout(layer)
        self.body.addSpacing(20)

    def _forget(self) -> None:
        self._seen = None
        self.fault.say("")
        self.mirror_remark.say("", "", "")
        self.changed.emit()

    def leave(self) -> None:
        """Look at both folders in the background; an amber remark is read before going on."""
        mirror = self.path.path()
        if mirror is None:
            self._refuse(_("Choose a folder. A USB stick that stays plugged in will do."))
            return
        if self._seen is not None and self._seen.mirror == mirror and not _faults(self._seen):
            self._keep(self._seen)
            return
        self._checking = True
        self.mirror_remark.say("hourglass", "muted", _("Looking at the folder."))
        self.changed.emit()
        tasks.run(self, _look(self.draft.folder, mirror), self._looked, self._lost, lane="look")

    def _lost(self, error: Exception) -> None:
        self._checking = False
        self._forget()
        tasks.crash(error)

    def _looked(self, checked: Checked) -> None:
        self._checking = False
        self._seen = checked
        self.mirror_remark.say("", "", "")
        if checked.book_fault:
            self.book_remark.say("circle-alert", "fault", checked.book_fault)
        if checked.mirror_fault:
            self._refuse(checked.mirror_fault)
        elif checked.warning and not checked.book_fault:
            more = _("Press Enter to go on with it all the same.")
            self.mirror_remark.say("hourglass", "pending", f"{checked.warning} {more}")
        elif not checked.book_fault:
            self._keep(checked)
        self.changed.emit()
        self.path.field.setFocus()

    def _refuse(self, sentence: str) -> None:
        self.fault.say(sentence)
        self.path.field.setFocus()

    def _keep(self, checked: Checked) -> None:
        self.draft.mirror = checked.mirror
        self.draft.warnings = (checked.warning,) if checked.warning else ()
        self.passed.emit()

    def busy(self) -> bool:
        """While the folders are looked at."""
        return self._checking

    def first_focus(self) -> QWidget:
        """The path of the mirror."""
        return self.path.field


def _faults(checked: Checked) -> bool:
    return bool(checked.book_fault or checked.mirror_fault)


def _look(folder: Path, mirror: Path) -> Callable[[], Checked]:
    def work() -> Checked:
        from deskinc.desk.copies.folder import folder_fault, same_disk

        if mirror.resolve() == folder.resolve():
            same = _("This is the folder of the book. The mirror needs one of its own.")
            return Checked(mirror, folder_fault(folder), same, "")
        fault = folder_fault(mirror)
        near = not fault and same_disk(folder, mirror)
        warning = (
            _("This is the same disk as the book’s: if it dies, both are gone.") if near else ""
        )
        return Checked(mirror, folder_fault(folder), fault, warning)

    return work
