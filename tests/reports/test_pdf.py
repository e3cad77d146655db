"""The file: archival, tagged, deterministic, and true to every string."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT
from tests.reports.authority import MOMENT
from tests.reports.claim import insurance_data
from tests.reports.samples import PROOF, RECORD, photo, plan
from tests.reports.shift import handover_data
from tests.reports.tools import bare, run, text_of, vera

from deskinc.reports.document import (
    Document,
    Facts,
    Heading,
    Picture,
    Pictures,
    Pin,
    PlanExcerpt,
    Row,
    Severity,
    Steps,
    Table,
    Text,
    Title,
    Unknown,
    Words,
    said,
)
from deskinc.reports.handover import handover
from deskinc.reports.insurance import insurance
from deskinc.reports.pdf import render
from deskinc.reports.verification import digest


def paper(*blocks: object, title: str = "Sample") -> Document:
    return Document(
        title=title, language="en-GB", author="Harbour Court", made=MOMENT, header="Harbour Court",
        issue="Issue 1", footer="Sample", blocks=blocks,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    path.write_bytes(render(insurance(insurance_data())).pdf)
    return path


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.timeout(300)
def test_the_archive_and_access_rules_hold_before_signing(report: Path, profile: str) -> None:
    assert vera(profile, report).startswith("PASS")


def test_every_font_is_embedded(report: Path) -> None:
    rows = [line.split() for line in run("pdffonts", report).splitlines()[2:]]
    assert rows
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_pages_are_counted(report: Path) -> None:
    pages = run("pdftotext", "-layout", report, "-").split("\f")[:-1]
    assert [page.rstrip().endswith(f"Page {i} of {len(pages)}") for i, page in enumerate(pages, 1)]


def test_outside_readers_get_the_words_back(report: Path) -> None:
    words = bare(run("pdftotext", report, "-"))
    assert bare("Lift 2 taken out of use at 23:52, signs placed on every landing.") in words
    assert "<suspect>" in words


def test_the_qr_code_can_be_read(report: Path, tmp_path: Path) -> None:
    last = len(pikepdf.open(report).pages)
    run("pdftoppm", "-r", "150", "-f", str(last), "-png", report, tmp_path / "page")
    (page,) = tmp_path.glob("page*.png")
    assert f"QR-Code:{PROOF.qr}" in run("zbarimg", "-q", page)
    assert f"deskinc:v1:INC-2026-0042:sha256:{digest(RECORD)}" in run("zbarimg", "-q", page)


def test_the_record_lies_inside_unharmed(report: Path) -> None:
    with pikepdf.open(report) as pdf:
        held = pdf.attachments["record.json"]
        assert held.get_file().read_bytes() == RECORD.data
        assert held.obj.AFRelationship == "/Data"


def test_the_outline_names_the_sections(report: Path) -> None:
    with pikepdf.open(report) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root][:2] == ["1 Occurrence", "2 What happened"]


def test_pictures_have_words_for_who_cannot_see_them(report: Path) -> None:
    with pikepdf.open(report) as pdf:
        figures = [
            str(found.Alt)
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/Figure"
        ]
    assert "Torn door seal" in figures
    assert all(figures)


PRINT_DIGEST = """
import hashlib
from deskinc.reports.pdf import render
from deskinc.reports.insurance import insurance
from tests.reports.claim import insurance_data
print(hashlib.sha256(render(insurance(insurance_data())).pdf).hexdigest())
"""


def test_two_processes_in_two_time_zones_make_the_same_bytes() -> None:
    digests = set()
    for zone, seed in (("Asia/Kolkata", "1"), ("America/St_Johns", "2")):
        env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed,
               "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", PRINT_DIGEST], env=env, cwd=ROOT, capture_output=True, check=True
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def naughty(samples: Path) -> list[str]:
    found: list[str] = json.loads((samples / "bad/strings/blns.json").read_text("utf-8"))
    listed = (samples / "bad/strings/blns.txt").read_text("utf-8").splitlines()
    return list(dict.fromkeys([*found, *(line for line in listed if not line.startswith("#"))]))


def test_every_naughty_string_prints_plain_and_struck(samples: Path) -> None:
    strings = naughty(samples)
    assert len(strings) >= 485
    plain = Table(("Plain",), (0,), tuple(Row((text,)) for text in strings))
    struck = tuple(Row((Words(text, "struck", struck=True),)) for text in strings)
    words = bare(text_of(render(paper(plain, Table(("Struck",), (0,), struck))).pdf))
    pen = 0
    for text in strings * 2:
        found = words.find(bare(text), pen)
        assert found >= 0, ascii(text)
        pen = found + len(bare(text))


@pytest.mark.timeout(300)
def test_naughty_strings_keep_the_archive_rules(samples: Path, tmp_path: Path) -> None:
    strings = [text for text in naughty(samples) if not text.isascii()]
    blocks = (Title(strings[0], strings[-1]), Heading(strings[1]), Steps(tuple(strings)))
    path = tmp_path / "naughty.pdf"
    path.write_bytes(render(paper(*blocks, title="\n".join(strings[:40]))).pdf)
    assert vera("3a", path).startswith("PASS")


def test_what_outside_readers_copy_is_the_true_text(tmp_path: Path) -> None:
    path = tmp_path / "scripts.pdf"
    texts = ("shouted 😀 twice", "جزيرتي باستخدام", "שלום עולם")
    path.write_bytes(render(paper(*(Text(text) for text in texts))).pdf)
    words = run("pdftotext", path, "-")
    assert all(text in words for text in texts)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_printed_anywhere(text: str) -> None:
    blocks = (
        Title(text, text), Heading(text), Text(text), Facts(((text, text),)),
        Table((text, "B"), (0, 60), (Row((text, Words(text, struck=True))),)),
    )  # fmt: skip
    document = replace(
        paper(*blocks, title=text), header=text, issue=text, footer=text, author=text
    )
    assert render(document).pages >= 1


def test_a_very_long_entry_runs_on_over_pages() -> None:
    long = "A man waited at the gate. " * 760
    made = render(paper(Table(("No.", "Entry"), (40, 0), (Row(("1", long)), Row(("2", "next"))))))
    assert made.pages > 3
    assert bare(long) in bare(text_of(made.pdf))


def test_a_single_word_of_twenty_thousand_letters_is_broken() -> None:
    made = render(paper(Text("x" * 20_000)))
    assert "x" * 20_000 in bare(text_of(made.pdf))


@pytest.mark.parametrize("severity", ["low", "medium", "high", "critical"])
def test_every_severity_has_a_pin_of_its_own(severity: Severity) -> None:
    plain = PlanExcerpt(plan(600, 400), None, "Floor 3", "Plan of floor 3")
    pinned = replace(plain, pin=Pin(0.5, 0.5, severity))
    assert render(paper(pinned)).pdf != render(paper(plain)).pdf


def test_a_long_caption_runs_on_below_its_picture() -> None:
    caption = "Seen from the gate. " * 300
    made = render(paper(Pictures((Picture(photo(), caption, "The gate"),))))
    assert bare(caption) in bare(text_of(made.pdf))


def test_struck_text_is_struck_in_the_structure_too() -> None:
    made = render(handover(handover_data()))
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        decorations = [
            attribute.TextDecorationType
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/StructElem"
            for attribute in found.get("/A", [])
            if "/TextDecorationType" in attribute
        ]
    assert decorations == ["/LineThrough"]


def test_answers_print_as_said() -> None:
    assert said(Unknown("he left")) == "unknown, because he left"
    assert said(Unknown(" ")) == "unknown"
    assert said(" ") == "not recorded"
    assert said("21:02") == "21:02"


def test_a_mark_across_every_page_changes_no_word_and_no_structure(tmp_path: Path) -> None:
    plain = render(insurance(insurance_data()))
    marked = render(insurance(replace(insurance_data(), mark="EXERCISE")))
    path = tmp_path / "drill.pdf"
    path.write_bytes(marked.pdf)
    pages = run("pdftotext", path, "-").split("\f")[:-1]
    assert len(pages) == marked.pages == plain.pages
    with pikepdf.open(path) as opened:
        for page in opened.pages:
            stream = pikepdf.parse_content_stream(page)
            opened_by = [
                one.operator for one in stream if str(one.operator) in {"BMC", "BDC", "cm"}
            ]
            assert [str(one) for one in opened_by[:3]] == ["cm", "BMC", "cm"]
    other = tmp_path / "plain.pdf"
    other.write_bytes(plain.pdf)
    for words_of, bald in zip(pages, run("pdftotext", other, "-").split("\f"), strict=False):
        assert set(bald.split()) <= set(words_of.split())
    assert vera("ua1", path).startswith("PASS")
