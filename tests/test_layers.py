"""The house rules of pyproject.toml: who may import whom."""

import pytest
from importlinter.cli import lint_imports

from deskinc.log import logger


def test_the_picture_stays_a_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    # the linter silences every logger that is there, for the tests after this one too
    monkeypatch.setattr(logger, "disabled", False)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0
