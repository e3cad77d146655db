"""The system's keyring, by a real GNOME Keyring on a bus of its own, and by none."""

import gc
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from tests.book.keys.houses_of_keys import House, house, needs_keyring

from deskinc.book.keys import system_keyring
from deskinc.book.keys.secret_service import Service
from deskinc.book.keys.system_keyring import Item, Secret, fetch, forget, judged, keep, look
from deskinc.errors import KeyringFault
from deskinc.proof.canonical import b64

ITEM = Item(bytes(range(16)), bytes(16))
SECRET = Secret(bytes(range(32)))


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A bus without a keyring yet."""
    with house(tmp_path / "home", monkeypatch) as made:
        yield made


@needs_keyring
def test_gnome_keyring_is_named_and_gives_back_what_was_put_there(keyring: House) -> None:
    keyring.open()
    ring = look()
    assert (ring.name, ring.sound, ring.locked) == ("GNOME Keyring", True, False)
    keep(ITEM, SECRET)
    keyring.end()
    keyring.open()
    assert fetch(ITEM).raw == SECRET.raw
    assert forget(ITEM)
    assert not forget(ITEM)


@needs_keyring
def test_d24_a_keyring_with_an_empty_password_is_recognised_and_named(keyring: House) -> None:
    keyring.open_without_password()
    ring = look()
    assert "GNOME Keyring has an empty password" in ring.why
    assert not ring.sound
    assert ring.usable
    keep(ITEM, SECRET)
    assert fetch(ITEM).raw == SECRET.raw
    (file,) = keyring.keyrings.glob("*.keyring")
    assert b64(SECRET.raw).encode() in file.read_bytes(), "whoever has the disk reads it there"
    keyring.end()
    keyring.open(None)
    assert "has an empty password" in look().why
    assert fetch(ITEM).raw == SECRET.raw, "it opens by itself, with nobody signed in"


@needs_keyring
def test_a_locked_keyring_is_told_before_anybody_is_asked(keyring: House) -> None:
    keyring.open()
    keep(ITEM, SECRET)
    keyring.lock()
    assert look().locked
    with pytest.raises(KeyringFault, match="locked, and nobody gave its password"):
        fetch(ITEM)
    keyring.end()
    keyring.open(None)
    assert look().locked, "so it is where the computer signs its user in by itself"
    with pytest.raises(KeyringFault, match="Sign in with your passphrase"):
        fetch(ITEM)


@needs_keyring
def test_an_emptied_keyring_is_told_and_nothing_is_made_in_it(keyring: House) -> None:
    keyring.open()
    keep(ITEM, SECRET)
    keyring.wipe()
    with pytest.raises(KeyringFault, match="GNOME Keyring does not hold the key of this office"):
        fetch(ITEM)
    assert not forget(ITEM), "there is still none"


@needs_keyring
def test_where_no_keyring_was_ever_made_none_is_made_by_looking(keyring: House) -> None:
    keyring.open(None)
    ring = look()
    assert (ring.name, ring.empty, ring.usable) == ("GNOME Keyring", True, False)
    with pytest.raises(KeyringFault, match="does not hold the key"):
        fetch(ITEM)
    with pytest.raises(KeyringFault, match="has no keyring yet"):
        keep(ITEM, SECRET)
    assert not forget(ITEM)
    assert not list(keyring.keyrings.glob("*.keyring"))


@needs_keyring
@pytest.mark.parametrize("other", ["A" * 42, "not what was put there", "B" * 43 + "="])
def test_what_somebody_else_put_under_the_name_is_told(keyring: House, other: str) -> None:
    keyring.open()
    system_keyring._asked(
        lambda backend: backend.set_password(system_keyring.SERVICE, ITEM.name, other)
    )
    with pytest.raises(KeyringFault, match="is not what was put there"):
        fetch(ITEM)


@needs_keyring
def test_a_keyring_that_went_away_is_told_in_a_sentence(keyring: House) -> None:
    keyring.open()
    keep(ITEM, SECRET)
    keyring.end()
    assert "offers no keyring" in look().why
    for ask in (lambda: fetch(ITEM), lambda: keep(ITEM, SECRET), lambda: forget(ITEM)):
        with pytest.raises(KeyringFault, match="offers no keyring"):
            ask()


@needs_keyring
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_a_keyring_gone_in_the_middle_of_a_question_is_told(keyring: House) -> None:
    keyring.open()
    keep(ITEM, SECRET)

    def gone(backend: KeyringBackend) -> None:
        keyring.end()
        backend.get_password(system_keyring.SERVICE, ITEM.name)

    with pytest.raises(KeyringFault, match="went away or refused"):
        system_keyring._asked(gone)
    gc.collect()  # the library leaves its socket to the collector then


@needs_keyring
def test_a_keyring_that_does_not_answer_holds_nobody(keyring: House) -> None:
    keyring.open()
    assert keyring.daemon is not None
    keyring.daemon.send_signal(signal.SIGSTOP)
    try:
        assert "does not answer" in look(0.1).why
    finally:
        keyring.daemon.send_signal(signal.SIGCONT)


def test_without_a_session_bus_there_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    ring = look()
    assert (ring.name, ring.usable) == ("", False)
    assert "offers no keyring" in ring.why


@pytest.mark.parametrize("address", ["unix:path=/nowhere/at/all", "disabled:", "nonsense", ""])
def test_a_session_bus_that_is_none_is_no_crash(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert "offers no keyring" in look().why


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tests.book.keys.plain_ring.PlainRing", "“tests.book.keys.plain_ring” is refused"),
        ("keyring.backends.null.Keyring", "“keyring.backends.null” is refused"),
        ("keyring.backends.fail.Keyring", "offers no keyring"),
        ("keyrings.alt.file.PlaintextKeyring", "“keyrings.alt.file” is refused"),
        ("nonsense", "“nonsense” is refused"),
    ],
)
@pytest.mark.parametrize("by_file", [False, True])
def test_what_does_not_encrypt_is_refused_by_name_and_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str, by_file: bool
) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    if by_file:
        folder = tmp_path / "python_keyring"
        folder.mkdir()
        (folder / "keyringrc.cfg").write_text(f"[backend]\ndefault-keyring = {name}\n")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    else:
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    ring = look()
    assert not ring.usable
    assert words in ring.why
    for ask in (lambda: fetch(ITEM), lambda: keep(ITEM, SECRET), lambda: forget(ITEM)):
        with pytest.raises(KeyringFault, match=r"offers no keyring|is refused"):
            ask()
    assert "tests.book.keys.plain_ring" not in sys.modules


@needs_keyring
def test_where_several_are_chained_only_the_system_s_own_is_asked(
    keyring: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.chainer.ChainerBackend")
    keyring.open()
    assert look().sound
    keep(ITEM, SECRET)
    assert fetch(ITEM).raw == SECRET.raw


@needs_keyring
def test_where_its_file_cannot_be_found_nothing_is_promised(
    keyring: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keyring.open()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    ring = look()
    assert ring.usable
    assert not ring.sound
    assert "cannot be told whether a password stands before GNOME Keyring" in ring.why


@pytest.mark.parametrize(
    ("service", "alone", "usable", "words"),
    [
        (Service("KDE Wallet", "/any/kdewallet"), False, True, "cannot be told"),
        (Service("GNOME Keyring", "/any/session"), False, False, "until its user signs out"),
        (Service("GNOME Keyring", "/any/login", guard="password"), True, True,
         "signs its user in without a password"),
        (Service("GNOME Keyring", "/any/login", guard="password"), False, True, ""),
        (Service("GNOME Keyring", "/any/login", guard="nothing"), True, True, "empty password"),
    ],
)  # fmt: skip
def test_d24_what_is_to_be_known_of_a_keyring_is_said_before_it_is_chosen(
    service: Service, alone: bool, usable: bool, words: str
) -> None:
    ring = judged(service, alone=alone)
    assert (ring.usable, ring.sound) == (usable, usable and not words)
    assert words in ring.why


def test_a_secret_is_in_no_repr() -> None:
    assert repr(SECRET) == "Secret()"
