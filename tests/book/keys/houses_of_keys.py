"""A session bus with a real GNOME Keyring of its own, for one test; none of the machine’s."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import pytest
from jeepney import DBusAddress, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection
from jeepney.wrappers import unwrap_msg
from secretstorage.util import format_secret, open_session
from tests.conftest import needs

DEADLINE = 30.0
"""Seconds for a program to come or go on a busy machine."""
NAME = "org.freedesktop.secrets"
_ROOT = "/org/freedesktop/secrets"
PASSWORD = "what the computer's user types"
needs_keyring = needs("dbus-daemon", "gnome-keyring-daemon")

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""


@dataclass
class House:
    """A bus on which nothing starts by itself, and the keyring on it while there is one."""

    folder: Path
    address: str
    daemon: subprocess.Popen[bytes] | None = None

    @property
    def keyrings(self) -> Path:
        """Where GNOME Keyring keeps its files."""
        return self.folder / "data" / "keyrings"

    def open(self, password: str | None = PASSWORD) -> None:
        """Start GNOME Keyring, unlocked with ``password`` (made with it at the first time).

        With None it is started as the system does where nobody signed in: locked.
        """
        env = {
            "DBUS_SESSION_BUS_ADDRESS": self.address, "HOME": str(self.folder), "PATH": "/usr/bin",
            "XDG_DATA_HOME": str(self.folder / "data"), "XDG_RUNTIME_DIR": str(self.folder),
        }  # fmt: skip
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        with closing(open_dbus_connection(self.address)) as bus:
            self.daemon = subprocess.Popen(
                [*command, "--start"] if password is None else [*command, "--unlock"],
                env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            assert self.daemon.stdin is not None
            self.daemon.stdin.write((password or "").encode())
            self.daemon.stdin.close()
            self._wait(bus, there=True)

    def open_without_password(self) -> None:
        """Start it with a keyring for which its user chose no password."""
        self.open(None)
        inner = DBusAddress(
            _ROOT, NAME, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
        )
        label = {"org.freedesktop.Secret.Collection.Label": ("s", "Login")}
        with closing(open_dbus_connection(self.address)) as bus:
            session = open_session(bus)
            secret = format_secret(session, b"", "text/plain")
            made = new_method_call(
                inner, "CreateWithMasterPassword", "a{sv}(oayays)", (label, secret)
            )
            (path,) = unwrap_msg(bus.send_and_get_reply(made))
        self.call("SetAlias", "so", "default", path)

    def end(self) -> None:
        """The keyring is gone, at once."""
        if self.daemon is None:
            return
        with closing(open_dbus_connection(self.address)) as bus:
            self.daemon.kill()
            self.daemon.wait(DEADLINE)
            self.daemon = None
            self._wait(bus, there=False)

    def wipe(self) -> None:
        """Everything it kept is gone; its user made it anew."""
        self.end()
        shutil.rmtree(self.keyrings)
        self.open()

    def lock(self) -> None:
        """Lock what is kept by default, as the desktop does."""
        self.call("Lock", "ao", ["/org/freedesktop/secrets/collection/login"])

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Whoever unlocks it is asked for the password in a window, and nobody is there."""
        with closing(open_dbus_connection(self.address)) as bus:
            Proxy(message_bus, bus).RequestName("org.gnome.keyring.SystemPrompter")
            yield

    def call(self, method: str, signature: str, *body: object) -> None:
        """Ask the keyring's service for something."""
        service = DBusAddress(_ROOT, NAME, "org.freedesktop.Secret.Service")
        with closing(open_dbus_connection(self.address)) as bus:
            unwrap_msg(bus.send_and_get_reply(new_method_call(service, method, signature, body)))

    def _wait(self, bus: DBusConnection, *, there: bool) -> None:
        rule = MatchRule(
            type="signal", sender="org.freedesktop.DBus", interface="org.freedesktop.DBus",
            member="NameOwnerChanged",
        )  # fmt: skip
        Proxy(message_bus, bus, timeout=DEADLINE).AddMatch(rule)
        until = monotonic() + DEADLINE
        with bus.filter(rule) as changes:
            while bool(Proxy(message_bus, bus).NameHasOwner(NAME)[0]) is not there:
                bus.recv_until_filtered(changes, timeout=until - monotonic())


@contextmanager
def house(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[House]:
    """A bus of its own that this process takes for its session's; ended with all on it."""
    for name in ("data", "config"):
        (folder / name).mkdir(parents=True)
    config = folder / "bus.conf"
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
    with TemporaryDirectory(prefix="bus-") as short:  # a socket's path has 107 signs at most
        config.write_text(_BUS.format(folder=short))
        yield from _on(command, folder, patch)


def _on(command: list[str], folder: Path, patch: pytest.MonkeyPatch) -> Iterator[House]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as bus:
        assert bus.stdout is not None
        made = House(folder, bus.stdout.readline().strip())
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        patch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
        try:
            yield made
        finally:
            made.end()
            bus.terminate()
