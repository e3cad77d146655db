"""Which computer this is, and whether it signs its user in by itself."""

from pathlib import Path

import pytest

from deskinc.book.keys.this_machine import machine, signs_in_alone

WHO = "desk"


def wrote(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_two_computers_are_told_apart_and_one_stays_the_same(tmp_path: Path) -> None:
    one, other, none = (tmp_path / name for name in ("one", "other", "none"))
    wrote(one, "etc/machine-id", "0123456789abcdef0123456789abcdef\n")
    wrote(other, "var/lib/dbus/machine-id", "fedcba9876543210fedcba9876543210\n")
    assert len(machine(one)) == len(machine(other)) == 32
    assert machine(one) == machine(one) != machine(other)
    assert b"0123456789abcdef" not in machine(one)
    assert machine(none) == b""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("etc/gdm3/daemon.conf", "[daemon]\nAutomaticLoginEnable = true\nAutomaticLogin = desk\n"),
        ("etc/gdm/custom.conf", "[daemon]\nAutomaticLogin=desk\n"),
        ("etc/lightdm/lightdm.conf", "[LightDM]\n[Seat:*]\nautologin-user=desk\n"),
        ("etc/lightdm/lightdm.conf.d/50-kiosk.conf", "[Seat:*]\nautologin-user=desk\n"),
        ("etc/sddm.conf", "[Autologin]\nUser=desk\nSession=plasma\n"),
        ("etc/sddm.conf.d/autologin.conf", "[Autologin]\nUser=desk\n"),
    ],
)
def test_d24_a_computer_that_signs_its_user_in_is_recognised(
    tmp_path: Path, name: str, text: str
) -> None:
    wrote(tmp_path, name, text)
    assert signs_in_alone(tmp_path, WHO)
    assert not signs_in_alone(tmp_path, "somebody")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("etc/gdm3/daemon.conf", "[daemon]\nAutomaticLoginEnable=false\nAutomaticLogin=desk\n"),
        ("etc/gdm3/daemon.conf", "[daemon]\n# AutomaticLogin = desk\n"),
        ("etc/lightdm/lightdm.conf", "[Seat:*]\nautologin-user=\n"),
        ("etc/sddm.conf", "no section, and \xff\n"),
        ("etc/sddm.conf", "[General]\nUser=desk\n"),
    ],
)
def test_one_that_asks_for_a_password_is_not_taken_for_such(
    tmp_path: Path, name: str, text: str
) -> None:
    wrote(tmp_path, name, text)
    assert not signs_in_alone(tmp_path, WHO)


def test_the_last_word_counts(tmp_path: Path) -> None:
    wrote(tmp_path, "etc/sddm.conf.d/10.conf", "[Autologin]\nUser=desk\n")
    wrote(tmp_path, "etc/sddm.conf.d/20.conf", "[Autologin]\nUser=\n")
    assert not signs_in_alone(tmp_path, WHO)


def test_whoever_runs_the_tests_is_asked_about() -> None:
    assert signs_in_alone(Path("/nowhere")) is False
