"""The children of the program: its own code, and nothing secret on their command lines."""

import os
import subprocess
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


LOOKED_INTO = """
import contextlib, ctypes, os, resource, sys
from deskinc import children

libc = ctypes.CDLL(None)
with contextlib.suppress(PermissionError):  # whoever looks may do nothing more than any user
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
libc.prctl(4, 1, 0, 0, 0)
soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
if sys.argv[1] == "hidden":
    children.hide()
print(resource.getrlimit(resource.RLIMIT_CORE)[1] or "no core")
sys.stdout.flush()
ready, go = os.pipe()
looker = os.fork()
if looker == 0:
    os.read(ready, 1)
    libc.prctl(4, 1, 0, 0, 0)
    try:
        os.close(os.open(f"/proc/{os.getppid()}/mem", os.O_RDONLY))
        print("looked into")
    except OSError as error:
        print(type(error).__name__)
    sys.stdout.flush()
    os._exit(0)
os.write(go, b"x")
os.waitpid(looker, 0)
"""
"""One process of a user looks into the memory of another of his, hidden or not."""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such switch")
def test_no_other_program_of_the_same_user_looks_into_what_is_hidden() -> None:
    def looked(how: str) -> list[str]:
        env = {**os.environ, "PYTHONPATH": str(Path(deskinc.__file__).parents[1])}
        return subprocess.run(
            [sys.executable, "-c", LOOKED_INTO, how], env=env, check=True, capture_output=True,
            text=True,
        ).stdout.split("\n")  # fmt: skip

    assert looked("hidden")[:2] == ["no core", "PermissionError"]
    if "looked into" not in looked("open"):
        pytest.skip("this system lets nobody look into anybody")


def test_a_child_begun_leaves_no_core_and_ends_with_whoever_began_it() -> None:
    code = (
        "import os, signal; from deskinc import children\n"
        "children.MODULES['--probe'] = 'json'; import json, resource, ctypes\n"
        "said = ctypes.c_int()\n"
        "def probe():\n"
        "    ctypes.CDLL(None).prctl(2, ctypes.byref(said))\n"
        "    print(resource.getrlimit(resource.RLIMIT_CORE), said.value,\n"
        "          ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
        "json.main = probe; children.run('--probe')"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(deskinc.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)
    assert done.stdout.split(b"\n")[0] == b"(0, 0) 9 0"


def test_windows_keeps_only_what_its_libraries_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("SYSTEMROOT", r"C:\Windows")
    monkeypatch.delenv("WINDIR", raising=False)
    assert children._environment(()) == {"SYSTEMROOT": r"C:\Windows"}
