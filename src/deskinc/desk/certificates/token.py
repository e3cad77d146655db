"""A token with a key for papers (PKCS#11), asked in a child process each time it signs."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from deskinc import children
from deskinc.desk.certificates.own import Own, looked_at
from deskinc.desk.signing_on.pins import AskPin
from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.intake import sandbox
from deskinc.intake.unfit import Unfit

SECONDS = 60.0
"""How long a token may take: somebody may have to touch it."""
_VARIABLES = (
    "HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "SOFTHSM2_CONF", "OPENSC_CONF",
    "PCSCLITE_CSOCK_NAME",
)  # fmt: skip
"""What a token's library may have to know of this session."""

_AGAIN = N_("Put it back and sign again; the paper was not signed, and nothing is lost.")
_SENTENCES = {
    "module": (N_("This is no library of a token."),
               N_("Choose the PKCS#11 module of the token’s maker, for example opensc-pkcs11.so.")),
    "token": (N_("No token with a certificate is there."),
              N_("Plug the token in; its certificate must be on it.")),
    "nokey": (N_("The token holds no key for this certificate."),
              N_("Have whoever issued it put key and certificate onto the token.")),
    "locked": (N_("The token has locked itself after too many wrong PINs."),
               N_("Whoever issued it unlocks it. Until then the site’s certificate can sign: "
                  "Settings, Keys and certificates.")),
    "removed": (N_("The token is not there, or was pulled out while it signed."), _AGAIN),
    "time": (N_("The token does not answer."), _AGAIN),
    "crash": (N_("The library of the token failed."), _AGAIN),
}  # fmt: skip
_REFUSED = (N_("The token refused to sign."), _AGAIN)
_WRONG = {
    "pin": N_("The PIN is wrong. The token locks itself after a few wrong ones."),
    "pin_low": N_("The PIN is wrong. Few tries are left before the token locks itself."),
    "pin_last": N_("The PIN is wrong. One try is left before the token locks itself."),
}


class WrongTokenPin(DeskError):
    """The PIN of a token is wrong; what it says is how many tries are left, as far as known."""


@dataclass(frozen=True, slots=True)
class Token:
    """Where a key lies: the module of the token's maker, and which token."""

    module: str
    serial: str
    label: str


@dataclass(frozen=True, slots=True)
class OnToken:
    """A certificate on a token."""

    own: Own
    token: Token


@dataclass(frozen=True, slots=True)
class TokenKey:
    """Signs with a token's key, asking for the PIN."""

    token: Token
    certificate: bytes = field(repr=False)
    ask: AskPin

    def __call__(self, data: bytes) -> bytes:
        """The signature; asks for the PIN until it is right. Raises DeskError."""
        remark = ""
        while True:
            pin = self.ask(self.token.label, remark)
            if pin is None:
                raise DeskError(
                    _("The PIN of the token was not given."),
                    _("The paper was not signed, and nothing is lost. Sign again."),
                )
            try:
                return sign(self.token, self.certificate, pin, data)
            except WrongTokenPin as error:
                remark = error.what


def found(module: Path, now: datetime) -> list[OnToken]:
    """The certificates on the tokens that ``module`` knows, those that can sign papers. Blocks.

    Raises DeskError where there is none, with what is wrong with the first.
    """
    answer = _asked({"job": "token", "module": str(module)}, b"")
    listed = answer.info.get("found")
    if not isinstance(listed, list) or len(listed) != len(answer.parts):
        raise _refusal("crash")
    good, faults = list[OnToken](), list[DeskError]()
    for one, der in zip(listed, answer.parts, strict=True):
        token = Token(str(module), str(one.get("serial")), str(one.get("label"))[:100])
        try:
            others = [part for part in answer.parts if part != der]
            good.append(OnToken(looked_at(der, others, b"", now), token))
        except DeskError as error:
            faults.append(error)
    if not good:
        raise faults[0]
    return good


def sign(token: Token, certificate: bytes, pin: str, data: bytes) -> bytes:
    """The signature over ``data``, SHA-256, as CMS wants it. Blocks; raises DeskError."""
    job = {
        "job": "sign", "module": token.module, "serial": token.serial, "pin": pin,
        "certificate": sha256(certificate).hexdigest(),
    }  # fmt: skip
    answer = _asked(job, data)
    if len(answer.parts) != 1:
        raise _refusal("crash")
    return answer.parts[0]


def _asked(job: dict[str, str], data: bytes) -> sandbox.Answer:
    try:
        child = children.command("--token-child")
        return sandbox.ask(job, data, child, SECONDS, more=_VARIABLES)
    except Unfit as unfit:
        raise _refusal(unfit.code) from unfit


def _refusal(code: str) -> DeskError:
    if code in _WRONG:
        return WrongTokenPin(_(_WRONG[code]))
    what, todo = _SENTENCES.get(code, _REFUSED)
    return DeskError(_(what), _(todo))
