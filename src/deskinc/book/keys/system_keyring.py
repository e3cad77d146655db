"""The system's keyring as a place for one secret of this installation (decision 025).

What lies there opens the keyring's slot (:mod:`~deskinc.book.keys.slots`), and so the book and its
mirror; nobody's own keys. Every call may block, :func:`fetch` and :func:`keep` for as long as the
system asks somebody for the keyring's password: they belong on :func:`~deskinc.disks.beside`.
"""

import configparser
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from deskinc.book.disk.station import Station
from deskinc.book.keys import secret_service
from deskinc.book.keys.this_machine import machine, signs_in_alone
from deskinc.disks import beside
from deskinc.errors import KeyringFault
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import CanonicalError, b64, unb64

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE = "deskinc"
PATIENCE = 5.0
"""Seconds a keyring has to say how it stands; nobody is asked for anything meanwhile."""
_SOUND = {
    "keyring.backends.SecretService": "", "keyring.backends.Windows": "Windows Credential Manager",
    "keyring.backends.macOS": "macOS Keychain",
}  # fmt: skip
"""The only modules of ``keyring`` that are used: the system's own, which encrypt what they keep."""
_CHAIN, _NONE = "keyring.backends.chainer", "keyring.backends.fail"


@dataclass(frozen=True, slots=True)
class Ring:
    """A keyring as it stands.

    ``usable``: the secret may be kept there. ``why`` is a whole sentence: what is to be known
    before, or why it cannot be; "" where nothing is. ``empty``: it is there, and holds nothing at
    all yet.
    """

    name: str = ""
    usable: bool = False
    why: str = ""
    locked: bool = False
    empty: bool = False

    @property
    def sound(self) -> bool:
        """Whether an open office is what is offered first."""
        return self.usable and not self.why


@dataclass(frozen=True, slots=True)
class Secret:
    """32 random bytes that are in no repr."""

    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Item:
    """Of which book and installation a secret is: what the keyring lists it under."""

    book: bytes
    station: bytes

    @classmethod
    def of(cls, book: bytes, station: Station) -> "Item":
        """The one of this installation."""
        return cls(book, station.id)

    @property
    def name(self) -> str:
        """The name that whoever looks into the keyring reads."""
        return f"{b64(self.book)} {b64(self.station)}"

    @property
    def label(self) -> str:
        """What the slot is found by: a copy of the data folder on another computer finds none."""
        return f"{b64(self.station)} {b64(machine())}"


def look(patience: float = PATIENCE) -> Ring:
    """How the system's keyring stands; asks nobody for anything and changes nothing."""
    try:
        return beside(_look).result(patience)
    except TimeoutError:
        return Ring(why=_("The system’s keyring does not answer."))


def _look() -> Ring:
    found = _backend()
    if isinstance(found, Ring):
        return found
    if sys.platform != "linux":  # pragma: no cover
        named = _SOUND[type(found).__module__]
        return Ring(named, usable=True, why=_unknown(named))
    service = secret_service.look()
    return _none() if service is None else judged(service, alone=signs_in_alone())


def judged(service: secret_service.Service, *, alone: bool) -> Ring:
    """What is to be said of a keyring; ``alone``: the computer signs its user in by itself."""
    name, locked = service.name, service.locked
    if not service.lasting:
        why = _("{name} keeps things only until its user signs out of the computer.")
        return Ring(name, why=why.format(name=name))
    if not service.collection:
        why = _("{name} has no keyring yet in which things are kept.")
        return Ring(name, why=why.format(name=name), empty=True)
    if service.guard == "nothing":
        why = _(
            "{name} has an empty password and keeps everything in plain text: whoever gets this "
            "computer’s disk could read the book."
        ).format(name=name)
        return Ring(name, usable=True, why=why, locked=locked)
    if alone:
        why = _(
            "This computer signs its user in without a password: whoever switches it on could open "
            "the book as far as {name} opens by itself."
        ).format(name=name)
        return Ring(name, usable=True, why=why, locked=locked)
    why = _unknown(name) if service.guard == "unknown" else ""
    return Ring(name, usable=True, why=why, locked=locked)


def _unknown(name: str) -> str:
    return _("It cannot be told whether a password stands before {name}.").format(name=name)


def _none() -> Ring:
    return Ring(why=_("This computer offers no keyring, or its user has not signed in to it."))


