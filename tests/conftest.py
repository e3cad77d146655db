"""Shared by every test: no screen, outside samples and vectors where they lie."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[1]


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
    """RFC 9162 and Wycheproof vectors (``DESKINC_VECTORS``)."""
    return outside("DESKINC_VECTORS", "../shared/vectors")
