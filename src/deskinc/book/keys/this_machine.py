"""What tells this computer from another one, and whether it lets its user in by itself (Linux)."""

import configparser
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_IDS = ("etc/machine-id", "var/lib/dbus/machine-id")
_MANAGERS = (
    ("etc/gdm3", "daemon", "automaticlogin"), ("etc/gdm", "daemon", "automaticlogin"),
    ("etc/lightdm", "seat:*", "autologin-user"), ("etc/sddm", "autologin", "user"),
)  # fmt: skip
"""Folder, section and key by which a display manager signs a user in."""
_OFF = ("automaticloginenable", "false")


def machine(root: Path = Path("/")) -> bytes:
    """32 bytes of this computer, the same after each start; empty where it has no id."""
    for name in _IDS:
        with suppress(OSError):
            if said := (root / name).read_bytes().strip():
                return sha256(b"deskinc/machine/v1\0" + said).digest()
    return b""


def signs_in_alone(root: Path = Path("/"), user: str = "") -> bool:
    """Whether the system lets ``user``, or whoever runs this, in without a password."""
    who = user or _user()
    return bool(who) and any(_lets_in(who, root, *one) for one in _MANAGERS)


def _user() -> str:
    if sys.platform == "win32":  # pragma: no cover
        return ""
    import pwd

    with suppress(KeyError):
        return pwd.getpwuid(os.getuid()).pw_name
    return ""


def _lets_in(user: str, root: Path, folder: str, section: str, key: str) -> bool:
    """The last file that says something counts, as it does for the display manager."""
    chosen = False
    for path in _files(root / folder):
        said = configparser.ConfigParser(strict=False, interpolation=None)
        with suppress(OSError, UnicodeDecodeError, configparser.Error):
            said.read_string(path.read_text("utf-8"))
            for name in said.sections():
                values = said[name]
                if name.casefold() == section and key in values:
                    off = values.get(_OFF[0], "true").strip().casefold() == _OFF[1]
                    chosen = values[key].strip() == user and not off
    return chosen


def _files(folder: Path) -> Iterator[Path]:
    """Such as ``gdm3/daemon.conf``, ``lightdm/lightdm.conf``, ``sddm.conf`` and ``….conf.d``."""
    name = folder.name
    with suppress(OSError):
        yield from sorted((folder.parent / f"{name}.conf.d").glob("*.conf"))
        yield from sorted((folder / f"{name}.conf.d").glob("*.conf"))
        yield from sorted(folder.glob("*.conf"))
        if (single := folder.parent / f"{name}.conf").is_file():
            yield single
