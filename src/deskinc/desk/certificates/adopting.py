"""A person's own certificate taken into use and given up: records of his own thread.

The certificate with its issuers stands in the OFFICER record, which goes with papers; the key lies
closed in a record of form ``own_key``, which goes with nothing.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import TypeAlias

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_private_key

from deskinc.book.asking.reader import Reader
from deskinc.book.keys import owned
from deskinc.book.record import Draft, Saved
from deskinc.desk.certificates.own import Own
from deskinc.desk.certificates.token import Token, TokenKey, sign
from deskinc.desk.office import Office, Person
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64

Key: TypeAlias = EllipticCurvePrivateKey | RSAPrivateKey | TokenKey
_PROBE = b"deskinc/token/v1\0"
"""What a token signs to show that its key is there; nothing else is signed by these bytes."""

FIELDS = ("own_certificate", "own_issuers", "own_said")


def doubts(own: Own, name: str) -> tuple[str, ...]:
    """What whoever takes it into use must confirm, in sentences; () for nothing."""
    said: list[str] = []
    if " ".join(own.name.split()).casefold() != " ".join(name.split()).casefold():
        words = _("It names {other}, and I am enrolled as {name}.")
        said.append(words.format(other=own.name, name=name))
    if not own.complete:
        words = _("Its chain is not complete: readers must have the certificate of {issuer}.")
        said.append(words.format(issuer=own.issuer))
    return tuple(said)


def adopt(
    office: Office, passphrase: str, own: Own, token: Token | None = None, pin: str = ""
) -> Saved:
    """Sign papers with it from now on; the doubts are recorded as confirmed. Blocks.

    A key on a ``token`` signs something at once, to show that it is there. Raises WrongPassphrase,
    WrongTokenPin, or DeskError for a relief officer, or where the token does not sign.
    """
    person = office.open_person(office.officer.name, passphrase)
    if person.officer.until is not None or person.keys.pdf is None:
        raise DeskError(
            _("A relief officer signs with the certificate of the relief authority."),
            _("Whoever is enrolled for good may use a certificate of his own."),
        )
    if token is not None:
        _proved(own, sign(token, own.certificate, pin, _PROBE))
    thread = unb64(person.officer.thread)
    raw = {
        "own_certificate": b64(own.certificate),
        "own_issuers": ".".join(map(b64, own.issuers)) or None,
        "own_said": " ".join(doubts(own, person.officer.name)) or None,
    }
    before = office.read.folded(thread, "officer")
    said: dict[str, Value] = {
        name: value for name, value in raw.items() if value is not None or name in before
    }
    key: dict[str, Value] = {
        "certificate_digest": b64(sha256(own.certificate).digest()),
    }
    if token is None:
        key["key"] = b64(owned.wrap(person.keys.pdf, own.certificate, own.key))
    else:
        key |= {"module": token.module, "token": token.serial, "label": token.label}
    drafts = [Draft("officer", said, thread=thread), Draft("own_key", key, thread=thread)]
    return office.book.write(drafts, person.signer()).result()


def _proved(own: Own, signature: bytes) -> None:
    """Raise DeskError for a signature that the certificate's key did not make."""
    public = x509.load_der_x509_certificate(own.certificate).public_key()
    try:
        if isinstance(public, RSAPublicKey):
            public.verify(signature, _PROBE, PKCS1v15(), SHA256())
        elif isinstance(public, EllipticCurvePublicKey):
            public.verify(signature, _PROBE, ECDSA(SHA256()))
    except InvalidSignature:
        raise DeskError(
            _("The key on the token is not that of its certificate."),
            _("Have whoever issued it put key and certificate onto the token."),
        ) from None


def give_up(office: Office, passphrase: str) -> Saved:
    """Sign papers with the site's certificate again. Blocks; raises WrongPassphrase."""
    person = office.open_person(office.officer.name, passphrase)
    thread = unb64(person.officer.thread)
    gone = given_up(office.read.folded(thread, "officer"))
    if not gone:
        raise DeskError(_("Nothing was changed."))
    return office.book.write([Draft("officer", gone, thread=thread)], person.signer()).result()


def given_up(said: Mapping[str, Value]) -> dict[str, Value]:
    """What takes an own certificate back; empty where there is none."""
    return {name: None for name in FIELDS if name in said}


def chain_of(said: Mapping[str, Value]) -> tuple[bytes, ...] | None:
    """The own certificate a person signs with, then its issuers (DER); None for none."""
    own, issuers = said.get("own_certificate"), said.get("own_issuers")
    if not isinstance(own, str):
        return None
    above = issuers.split(".") if isinstance(issuers, str) else []
    return (unb64(own), *map(unb64, above))


def chains(read: Reader) -> list[tuple[bytes, ...]]:
    """Every own certificate that the book announces, also those given up."""
    found = []
    for row in read.persons():
        for record in read.thread(row.thread):
            chain = chain_of(record.values) if record.form == "officer" else None
            if chain is not None:
                found.append(chain)
    return found


def key_of(office: Office, person: Person, certificate: bytes) -> Key:
    """The key of an own certificate: by the person's slot, or on the token, which asks for its PIN.

    Raises DeskError where neither is known, or nobody is there to be asked.
    """
    digest = b64(sha256(certificate).digest())
    for record in reversed(office.read.thread(unb64(person.officer.thread))):
        if record.form != "own_key" or record.author != person.officer.thread:
            continue  # whose key it is, and which library is loaded for it, only he says
        if record.values.get("certificate_digest") != digest:
            continue
        if "module" in record.values:
            said = (plain(record.values.get(name)) for name in ("module", "token", "label"))
            return TokenKey(Token(*said), certificate, office.ask_pin)
        raw = unb64(plain(record.values.get("key")))
        der = owned.unwrap(person.keys.pdf or b"", certificate, raw)
        key = load_der_private_key(der, None) if der else None
        if isinstance(key, EllipticCurvePrivateKey | RSAPrivateKey):
            return key
    raise DeskError(
        _("The key of the own certificate of {name} does not open.").format(
            name=person.officer.name
        ),
        _("Choose its file or token once more in Settings, Keys and certificates."),
    )
