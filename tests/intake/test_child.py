"""What the child answers, whatever it is given."""

from collections.abc import Callable
from typing import Any

import pytest

from deskinc.intake import child, develop, wire


def ask(header: dict[str, Any], *parts: bytes) -> dict[str, Any]:
    return wire.unpack(child.answer(header, parts))[0]


def test_a_photo_and_a_plan_are_answered(
    picture: Callable[..., bytes], svg: Callable[..., bytes]
) -> None:
    assert ask({"job": "photo"}, picture((4, 4)))["info"]["kind"] == "png"
    assert ask({"job": "plan", "page": 0}, svg())["info"]["kind"] == "svg"


def test_an_unfit_file_is_answered_by_its_code() -> None:
    assert ask({"job": "photo"}, b"text") == {"refused": "kind"}


def test_an_unforeseen_error_is_answered_without_its_text() -> None:
    assert ask({"job": "plan"}, b"<svg/>") == {"refused": "undecodable", "why": "KeyError"}


def test_memory_that_ran_out_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    def starve(_: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr(develop, "develop", starve)
    assert ask({"job": "photo"}, b"x") == {"refused": "memory"}
