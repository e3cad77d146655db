"""The form of one guide: criteria, severity, checklist, calls and words to read out."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import guiding
from deskinc.desk.incidents.guides import Guide, of_subject, shipped
from deskinc.forms import taxonomy
from deskinc.i18n import _
from deskinc.ui.drafting import Blanks
from deskinc.ui.labelled import Labelled, choice, lines
from deskinc.ui.parts import Button, label
from deskinc.ui.session import Session
from deskinc.ui.settings.guidelists import CallsList, WordsList
from deskinc.ui.settings.listform import ListForm
from deskinc.ui.settings.ordered import Ordered

VERSIONS = 5


class GuideForm(ListForm):
    """Asks for one guide."""

    def __init__(self, session: Session, subject: str, name: str) -> None:
        super().__init__(session, _("Save the guide"))
        self.subject, self._name = subject, name
        self._shipped = _answers(shipped(session.office, subject))
        self._warned = ""
        known = of_subject(session.office, subject)
        severities = [(each.code, _(each.word)) for each in reversed(taxonomy.SEVERITIES)]
        self.criteria = lines(known.criteria, height=66)
        self.severity = choice(severities, known.severity)
        self.steps = Ordered("\n".join(known.steps), height=220)
        self.calls = CallsList(known.calls)
        self.words = WordsList(known.words)
        self.history = label(self._history(), "note", role="muted", wrap=True)
        self.as_shipped = Button(_("As &shipped"), pressed=self.restore)
        self.asked = {
            "criteria": Labelled(_("&Raise an incident if"), self.criteria),
            "severity": Labelled(_("Severity at &first"), self.severity),
            "steps": Labelled(
                _("&Checklist"), self.steps,
                _("One a line, in their order; Alt+Up and Alt+Down move one."),
            ),
        }  # fmt: skip
        self._place()
        fields = {name: each.field for name, each in self.asked.items()}
        self.keep(f"guide:{subject}", Blanks(fields, {"calls": self.calls, "words": self.words}))

    def _place(self) -> None:
        layer = self.head(self._name)
        for name, part in self.asked.items():
            layer.addWidget(part)
            part.setVisible(name == "steps" or "." in self.subject)
        for below in (self.calls, self.words, self.fault):
            layer.addWidget(below)
        layer.addWidget(self.history)
        layer.addLayout(self.foot(self.as_shipped))
        self.as_shipped.setEnabled(bool(guiding.filled(self._session.office, self.subject)))

    def _history(self) -> str:
        office = self._session.office
        said = [
            _("{date} {time}, {name}: {fields}").format(
                date=office.locale.date(one.at), time=office.locale.time(one.at), name=one.by,
                fields=", ".join(one.fields),
            )
            for one in guiding.versions(office, self.subject)
        ]  # fmt: skip
        if not said:
            return _("As shipped: nobody has changed it here.")
        more = len(said) - VERSIONS
        tail = [_("and {count} changes before").format(count=more)] if more > 0 else []
        return "\n".join([_("Changed here:"), *said[:VERSIONS], *tail])

    def raw(self) -> dict[str, object]:
        """What is said here; what equals the words as shipped is not said."""
        now: dict[str, object] = {
            "steps": self.steps.said(), "calls": self.calls.said(), "words": self.words.said(),
        }  # fmt: skip
        if "." in self.subject:
            now["criteria"] = self.criteria.toPlainText().strip()
            now["severity"] = self.severity.currentData()
        return {name: None if value == self._shipped[name] or not value else value
                for name, value in now.items()}  # fmt: skip

    def save(self) -> None:
        """Write it; a card that another category has is said once, before it is saved."""
        self.clear()
        raw, office = self.raw(), self._session.office
        criteria = str(raw.get("criteria") or "")
        other = guiding.shared(office, self.subject, criteria) if criteria else ""
        if other and criteria != self._warned:
            self._warned = criteria
            words = _("“{category}” says the same. Say what is different, or save once more.")
            self.asked["criteria"].say(words.format(category=other))
            self.criteria.setFocus()
            return
        self._change(raw, _("The guide is saved."))

    def restore(self) -> None:
        """The words as shipped."""
        self._change(dict.fromkeys(self.raw()), _("The guide is as shipped again."))

    def _change(self, raw: Mapping[str, object], said: str) -> None:
        self.write(lambda: guiding.change(self._session.office, self.subject, raw), said)

    def first_focus(self) -> QWidget:
        """The first field that is asked."""
        return self.criteria if "." in self.subject else self.steps


def _answers(guide: Guide) -> dict[str, object]:
    """A guide as the form's own fields would say it."""
    return {
        "criteria": guide.criteria, "severity": guide.severity, "steps": list(guide.steps),
        "calls": CallsList(guide.calls).said(), "words": WordsList(guide.words).said(),
    }  # fmt: skip
