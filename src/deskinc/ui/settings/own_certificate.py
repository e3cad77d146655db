"""The dialogs of one's own certificate: a file looked at, then used; and given up again."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from deskinc.desk.certificates import adopting, own
from deskinc.desk.certificates.own import Own
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.labelled import Labelled, Passphrase, wrong
from deskinc.ui.parts import label
from deskinc.ui.pathfield import PathField
from deskinc.ui.session import Session
from deskinc.ui.settings.person_dialogs import Signing

Done = Callable[[str], object]


class OwnDialog(Signing):
    """First the file is opened and shown; then, with the own passphrase, it is used."""

    def __init__(self, parent: QWidget, session: Session, done: Done) -> None:
        text = _(
            "A PKCS#12 file (.p12 or .pfx) with your key and certificate. From then on it signs "
            "your papers; your lines stay signed as before. Keep the file elsewhere."
        )
        super().__init__(parent, session, _("Own certificate"), text, _("Look at it"))
        self._then = done
        self._found: Own | None = None
        kinds = _("PKCS#12 (*.p12 *.pfx)")
        self.path = PathField(_("Choose the file"), _("&Choose…"), kinds=kinds, height=36)
        self.password, self.passphrase = Passphrase(height=36), Passphrase(height=36)
        self.path_row = Labelled(_("File"), self.path)
        self.path.field.setAccessibleName(_("File"))
        self.password_row = Labelled(_("Password of the file"), self.password)
        self.passphrase_row = Labelled(_("Your passphrase at this desk"), self.passphrase)
        self.facts = label("", wrap=True)
        self.sure = QCheckBox()
        self.said = label("", role="pending", wrap=True)
        for part in (self.path_row, self.password_row, self.facts, self.said, self.sure,
                     self.passphrase_row):  # fmt: skip
            self.layer.addWidget(part)
        for part in (self.facts, self.said, self.sure, self.passphrase_row):
            part.hide()
        self.path.field.textEdited.connect(lambda _new: self.path_row.clear())
        self.finish()
        self.path.setFocus()

    def sign(self) -> None:
        """Open the file; once it was shown, use it."""
        if self._found is None:
            self._look()
        else:
            self._use(self._found)

    def _look(self) -> None:
        path, password = self.path.path(), self.password.text()
        if path is None:
            wrong(self.path_row, _("Choose the file."))
            return
        now = self.session.now()
        self.fault.say("")
        self.go.setEnabled(False)
        tasks.run(self, lambda: own.opened(path, password, now), self._show, self.failed)

    def _show(self, found: Own) -> None:
        self._found = found
        self.password.forget()
        self.go.setEnabled(True)
        self.go.setText(_("Use it for papers"))
        words = _("{name}, from {issuer}, good until {date}, {strength}").format(
            name=found.name, issuer=found.issuer, date=f"{found.until:%Y-%m-%d}",
            strength=found.strength,
        )  # fmt: skip
        self.facts.setText(words)
        doubts = adopting.doubts(found, self.session.office.officer.name)
        self.said.setText(" ".join(doubts))
        self.sure.setText(_("It is mine all the same; the book says that I said so"))
        self.path_row.hide()
        self.password_row.hide()
        self.facts.show()
        self.passphrase_row.show()
        self.said.setVisible(bool(doubts))
        self.sure.setVisible(bool(doubts))
        (self.sure if doubts else self.passphrase).setFocus()

    def _use(self, found: Own) -> None:
        if self.sure.isVisibleTo(self) and not self.sure.isChecked():
            self.fault.say(_("Confirm it, or leave it."))
            self.sure.setFocus()
            return
        words = self.passphrase.text()
        if wrong(self.passphrase_row, "" if words else _("Type the passphrase.")):
            return
        office = self.session.office
        said = _("Your papers are signed with the certificate of {issuer} from now on.")
        self.run(
            lambda: adopting.adopt(office, words, found),
            lambda: self._then(said.format(issuer=found.issuer)),
        )


class BackDialog(Signing):
    """The site's certificate signs one's papers again."""

    def __init__(self, parent: QWidget, session: Session, done: Done) -> None:
        text = _("Papers signed with your own certificate stay valid. Its file is not touched.")
        title = _("Sign with the site’s certificate again")
        super().__init__(parent, session, title, text, _("Sign with it"))
        self._then = done
        self.passphrase = Passphrase(height=36)
        self.passphrase_row = Labelled(_("Your passphrase at this desk"), self.passphrase)
        self.layer.addWidget(self.passphrase_row)
        self.finish()
        self.passphrase.setFocus()

    def sign(self) -> None:
        """Give the own certificate up."""
        words, office = self.passphrase.text(), self.session.office
        if wrong(self.passphrase_row, "" if words else _("Type the passphrase.")):
            return
        said = _("Your papers are signed with the site’s certificate again.")
        self.run(lambda: adopting.give_up(office, words), lambda: self._then(said))
