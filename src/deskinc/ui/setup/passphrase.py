"""Step 4: the passphrase, twice, with five random words for who wants them."""

from PySide6.QtWidgets import QWidget

from deskinc.i18n import N_, _
from deskinc.ui.labelled import Labelled, Passphrase, wrong
from deskinc.ui.parts import Button, IconLabel, kind_of, label, row
from deskinc.ui.setup.draft import Draft
from deskinc.ui.setup.step import FIELD, Step


class PassphraseStep(Step):
    """Long is enough: no signs or digits are asked for, pasting is allowed."""

    word = N_("Passphrase")

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            draft,
            _("Passphrase"),
            _(
                "At least 15 characters. Words you can remember are best; spaces count, "
                "signs and digits are not asked for."
            ),
        )
        self.first = Passphrase(height=FIELD)
        self.again = Passphrase(height=FIELD)
        self.first_row = Labelled(_("&Passphrase"), self.first)
        self.again_row = Labelled(_("The &same again"), self.again)
        self.suggest = Button(_("&Five words for me"), size="normal", pressed=self._suggest)
        self._sign = IconLabel("", 16)
        self._strength = label("", "note", role="muted", wrap=True)
        learn = _(
            "They are shown above until you hide them. Write them down once, learn them, then "
            "destroy the note."
        )
        self._words = label(learn, "note", role="muted", wrap=True)
        self._words.hide()
        for part in (self.first_row, self.again_row):
            part.setMaximumWidth(420)
        self.body.addWidget(self.first_row)
        self.body.addSpacing(6)
        strength = row(self._sign, gap=6)
        strength.addWidget(self._strength, 1)
        self.body.addLayout(strength)
        self.body.addSpacing(16)
        self.body.addWidget(self.again_row)
        self.body.addSpacing(24)
        self.body.addWidget(self.suggest)
        self.body.addSpacing(8)
        self.body.addWidget(self._words)
        self.first.textChanged.connect(self._judge)
        self._judge("")

    def enter(self) -> None:
        """Names may have changed since: judge again."""
        self._judge(self.first.text())

    def strength(self) -> str:
        """The sentence below the field."""
        return self._strength.text()

    def _fault(self) -> str:
        from deskinc.desk.signing_on.passphrases import passphrase_fault

        return passphrase_fault(self.first.text(), self.draft.site, self.draft.officer)

    def _judge(self, typed: str) -> None:
        self._sign.setVisible(bool(typed))
        if not typed:
            self._tell("", "muted", _("Nobody can look it up: not we, not your company."))
            return
        fault = self._fault()
        if fault:
            self._tell("hourglass", "pending", fault)
        else:
            self._tell("circle-check", "ok", _("Good: long enough, and on no list of common ones."))

    def _tell(self, sign: str, role: str, sentence: str) -> None:
        self._sign.show_icon(sign, role)
        kind_of(self._strength, role=role)
        self._strength.setText(sentence)

    def _suggest(self) -> None:
        from deskinc.desk.signing_on.passphrases import suggest_passphrase

        self.first.setText(suggest_passphrase())
        self.first_row.clear()
        self.first.eye.setChecked(True)
        self.again.forget()
        self._words.show()
        self.suggest.setText(_("&Five other words"))
        self.suggest.updateGeometry()
        self.again.setFocus()

    def leave(self) -> None:
        """It must hold, and be typed the same twice."""
        if wrong(self.first_row, self._fault()):
            return
        same = self.first.text() == self.again.text()
        missing = _("Type it again, so that no slip of the finger locks you out.")
        other = _("This is not the same. Type it again, or show both.")
        if wrong(self.again_row, "" if same else other if self.again.text() else missing):
            return
        self.draft.passphrase = self.first.text()
        self.first.eye.setChecked(False)
        self.again.eye.setChecked(False)
        self.passed.emit()

    def first_focus(self) -> QWidget:
        """The first field."""
        return self.first
