"""Outside readers of PDF files, and our own reading of a file in the order of its content."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.conftest import ROOT

_BFCHAR = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]+)>")


def run(*command: str | Path) -> str:
    """What a program prints, whatever it thinks of the file; skips where it is absent."""
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def vera(profile: str, path: Path) -> str:
    """VeraPDF's verdict on a file for ``3a`` or ``ua1``; skips where it cannot be run."""
    script = Path(os.environ.get("DESKINC_VERA") or ROOT / "../shared/tools/vera.sh")
    if not script.is_file():
        pytest.skip("no veraPDF: set DESKINC_VERA to a script that runs it")
    if shutil.which("java") is None:
        pytest.skip("veraPDF needs java")
    # a run is too short for the second compiler of the machine to pay
    quick = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"}
    done = subprocess.run(
        ["sh", str(script), profile, str(path)],
        capture_output=True, check=False, env={**os.environ, **quick},
    )  # fmt: skip
    if done.returncode not in {0, 1} or b" assertions=" not in done.stdout:
        pytest.skip("veraPDF could not be set up here")
    return done.stdout.decode()


def text_of(pdf: bytes) -> str:
    """The words of all pages in reading order: replacement text, else what the glyphs stand for."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return "".join(part for page in opened.pages for part in _page(page))


def bare(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def stands(text: str, words: str, pieces: int = 4) -> bool:
    """Whether a text is on the paper, whole or in a few pieces where a cell or page breaks it."""
    if text in words:
        return True
    if pieces == 1:
        return False
    ends = range(len(text) - 1, 3, -1)
    longest = next((end for end in ends if text[:end] in words), None)
    return longest is not None and stands(text[longest:], words, pieces - 1)


def _page(page: pikepdf.Page) -> Iterator[str]:
    fonts = {
        name: {
            code[0]: bytes.fromhex(true.decode()).decode("utf-16-be", "replace")
            for code, true in (
                (bytes.fromhex(a.decode()), b)
                for a, b in _BFCHAR.findall(font.ToUnicode.read_bytes())
            )
        }
        for name, font in page.Resources.Font.items()
    }
    font: dict[int, str] = {}
    stack: list[str] = []
    for step in pikepdf.parse_content_stream(page):
        operands, word = step.operands, str(step.operator)
        if word == "Tf":
            font = fonts[str(operands[0])]
        elif word in {"BDC", "BMC"}:
            known: Any = operands[1] if len(operands) > 1 else {}
            actual = bytes(known["/ActualText"]) if "/ActualText" in known else None
            stack.append("hidden" if actual is not None or operands[0] == "/Artifact" else "")
            if actual is not None and "hidden" not in stack[:-1]:
                yield actual.decode("utf-16")
        elif word == "EMC":
            stack.pop()
        elif word == "Tj" and "hidden" not in stack:
            yield "".join(font[code] for code in bytes(operands[0]))
    yield "\n"
