"""``deskinc-verify`` and ``deskinc verify FILE``: what a stranger reads, and the exit codes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.book.houses import issuers
from tests.proof.bundles import PICTURE, Parts, desk, note_of, parts
from tests.proof.chains import Maker, private, public
from tests.proof.test_rings import grown, tells

from deskinc import __main__, outside
from deskinc.proof import container
from deskinc.proof.canonical import b64
from deskinc.proof.keys import ED25519, key_id
from deskinc.proof.paper_seal import qr_text
from deskinc.proof.seal import (
    Checkpoint,
    cosignature,
    origin,
    paper_code,
    parse_note,
    sign_note,
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls the verifier; returns exit code, output and complaints."""

    def call(*given: object) -> tuple[int, str, str]:
        code = outside.main([str(one) for one in given])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle on the disk."""
    return put(tmp_path / "evidence.zip", parts().packed)


def put(path: Path, data: bytes) -> Path:
    """A file with these bytes."""
    path.write_bytes(data)
    return path


def edited(tamper: Callable[[Parts], None]) -> bytes:
    """A bundle somebody had his hands on."""
    made = parts()
    tamper(made)
    return made.packed


def code_of(made: Maker) -> str:
    """The printed code of the last seal."""
    made.records.pop()
    return paper_code(made.root())


def test_a_valid_bundle_is_told_in_one_block(run: Run, bundle: Path) -> None:
    code, out, err = run(bundle)
    assert (code, err) == (0, "")
    for words in (
        "evidence.zip: VALID. Everything in it", "9 records of book",
        "Seal over 9 records, to line 3",
        f"Code of the book: {code_of(desk())}", "Sealed by Kim, 2026-11-18 11:06:40 UTC",
        "the file’s own word", b64(key_id(ED25519, public("desk"))), "2 (2026-11-22/2)",
        "2026-11-22 01:05:00+01:00  Lee: VALID", "the desk itself: VALID",
        f"File floor.png: {len(PICTURE)} bytes", "compared",
    ):  # fmt: skip
        assert words in out
    assert "Gate 4 found open" not in out


def test_values_are_printed_when_asked_for(run: Run, tmp_path: Path) -> None:
    made = parts()
    made.record(5)["disclosures"].pop(0)
    _code, out, _err = run("--values", put(tmp_path / "evidence.zip", made.packed))
    assert "text: Gate 4 found open, closed." in out
    assert "1 values are not shown." in out


@pytest.mark.parametrize(
    ("data", "expected", "words"),
    [
        (lambda: parts().packed, 0, "VALID"),
        (
            lambda: edited(lambda p: p.record(4).update(signature="")),
            1,
            "The record is not signed.",
        ),
        (lambda: edited(lambda p: p.drop(3)), 3, "The record that enrols the author is missing."),
        (lambda: parts(stranger(), files=[]).packed, 4, "The key was never enrolled."),
        (lambda: edited(lambda p: p.told.update(v=2)), 5, "another version"),
        (lambda: b"", 3, "The file is empty."),
        (lambda: b"Dear Sir or Madam", 5, "neither an evidence bundle nor an extract"),
        (lambda: b"%PDF-1.7 and no more", 1, "no whole PDF"),
    ],
)
def test_every_verdict_has_its_sentence_and_exit_code(
    run: Run, tmp_path: Path, data: Callable[[], bytes], expected: int, words: str
) -> None:
    code, out, err = run(put(tmp_path / "evidence", data()))
    assert (code, err) == (expected, "")
    assert words in out


def stranger() -> Maker:
    """A book with a line by somebody who signs with a key of his own."""
    made = Maker().open()
    made.line(by="lee", signed="mallory")
    made.seal()
    return made


def test_of_several_files_the_gravest_counts(run: Run, tmp_path: Path, bundle: Path) -> None:
    cut = put(tmp_path / "cut.zip", bundle.read_bytes()[:-1])
    bad = put(tmp_path / "bad.zip", edited(lambda p: p.record(4).update(signature="")))
    assert run(bundle, cut)[0] == 3
    assert run(bundle, cut, bad)[0] == 1
    assert run(bundle, tmp_path / "none")[0] == 2
    code, out, err = run(tmp_path / "none", bad, bundle)
    assert code == 1
    assert "none: There is no such file." in err
    assert out.count("zip: ") == 2


def test_what_cannot_be_read_is_said(
    run: Run, tmp_path: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run(tmp_path)
    assert (code, out) == (2, "")
    assert "This is a folder." in err
    assert "cannot be read" in run("no\0name")[2]
    assert "cannot be read" in run("x" * 5000)[2]
    monkeypatch.setattr(container, "MAX_TOTAL", 100)
    assert "larger than any" in run(bundle)[2]


def test_a_key_or_seal_given_is_compared(run: Run, tmp_path: Path, bundle: Path) -> None:
    made = desk()
    note = note_of(made.last)
    paper = tmp_path / "seal.txt"
    paper.write_text(note, encoding="utf-8")
    code = code_of(made)
    assert "This is the key you gave." in run(bundle, "--key", b64(public("desk")))[1]
    for given in (["--seal", paper], ["--seal", note], ["--seal", code, "--size", 9]):
        ended, out, _err = run(bundle, *given)
        assert ended == 0
        assert "The seal you gave was compared." in out
    assert run(bundle, "--key", b64(public("kim")))[0] == 4
    assert run(bundle, "--seal", code, "--size", 8)[0] == 3
    assert run(bundle, "--seal", "A" * 28, "--size", 9)[0] == 1


@pytest.mark.parametrize(
    "given",
    [["--seal", "no\0note"], ["--key", "nonsense!"], ["--seal", "nonsense"],
     ["--seal", "A" * 28], ["--seal", "x" * 5000], ["--ca", "/nowhere.cer"]],
)  # fmt: skip
def test_trust_in_something_that_is_none_is_refused(
    run: Run, bundle: Path, given: list[str]
) -> None:
    code, out, err = run(bundle, *given)
    assert (code, out) == (2, "")
    assert err.strip()


def test_a_certificate_that_is_none_is_refused(run: Run, tmp_path: Path, bundle: Path) -> None:
    for data in (b"words", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        code, _out, err = run(bundle, "--ca", put(tmp_path / "ca.cer", data))
        assert code == 2
        assert "no certificate" in err


def test_a_certificate_bears_out_no_bundle_and_that_is_said(
    run: Run, tmp_path: Path, bundle: Path
) -> None:
    ca = put(tmp_path / "ca.cer", issuers()[0].certificate)
    code, out, err = run(bundle, "--ca", ca)
    assert (code, out) == (2, "")
    assert "bears out signed papers only" in err


def test_programs_get_json(run: Run, tmp_path: Path, bundle: Path) -> None:
    bad = put(tmp_path / "bad.zip", edited(lambda p: p.record(4).update(signature="")))
    code, out, _err = run("--json", bundle, bad)
    assert code == 1
    good, altered = json.loads(out)
    assert (good["verdict"], altered["verdict"]) == ("VALID", "ALTERED")
    assert good["findings"] == []
    assert good["seal"]["size"] == 9
    assert good["trust"] == "own word"
    line = good["records"][4]
    assert (line["name"], line["line"], line["values"]["text"]) == (
        "Lee", 2, "Gate 4 found open, closed.",
    )  # fmt: skip
    assert good["records"][5]["files"][0]["held"] is True
    whys: list[dict[str, Any]] = altered["records"][3]["findings"]
    assert {one["why"] for one in whys} >= {"The record is not signed."}
    assert run("--json", put(tmp_path / "x", b"x"))[1].count('"seal": null') == 1


def test_nothing_in_a_file_reaches_the_terminal_as_a_command(run: Run, tmp_path: Path) -> None:
    made = Maker().open()
    made.line("red \x1b[31m and \u202egnp.exe\u2066 back", by="lee")
    made.seal()
    path = put(tmp_path / "\u202eevil.zip", parts(made, files=[]).packed)
    _code, out, _err = run("--values", path)
    assert "red \\u{1b}[31m and \\u{202e}gnp.exe\\u{2066} back" in out
    assert all(sign.isprintable() or sign == "\n" for sign in out)


def test_a_time_beyond_all_calendars_is_told_as_a_number(run: Run, tmp_path: Path) -> None:
    made = parts()
    text = made.told["seal"].partition("\n\n")[0] + "\n"
    made.told["seal"] += cosignature(text, private("lee"), 2**63)
    assert f"Sealed by Lee, {2**63} s." in run(put(tmp_path / "e.zip", made.packed))[1]


def test_a_seal_by_the_site_alone_names_nobody(run: Run, tmp_path: Path) -> None:
    made, book = parts(), desk()
    book.records.pop()
    point = Checkpoint(origin(book.book, 1), 9, book.root(), 3, 3)
    made.told["seal"] = sign_note(point, private("desk"))
    code, out, _err = run(put(tmp_path / "e.zip", made.packed))
    assert code == 0
    assert "Sealed by" not in out


def test_a_record_that_cannot_be_read_still_has_its_row(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "e.zip", edited(lambda p: p.record(4).update(document=b64(b"{}"))))
    code, out, _err = run(path)
    assert code == 5
    assert "4  " in out


def test_the_program_itself_judges_files_too(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert __main__.main(["verify", str(bundle)]) == 0
    assert "VALID" in capsys.readouterr().out
    put(bundle, b"")
    assert __main__.main(["verify", "--json", str(bundle)]) == 3


def test_a_terminal_that_lacks_a_sign_shows_its_code(tmp_path: Path) -> None:
    made = Maker().open()
    made.line("Żółć", by="lee")
    made.seal()
    path = put(tmp_path / "e.zip", parts(made, files=[]).packed)
    done = subprocess.run(
        [sys.executable, "-m", "deskinc.outside", "--values", str(path)], capture_output=True,
        check=False, env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": "src"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"\\u017b\\xf3\\u0142\\u0107" in done.stdout


def test_a_reader_who_has_seen_enough_ends_it_quietly(bundle: Path) -> None:
    told = subprocess.Popen(
        [sys.executable, "-m", "deskinc.outside", "--values", *[str(bundle)] * 200],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "src"},
    )  # fmt: skip
    with told:
        assert told.stdout is not None
        assert told.stderr is not None
        assert b"VALID" in told.stdout.readline()
        told.stdout.close()
        assert told.stderr.read() == b""
    assert told.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="its pipes have no name")
def test_what_comes_through_a_pipe_is_judged_too(bundle: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deskinc.outside", "/dev/stdin"], input=bundle.read_bytes(),
        capture_output=True, check=False, env={**os.environ, "PYTHONPATH": "src"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_judging_a_bundle_imports_neither_database_nor_window_nor_pdf(bundle: Path) -> None:
    code = (
        "import sys; from deskinc import outside;"
        f"code = outside.main([{str(bundle)!r}]);"
        "print(code, [m for m in ('sqlalchemy', 'sqlcipher3', 'PySide6', 'keyring', 'reportlab',"
        " 'PIL', 'numpy', 'deskinc.book', 'deskinc.desk', 'deskinc.forms', 'deskinc.ui')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "0 []", done.stderr


def test_what_a_scanner_reads_of_a_paper_is_compared(run: Run, bundle: Path) -> None:
    point = parse_note(note_of(desk().last)).checkpoint
    ended, out, _err = run(bundle, "--seal", qr_text(point))
    assert ended == 0
    assert "The seal you gave was compared." in out
    other = qr_text(replace(point, root=bytes(32)))
    assert run(bundle, "--seal", other)[0] == 1


def test_a_shared_key_told_in_two_ways_is_altered(run: Run, tmp_path: Path) -> None:
    made = grown()
    made.seal()
    whole = put(tmp_path / "whole.zip", parts(made, files=[]).packed)
    tells(made, 1, "x")
    made.seal()
    forged = put(tmp_path / "forged.zip", parts(made, files=[]).packed)
    assert run(whole)[0] == 0
    code, out, _err = run(forged)
    assert code == 1
    assert "told in two ways" in out
