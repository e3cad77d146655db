"""The desk's side of the pipe: every way a child can end badly is one sentence."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deskinc.errors import Refused
from deskinc.intake import sandbox, wire


def child(code: str) -> list[str]:
    """A child that runs ``code`` instead of the decoders."""
    return [sys.executable, "-I", "-c", f"import os, sys, time\n{code}"]


def refusal(code: str, seconds: float = 60) -> str:
    with pytest.raises(Refused) as refused:
        sandbox.run("photo", b"data", "cam/hall.jpg", command=child(code), seconds=seconds)
    assert refused.value.todo
    return refused.value.what


def say(frame: bytes) -> str:
    return f"sys.stdout.buffer.write({frame!r})"


def test_a_crash_is_a_sentence() -> None:
    assert refusal("os.abort()") == ("“hall.jpg” made its reader fail, so it was not taken in.")


def test_a_child_that_hangs_is_killed() -> None:
    assert refusal("time.sleep(600)", seconds=0.3) == "“hall.jpg” takes too long to read."


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_child_that_burns_its_processor_time_is_killed() -> None:
    code = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass"
    assert refusal(code) == "“hall.jpg” takes too long to read."


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"not a frame",
        wire.pack({}),
        wire.pack({"info": 7}),
        wire.pack({"refused": "because"}),
        wire.pack({"info": {}}, [b"part"])[:-1],
    ],
)
def test_an_answer_out_of_shape_is_a_sentence(answer: bytes) -> None:
    assert refusal(say(answer)) == (
        "“hall.jpg” could not be read reliably, so it was not taken in."
    )


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "ANSWER_LIMIT", 10_000)
    code = "while True: sys.stdout.buffer.write(bytes(9999))"
    assert "“hall.jpg”" in refusal(code)


def test_a_child_that_reads_nothing_does_not_block_the_desk() -> None:
    with pytest.raises(Refused):
        sandbox.run("plan", bytes(5_000_000), "a.svg", command=child("pass"))


FORKS = """
if os.fork() == 0:
    {leave}
    pipe = os.open({path!r}, os.O_WRONLY)
    os.write(pipe, str(os.getpid()).encode())
    time.sleep(600)
"""
"""A decoder whose offspring keeps its standard output, and one more pipe, open."""


@contextmanager
def offspring(folder: Path, leave: str) -> Iterator[tuple[str, int]]:
    """Code of such a child, and the end of a pipe on which its offspring gives its number."""
    path = folder / "pipe"
    os.mkfifo(path)
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        yield FORKS.format(leave=leave, path=str(path)), pipe
    finally:
        os.close(pipe)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX sessions")
def test_what_a_child_starts_ends_with_it(tmp_path: Path) -> None:
    with offspring(tmp_path, "pass") as (code, pipe):
        good = say(wire.pack({"info": {}}))
        assert refusal(f"{code}\n{good}", seconds=3) == "“hall.jpg” takes too long to read."
        assert os.read(pipe, 99).isdigit()
        assert os.read(pipe, 99) == b""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX sessions")
def test_offspring_that_left_the_session_holds_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_GRACE", 0.1)
    with offspring(tmp_path, "os.setsid()") as (code, pipe):
        assert refusal(code, seconds=3) == "“hall.jpg” takes too long to read."
        os.kill(int(os.read(pipe, 99)), signal.SIGKILL)


def test_memory_and_refusals_name_the_file() -> None:
    assert refusal(say(wire.pack({"refused": "memory"}))) == (
        "“hall.jpg” needs more memory than a file may take."
    )


def test_a_good_answer_comes_through() -> None:
    answer = sandbox.run(
        "photo", b"", "x", command=child(say(wire.pack({"info": {"a": 1}}, [b"p"])))
    )
    assert answer == sandbox.Answer({"a": 1}, [b"p"])


def test_the_child_sees_no_environment_and_no_arguments_of_the_desk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DESKINC_SECRET", "canary")
    code = (
        "import json, struct\n"
        "text = json.dumps({'info': {k: v for k, v in os.environ.items()}, 'parts': []}).encode()\n"
        "sys.stdout.buffer.write(struct.pack('>4sI', b'DKI1', len(text)) + text)"
    )
    answer = sandbox.run("photo", b"", "x", command=child(code))
    assert "canary" not in str(answer.info)


def test_the_real_child_answers(picture: Callable[..., bytes]) -> None:
    answer = sandbox.run("photo", picture((8, 4)), "x.png")
    assert answer.info["size"] == [8, 4]