def _backend() -> "KeyringBackend | Ring":
    """The system's own keyring; a Ring that says why there is none, or none that will do."""
    chosen = _chosen()
    module = chosen.rpartition(".")[0] or chosen
    if module in {"", _CHAIN} or module in _SOUND:
        return _own()
    return _none() if module == _NONE else _refused(module)


def _chosen() -> str:
    """What is set for this user as the keyring of Python programs; it is read, and never run."""
    from keyring.util import platform_

    if named := os.environ.get("PYTHON_KEYRING_BACKEND"):
        return named
    said = configparser.RawConfigParser()
    with suppress(OSError, UnicodeDecodeError, configparser.Error):
        said.read(platform_.config_root() / "keyringrc.cfg", encoding="utf-8")
    return said.get("backend", "default-keyring", fallback="").strip()


def _own() -> "KeyringBackend":
    if sys.platform == "win32":  # pragma: no cover
        from keyring.backends.Windows import WinVaultKeyring

        made = WinVaultKeyring()
        made.persist = "local machine"  # what roams in a domain would open the book elsewhere
        return made
    if sys.platform == "darwin":  # pragma: no cover
        from keyring.backends import macOS

        return macOS.Keyring()
    from keyring.backends import SecretService

    return SecretService.Keyring()  # type: ignore[no-untyped-call]


def _refused(which: str) -> Ring:
    why = _("“{which}” is refused: it is no keyring that encrypts what it keeps.")
    return Ring(why=why.format(which=which))


def fetch(item: Item) -> Secret:
    """The secret kept under ``item``. Raises KeyringFault, which says why and what to do."""
    ring = look()
    if ring.empty:
        raise _absent(ring.name)
    if not ring.usable:
        raise KeyringFault(ring.why, _sign_in())
    said = _asked(lambda backend: backend.get_password(SERVICE, item.name))
    if said is None:
        raise _absent(ring.name)
    try:
        return Secret(unb64(said, 32))
    except CanonicalError:
        raise changed(ring.name) from None


def keep(item: Item, secret: Secret) -> None:
    """Put the secret there, and read it back. Raises KeyringFault; then nothing counts on it."""
    ring = look()
    if not ring.usable:
        raise KeyringFault(ring.why)
    said = b64(secret.raw)
    _asked(lambda backend: backend.set_password(SERVICE, item.name, said))
    if _asked(lambda backend: backend.get_password(SERVICE, item.name)) != said:
        raise changed(ring.name)


def forget(item: Item) -> bool:
    """Take the secret out; False where it was not there. Raises KeyringFault."""
    from keyring.errors import PasswordDeleteError

    ring = look()
    if ring.empty:
        return False
    if not ring.usable:
        raise KeyringFault(ring.why)
    try:
        _asked(lambda backend: backend.delete_password(SERVICE, item.name))
    except PasswordDeleteError:
        return False
    return True


def _asked(question: "Callable[[KeyringBackend], T]") -> T:
    """What the keyring answers; all that a desktop's own program can do wrong is one fault."""
    from keyring.errors import PasswordDeleteError

    backend = _backend()
    if isinstance(backend, Ring):
        raise KeyringFault(backend.why, _sign_in())
    try:
        if sys.platform == "linux" and not secret_service.unlock():
            raise _locked()
        return question(backend)
    except (PasswordDeleteError, KeyringFault):
        raise
    except Exception as error:  # noqa: BLE001 - each backend has errors of its own
        logger.warning("the system's keyring: %s", type(error).__name__)
        raise KeyringFault(
            _("The system’s keyring went away or refused while it was asked."), _sign_in()
        ) from None


def _locked() -> KeyringFault:
    return KeyringFault(
        _("The system’s keyring is locked, and nobody gave its password."), _sign_in()
    )


def _absent(name: str) -> KeyringFault:
    return KeyringFault(
        _(
            "{name} does not hold the key of this office. It was emptied, made anew or moved, or "
            "the office was copied to this computer."
        ).format(name=name),
        _renew(),
    )


def changed(name: str) -> KeyringFault:
    """What the keyring gives is not what was put there."""
    return KeyringFault(
        _("What {name} holds for this office is not what was put there.").format(name=name),
        _renew(),
    )


def _sign_in() -> str:
    return _("Sign in with your passphrase: nothing was changed.")


def _renew() -> str:
    return _(
        "Sign in with your passphrase: nothing was changed. Choose the open or the closed office "
        "anew in Settings, Open or closed office."
    )
