"""The form of a notification channel: where to, which incidents, in which words."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from deskinc.desk.notices import channels
from deskinc.desk.notices.channels import Channel, Rule
from deskinc.desk.office import Saved
from deskinc.forms.catalogue.notices import FAMILIES, KINDS, PLACEHOLDERS, SECURITY
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.i18n import _
from deskinc.ui.drafting import Blanks
from deskinc.ui.labelled import Labelled, Passphrase, beside, choice, line, lines
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.listform import ListForm


class Rules(QWidget):
    """Which incidents are told of: a family and the severity it takes, one a row."""

    edited = Signal()

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        super().__init__()
        self._rows: list[tuple[QComboBox, QComboBox, QWidget]] = []
        self._layer = column(gap=8)
        self.add = Button(_("Add incidents"), "text", icon="plus", pressed=self._more)
        self._layer.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(self._layer)
        self.setFocusProxy(self.add)
        for rule in rules:
            self.put(rule)

    def put(self, rule: Rule) -> None:
        """One more row."""
        anything = ("", _("Any incident"))
        families = choice([anything, *((one.code, _(one.label)) for one in FAMILIES)], rule.family)
        least = choice([(one.code, _(one.word)) for one in SEVERITIES], rule.least)
        for field, words in ((families, _("Family")), (least, _("From severity"))):
            field.setAccessibleName(words)
            field.view().setAccessibleName(words)
        gone = Button(_("Remove"), "text", size="small")
        gone.setAccessibleName(_("Remove these incidents"))
        holder, inside = QWidget(), row(families, label(_("from"), role="muted"), gap=8)
        inside.addWidget(least)
        inside.addWidget(gone)
        inside.setStretch(0, 2)
        inside.setStretch(2, 1)
        holder.setLayout(inside)
        made = (families, least, holder)
        gone.clicked.connect(lambda: self._drop(made))
        self._rows.append(made)
        Blanks({"family": families, "least": least}).heard(self.edited.emit)
        self._layer.insertWidget(self._layer.count() - 1, holder)

    def _more(self) -> None:
        self.put(Rule("", "high"))
        families = self._rows[-1][0]
        families.show()
        families.setFocus()

    def _drop(self, gone: tuple[QComboBox, QComboBox, QWidget]) -> None:
        self._rows.remove(gone)
        gone[2].hide()
        gone[2].deleteLater()
        self.add.setFocus()
        self.edited.emit()

    def fill(self, rows: Sequence[Mapping[str, object]], /) -> None:
        """Show these rows in place of those that stand there."""
        for each in list(self._rows):
            self._drop(each)
        for one in rows:
            self.put(Rule(str(one["family"] or ""), str(one["least"])))

    def said(self) -> list[dict[str, object]]:
        """The rows as the desk takes them."""
        return [
            {"family": families.currentData() or None, "least": least.currentData()}
            for families, least, _holder in self._rows
        ]


class ChannelForm(ListForm):
    """Asks for one channel; its secret is kept nowhere until it is saved."""

    def __init__(self, session: Session, channel: Channel | None) -> None:
        super().__init__(session, _("Save the channel"))
        self._thread = channel.thread if channel else ""
        known = channel or channels.fresh()
        self.name, self.ring = line(known.name, limit=100), line(known.ring)
        self.kind = choice([(one.code, _(one.label)) for one in KINDS], known.kind)
        self.kind.setEnabled(channel is None)
        self.host, self.port = line(known.host, limit=253), line(str(known.port or ""), limit=5)
        self.security = choice([(one.code, _(one.label)) for one in SECURITY], known.security)
        self.user, self.from_ = line(known.user), line(known.sender, limit=320)
        self.recipients = lines("\n".join(known.recipients), height=66)
        self.secret = Passphrase(height=36)
        self.root = lines(known.root, height=66)
        self.template = lines(known.template, height=66)
        self.minutes = line(str(known.minutes), limit=4)
        self.rules = Rules(known.rules)
        self._lines: dict[str, QWidget] = {}
        self.asked = self._asked(known=bool(known.secret))
        self._place(_("Change the channel") if channel else _("Add a channel"))
        self.kind.currentIndexChanged.connect(lambda _at: self._show_kind())
        self._show_kind()
        fields = {name: each.field for name, each in self.asked.items() if name != "rules"}
        self.keep(f"channel:{self._thread or 'new'}", Blanks(fields, {"rules": self.rules}))

    def _asked(self, *, known: bool) -> dict[str, Labelled]:
        stays = _("Empty: as it is.") if known else ""
        names = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        return {
            "name": Labelled(_("&Name"), self.name),
            "kind": Labelled(_("Kind"), self.kind),
            "host": Labelled(_("&Server"), self.host),
            "port": Labelled(_("Port"), self.port, _("587, or 465 for TLS from the start.")),
            "security": Labelled(_("Encryption"), self.security),
            "user": Labelled(_("User name"), self.user),
            "secret": Labelled(_("Password"), self.secret, stays),
            "sender": Labelled(_("From"), self.from_),
            "recipients": Labelled(_("To"), self.recipients, _("One address a line.")),
            "root": Labelled(
                _("Certificate of the server"), self.root,
                _("Empty: one that this computer trusts."),
            ),
            "template": Labelled(
                _("&Words"), self.template,
                _("Nothing of the incident leaves but {names}.").format(names=names),
            ),
            "rules": Labelled(_("Incidents"), self.rules),
            "minutes": Labelled(_("Ring instead after (minutes)"), self.minutes),
            "ring": Labelled(_("Ring instead"), self.ring, _("Who, and the number.")),
        }  # fmt: skip

    def _place(self, title: str) -> None:
        asked, layer = self.asked, self.head(title)
        for names in (
            ("name", "kind"), ("host", "port", "security"), ("user", "sender"), ("secret",),
            ("recipients",), ("root",), ("rules",), ("template",), ("minutes", "ring"),
        ):  # fmt: skip
            holder = QWidget()
            holder.setLayout(beside(*(asked[name] for name in names)))
            self._lines[names[0]] = holder
            layer.addWidget(holder)
        layer.addWidget(self.fault)
        layer.addLayout(self.foot())

    def _show_kind(self) -> None:
        """Ask what the kind takes; its secret is a password or a whole address."""
        kind = self.kind.currentData()
        shown = {"host": kind == "email", "user": kind == "email", "recipients": kind == "email"}
        for first, there in {**shown, "root": kind != "service"}.items():
            self._lines[first].setVisible(there)
        words = {
            "email": _("Password"),
            "webhook": _("Address, https://hooks.example.org/…"),
            "service": _("Address for apprise, slack://…"),
        }
        self.asked["secret"].caption.setText(words[kind])
        self.secret.setAccessibleName(words[kind])

    def raw(self) -> dict[str, object]:
        """The answers as the desk takes them, but for the secret."""
        kind = self.kind.currentData()
        words = self.recipients.toPlainText().replace(",", "\n").splitlines()
        mail: dict[str, object] = {
            "host": self.host.text().strip(), "port": self.port.text().strip(),
            "security": self.security.currentData(), "user": self.user.text().strip(),
            "sender": self.from_.text().strip(),
            "recipients": [said for each in words if (said := each.strip())],
        }  # fmt: skip
        root = {} if kind == "service" else {"root": self.root.toPlainText().strip()}
        return {
            "name": self.name.text().strip(), "kind": kind, **(mail if kind == "email" else {}),
            **root, "template": self.template.toPlainText().strip(), "rules": self.rules.said(),
            "minutes": self.minutes.text().strip(), "ring": self.ring.text().strip(),
        }  # fmt: skip

    def save(self) -> None:
        """Write it; what will not do is said at its field."""
        office, thread = self._session.office, self._thread

        def act() -> "Future[Saved]":
            future = channels.change(office, self.raw(), self.secret.text(), thread)
            self.secret.forget()
            return future

        self.write(act, _("The channel is saved."), _("It is off until two people switch it on."))
