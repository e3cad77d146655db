"""Where test vectors that nobody here wrote lie."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of outside vectors (environment DESKINC_VECTORS)."""
    folder = Path(os.environ.get("DESKINC_VECTORS", ROOT.parent / "shared" / "vectors"))
    if not folder.is_dir():
        pytest.skip("no outside vectors here (DESKINC_VECTORS)")
    return folder
