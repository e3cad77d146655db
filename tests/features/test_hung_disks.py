"""A disk that hangs: one lone officer writes all the same, and the program ends when he closes it.

The whole program in a process of its own, before whose libc a disk is laid that never answers.
"""

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.desk.offices import BOSS, PHRASES, Prepared, copied
from tests.features.hung_hands import TEXT
from tests.torture import shim

from deskinc.book.records.following import never
from deskinc.desk.copies import backups
from deskinc.desk.office import sign_in
from deskinc.paths import spare_folder
from deskinc.proof.canonical import b64

SOURCE = Path(__file__).with_name("hung.c")

pytestmark = pytest.mark.skipif(bool(shim.absent()), reason=shim.absent())


@pytest.fixture
def folder(good: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a copy of the book, which was open there once; the spare folder is its own."""
    monkeypatch.setenv("DESKINC_SPARE", str(tmp_path / "spare"))
    made = copied(good, tmp_path)
    sign_in(made, BOSS, PHRASES[BOSS]).close()
    return made


@functools.cache
def hung() -> Path:
    """The library that hangs, compiled once."""
    path = Path(tempfile.mkdtemp(prefix="hung-")) / "hung.so"
    command = ["cc", "-O2", "-shared", "-fPIC", "-o", str(path), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.mark.parametrize(
    ("disks", "calls", "begins", "kept"),
    [
        (["book", "mirror"], "nws", "book.db", "spare"),
        (["book"], "nws", "looks.ini", "mirror"),
        (["book"], "ws", "", "mirror"),
        (["book"], "nws", "/lock", "mirror"),
    ],
    ids=[
        "both disks from the start on",
        "while the looks are read",
        "only what is written",
        "while the book is being opened",
    ],
)
def test_d06_with_a_disk_that_hangs_the_line_is_kept_on_another_and_nothing_holds_the_program(
    folder: Path, tmp_path: Path, disks: list[str], calls: str, begins: str, kept: str
) -> None:
    told = tmp_path / "told"
    done = subprocess.run(
        [sys.executable, "-m", "tests.features.hung_hands", str(folder)],
        env={
            **os.environ, "PYTHONPATH": os.pathsep.join(["src", "."]), "LD_PRELOAD": str(hung()),
            "HUNG_BELOW": ":".join(str(tmp_path / one) for one in disks), "HUNG_CALLS": calls,
            "HUNG_TOLD": str(told), "PYTHONFAULTHANDLER": "1",
            **({"HUNG_FROM": begins} if begins else {}),
        },
        cwd=ROOT, capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    what, doing = json.loads(done.stdout)
    assert what == "The disk of the book does not answer."
    assert "not signed" in doing if kept == "spare" else "not signed" not in doing
    assert set(told.read_text().split()) == {"other"}, "the window never waits for a disk"
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    try:
        mirror, name = office.book.mirror, b64(office.book.id)
        assert [record.values["text"] for record in office.came_in] == [TEXT]
        assert mirror is not None
        assert (mirror / "spool").is_dir() is (kept == "mirror")
        assert (spare_folder() / name / "spool").is_dir() is (kept == "spare")
    finally:
        office.close()


@pytest.mark.parametrize(
    ("disk", "kind", "outcome"),
    [
        ("mirror", "backup", "restored"),
        ("book", "mirror", "The disk of the book does not answer."),
    ],
)
def test_a_disk_that_hangs_holds_nobody_who_looks_for_what_the_book_can_be_restored_from(
    folder: Path, tmp_path: Path, disk: str, kind: str, outcome: str
) -> None:
    stick, told = tmp_path / "stick", tmp_path / "told"
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    backups.make(office, stick, lambda _done, _words: None, never)
    office.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.features.hung_sources", str(folder), str(stick)],
        env={
            **os.environ, "PYTHONPATH": os.pathsep.join(["src", "."]), "LD_PRELOAD": str(hung()),
            "HUNG_BELOW": str(tmp_path / disk), "HUNG_CALLS": "nws", "HUNG_TOLD": str(told),
        },
        cwd=ROOT, capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found, said = json.loads(done.stdout)
    assert (found[0][0], said) == (kind, outcome)
    away = f"The mirror in {tmp_path / 'mirror'} does not answer"
    assert any(fault.startswith(away) for fault in found[0][2]) is (disk == "mirror")
    assert set(told.read_text().split()) == {"other"}, "who looks never waits for a disk"
