"""The children of the program: its own code, and nothing secret on their command lines."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

import deskinc
from deskinc import children


@pytest.mark.parametrize("option", children.MODULES)
def test_a_child_runs_the_code_of_the_program_that_starts_it(option: str) -> None:
    program, *flags, source, asked = children.command(option)
    assert (program, flags[0], asked) == (sys.executable, "-I", option)
    assert Path(source) / "deskinc" == Path(deskinc.__file__).parent


@pytest.mark.parametrize("option", children.MODULES)
def test_the_frozen_program_is_its_own_child(option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert children.command(option) == [sys.executable, option]


@pytest.mark.parametrize("module", children.MODULES.values())
def test_each_has_its_work(module: str) -> None:
    assert callable(import_module(module).main)
