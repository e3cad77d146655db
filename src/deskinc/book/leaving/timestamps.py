"""Outside time over a seal (RFC 3161): the request, the way there and back, and what is believed.

Nothing here knows a book. What the authority answers is held against the request and against the
certificates that are trusted; only a token that passes all of it is handed on.
"""

import asyncio
import http.client
import logging
import secrets
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any, ClassVar
from urllib.parse import SplitResult, urlsplit

from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.log import logger

PATIENCE = 10.0
"""Seconds an authority has to answer."""

MOST = 2**20
"""Bytes of the largest answer that is read."""

_GRANTED = {"granted", "granted_with_mods"}


class NoTime(DeskError):
    """No stamp came of it; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request over the note of a seal."""

    note: bytes = field(repr=False)
    nonce: int
    der: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was verified: its bytes (DER), the time it states, and whose it is."""

    der: bytes = field(repr=False)
    at: datetime
    authority: str


def asked(note: str) -> Asked:
    """The request for a stamp over the SHA-256 of a note, with a fresh nonce."""
    from asn1crypto import algos, tsp

    raw, nonce = note.encode(), secrets.randbits(63) | 1
    request = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": tsp.MessageImprint(
                {
                    "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                    "hashed_message": sha256(raw).digest(),
                }
            ),
            "nonce": nonce,
            "cert_req": True,
        }
    )
    return Asked(raw, nonce, request.dump())


def send(url: str, request: Asked, patience: float = PATIENCE) -> bytes:
    """Ask the authority at ``url``; what it answered. Raises :class:`NoTime`.

    No proxy is used and no redirection followed: the request goes where it was told, or nowhere.
    """
    parts = urlsplit(url)
    link = _connection(parts, patience)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        link.request("POST", path, request.der, {"Content-Type": "application/timestamp-query"})
        with link.getresponse() as reply:
            if reply.status != 200:
                raise NoTime(
                    _("The time authority answered {status}.").format(status=reply.status),
                    _("Check its address."),
                )
            return _read(reply, time.monotonic() + patience)
    except (OSError, http.client.HTTPException) as error:
        raise NoTime(
            _("The time authority {host} does not answer.").format(host=parts.hostname),
            _("Seals wait for it, and nothing else does."),
        ) from error
    finally:
        link.close()


def _connection(parts: SplitResult, patience: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port, timeout=patience, context=context)
    return http.client.HTTPConnection(host, parts.port, timeout=patience)


def _read(reply: http.client.HTTPResponse, until: float) -> bytes:
    found = b""
    while chunk := reply.read1(65_536):
        found += chunk
        if len(found) > MOST or time.monotonic() > until:
            raise NoTime(_("The time authority does not come to an end."))
    return found


def system_roots() -> list[bytes]:
    """The certificates that this computer trusts (DER)."""
    return ssl.create_default_context().get_ca_certs(binary_form=True)


def roots_in(pem: str) -> list[bytes]:
    """The certificates in a PEM text (DER); raises :class:`NoTime` where there are none."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        found = x509.load_pem_x509_certificates(pem.encode())
    except ValueError as error:
        raise NoTime(
            _("The certificate of the time authority cannot be read."),
            _("Paste it whole, from BEGIN CERTIFICATE to END CERTIFICATE."),
        ) from error
    return [one.public_bytes(Encoding.DER) for one in found]


def believed(request: Asked, reply: bytes, roots: Sequence[bytes]) -> Token:
    """The token in an authority's answer, once everything about it holds; else :class:`NoTime`.

    The nonce and the imprint are those asked for; the signature holds; the certificate is for
    stamping time, was valid at the time stated, and leads to one of ``roots``.
    """
    try:
        status, token = _parts(reply)
        said = status["status"].native
        if said not in _GRANTED:
            why = " ".join(status["status_string"].native or ())
            raise _refused(_("It says: {status}.").format(status=f"{said} {why}".strip(" .")))
        return _token(request, token, roots)
    except NoTime:
        raise
    except Exception as error:  # the bytes are a stranger's
        logger.info("no timestamp: %s", error)
        raise _refused(_("The answer cannot be read.")) from error


def _parts(reply: bytes) -> tuple[Any, Any]:
    answer = _answer().load(reply, strict=True)
    return answer["status"], answer["time_stamp_token"]


@cache
def _answer() -> Any:
    """The class of an answer: a refusal has no token (RFC 3161, 2.4.2); asn1crypto forgets that."""
    from asn1crypto import cms, core, tsp

    class Answer(core.Sequence):  # type: ignore[misc]
        _fields: ClassVar[list[Any]] = [
            ("status", tsp.PKIStatusInfo),
            ("time_stamp_token", cms.ContentInfo, {"optional": True}),
        ]

    return Answer


def _refused(why: str) -> NoTime:
    return NoTime(
        _("The time authority gave no stamp that holds. {why}").format(why=why),
        _("Check its address and its certificate."),
    )


def _token(request: Asked, token: Any, roots: Sequence[bytes]) -> Token:
    from asn1crypto import tsp

    signed = token["content"]
    said = signed["encap_content_info"]["content"].parsed
    if token["content_type"].native != "signed_data" or not isinstance(said, tsp.TSTInfo):
        raise _refused(_("It is no token."))
    if said["nonce"].native != request.nonce:
        raise _refused(_("It answers another request."))
    imprint = said["message_imprint"]
    wanted = ("sha256", sha256(request.note).digest())
    if (imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native) != wanted:
        raise _refused(_("It is over something else."))
    at = said["gen_time"].native
    return Token(token.dump(), at, _signer(signed, roots, at))


def _signer(signed: Any, roots: Sequence[bytes], at: datetime) -> str:
    """The name of who signed the token; pyHanko judges signature, attributes and path."""
    from asn1crypto import x509
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
    from pyhanko.sign.validation.status import TimestampSignatureStatus
    from pyhanko_certvalidator import ValidationContext

    # its log repeats, with tracebacks, what is said here in sentences
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in roots],
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=at,
    )
    imprint = signed["encap_content_info"]["content"].parsed["message_imprint"]["hashed_message"]
    judged = asyncio.run(validate_tst_signed_data(signed, context, lambda _algo: imprint.native))
    status = TimestampSignatureStatus(**judged)
    if not (status.intact and status.valid):
        raise _refused(_("Its signature does not hold."))
    certificate = status.signing_cert
    if not status.trusted:
        why = _("Its certificate had run out, is for something else, or is not trusted.")
        raise _refused(why)
    subject = certificate.subject
    return str(subject.native.get("common_name") or subject.human_friendly)
