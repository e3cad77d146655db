"""The alarm: played by a real child, found on the path; what is against its being heard is said."""

import os
import sys
import threading
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from deskinc.desk.lines.sound import Alarm, alarm_file

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs here are shell scripts")

Puts = Callable[[str, str], Path]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Puts:
    """Puts a program on a path that has no other: ``put(name, script)``; returns what it logs."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    log = tmp_path / "log"

    def make(name: str, script: str) -> Path:
        program = programs / name
        program.write_text(f"#!/bin/sh\n{script}\n".replace("LOG", str(log)))
        program.chmod(0o755)
        return log

    return make


def test_d16_the_alarm_is_played_by_a_child_and_no_player_is_amber(put: Puts) -> None:
    alarm = Alarm()
    assert alarm.play() == alarm.silent()
    assert "No player of sounds was found" in alarm.silent()
    log = put("aplay", 'echo "$$ $@" >> LOG')
    assert (alarm.silent(), alarm.play()) == ("", "")
    pid, *said = log.read_text().split()
    assert said == ["-q", str(alarm_file())]
    assert int(pid) != os.getpid()


def test_d16_a_player_that_fails_or_a_sound_that_is_off_is_said(put: Puts) -> None:
    put("aplay", "exit 1")
    assert "failed" in Alarm().play()
    log = put("paplay", "echo played >> LOG")
    put("pactl", 'echo "Mute: yes"')
    assert "is off" in Alarm().play()
    assert not log.exists()
    put("pactl", 'echo "Mute: no"')
    assert Alarm().play() == ""
    assert log.read_text() == "played\n"


def test_what_sounds_falls_silent_with_the_program(put: Puts) -> None:
    log = put("aplay", "echo begun >> LOG; exec /bin/sleep 60")
    alarm = Alarm()
    said: list[str] = []
    plays = threading.Thread(target=lambda: said.append(alarm.play()))
    plays.start()
    while not log.exists():
        assert plays.is_alive()
    alarm.stop()
    plays.join(5)
    assert said == [""]
    assert alarm.play() == ""
    assert log.read_text() == "begun\n"


def test_the_sound_is_short_and_any_player_reads_it() -> None:
    with wave.open(str(alarm_file())) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert 1 < sound.getnframes() / sound.getframerate() < 3
    assert sys.getsizeof(alarm_file().read_bytes()) < 100_000
