"""Sections of single answers, made from the SITE form: site, insurance."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from deskinc.desk import settings
from deskinc.desk.countries import COUNTRIES
from deskinc.desk.site import Site
from deskinc.desk.trust import timestamps
from deskinc.forms.catalogue.office import SITE
from deskinc.forms.fields import Choice, Field, Flag, Number, Text
from deskinc.i18n import N_, _
from deskinc.ui.labelled import Labelled, beside, choice, line, lines
from deskinc.ui.languages import currencies, languages, zones
from deskinc.ui.parts import label
from deskinc.ui.session import Session
from deskinc.ui.settings.section import Section

DEFAULTS = {
    "idle_minutes": Site().idle_minutes, "alarm": Site().alarm, "nil_every": 0,
    "silence": Site().silence, "lint": Site().lint,
    "spelling": Site().spelling, "spot_sample": Site().spot_sample,
    "repeat_count": Site().repeat_count, "repeat_days": Site().repeat_days,
}  # fmt: skip
"""What holds where the site has said nothing."""
WORDS = {"licence_name": N_("Officer’s licence"), "regime": N_("Reporting regime")}
"""Called here as the set-up calls them."""
Editor = QLineEdit | QPlainTextEdit | QComboBox
_YES, _NO = "yes", "no"


class FieldsSection(Section):
    """Rows of one or two fields named in :attr:`names`."""

    needs = ("settings",)
    names: Sequence[tuple[str, ...]] = ()

    def __init__(self, session: Session, more: str = "") -> None:
        super().__init__(session, more)
        self.editors: dict[str, Editor] = {}
        self.asked: dict[str, Labelled] = {}
        self._stands: dict[str, object] = {}
        for names in self.names:
            parts: list[QWidget] = [self._ask(name) for name in names]
            self.body.addLayout(beside(*parts))
            self.body.addSpacing(16)
        self.body.addStretch(1)
        self.load()

    def _ask(self, name: str) -> Labelled:
        field = SITE.field(name)
        editor = _editor(field, self.session)
        self.editors[name] = editor
        unit = field.unit if isinstance(field, Number) else ""
        words = _(WORDS.get(name, field.label))
        words = f"{words} ({_(unit)})" if unit else words
        self.asked[name] = Labelled(words.replace("&", "&&"), editor, _(field.help))
        for changed in ("textEdited", "currentIndexChanged"):
            if hasattr(editor, changed):
                getattr(editor, changed).connect(lambda _new: self.edited.emit())
        if isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(self.edited)
        return self.asked[name]

    def load(self) -> None:
        """Show what stands in the book."""
        stands = settings.values(self.session.office)
        for name, editor in self.editors.items():
            editor.blockSignals(True)
            _fill(editor, _plain(stands.get(name, DEFAULTS.get(name))))
            editor.blockSignals(False)
            self._stands[name] = _said(editor)
            self.asked[name].clear()
        self.edited.emit()

    def raw(self) -> dict[str, object]:
        """What differs."""
        said = {name: _said(editor) for name, editor in self.editors.items()}
        return {
            name: value == _YES if isinstance(SITE.field(name), Flag) else value
            for name, value in said.items()
            if value != self._stands[name]
        }

    def show_notes(self, notes: Mapping[str, str], /) -> bool:
        """Say what is wrong at its field."""
        mine = [name for name in self.editors if name in notes]
        for name in mine:
            self.asked[name].say(notes[name])
        if mine:
            self.editors[mine[0]].setFocus()
        return bool(mine)

    def first_focus(self) -> QWidget:
        """The first field."""
        return next(iter(self.editors.values()))


class SiteSection(FieldsSection):
    """Name, address, country and what follows from it, and when the screen locks."""

    key, word, icon = "site", N_("Site"), "clipboard-list"
    names = (
        ("name", "post"), ("address",), ("phone", "emergency"), ("country", "language"),
        ("zone", "paper"), ("licence_name", "regime"), ("idle_minutes", "currency"),
    )  # fmt: skip


class InsuranceSection(FieldsSection):
    """What stands on the insurer's report."""

    key, word, icon = "insurance", N_("Insurance"), "file-text"
    names = (("insured",), ("insurer", "policy"), ("broker", "notice_days"))

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Printed on the insurance report of each incident."))


class LessonsSection(FieldsSection):
    """How many that were dealt with on the spot are reviewed, and from when on a repeat is."""

    key, word, icon = "lessons", N_("Reviews and repeats"), "search"
    names = (("spot_sample",), ("repeat_count", "repeat_days"))

    def __init__(self, session: Session) -> None:
        super().__init__(session, _(
            "High and critical incidents are always reviewed. Of low and medium ones that were "
            "dealt with on the spot the program draws some; nobody chooses them."
        ))  # fmt: skip


class TimeSection(FieldsSection):
    """The outside clock that stamps seals, and how it stands."""

    key, word, icon = "time", N_("Outside time"), "timer"
    names = (("tsa",), ("tsa_root",))

    def __init__(self, session: Session) -> None:
        self.state = label("", "note", role="muted", wrap=True)
        more = _(
            "A time authority (RFC 3161) signs that a seal existed at a time. It is sent a digest "
            "of each seal, nothing of what the book says. While it does not answer, seals wait."
        )
        super().__init__(session, more)
        self.body.insertWidget(self.body.count() - 1, self.state)
        session.recorded.connect(lambda _records: self._say())

    def load(self) -> None:
        """Show what stands in the book, and what was stamped."""
        super().load()
        self._say()

    def _say(self) -> None:
        self.state.setText(timestamps.sentence(self.session.office, self.session.outside_time))


def _editor(field: Field, session: Session) -> Editor:
    offered = {
        "country": [(c.code, _(c.name)) for c in COUNTRIES if c.code],
        "language": languages(),
        "zone": zones(session.office.site.country),
        "currency": currencies(),
    }
    if field.name in offered:
        return choice(offered[field.name])
    if isinstance(field, Choice):
        return choice([(option.code, _(option.label)) for option in field.options])
    if isinstance(field, Flag):
        return choice([(_YES, _("Yes")), (_NO, _("No"))])
    if isinstance(field, Text) and field.multiline:
        return lines(height=80)
    return line(limit=field.limit if isinstance(field, Text) else 200)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, Mapping):
        return str(value.get("code", value.get("text", "")))
    return "" if value is None else str(value)


def _fill(editor: Editor, words: str) -> None:
    if isinstance(editor, QComboBox):
        if editor.findData(words) < 0:
            editor.addItem(words or _("not said"), words)
        editor.setCurrentIndex(editor.findData(words))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(words)
    else:
        editor.setText(words)


def _said(editor: Editor) -> object:
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText().strip()
    return editor.text().strip()
