"""The Secret Service of a Linux desktop, looked at so that it asks nobody and makes nothing.

Who keeps the keyring, whether it is locked, and whether a password is needed to open it at all.
"""

import os
import re
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from deskinc.i18n import _

Guard = Literal["password", "nothing", "unknown"]
"""What stands before that which is kept."""

_NAMES = {
    "gnome-keyring-d": "GNOME Keyring", "keepassxc": "KeePassXC", "ksecretd": "KDE Wallet",
    "kwalletd5": "KDE Wallet", "kwalletd6": "KDE Wallet", "oo7-daemon": "oo7",
}  # fmt: skip
"""Programs by the name of their process, as the kernel cuts it."""
_GNOME = "gnome-keyring-d"
_ENCRYPTED, _PLAIN = b"GnomeKeyring\n\r\0\n", b"[keyring]"
"""How a file of GNOME Keyring begins: one without a password is plain text."""
_ESCAPED = re.compile(r"_([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Service:
    """Who answers, and how the collection stands in which things are kept by default.

    ``collection`` is its object path, "" where there is none.
    """

    name: str
    collection: str = ""
    locked: bool = False
    guard: Guard = "unknown"

    @property
    def lasting(self) -> bool:
        """Whether what is kept there outlives the session."""
        return not self.collection.endswith("/session")


def look() -> Service | None:
    """How it stands; None where there is no session bus, or no such service on it."""
    import secretstorage
    from jeepney import DBusErrorResponse

    try:
        with closing(secretstorage.dbus_init()) as bus:
            if not secretstorage.check_service_availability(bus):
                return None
            try:
                found = secretstorage.get_collection_by_alias(bus, "default")
            except secretstorage.ItemNotFoundException:
                return Service(_NAMES.get(_program(bus), _unnamed()))
            program, path, locked = _program(bus), found.collection_path, found.is_locked()
    except (secretstorage.SecretStorageException, DBusErrorResponse, OSError, RuntimeError):
        return None
    guard = _guard(path) if program == _GNOME else "unknown"
    return Service(_NAMES.get(program, _unnamed()), path, locked, guard)


def unlock() -> bool:
    """Have the system ask for the password where it is locked; False where nobody gives it.

    Blocks as long as it asks. Makes no collection where there is none.
    """
    import secretstorage

    with closing(secretstorage.dbus_init()) as bus:
        found = secretstorage.get_collection_by_alias(bus, "default")
        if found.is_locked():
            found.unlock()
        return not found.is_locked()


def _program(bus: object) -> str:
    """The process that keeps the keyring; "" where the system does not tell."""
    from jeepney import DBusErrorResponse
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import Proxy

    with suppress(DBusErrorResponse, OSError):
        (process,) = Proxy(message_bus, bus).GetConnectionUnixProcessID("org.freedesktop.secrets")
        return Path(f"/proc/{process}/comm").read_text("ascii", "replace").strip()
    return ""


def _unnamed() -> str:
    return _("The system’s keyring")


def _guard(collection: str) -> Guard:
    """Told by how the file of a collection of GNOME Keyring begins."""
    name = _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), collection.rpartition("/")[2])
    for folder in _folders():
        with suppress(OSError), (folder / f"{name}.keyring").open("rb") as file:
            begins = file.read(len(_ENCRYPTED))
            if begins.startswith(_PLAIN):
                return "nothing"
            return "password" if begins == _ENCRYPTED else "unknown"
    return "unknown"


def _folders() -> Iterator[Path]:
    data = os.environ.get("XDG_DATA_HOME")
    yield (Path(data) if data else Path.home() / ".local" / "share") / "keyrings"
    yield Path.home() / ".gnome2" / "keyrings"
