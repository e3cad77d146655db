"""No word and no key of the desk lies in plain in any file its processes write.

Nor does one stand on a command line or in an environment. The processes are watched by strace.
"""

import base64
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image
from tests.book.keys.houses_of_keys import house, needs_keyring
from tests.desk.bags import elsewhere
from tests.desk.tokens import PIN, soft_token
from tests.features import doors, watching
from tests.features.hunting import Hunt, forms_of, hunt
from tests.features.watching import Watched

from deskinc import children
from deskinc.desk.certificates import token

MARKS = {
    name: f"Zq{i:02d}{name.capitalize()}Vexillum"
    for i, name in enumerate(
        ("site", "officer", "place", "licence", "insurer", "relieved", "line", "second", "reason",
         "unsent", "plan", "title", "narrative", "witness", "file", "caption", "password")
    )
} | {"passphrase": "Zq99 vexillum quartz harpoon"}  # fmt: skip
"""A word nobody else uses for everything that is typed."""

TYPED = {
    doors.BOSS: "Zq91 vexillum granite kettle", doors.LEAD: "Zq92 vexillum lantern moss",
    doors.LEAVER: "Zq93 vexillum ribbon cedar", "wrong": "Zq94 vexillum mistyped",
    "pin": "739164", "his pin": "850273", "wrong pin": "961385", "token pin": PIN,
}  # fmt: skip
"""What is typed at the doors."""


@contextmanager
def keeping(base: Path) -> Iterator[tuple[Watched, int, Hunt]]:
    """A desk at work with the words of :data:`MARKS`: its process, and the hunt for them."""
    plan = Image.new("L", (400, 300), 255)
    plan.paste(0, (50, 50, 350, 54))
    (base / "in").mkdir(parents=True)
    plan.save(base / "in" / "plan.png")
    with watching.watched(base, "keeper.py", MARKS) as desk:
        said = desk.told()
        keys = {name: bytes.fromhex(key) for name, key in said["keys"].items()}
        assert len(keys) > 12
        yield desk, said["pid"], hunt(MARKS, keys)


def test_the_search_for_leaks_finds_them() -> None:
    key = bytes(range(32))
    prey = hunt({"line": MARKS["line"], "pin": "739164"}, {"own": key})
    for form in forms_of(key):
        assert prey.found(b"xx" + form + b"yy") == {"own"}
    for name, text in (("line", MARKS["line"]), ("pin", "739164")):
        assert prey.found(base64.b64encode(text.encode())) == {name}
        assert prey.found(text.encode("utf-16")) == {name}
    assert prey.found(base64.urlsafe_b64encode(b"at " + MARKS["line"].encode() + b".")) == {"line"}
    assert prey.found(b"nothing to see") == prey.found(b"") == set()
    words = ["abandon", "ability", "able", "about"]
    for said in (b"ability able about", b'["abandon", "ability", "able"]', b"able\nabout"):
        found = hunt({}, {}, {"sheet": words}).found(said)
        assert found == ({"sheet"} if said.count(b"ab") > 2 else set())


def test_nothing_lies_in_plain_while_running_and_after_closing(tmp_path: Path) -> None:
    with keeping(tmp_path / "desk") as (desk, _pid, prey):
        names = {path.name for path in desk.trace.files()}
        assert {"book.db", "book.db-wal", "slots.json", "station.json", "head", "lock"} <= names
        assert desk.leaks(prey) == []
        desk.ask("close")
        assert desk.told() == {"closed": True}
        assert desk.leaks(prey) == []
        desk.ask("")
        desk.process.wait()
    assert desk.process.returncode == 0
    assert desk.leaks(prey) == []
    strangers = [path for path in desk.trace.files() if not path.is_relative_to(desk.base)]
    assert strangers == []
    assert list((desk.base / "tmp").iterdir()) == []
    assert (desk.base / "chosen" / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_nothing_lies_in_plain_after_a_kill(tmp_path: Path) -> None:
    with keeping(tmp_path / "desk") as (desk, pid, prey):
        desk.ask("go on")
        while desk.told()["written"] < 10:
            pass
        os.kill(pid, signal.SIGKILL)
        desk.process.wait()
    assert (desk.base / "book" / "book.db-wal").stat().st_size > 0
    assert desk.leaks(prey) == []


@needs_keyring
def test_no_door_gives_a_secret_to_a_command_line_an_environment_or_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching.needs_strace(hidden=True)
    base, key = tmp_path / "desk", ec.generate_private_key(ec.SECP256R1())
    stick = soft_token(tmp_path, monkeypatch)
    stick.put(key, elsewhere(datetime.now(UTC)).issue(doors.BOSS, key))
    with house(tmp_path / "home", monkeypatch) as ring:
        ring.open()
        said = {**TYPED, "module": str(stick.module)}
        with watching.watched(base, "doors.py", said) as desk:
            for name in doors.DOORS:
                assert desk.told() == {"through": name}
            told = desk.told()
            keys = {name: bytes.fromhex(raw) for name, raw in told["keys"].items()}
            keys["token"] = key.private_numbers().private_value.to_bytes(32, "big")
            prey = hunt(TYPED, keys, told["sheets"])
            hidden_and_bare(desk)
            desk.ask("plant")
            assert desk.told() == {"planted": True}
            desk.process.wait()
    assert desk.process.returncode == 0
    assert {(Path(where).name, what) for where, what in desk.leaks(prey)} == {
        ("arguments", doors.BOSS), ("environment", "pin"), ("note", "keyring"),
        ("gone", "new sheet"), ("hex", doors.LEAD),
    }  # fmt: skip


def hidden_and_bare(desk: Watched) -> None:
    """See that every child of the program hid itself, and was told nothing but its work."""
    begun = [one for one in desk.trace.started() if children._START.encode() in one.said]
    options = {one.said[-1].decode() for one in begun}
    assert options >= {"--check-backup", "--check-child", "--token-child"}
    assert {one.pid for one in begun} <= desk.trace.hidden()
    for one in begun:
        known = {name.partition(b"=")[0].decode() for name in one.environment}
        more = token._VARIABLES if one.said[-1] == b"--token-child" else ()
        assert known <= {*more}
