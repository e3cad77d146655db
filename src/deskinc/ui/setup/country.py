"""Step 1: language and country, and what follows from the country."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QWidget

from deskinc.desk.countries import COUNTRIES, Country, country
from deskinc.forms.catalogue.office import PAPERS, REGIMES
from deskinc.i18n import N_, Locale, _
from deskinc.ui.labelled import Labelled, beside, choice, line
from deskinc.ui.languages import city, languages, zones
from deskinc.ui.parts import label
from deskinc.ui.setup.draft import Draft
from deskinc.ui.setup.fact import Fact
from deskinc.ui.setup.step import FIELD, Step

EXAMPLE = datetime(2026, 11, 22, 21, 2, tzinfo=UTC)


class CountryStep(Step):
    """Choosing a country fills the rows below; each can be changed by itself."""

    word = N_("Language and country")

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            draft,
            _("Language and country"),
            _(
                "The country sets the emergency number, the law on reporting, paper and time. "
                "Everything can be changed here."
            ),
        )
        self.language = choice(languages(), draft.language, height=FIELD)
        countries = [(c.code, _(c.name)) for c in COUNTRIES]
        self.country = choice(countries, draft.country, height=FIELD)
        self.body.addLayout(
            beside(Labelled(_("&Language"), self.language), Labelled(_("&Country"), self.country))
        )
        self.body.addSpacing(36)
        self.body.addWidget(label(_("What follows"), "text", 600))
        self.body.addSpacing(4)
        self._make_facts()
        self.country.currentIndexChanged.connect(self._follow)
        self.language.currentIndexChanged.connect(self._speak)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._show_zone)
        self._show()

    def _make_facts(self) -> None:
        self.emergency = Fact(_("Emergency number"), line(limit=40), strong=True)
        self.licence = Fact(_("Officer’s licence"), line(limit=100))
        self.regime = Fact(_("Reporting regime"), choice([(o.code, _(o.label)) for o in REGIMES]))
        self.zone = Fact(_("Time zone"), choice([]))
        self.paper = Fact(_("Paper"), choice([(o.code, _(o.label)) for o in PAPERS]))
        self.example = Fact(_("Written like this"), line())
        self.example.change.hide()
        for name, fact in self._facts().items():
            fact.changed.connect(lambda answer, name=name: self._set(name, answer))
        for fact in (*self._facts().values(), self.example):
            self.body.addWidget(fact)

    def _facts(self) -> dict[str, Fact]:
        return {
            "emergency": self.emergency, "licence_name": self.licence, "regime": self.regime,
            "zone": self.zone, "paper": self.paper,
        }  # fmt: skip

    def _follow(self) -> None:
        for fact in self._facts().values():
            fact.shut(keep=False)
        self.draft.follow(str(self.country.currentData()))
        self.country.setFocus()
        self._show()

    def _speak(self) -> None:
        self.draft.language = str(self.language.currentData())
        self._show()

    def _set(self, name: str, answer: str) -> None:
        setattr(self.draft, name, answer)
        self._show()

    def _show(self) -> None:
        draft = self.draft
        self.language.blockSignals(True)
        self.language.setCurrentIndex(self.language.findData(draft.language))
        self.language.blockSignals(False)
        for name, fact in self._facts().items():
            self._offer(fact, name, getattr(draft, name))
        self._show_zone()
        chosen = country(draft.country)
        day = Locale(draft.language).date(EXAMPLE, weekday=False)
        self.example.show_words(f"21:02, {day}, {money(chosen)}")

    def _offer(self, fact: Fact, name: str, answer: str) -> None:
        editor = fact.editor
        if name == "zone":
            self._offer_zones()
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(answer)))
            fact.show_words(editor.currentText())
        else:
            editor.setText(_(answer))
            fact.show_words(_(answer) or _("not asked"))

    def _offer_zones(self) -> None:
        box = self.zone.editor
        assert isinstance(box, QComboBox)  # noqa: S101 - made so above
        box.clear()
        for zone, words in zones(self.draft.country):
            box.addItem(words, zone)
        box.setCurrentIndex(max(0, box.findData(self.draft.zone)))

    def _show_zone(self) -> None:
        now = datetime.now(ZoneInfo(self.draft.zone))
        words = _("{city}, now {time}").format(
            city=city(self.draft.zone), time=now.strftime("%H:%M:%S")
        )
        longer = f"{words}, {Locale(self.draft.language).date(now)}"
        self.zone.show_words(longer if self.zone.fits(longer) else words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The date of the zone is shown where there is room."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._show_zone)

    def showEvent(self, event: QShowEvent) -> None:
        """The clock of the zone runs while it is seen."""
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """And rests while it is not."""
        super().hideEvent(event)
        self._clock.stop()

    def leave(self) -> None:
        """What is being changed counts."""
        for fact in self._facts().values():
            fact.shut(keep=True)
        self.passed.emit()

    def note(self) -> str:
        """Said once, on the first page."""
        return _("Nothing leaves this computer.")

    def first_focus(self) -> QWidget:
        """The country; the language follows from it."""
        return self.country


def money(chosen: Country) -> str:
    """An amount as that country's papers print it."""
    sign = {"GBP": "£", "EUR": "€", "USD": "$"}.get(chosen.currency, f"{chosen.currency} ")
    return f"{sign}1,250.00"
