"""The alarm that is heard: a bundled sound, played by the system's own player in a child (D16)."""

import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from deskinc import children
from deskinc.i18n import _
from deskinc.paths import resources

PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
"""Players with what they are told before the name of the file; the first that is there plays."""

MUTED = {
    "pw-play": (("wpctl", "get-volume", "@DEFAULT_AUDIO_SINK@"), "[MUTED]"),
    "paplay": (("pactl", "get-sink-mute", "@DEFAULT_SINK@"), "yes"),
}
"""By player: what asks whether the sound is off, and the word by which it says so."""

SPOKEN = frozenset(
    {"PATH", "HOME", "XDG_RUNTIME_DIR", "PULSE_SERVER", "PULSE_COOKIE", "PIPEWIRE_REMOTE"}
)
"""What of the environment a player needs to find where the sound goes."""

PATIENCE = 10.0
"""Seconds that the sound may take; it lasts two."""

_WINDOWS = "(New-Object Media.SoundPlayer '{file}').PlaySync()"


def alarm_file() -> Path:
    """The sound, made by ``packaging/sounds.py``."""
    return resources() / "sounds" / "alarm.wav"


class Alarm:
    """Plays it, and knows why nobody may have heard it; may be asked from any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._over = False

    def silent(self) -> str:
        """Why it would not be heard, without playing it; "" where nothing is known against it."""
        command = _command()
        if not command:
            return _("No player of sounds was found: the alarm is not heard on this computer.")
        return (
            _("The sound of this computer is off: the alarm is not heard.")
            if _off(command[0])
            else ""
        )

    def play(self) -> str:
        """Play it to the end; returns why nobody heard it, "" where a player says it did. Blocks.

        While it sounds it is not begun again.
        """
        why = self.silent()
        if why:
            return why
        with self._guard:
            if self._over or self._child is not None:
                return ""
            try:
                self._child = child = children.start(_command(), more=SPOKEN)
            except OSError:
                return _unheard()
        try:
            with suppress(subprocess.TimeoutExpired):
                child.communicate(timeout=PATIENCE)
        finally:
            with self._guard:
                self._child = None
                _end(child)
                stopped = self._over
        return "" if stopped or child.returncode == 0 else _unheard()

    def stop(self) -> None:
        """Fall silent, for good."""
        with self._guard:
            self._over = True
            if self._child is not None:
                self._child.kill()


def _unheard() -> str:
    return _("The player of sounds failed: the alarm is not heard on this computer.")


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        child.kill()
        child.communicate()


def _command() -> list[str]:
    """What plays the sound here; empty for nothing."""
    file = str(alarm_file())
    if sys.platform == "win32":
        found = shutil.which("powershell")
        script = _WINDOWS.format(file=file.replace("'", "''"))
        return [found, "-NoProfile", "-NonInteractive", "-Command", script] if found else []
    for name, *options in PLAYERS:
        found = shutil.which(name)
        if found:
            return [found, *options, file]
    return []


def _off(player: str) -> bool:
    asked, word = MUTED.get(Path(player).name, ((), ""))
    program = shutil.which(asked[0]) if asked else None
    if program is None:
        return False
    try:
        child = children.start([program, *asked[1:]], more=SPOKEN)
    except OSError:
        return False
    try:
        said, _none = child.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(child)
    return word in said.decode("utf-8", "replace")
