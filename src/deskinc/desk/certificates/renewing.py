"""Certificates that end, and what the site's authority signs while an administrator is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import Literal

from deskinc.book.keys import authority
from deskinc.book.keys.authority import Issuer
from deskinc.book.record import Draft, Saved
from deskinc.book.registers.rows import PersonRow
from deskinc.desk.certificates import adopting, lists
from deskinc.desk.certificates.own import issued_by
from deskinc.desk.office import Office, Officer
from deskinc.desk.signing_on.officers import officer_from
from deskinc.desk.signing_on.standing import SOON
from deskinc.errors import DeskError
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64

_GAIN = timedelta(days=1)
"""What a new certificate must last longer for, or it is not worth a record."""

_ONE_BY_ONE = Lock()
"""No two lists get one number, and nothing is renewed twice."""

Tone = Literal["ok", "pending", "fault"]


@dataclass(frozen=True, slots=True)
class Held:
    """A person's certificate: from which authority, when it ends, in words and colour too."""

    officer: Officer
    issuer: str
    until: datetime | None
    words: str
    tone: Tone
    own: bool = False


def held(office: Office) -> list[Held]:
    """The certificate of everybody who can sign papers, in the order of enrolment."""
    now = office.now()
    return [_held(office, row, now) for row in office.read.persons() if row.state == "active"]


def list_state(office: Office) -> tuple[str, Tone]:
    """How the newest list of withdrawn certificates stands."""
    told, now = lists.standing(office.read, office.book.founding.ca), office.now()
    if told is None:
        return _("There is no list yet: papers are signed without one"), "pending"
    date, until = (f"{at.astimezone(now.tzinfo):%Y-%m-%d}" for at in (told.since, told.until))
    if told.until <= now:
        return _("List {n} ended on {until}: papers are signed without one").format(
            n=told.number, until=until
        ), "fault"
    one, many, none = (
        _("1 certificate on it"),
        _("{count} certificates on it"),
        _("no certificate on it"),
    )
    count = len(told.serials)
    words = none if not count else one if count == 1 else many.format(count=count)
    tone: Tone = "pending" if _list_waits(office) else "ok"
    return _("List {n} of {date}, good until {until}, {words}").format(
        n=told.number, date=date, until=until, words=words
    ), tone


def _held(office: Office, row: PersonRow, now: datetime) -> Held:
    chain = (
        None
        if row.own_until is None
        else adopting.chain_of(office.read.folded(row.thread, "officer"))
    )
    until = office.moment_or_none(row.own_until if chain else row.certificate_until)
    tone: Tone = "ok"
    if until is None:
        words, tone = _("No certificate"), "fault"
    elif until <= now:
        words, tone = _("Ended on {date}"), "fault"
    else:
        words = _("Good until {date}")
        if until - now <= SOON and row.relief_until is None:
            words, tone = _("Ends on {date}"), "pending"
    date = f"{until:%Y-%m-%d}" if until else ""
    issuer = _("Site’s authority") if row.relief_until is None else _("Relief authority")
    if chain is not None:
        issuer = _("own, from {issuer}").format(issuer=issued_by(chain[0]))
    return Held(officer_from(row), issuer, until, words.format(date=date), tone, chain is not None)


def can_sign(office: Office) -> bool:
    """Whether the keys at hand are an administrator's, with which the authority signs."""
    return _issuer(office) is not None


def keep_up(office: Office) -> Saved | None:
    """Renew the certificates that end soon, and the list where it waits; None for nothing due.

    One transaction, in the name of the administrator who is signed in. Blocks.
    """
    issuer, now = _issuer(office), office.now()
    if issuer is None or not (_list_waits(office) or list(_ending(office))):
        return None
    with _ONE_BY_ONE, office.read.checked():
        drafts = [_renewed(office, row, issuer, now) for row in _ending(office)]
        if _list_waits(office):
            drafts.append(lists.following(office.read, issuer, now))
        return office.write(*drafts).result() if drafts else None


def new_list(office: Office) -> Saved:
    """Make a new list now; raises NotAllowed, or DeskError without the authority's key. Blocks."""
    office.allow("enrol")
    issuer = _issuer(office)
    if issuer is None:
        raise DeskError(
            _("Your keys cannot sign the list."),
            _("Ask an administrator whose keys issue certificates."),
        )
    with _ONE_BY_ONE, office.read.checked():
        return office.write(lists.following(office.read, issuer, office.now())).result()


def _list_waits(office: Office) -> bool:
    return lists.waits(office.read, office.book.founding.ca, office.now())


def _issuer(office: Office) -> Issuer | None:
    """The site's authority, where an administrator's keys are open."""
    person = office.person
    if person.keys.ca is None or not person.officer.may("enrol"):
        return None
    return Issuer(office.book.founding.ca, person.keys.ca)


def _ending(office: Office) -> Iterator[PersonRow]:
    """Whose certificate ends soon, or has ended, and would last longer if it were made anew."""
    now = office.now()
    _begin, last = authority.span(office.book.founding.ca)
    longest = min(now + authority.OFFICER_LIFE, last)
    for row in office.read.persons():
        if row.state != "active" or row.relief_until is not None or row.certificate_until is None:
            continue
        until = datetime.fromtimestamp(row.certificate_until / 1000, UTC)
        if until - now <= SOON and longest - until > _GAIN:
            yield row


def _renewed(office: Office, row: PersonRow, issuer: Issuer, now: datetime) -> Draft:
    """The same key, name and licence under a new certificate."""
    said = office.read.folded(row.thread, "officer")
    point = unb64(str(said.get("pdf_key")))
    raw = authority.issue_again(issuer, row.name or "?", row.licence or "", point, now)
    values: dict[str, Value] = {
        "certificate": b64(raw), "certificate_digest": b64(sha256(raw).digest()),
    }  # fmt: skip
    return Draft("officer", values, thread=row.thread)
