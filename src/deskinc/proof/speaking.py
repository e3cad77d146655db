"""Who may say what of an officer: the rules for records of form ``officer``.

An administrator enrols anybody, says what stands of him and changes roles (with a second person); a
shift lead says who is suspended, and with a second person who leaves; an officer or lead on duty
enrols a relief officer, who holds that one role for a day. Of himself a person says which
certificate of his own he signs with, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from deskinc.proof.canonical import CanonicalError, Json, unb64
from deskinc.proof.findings import Why

ACTIVE = "active"
LEFT = "left"
RELIEF = "relief"
ADMIN = "admin"
LEAD = "lead"

COUNTERSIGNERS = frozenset({"officer", LEAD, "manager", ADMIN})
"""Roles of which a countersigner holds one at that number."""

VOUCHERS = frozenset({LEAD, "manager", ADMIN})
"""Roles of which whoever vouches for a person, or confirms other roles, holds one."""

RELIEF_WORKS = timedelta(hours=24)
RELIEF_CERTIFIED = timedelta(hours=73)
"""The longest a relief officer works, and his certificate lasts, with an hour for clocks."""

_ENROLLERS = frozenset({ADMIN})
_SUSPENDERS = _ENROLLERS | {LEAD}
_RELIEVERS = _ENROLLERS | {"officer", LEAD}
_ROLE = "roles/"
_OWN = frozenset({"own_certificate", "own_issuers", "own_said"})
_ENROLMENTS = frozenset({"name", "slot_digest", "pdf_key"})
"""What goes with a new key alone: from then on somebody must vouch for the person anew."""
_SUSPENSION = frozenset({"state", "last"})


@dataclass(frozen=True, slots=True)
class Officer:
    """What the fold of an OFFICER thread says of signing: the key announced, state and roles."""

    thread: str
    signing_key: str | None = None
    state: str = ACTIVE
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Authorities:
    """The certificates (DER) that record 1 announces, b"" where it shows none.

    ``sheet`` is the raw public key of the recovery sheet that is good, ``thread`` the id of record
    1 (base64url), in whose thread others are announced, ``restricted`` the key (base64url) that
    restricted values are closed with; "" where it was not shown.
    """

    site: bytes = b""
    relief: bytes = b""
    sheet: bytes = b""
    thread: str = ""
    restricted: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """An OFFICER record: who says what of whom, when (``at``, as the document has it), where."""

    n: int
    author: str
    thread: str
    values: Mapping[str, Json]
    leaf: bytes = b""
    at: str = ""
    book: str = ""

    def roles(self) -> dict[str, bool]:
        """The roles it gives (true) or takes."""
        return {
            name.removeprefix(_ROLE): held is True
            for name, held in self.values.items()
            if name.startswith(_ROLE)
        }


def state_of(value: Json) -> str:
    """The code of a state; one that is unknown or of another shape lets nobody sign."""
    return str(value.get("code", "")) if isinstance(value, dict) else "" if value else ACTIVE


def refused(
    said: Said, officers: Mapping[str, Officer], authorities: Authorities, *, whole: bool = True
) -> Why | None:
    """Why its author may not say this by what is known of ``officers``; None if he may.

    ``whole``: they are all there are, and nothing is withheld. Else nobody is taken for the last
    of a kind, and no key for one that is not there.
    """
    author, subject = officers.get(said.author), officers.get(said.thread)
    if author is None:
        return None
    if not for_another(said) and _is_relief(said, subject):
        return _relief(said, author, subject) or certified(
            said, authorities.relief, RELIEF_CERTIFIED
        )
    strange = for_another(said) or "relief_until" in said.values or (whole and _lacks_key(said))
    if strange or not _allowed(said, author, subject):
        return Why.ENROLLED_UNALLOWED
    if whole and _closes_last(said, officers):
        return Why.LAST_ADMIN
    return certified(said, authorities.site)


def for_another(said: Said) -> bool:
    """Whether it announces a certificate of his own for somebody else than the author."""
    given = any(said.values.get(name) is not None for name in _OWN)
    return given and said.author != said.thread


def waiting(values: Mapping[str, Json], subject: Officer | None) -> frozenset[str]:
    """The fields of ``values`` that count only once a second person has signed them.

    These are other roles of somebody enrolled before, and that he leaves, with the key announced
    then; of a relief officer the roles alone. An enrolment by the recovery sheet waits for nobody.
    """
    if subject is None:
        return frozenset()
    fields = {name for name in values if name.startswith(_ROLE)}
    if _leaves(values) and subject.roles != {RELIEF}:
        fields |= values.keys() & {"state", "restricted_key"}
    return frozenset(fields)


def _is_relief(said: Said, subject: Officer | None) -> bool:
    if said.roles().get(RELIEF):
        return True
    return subject is not None and subject.roles == {RELIEF} and "signing_key" in said.values


def _closes_last(said: Said, officers: Mapping[str, Officer]) -> bool:
    """Whether nobody who is active would administer any more: then nobody could enrol anybody."""
    return closes_last(said.thread, said.values, officers)


def closes_last(thread: str, values: Mapping[str, Json], officers: Mapping[str, Officer]) -> bool:
    """The same of what is said of the person of ``thread``, also where it waited for a second."""
    if state_of(values.get("state")) == ACTIVE:
        return False
    there = {one.thread for one in officers.values() if one.state == ACTIVE and ADMIN in one.roles}
    return there == {thread}


def _allowed(said: Said, author: Officer, subject: Officer | None) -> bool:
    names = said.values.keys()
    if said.author == said.thread and names <= _OWN:
        return True
    if not _fits(said, subject):
        return False
    if _leaves(said.values) or names <= _SUSPENSION:
        return not _SUSPENDERS.isdisjoint(author.roles)
    return not _ENROLLERS.isdisjoint(author.roles)


def _fits(said: Said, subject: Officer | None) -> bool:
    """Whether what stands there goes together, whoever says it."""
    if _leaves(said.values):
        return _lets_go(said, subject)
    if "restricted_key" in said.values:
        return False
    if "signing_key" in said.values:
        return subject is None or not said.roles()  # who vouches for a key confirms no role by it
    comes_back = "state" in said.values and state_of(said.values["state"]) == ACTIVE
    # whoever comes back gets a new key
    return not comes_back or subject is None or subject.state == ACTIVE


def _lacks_key(said: Said) -> bool:
    names = said.values.keys()
    return "signing_key" not in names and not names.isdisjoint(_ENROLMENTS)


def _leaves(values: Mapping[str, Json]) -> bool:
    return state_of(values.get("state")) == LEFT


def _lets_go(said: Said, subject: Officer | None) -> bool:
    """Whether what is said beside it goes with somebody known who leaves."""
    if subject is None or not said.values.keys() <= _SUSPENSION | {"restricted_key"}:
        return False
    if "restricted_key" not in said.values:
        return True
    try:
        unb64(str(said.values["restricted_key"]), 32)
    except CanonicalError:
        return False
    return subject.roles != {RELIEF}


def _relief(said: Said, author: Officer, subject: Officer | None) -> Why | None:
    """A relief officer is enrolled by another on duty, with that role alone, for a day at most."""
    given = {role for role, held in said.roles().items() if held} - {RELIEF}
    back = subject is not None and (
        subject.roles != {RELIEF} or subject.state != ACTIVE or bool(said.roles())
    )
    state = state_of(said.values.get("state")) != ACTIVE or "restricted_key" in said.values
    own = said.author == said.thread
    if given or back or state or own or _RELIEVERS.isdisjoint(author.roles):
        return Why.ENROLLED_UNALLOWED
    until, at = _moment(said.values.get("relief_until")), _time(said.at)
    if until is None or at is None or until - at > RELIEF_WORKS:
        return Why.RELIEF_LONG
    return None


def certified(said: Said, authority: bytes, longest: timedelta | None = None) -> Why | None:
    """Whether the certificate announced, where one is shown, comes from that authority."""
    text = said.values.get("certificate")
    if text is None or not authority:
        return None
    try:
        shown = x509.load_der_x509_certificate(unb64(str(text)))
        shown.verify_directly_issued_by(x509.load_der_x509_certificate(authority))
    except (CanonicalError, ValueError, TypeError, InvalidSignature):
        return Why.CERTIFICATE
    lasts = shown.not_valid_after_utc - shown.not_valid_before_utc
    return Why.CERTIFICATE if longest is not None and lasts > longest else None


def _moment(value: Json) -> datetime | None:
    return _time(value.get("t")) if isinstance(value, dict) else None


def _time(text: Json) -> datetime | None:
    try:
        read = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return read if read.tzinfo else None
