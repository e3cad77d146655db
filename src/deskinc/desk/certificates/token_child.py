"""The child process that talks to a token through its maker's library (PKCS#11).

Such a library is foreign code that may hang or crash, so it is never loaded into the desk's own
process. The PIN comes by the pipe, with the job. It answers with certificates or a signature, or
with a code of :mod:`deskinc.intake.unfit`.
"""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any

from deskinc.intake import wire
from deskinc.intake.unfit import Unfit

MOST = 16
"""Certificates that are told of."""


def main() -> None:
    """Read a job from standard input, answer on standard output."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # a library that prints must not garble the answer
        header, parts = wire.unpack(sys.stdin.buffer.read())
        answers.write(answer(header, parts[0]))


def answer(header: Mapping[str, Any], data: bytes) -> bytes:
    """Do the job and return the frame that tells of it, whatever happens."""
    try:
        library = _library(str(header["module"]))
        if header["job"] == "token":
            return _told(library)
        signature = _signed(library, header, data)
    except Unfit as unfit:
        return wire.pack({"refused": unfit.code})
    except Exception as error:  # noqa: BLE001 - a library may fail in any way
        return wire.pack({"refused": "refused", "why": type(error).__name__})
    return wire.pack({"info": {}}, [signature])


def _library(path: str) -> Any:
    import pkcs11

    try:
        return pkcs11.lib(path)
    except (RuntimeError, OSError, pkcs11.PKCS11Error) as error:
        raise Unfit("module") from error


def _told(library: Any) -> bytes:
    """Every certificate on every token, without a PIN."""
    import pkcs11

    found: list[dict[str, str]] = []
    parts: list[bytes] = []
    wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
    for token in library.get_tokens():
        # one that was never set up cannot be opened, and hides no other
        with suppress(pkcs11.PKCS11Error), token.open() as session:
            for one in session.get_objects(wanted):
                parts.append(bytes(one[pkcs11.Attribute.VALUE]))
                found.append({"serial": token.serial.hex(), "label": token.label.strip()})
    if not found:
        raise Unfit("token")
    return wire.pack({"info": {"found": found[:MOST]}}, parts[:MOST])


def _signed(library: Any, header: Mapping[str, Any], data: bytes) -> bytes:
    import pkcs11

    tokens = [t for t in library.get_tokens() if t.serial.hex() == header["serial"]]
    if not tokens:
        raise Unfit("removed")
    try:
        with tokens[0].open(user_pin=str(header["pin"])) as session:
            return _by_key(session, str(header["certificate"]), data)
    except (pkcs11.PinIncorrect, pkcs11.PinLenRange, pkcs11.PinInvalid) as error:
        raise Unfit(_tries(library, header)) from error
    except pkcs11.PinLocked as error:
        raise Unfit("locked") from error
    except (
        pkcs11.DeviceRemoved, pkcs11.TokenNotPresent, pkcs11.SessionHandleInvalid,
    ) as error:  # fmt: skip
        raise Unfit("removed") from error


def _tries(library: Any, header: Mapping[str, Any]) -> str:
    """How far the token is from locking itself, as far as it says so."""
    import pkcs11

    flags = next((t.flags for t in library.get_tokens() if t.serial.hex() == header["serial"]), 0)
    if flags & pkcs11.TokenFlag.USER_PIN_LOCKED:
        return "locked"
    if flags & pkcs11.TokenFlag.USER_PIN_FINAL_TRY:
        return "pin_last"
    return "pin_low" if flags & pkcs11.TokenFlag.USER_PIN_COUNT_LOW else "pin"


def _by_key(session: Any, digest: str, data: bytes) -> bytes:
    """The signature by the key that belongs to the certificate of that digest."""
    import pkcs11
    from pkcs11.util.ec import encode_ecdsa_signature

    attribute, kind = pkcs11.Attribute, pkcs11.ObjectClass
    certificates = session.get_objects({attribute.CLASS: kind.CERTIFICATE})
    ids = [
        one[attribute.ID]
        for one in certificates
        if sha256(bytes(one[attribute.VALUE])).hexdigest() == digest
    ]
    keys = list(session.get_objects({attribute.CLASS: kind.PRIVATE_KEY}))
    mine = [key for key in keys if ids and key[attribute.ID] == ids[0]]
    if not mine:
        raise Unfit("nokey")
    if mine[0].key_type == pkcs11.KeyType.EC:
        raw = mine[0].sign(sha256(data).digest(), mechanism=pkcs11.Mechanism.ECDSA)
        return bytes(encode_ecdsa_signature(raw))
    return bytes(mine[0].sign(data, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
