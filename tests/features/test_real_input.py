"""Files and words that nobody here made, through the desk: plans, a register, photos, odd text."""

import io
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat
from tests.desk.offices import (
    BOSS,
    OFFICER,
    PHRASES,
    Desk,
    Ticking,
    copied,
    desk_of,
    prepare,
    ready,
)
from tests.reports.tools import bare, stands, text_of

from deskinc.desk.incidents import evidence, incidents, plans
from deskinc.desk.lines import entries
from deskinc.desk.papers import exports
from deskinc.desk.shift import handover
from deskinc.desk.trust import trust
from deskinc.errors import InvalidForm, Refused
from deskinc.forms.taxonomy import OCCURRENCE_TYPES

PLANS = (
    ("plans/png/wrld_wph.PNG", "png", "Whitehall", "Ground"),
    ("plans/svg/mit_hobbyshop_n51.svg", "svg", "Hobby shop", "1"),
    ("plans/pdf/mit_hobbyshop_n51 Floor Plan.pdf", "pdf", "Hobby shop, as issued", "2"),
)
LINES = 500
UPRIGHT = "photos/orientation/Landscape_1.jpg"
BAD_METADATA = ("exif_typeerror.jpg", "invalid-exif.jpg")


@dataclass
class Real:
    """An office full of real input: its desk, what was written, and how photos fared."""

    desk: Desk
    samples: Path
    texts: list[str] = field(default_factory=list)
    ns: list[int] = field(default_factory=list)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[Real]:
    """The office with three plans and 500 lines of the register."""
    below = tmp_path_factory.mktemp("real")
    prepared = prepare(below / "first")
    desk = desk_of(copied(prepared, below), prepared.people, Ticking())
    made = Real(desk, samples)
    for name, _kind, title, floor in PLANS:
        plans.import_plan(desk.office, samples / name, title, floor).result()
    desk.sign_on()
    made.texts = list(narratives(samples))[:LINES]
    kinds = [kind.code for kind in OCCURRENCE_TYPES]
    waiting = [
        entries.post(desk.office, {"type": kinds[i % len(kinds)], "text": text}, entries.new_id())
        for i, text in enumerate(made.texts)
    ]
    made.ns = [future.result().records[0].n for future in waiting]
    yield made
    for office in desk.opened:
        office.close()


def narratives(samples: Path) -> Iterator[str]:
    """The summaries of the register, a few of every quarter, that the desk can take."""
    for path in sorted((samples / "logs/faa_uas").glob("*.xlsx")):
        book = openpyxl.load_workbook(path, read_only=True)
        rows = book.worksheets[0].iter_rows(min_row=2, max_row=80, values_only=True)
        yield from (row[3] for row in rows if isinstance(row[3], str) and row[3].strip())
        book.close()


def kept(text: str) -> str:
    """What a record keeps of a text: one sort of line end, NFC, no blanks around it."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")
    return unicodedata.normalize("NFC", ends).strip()


def test_real_plans_are_kept_and_shown(real: Real) -> None:
    found = plans.listed(real.desk.office)
    assert [plan.name for plan in found] == [title for _name, _kind, title, _floor in PLANS]
    for plan, (name, kind, _title, _floor) in zip(found, PLANS, strict=True):
        assert plan.kind == kind
        original = real.desk.office.book.read_file(plan.n, "original")
        assert original == (real.samples / name).read_bytes()
        finest = plans.levels(real.desk.office, plan)[0]
        assert max(finest.width, finest.height) > 700
        coarse = len(plans.levels(real.desk.office, plan)) - 1
        tile = Image.open(io.BytesIO(plans.tile(real.desk.office, plan, coarse, 0, 0)))
        low, high = tile.convert("L").getextrema()
        assert isinstance(low, int)
        assert isinstance(high, int)
        assert high - low > 50


def test_five_hundred_narratives_stand_as_written(real: Real) -> None:
    found = entries.lines(real.desk.office, real.ns)
    assert len(found) == LINES
    assert [line.text for line in found] == [kept(text) for text in real.texts]
    serials = [line.line for line in found]
    assert serials == list(range(serials[0], serials[0] + LINES))


def test_search_finds_the_words_of_the_register(real: Real) -> None:
    for word in ("quadcopter", "evasive", "runway"):
        expected = [
            n for n, text in zip(real.ns, real.texts, strict=True) if word in words_in(text)
        ]
        found = entries.find(real.desk.office, f'"{word}"', limit=LINES)
        assert sorted(line.n for line in found) == expected
        assert expected
    assert entries.find(real.desk.office, "wombat") == []


def words_in(text: str) -> set[str]:
    """The words of a text as an index sees them."""
    return set("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def test_turned_photos_print_upright(real: Real) -> None:
    desk = real.desk
    thread = desk.raise_incident(real.ns[0])
    paths = sorted((real.samples / "photos/orientation").glob("*.jpg"))
    for path in paths:
        evidence.add_photo(
            desk.office, thread, path.read_bytes(), path.name, path.stem, entries.new_id()
        ).result()
    made = exports.insurance_report(desk.office, thread)
    truth = Image.open(real.samples / UPRIGHT).convert("RGB").resize((90, 60))
    printed = list(pictures(made.pdf))
    assert len(printed) == len(paths)
    for picture in printed:
        assert picture.width > picture.height
        apart = ImageChops.difference(picture.convert("RGB").resize((90, 60)), truth)
        assert max(ImageStat.Stat(apart).mean) < 30
    signed = exports.sign_insurance(desk.office, made, PHRASES[BOSS])
    assert all(path.stem in text_of(signed.pdf) for path in paths)


def pictures(pdf: bytes) -> Iterator[Image.Image]:
    """The photographs of a paper as they stand on its pages, turned by nobody any more."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for step in pikepdf.parse_content_stream(page):
                if str(step.operator) == "Do":
                    image: Any = page.Resources.XObject[str(step.operands[0])]
                    assert image.Subtype == "/Image"
                    yield pikepdf.PdfImage(image).as_pil_image()


