"""Shared by every test: no screen, outside samples and vectors where they lie."""

import faulthandler
import os
import shutil
import tempfile
from collections.abc import Generator
from hashlib import sha256
from pathlib import Path

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key
from pytestqt.qtbot import QtBot
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from deskinc.book.keys import kdf, vault

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# the keyring of whoever runs the tests is not asked; a test that needs one has its own
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
# sealed notes that no folder takes must not end in the home of whoever runs the tests
os.environ["DESKINC_SPARE"] = str(Path(tempfile.gettempdir()) / f"deskinc-spare-{os.getpid()}")

ROOT = Path(__file__).resolve().parents[1]
_SECRETS: dict[bytes, bytes] = {}
STANDSTILL = 400
"""Seconds after which a process in which nothing moves says where it stands and ends.

Longer than the time given to any test: only for what no Python thread can stop any more.
"""


def derived(passphrase: str, salt: bytes, params: kdf.KdfParams) -> bytes:
    """What the real derivation gives; made once for the same passphrase, salt and cost.

    Nine in ten sign-ins of the tests open a copy of an office that was set up once.
    """
    asked = sha256(repr((passphrase, salt, params)).encode()).digest()
    if asked not in _SECRETS:
        _SECRETS[asked] = kdf.derive(passphrase, salt, params)
    return _SECRETS[asked]


setattr(vault, "derive", derived)  # noqa: B010 - the module exports it to nobody

PATIENCE = 30_000
"""Milliseconds for which a test waits before it gives up, where it names no longer time.

What is waited for comes from another thread, a key derivation or a child process: on a busy
machine it is late, and late is not wrong.
"""
for waits in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitActive):
    waits.__kwdefaults__ = {**(waits.__kwdefaults__ or {}), "timeout": PATIENCE}

TOGETHER = (
    "tests/features/test_night_shift.py", "tests/features/test_hand_attacks.py",
    "tests/features/test_real_input.py", "tests/features/test_quiet_night.py",
    "tests/features/test_dst_night.py", "tests/features/test_busy_night.py",
    "tests/features/test_review_before_shift_end.py", "tests/reports/test_signing.py",
    "tests/ui/plan/",
)  # fmt: skip
"""What one worker runs as a whole: its tests share something that takes long to make."""


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """Any worker takes the next test, but for what stays together."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """Share the tests between the workers; groups by marks are lost on pytest 9.2."""
    return Together(config, log)


def armed(config: pytest.Config) -> Generator[None]:
    """Arm the dead man's handle anew: a failing test lets go of it before its teardown."""
    faulthandler.dump_traceback_later(
        STANDSTILL, exit=True, file=config.stash[fault_handler_stderr_fd_key]
    )
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """No setup stands still for ever."""
    yield from armed(item.config)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Nor does a test."""
    yield from armed(item.config)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Nor does a teardown."""
    yield from armed(item.config)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Nor does the end, where threads are waited for."""
    faulthandler.dump_traceback_later(
        STANDSTILL, exit=True, file=session.config.stash[fault_handler_stderr_fd_key]
    )


ALL = bool(os.environ.get("DESKINC_ALL"))
"""Whether everything must be tested, as by ``make test``: nothing is left out then, it fails."""


def needs(*tools: str) -> pytest.MarkDecorator:
    """Leave a test out where one of these programs is not installed."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    why = f"not installed: {', '.join(missing)}"
    return pytest.mark.skipif(bool(missing) and not ALL, reason=why)


def outside(variable: str, default: str) -> Path:
    """The folder named by ``variable``, by default beside the checkout; skips where absent."""
    folder = Path(os.environ.get(variable) or ROOT / default)
    if not folder.is_dir():
        pytest.skip(f"{folder.name} is not here: set {variable} to the folder of outside files")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real logs, plans, photos and bad files that nobody here made (``DESKINC_SAMPLES``)."""
    return outside("DESKINC_SAMPLES", "../shared/data")


@pytest.fixture(scope="session")
def vectors() -> Path:
    """RFC 9162 and Wycheproof vectors."""
    return ROOT / "tests/vectors"
