"""The channels of the site: what each says and where to, and the two people who switch one on.

Whatever is changed of a channel switches it off, so what leaves is what two have signed (D31).
"""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from deskinc.book.keys import sealed_words
from deskinc.book.record import Draft, Saved, new_id
from deskinc.book.registers.outgoing import ChannelRow
from deskinc.desk.access import note_denied
from deskinc.desk.lines.counting import standing
from deskinc.desk.notices import posts, ways
from deskinc.desk.notices.ways import Hook, Mail, Service, Way
from deskinc.desk.office import Office, Person
from deskinc.desk.people.vouching import countersign
from deskinc.desk.signing_on import seconds
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm, NotAllowed
from deskinc.forms import form as forms
from deskinc.forms import taxonomy
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.notices import FAMILIES, KINDS, SERVICES, TEMPLATE
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64

FORM = "channel"
_WHERE = frozenset({"kind", "host", "port", "security", "user", "root", "service"})
"""What says to whom a password goes: who changes any of it types the password again."""
_RANK = {severity.code: severity.rank for severity in taxonomy.SEVERITIES}


@dataclass(frozen=True, slots=True)
class Rule:
    """Incidents of a family (empty: of each) from a severity on."""

    family: str
    least: str

    def takes(self, category: str, rank: int) -> bool:
        """Whether an incident is one of these."""
        family = category.partition(".")[0]
        return self.family in {"", family} and rank >= _RANK.get(self.least, 5)


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel as it stands; ``on`` once two people have signed it as it is."""

    thread: str
    name: str
    kind: str
    on: bool
    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    sender: str = ""
    recipients: tuple[str, ...] = ()
    service: str = ""
    root: str = ""
    secret: str = field(default="", repr=False)
    template: str = ""
    rules: tuple[Rule, ...] = ()
    minutes: int = 15
    ring: str = ""
    since: int = 0
    """The record that switched it on, or changed it last."""

    @property
    def where(self) -> str:
        """``E-mail, mail.example.org``: by which way, and where to."""
        names = {one.code: one.label for one in (*KINDS, *SERVICES)}
        return f"{_(names[self.kind])}, {self.host or names.get(self.service, self.service)}"

    def takes(self, category: str, rank: int) -> bool:
        """Whether an incident is one that it tells of."""
        return any(rule.takes(category, rank) for rule in self.rules)


def listed(office: Office) -> list[Channel]:
    """The channels that were not removed, by name."""
    found = [_channel(office, row) for row in office.read.channels()]
    return sorted(found, key=lambda one: one.name.casefold())


def one(office: Office, thread: str) -> Channel:
    """The channel of that thread; DeskError where it was removed."""
    found = next((each for each in listed(office) if each.thread == thread), None)
    if found is None:
        raise DeskError(_("There is no such channel any more."))
    return found


def fresh() -> Channel:
    """What the form for a new channel begins with."""
    return Channel("", "", "email", on=False, template=_(TEMPLATE), rules=(Rule("", "high"),))


def change(
    office: Office, raw: Mapping[str, object], secret: str = "", thread: str = ""
) -> "Future[Saved]":
    """Write a new channel, or change that of ``thread``; it is off then, until two sign it.

    ``secret`` is the password of the mail server, or the address that lets one write; empty it
    stays as it is, as long as it goes to the same server. Raises InvalidForm with what will not
    do by its field.
    """
    office.allow("notify")
    form = current(FORM)
    before = standing(office.read, unb64(thread), FORM) if thread else {}
    said = {**raw, **_sealed(office, raw, secret, known=bool(before.get("secret")))}
    for table, column in (("recipients", "to"), ("rules", "")):
        said[table] = _rows(before, table, column, raw.get(table, ()))
    values = forms.clean(form, said, partial=bool(thread), current=before)
    changed = forms.changes(before, values)
    if thread and (lacking := forms.missing(form, {**before, **values})):
        raise InvalidForm({each.name: _("This is needed.") for each in lacking})
    if before.get("secret") and "secret" not in said and _WHERE & changed.keys():
        raise InvalidForm({"secret": _("Type it again: it would go to another server or user.")})
    if not changed:
        raise DeskError(_("Nothing was changed."))
    changed |= office.draft(FORM, {"state": "off"}, partial=True).values
    if thread:
        return office.write(Draft(FORM, changed, thread=unb64(thread)))
    return office.write(Draft(FORM, changed, id=new_id()))


def _sealed(
    office: Office, raw: Mapping[str, object], secret: str, *, known: bool
) -> dict[str, object]:
    """What of the channel follows from its secret, and the secret closed."""
    kind, said = raw.get("kind"), dict[str, object]()
    secret = secret.strip() if kind != "email" else secret
    if not secret:
        if kind != "email" and not known:
            raise InvalidForm({"secret": _("This is needed.")})
        return said
    try:
        if kind == "webhook":
            said["host"] = ways.host_of(secret, str(raw.get("root") or ""))
        elif kind == "service":
            said["service"] = ways.names_service(secret)
    except DeskError as error:
        raise InvalidForm({"secret": str(error)}) from None
    said["secret"] = sealed_words.close(secret, office.book.parts.keys.database, office.book.id)
    return said


def _rows(before: Mapping[str, Value], table: str, column: str, given: object) -> dict[str, object]:
    """Rows that say what is given, over those there were; rows too many are null."""
    rows = list(given) if isinstance(given, (list, tuple)) else []
    there = [row for row, _cells in forms.rows(before, table)]
    ids = [*there, *(f"{at + 1:03d}" for at in range(len(there), len(rows)))]
    filled: dict[str, object] = {
        id_: {column: row} if column else row for id_, row in zip(ids, rows, strict=False)
    }
    return filled | dict.fromkeys(ids[len(rows) :])


def switch_off(office: Office, thread: str) -> "Future[Saved]":
    """From now on nothing leaves by it; what waits comes back to the officer."""
    return _state(office, thread, "off")


def remove(office: Office, thread: str) -> "Future[Saved]":
    """Take it off the list for good."""
    return _state(office, thread, "removed")


def _state(office: Office, thread: str, state: str) -> "Future[Saved]":
    office.allow("notify")
    draft = office.draft(FORM, {"state": state}, partial=True, thread=unb64(thread))
    return office.write(draft)


def meaning(channel: Channel) -> str:
    """What both sign who switch a channel on."""
    words = _("About {incidents} this leaves by “{name}” ({where}): {words}")
    to = _("{where}, to {recipients}").format(
        where=channel.where, recipients=", ".join(channel.recipients)
    )
    return words.format(
        incidents=rules_words(channel.rules), name=channel.name,
        where=to if channel.recipients else channel.where,
        words=channel.template,
    )[:1000]  # fmt: skip


def rules_words(rules: tuple[Rule, ...]) -> str:
    """``Fire from Medium, any other from High``."""
    families = {each.code: each.label for each in FAMILIES}
    severities = {each.code: each.word for each in taxonomy.SEVERITIES}
    return ", ".join(
        _("{family} from {severity}").format(
            family=_(families[each.family]) if each.family in families else _("any incident"),
            severity=_(severities.get(each.least, "?")),
        )
        for each in rules
    )


def switch_on(office: Office, thread: str, passphrase: str, second: tuple[str, str]) -> None:
    """Let messages leave from now on; ``second`` is (name, passphrase). Blocks.

    Raises NotAllowed, NotVouched, WrongPassphrase or NoSlot where a signature fails; then nothing
    was written.
    """
    office.allow("notify")
    channel = one(office, thread)
    if channel.on:
        raise DeskError(_("This channel is on."))
    if isinstance(found := way(office, channel), Service):
        posts.spoken(found)
    me = office.open_person(office.officer.name, passphrase)
    other = _second(office, me, second)
    seconds.refuse(office.read.persons(), me.officer, other.officer)
    draft = office.draft(FORM, {"state": "on"}, partial=True, thread=unb64(thread))
    (act,) = office.book.write([draft], me.signer()).result().records
    countersign(office, other, act, meaning(channel))


def _second(office: Office, me: Person, second: tuple[str, str]) -> Person:
    other = office.open_person(*second)
    if other.officer.thread == me.officer.thread:
        raise DeskError(_("Two different people must sign."), _("Ask a colleague to sign."))
    if not other.officer.may("vouch"):
        note_denied(office, other.officer, "vouch")
        raise NotAllowed(
            _("{name} may not switch a channel on.").format(name=other.officer.name),
            _("A shift lead, facilities manager or administrator does."),
        )
    return other


def way(office: Office, channel: Channel) -> Way:
    """By what it is sent; DeskError where the secret opens with none of the book's keys."""
    secret = ""
    if channel.secret:
        found = sealed_words.opened(channel.secret, office.book.parts.keys.database, office.book.id)
        if found is None:
            raise ways.Refused(_("The password of {name} opens no more; enter it again.").format(
                name=channel.name))  # fmt: skip
        secret = found
    if channel.kind == "email":
        return Mail(
            channel.host, channel.port, channel.security, channel.user, secret, channel.sender,
            channel.recipients, channel.root,
        )  # fmt: skip
    return (
        Hook(secret, channel.root)
        if channel.kind == "webhook"
        else Service(channel.service, secret)
    )


def _channel(office: Office, row: ChannelRow) -> Channel:
    values = standing(office.read, row.thread, FORM)
    port, minutes = values.get("port"), values.get("minutes")
    recipients = [plain(each.get("to")) for _id, each in forms.rows(values, "recipients")]
    rules = [
        Rule(plain(each.get("family")), plain(each.get("least")))
        for _id, each in forms.rows(values, "rules")
    ]
    return Channel(
        b64(row.thread), plain(values.get("name")), plain(values.get("kind")), row.state == "on",
        plain(values.get("host")), port if isinstance(port, int) else 0,
        plain(values.get("security")), plain(values.get("user")), plain(values.get("sender")),
        tuple(recipients), plain(values.get("service")), plain(values.get("root")),
        plain(values.get("secret")), plain(values.get("template")), tuple(rules),
        minutes if isinstance(minutes, int) else 15, plain(values.get("ring")), row.last_n,
    )  # fmt: skip
