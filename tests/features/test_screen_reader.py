"""What a screen reader hears, asked over the bus that screen readers use (AT-SPI)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import needs

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.timeout(150),
    needs("xvfb-run", "dbus-run-session", "/usr/libexec/at-spi2-registryd", "/usr/bin/python3"),
    pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is Linux only"),
]


def test_a_screen_reader_hears_the_line(tmp_path: Path) -> None:
    asks = subprocess.run(["/usr/bin/python3", "-c", "from gi.repository import Gio"], check=False)
    if asks.returncode:
        pytest.skip("python3-gi is not here, by which the bus is asked")
    env = os.environ | {
        "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "NO_AT_BRIDGE": "0",
        "XDG_RUNTIME_DIR": str(tmp_path),
    }  # fmt: skip
    asked = subprocess.run(
        ["xvfb-run", "-a", "dbus-run-session", "--", sys.executable, "-m", "tests.features.heard",
         str(tmp_path / "office")],
        env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    heard = asked.stdout.splitlines()
    line = (
        "list item | 1, 23:13, late, Visitor, Reception, No host on site., happened 22:49, "
        "late by 24 minutes, no reason given, line 1 of its day, by R. Malik"
    )
    assert line in heard, asked.stdout + asked.stderr
    assert "list | Occurrence book" in heard
    assert any(row.endswith("| What was seen, heard, done") for row in heard)
