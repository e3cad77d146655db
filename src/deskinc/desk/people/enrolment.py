"""The OFFICER record: what is announced about a person and the keys made for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book.keys import authority
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the enroller fills in after seeing the person's document.

    ``until`` is when the work of a relief officer ends, None for anybody else.
    """

    name: str
    initials: str
    licence: str = ""
    roles: frozenset[str] = frozenset({"officer"})
    identity: str = ""
    employer: str = ""
    licence_until: date | None = None
    first_aid_until: date | None = None
    until: datetime | None = None


def officer_values(
    who: Enrolment, keys: Keys, vault: Vault, issuer: authority.Issuer, now: datetime
) -> dict[str, Value]:
    """The values of the OFFICER record: public keys, certificate and slot digest."""
    assert keys.signing is not None and keys.pdf is not None  # noqa: S101, PT018 - made just before
    signing = Ed25519PrivateKey.from_private_bytes(keys.signing).public_key().public_bytes_raw()
    issue = authority.issue if who.until is None else authority.issue_relief
    certificate = issue(issuer, who.name, who.licence, keys.pdf, now)
    raw: dict[str, object] = {
        "name": who.name,
        "initials": who.initials,
        "licence": who.licence or None,
        "licence_until": day(who.licence_until, now),
        "first_aid_until": day(who.first_aid_until, now),
        "roles": sorted(who.roles),
        "signing_key": b64(signing),
        "pdf_key": b64(authority.public_point(keys.pdf)),
        "certificate": b64(certificate),
        "certificate_digest": b64(sha256(certificate).digest()),
        "slot_digest": b64(vault.slot_digest(who.name)),
        "identity": who.identity or None,
        "employer": who.employer or None,
        "state": "active",
        "relief_until": who.until,
    }
    return forms.clean(current("officer"), filled(raw))


def day(when: date | None, now: datetime) -> datetime | None:
    """The day as a form takes it, in the zone of ``now``."""
    return None if when is None else datetime.combine(when, time(), now.tzinfo)


def filled(raw: dict[str, object]) -> dict[str, object]:
    """``raw`` without what was left empty."""
    return {name: value for name, value in raw.items() if value not in (None, "", (), [])}


def initials_of(name: str) -> str:
    """``R.M.`` of ``R. Malik``: a first proposal, changed by hand where two collide."""
    parts: Iterable[str] = (word for word in name.replace(".", " ").split() if word)
    return "".join(f"{word[0].upper()}." for word in parts)
