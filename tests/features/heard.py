"""Shows a book with one line in a real window, and prints what assistive technology finds there.

Run inside ``xvfb-run`` and ``dbus-run-session``; what asks over the bus is a process of its own.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QProcess, QTimer
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import Clock, alone

from deskinc.desk.lines import entries
from deskinc.ui import tasks, theme
from deskinc.ui.prefs import Prefs
from deskinc.ui.windows import main_window

WALK = """
import sys, time
from gi.repository import Gio
session = Gio.bus_get_sync(Gio.BusType.SESSION)
def ask(bus, name, path, face, what, *args):
    from gi.repository import GLib
    said = GLib.Variant(f"({'s' * len(args)})", args) if args else None
    return bus.call_sync(name, path, face, what, said, None, 0, 5000, None).unpack()[0]
where = ask(session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
flags = Gio.DBusConnectionFlags
bus = Gio.DBusConnection.new_for_address_sync(
    where, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)
FACE = "org.a11y.atspi.Accessible"
def walk(name, path, depth):
    said = ask(bus, name, path, "org.freedesktop.DBus.Properties", "Get", FACE, "Name")
    print(ask(bus, name, path, FACE, "GetRoleName"), "|", said, flush=True)
    if depth < 14:
        for child in ask(bus, name, path, FACE, "GetChildren")[:40]:
            if child[1] != "/org/a11y/atspi/null":
                walk(*child, depth + 1)
root = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
for _try in range(100):
    if ask(bus, *root, FACE, "GetChildren"):
        break
    time.sleep(0.1)
walk(*root, 0)
"""


def main(folder: Path) -> int:
    """Show the window, let it be asked, and end."""
    app, clock = QApplication(["deskinc"]), Clock()
    theme.start(app, "light")
    office = alone(folder, clock)
    happened = office.now() - timedelta(minutes=24)
    raw = {"type": "visitor", "place": "Reception", "text": "No host on site."}
    entries.post(office, raw | {"happened": happened}, entries.new_id()).result()
    window = main_window(office, Prefs(folder / "data"))
    window.show()
    asking = QProcess(window)
    asking.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedChannels)
    asking.finished.connect(app.quit)
    QTimer.singleShot(500, lambda: asking.start("/usr/bin/python3", ["-c", WALK]))
    app.exec()
    window.session.close()
    tasks.drain()
    office.close()
    return asking.exitCode()


if __name__ == "__main__":
    code = main(Path(sys.argv[1]))
    sys.stdout.flush()
    os._exit(code)  # the bus may be gone before Qt has said goodbye to it
