"""The house rules of pyproject.toml: who may import whom."""

from importlinter.cli import lint_imports


def test_the_picture_stays_a_stack() -> None:
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0
