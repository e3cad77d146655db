"""The dialogs of one's own certificate: file or token looked at, used; and given up again."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from deskinc.desk.certificates import adopting, own, token
from deskinc.desk.certificates.own import Own
from deskinc.desk.certificates.token import Token
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.labelled import Labelled, Passphrase, choice, wrong
from deskinc.ui.parts import label
from deskinc.ui.pathfield import PathField
from deskinc.ui.session import Session
from deskinc.ui.signing import Signing

Done = Callable[[str], object]
Brought = tuple[Own, Token | None]
"""A certificate, and where its key lies if on a token."""
Look = Callable[[], Callable[[], list[Brought]] | None]
"""Gives what looks at the source, on another thread; None where something is not said yet."""


class _Bringing(Signing):
    """First a source is looked at and what is in it shown; then it is used."""

    def __init__(
        self, parent: QWidget, session: Session, title: str, text: str, done: Done
    ) -> None:
        super().__init__(parent, session, title, text, _("Look at it"))
        self._then = done
        self._found: list[Brought] = []
        self.pin = Passphrase(height=36, pin=True)
        self.choice = choice([])
        self.choice_row = Labelled(_("Certificate"), self.choice)
        self.facts = label("", wrap=True)
        self.sure = QCheckBox(_("It is mine all the same; the book says that I said so"))
        self.said = label("", role="pending", wrap=True)
        self.pin_row = Labelled(_("PIN of the token"), self.pin)
        self.choice.currentIndexChanged.connect(lambda _at: self._show_chosen())
        self._second = (self.choice_row, self.facts, self.said, self.sure, self.pin_row)

    def build(self, look: Look, *first: QWidget) -> None:
        """Place what is asked ``first``, then what is shown after ``look`` looked at the source."""
        self._look, self._first = look, first
        for part in (*first, *self._second):
            self.layer.addWidget(part)
        hand = self.ask_own(_("Your passphrase at this desk"))
        self.passphrase, self.passphrase_row = hand.field, hand.row
        for part in (*self._second, hand.row):
            part.hide()
        self.finish()

    def sign(self) -> None:
        """Look at the source; once it was shown, use it."""
        if self._found:
            self._use(self._found[self.choice.currentIndex()])
            return
        work = self._look()
        if work is not None:
            self.fault.say("")
            self.go.setEnabled(False)
            tasks.run(self, work, self.show_found, self.failed)

    def show_found(self, found: list[Brought]) -> None:
        """Say what there is."""
        self._found = found
        self.go.setEnabled(True)
        self.go.setText(_("Use it for papers"))
        for part in self._first:
            part.hide()
        for part in (self.facts, self.passphrase_row):
            part.show()
        self.choice_row.setVisible(len(found) > 1)
        self.pin_row.setVisible(found[0][1] is not None)
        for one, where in found:
            self.choice.addItem(f"{one.name}, {where.label}" if where else one.name)
        self._show_chosen()
        next(
            part for part in (self.choice, self.sure, self.pin, self.passphrase)
            if part.isVisibleTo(self)
        ).setFocus()  # fmt: skip

    def _show_chosen(self) -> None:
        if self.choice.currentIndex() < 0:
            return
        one, _where = self._found[self.choice.currentIndex()]
        words = _("{name}, from {issuer}, good until {date}, {strength}").format(
            name=one.name, issuer=one.issuer, date=f"{one.until:%Y-%m-%d}", strength=one.strength
        )
        self.facts.setText(words)
        doubts = adopting.doubts(one, self.session.office.officer.name)
        self.said.setText(" ".join(doubts))
        self.sure.setChecked(False)
        self.said.setVisible(bool(doubts))
        self.sure.setVisible(bool(doubts))

    def _use(self, chosen: Brought) -> None:
        if self.sure.isVisibleTo(self) and not self.sure.isChecked():
            self.fault.say(_("Confirm it, or leave it."))
            self.sure.setFocus()
            return
        (one, where), pin, words = chosen, self.pin.text(), self.passphrase.text()
        if wrong(self.pin_row, "" if pin or where is None else _("Type the PIN.")):
            return
        if not self.is_typed():
            return
        office = self.session.office
        said = _("Your papers are signed with the certificate of {issuer} from now on.")
        self.run(
            lambda: adopting.adopt(office, words, one, where, pin),
            lambda _saved: self._then(said.format(issuer=one.issuer)),
        )


class OwnDialog(_Bringing):
    """A certificate from a file."""

    def __init__(self, parent: QWidget, session: Session, done: Done) -> None:
        text = _(
            "A PKCS#12 file (.p12 or .pfx) with your key and certificate. From then on it signs "
            "your papers; your lines stay signed as before. Keep the file elsewhere."
        )
        super().__init__(parent, session, _("Own certificate"), text, done)
        kinds = _("PKCS#12 (*.p12 *.pfx)")
        self.path = PathField(_("Choose the file"), _("&Choose…"), kinds=kinds, height=36)
        self.password = Passphrase(height=36)
        self.path_row = Labelled(_("File"), self.path)
        self.path.field.setAccessibleName(_("File"))
        self.path.field.textEdited.connect(lambda _new: self.path_row.clear())
        self.build(self._open, self.path_row, Labelled(_("Password of the file"), self.password))
        self.path.setFocus()

    def _open(self) -> Callable[[], list[Brought]] | None:
        path, password, now = self.path.path(), self.password.text(), self.session.now()
        if path is None:
            wrong(self.path_row, _("Choose the file."))
            return None
        return lambda: [(own.opened(path, password, now), None)]

    def show_found(self, found: list[Brought]) -> None:
        """Its password is not needed any more."""
        self.password.forget()
        super().show_found(found)


class TokenDialog(_Bringing):
    """A certificate on a token; its key stays there."""

    def __init__(self, parent: QWidget, session: Session, done: Done) -> None:
        text = _(
            "A card or stick with your key and certificate (PKCS#11). It signs your papers; the "
            "PIN is asked each time. The library comes from whoever made the token."
        )
        super().__init__(parent, session, _("Certificate on a token"), text, done)
        kinds = _("PKCS#11 (*.so *.dll *.dylib)")
        self.path = PathField(_("Choose the library"), _("&Choose…"), kinds=kinds, height=36)
        hint = _("For example /usr/lib/x86_64-linux-gnu/opensc-pkcs11.so")
        self.path_row = Labelled(_("Library of the token"), self.path, hint)
        self.path.field.setAccessibleName(_("Library of the token"))
        self.path.field.textEdited.connect(lambda _new: self.path_row.clear())
        self.build(self._ask, self.path_row)
        self.path.setFocus()

    def _ask(self) -> Callable[[], list[Brought]] | None:
        path, now = self.path.path(), self.session.now()
        if path is None:
            wrong(self.path_row, _("Choose the library."))
            return None
        return lambda: [(one.own, one.token) for one in token.found(path, now)]


class BackDialog(Signing):
    """The site's certificate signs one's papers again."""

    def __init__(self, parent: QWidget, session: Session, done: Done) -> None:
        text = _("Papers signed with your own certificate stay valid. Its file is not touched.")
        title = _("Sign with the site’s certificate again")
        super().__init__(parent, session, title, text, _("Sign with it"))
        self._then = done
        self.passphrase = self.ask_own(_("Your passphrase at this desk")).field
        self.finish()
        self.passphrase.setFocus()

    def sign(self) -> None:
        """Give the own certificate up."""
        words, office = self.passphrase.text(), self.session.office
        if not self.is_typed():
            return
        said = _("Your papers are signed with the site’s certificate again.")
        self.run(lambda: adopting.give_up(office, words), lambda _saved: self._then(said))
