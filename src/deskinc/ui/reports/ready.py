"""What the manager should know before signing: ticks and warnings, each a sentence."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.desk.incidents import incidents
from deskinc.desk.office import Office
from deskinc.desk.papers import exports
from deskinc.desk.papers.exports import Prepared, Ready
from deskinc.i18n import _
from deskinc.ui import icons
from deskinc.ui.papers.given import clear
from deskinc.ui.parts import IconLabel, label, row

_SIGNS = {
    True: ("check", "ok"),
    False: ("circle-alert", "pending"),
    None: ("file-warning", "pending"),
}


class ReadyList(QWidget):
    """The sentences, replaced as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self._layer = QVBoxLayout(self)
        self._layer.setContentsMargins(0, 0, 0, 0)
        self._layer.setSpacing(8)
        self.said: tuple[Ready, ...] = ()

    def show_ready(self, found: Sequence[Ready]) -> None:
        """Show what holds, what does not, and what to be aware of."""
        clear(self._layer)
        self.said = tuple(found)
        for one in found:
            self._layer.addWidget(_Line(one))


class _Line(QWidget):
    def __init__(self, ready: Ready) -> None:
        super().__init__()
        sign, role = _SIGNS[ready.ok]
        wrong = ready.ok is False
        words = label(ready.sentence, weight=600 if wrong else 400,
                      role="pending" if wrong else "", wrap=True)  # fmt: skip
        icon = IconLabel(sign, icons.TEXT, role)
        layer = row(gap=8)
        layer.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        layer.addWidget(words, 1)
        layer.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layer)
        state = {True: _("done"), False: _("not done"), None: _("to know")}[ready.ok]
        self.setAccessibleName(f"{state}: {ready.sentence}")


def read_ready(office: Office, thread: str) -> list[Ready]:
    """What ``desk`` knows of the report, its photographs, and the seal."""
    found = list(exports.ready(office, thread))
    photos = incidents.page(office, thread).photos
    bare = sum(not photo.caption for photo in photos)
    if photos:
        one, many = _("1 photograph"), _("{count} photographs")
        words = one if len(photos) == 1 else many.format(count=len(photos))
        named = _("{photos}, each with its caption").format(photos=words)
        lacking = _("{photos}, {bare} without a caption").format(photos=words, bare=bare)
        found.insert(-1 if found[-1].ok is None else len(found),
                     Ready(None if bare else True, lacking if bare else named))  # fmt: skip
    health = office.health()
    if health.sealed is not None:
        sealed = _("Sealed {time}, line {line}").format(
            time=health.sealed.strftime("%H:%M"), line=health.sealed_line
        )
        found.insert(2, Ready(True, sealed))
    return found


def not_yet(*, busy: bool, chosen: bool) -> str:
    """Why there is nothing to sign now."""
    if busy:
        return _("The pages are being signed.")
    return _("There are no pages to sign yet.") if chosen else _("Choose an incident first.")


def left_to_type(names: Sequence[str]) -> str:
    """Whose passphrase is missing; "" where nobody’s is."""
    if len(names) > 1:
        return _("Left to do: both passphrases.")
    words = _("Left to do: the passphrase of {name}.")
    return words.format(name=names[0]) if names else ""


def paper_facts(office: Office, paper: Prepared) -> list[tuple[str, str]]:
    """For whom a paper is, which issue, and how long it is."""
    one, many = _("{issue}, 1 page, {paper}"), _("{issue}, {pages} pages, {paper}")
    pages, site = one if paper.pages == 1 else many, office.site
    return [
        (_("For"), site.insurer or _("no insurer set")),
        (_("Issue"), pages.format(issue=paper.issue, pages=paper.pages, paper=site.paper)),
    ]
