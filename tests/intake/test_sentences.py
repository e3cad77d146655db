"""Every code has its sentences, and names are shown safely."""

import pytest

from deskinc.intake.sentences import refusal, shown_name
from deskinc.intake.unfit import CODES


@pytest.mark.parametrize("job", ["photo", "plan"])
@pytest.mark.parametrize("code", CODES)
def test_each_code_says_what_is_wrong_and_what_to_do(code: str, job: str) -> None:
    error = refusal(code, "plan {name}.svg", job)
    assert "“plan {name}.svg”" in error.what
    assert error.what.endswith(".")
    assert error.todo.endswith(".")


def test_a_name_is_shown_without_folders_and_marks() -> None:
    assert shown_name("/home/a/b.svg") == "b.svg"
    assert shown_name("C:\\photos\\b.jpg") == "b.jpg"
    assert shown_name("gpj\u202e.exe\x07") == "gpj.exe"
    assert len(shown_name("x" * 300)) == 80
    assert shown_name("/") == "/"