def test_heic_photos_come_in(real: Real) -> None:
    thread = real.desk.raise_incident(real.ns[1])
    for name in ("heif/zPug_3.heic", "heif/RGB_8__128x128.heif", "heif_other/arrow.heic"):
        data = (real.samples / "photos/heic" / name).read_bytes()
        saved = evidence.add_photo(real.desk.office, thread, data, name[5:], "", entries.new_id())
        n = saved.result().records[0].n
        shown = Image.open(io.BytesIO(evidence.photo(real.desk.office, n)))
        assert shown.format == "JPEG"
        assert evidence.photo(real.desk.office, n, "original") == data
    assert len(incidents.page(real.desk.office, thread).photos) == 3


def test_broken_photos_are_refused_and_nothing_else_happens(real: Real) -> None:
    office = real.desk.office
    thread = real.desk.raise_incident(real.ns[2])
    paths = sorted((real.samples / "photos/broken").rglob("*.*"))
    paths += sorted((real.samples / "photos/heic/heif_truncated").glob("*"))
    refused, taken = [], {}
    for path in paths:
        before, files = office.read.last_n(), attached(real.desk)
        said = added(real.desk, thread, path)
        office.book.settle()
        if said is None:
            taken[path.name] = incidents.page(office, thread).photos[-1].metadata
            continue
        refused.append(path.name)
        assert path.name in said.what
        assert said.todo
        assert attached(real.desk) == files
        new = office.read.records(range(before + 1, before + 9)).values()
        assert [(r.form, r.values["detail"]) for r in new] == [("access", path.name)]
    assert sorted([*refused, *taken]) == sorted(path.name for path in paths)
    assert {name: taken[name] for name in BAD_METADATA} == dict.fromkeys(BAD_METADATA, "unreadable")
    assert {"truncated.heic", "decompression_bomb.gif", "broken.png", "truncated_jpeg.jpg",
            "png_decompression_dos.png"} <= set(refused)  # fmt: skip


def added(desk: Desk, thread: str, path: Path) -> Refused | None:
    """Add a photo; what was said where it was refused."""
    try:
        evidence.add_photo(
            desk.office, thread, path.read_bytes(), path.name, "", entries.new_id()
        ).result()
    except Refused as error:
        return error
    return None


def attached(desk: Desk) -> set[str]:
    """The encrypted files of the book, and of its mirror."""
    own = {path.name for path in (desk.folder / "attachments").iterdir()}
    return own | {f"mirror/{path.name}" for path in desk.mirror.glob("*/attachments/*")}


@pytest.fixture
def strings(samples: Path) -> list[str]:
    """The big list of naughty strings."""
    found: list[str] = json.loads((samples / "bad/strings/blns.json").read_text("utf-8"))
    return found


def controls(text: str) -> list[int]:
    """Where a control character stands that no line may hold, from 1."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    return [
        place
        for place, sign in enumerate(ends, 1)
        if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t"
    ]


def test_naughty_strings_go_through_line_search_and_paper_unharmed(
    strings: list[str], tmp_path: Path
) -> None:
    prepared = prepare(tmp_path / "first")
    desk = desk_of(copied(prepared, tmp_path), prepared.people, Ticking())
    try:
        desk.sign_on()
        posted = []
        for text in strings:
            raw = {"type": "information", "text": text}
            if not kept(text) or controls(text):
                refuse(desk, raw, text)
            else:
                posted.append((entries.post(desk.office, raw, entries.new_id()), kept(text)))
        written = {future.result().records[0].n: text for future, text in posted}
        assert len(written) > 490
        found = entries.lines(desk.office, entries.ids(desk.office)[1:])
        assert [line.text for line in found] == list(written.values())
        lost = [text for n, text in written.items() if words_in(text) and not finds(desk, text, n)]
        assert lost == []
        done = handover.complete(
            desk.office, ready(handover.prepare(desk.office)), PHRASES[BOSS], OFFICER,
            PHRASES[OFFICER],
        )  # fmt: skip
        words = bare(text_of(done.signed.pdf))
        assert [text for text in written.values() if not stands(bare(text), words)] == []
        assert desk.verifies()
    finally:
        desk.office.close()


def finds(desk: Desk, text: str, n: int) -> bool:
    """Whether searching for the text as it is typed finds its line."""
    entries.find(desk.office, text, limit=1)
    return n in desk.office.read.search(text, limit=LINES)


def refuse(desk: Desk, raw: dict[str, str], text: str) -> None:
    """An empty text or one with a control character is refused, the latter by its position."""
    with pytest.raises(InvalidForm) as caught:
        entries.post(desk.office, raw, entries.new_id())
    if kept(text):
        assert f"Character {controls(text)[0]} " in caught.value.notes["text"]


def test_all_of_it_verifies(real: Real) -> None:
    verdict = trust.verify(real.desk.office, full=True)
    assert verdict.faults == ()
    office = real.desk.reopen()
    assert office.health().fault == ""
    assert real.desk.verifies()
