"""Plans through the real child: real plans come in, hostile ones leave nothing behind."""

import base64
import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from deskinc.errors import Refused
from deskinc.intake import excerpts, plans, pyramid, sandbox
from deskinc.intake.plans import Plan, plan

REAL = {
    "png/wrld_wph.PNG": ("png", "px", 0, 0, 794_000, 787_000),
    "png/wrld_cad_image.png": ("png", "px", 0, 0, 1_368_000, 687_000),
    "svg/mit_hobbyshop_n51.svg": ("svg", "viewbox", 400_000, 0, 3_132_000, 2_800_000),
    "svg/concordia_MB-1.svg": ("svg", "px", 0, 0, 1_024_000, 1_024_000),
    "svg/ha_home.svg": ("svg", "viewbox", 0, 0, 268_656, 242_332),
    "pdf/mit_hobbyshop_n51 Floor Plan.pdf": ("pdf", "pt", 0, 0, 3_024_000, 2_160_000),
}


def take(path: Path) -> Plan:
    return plan(path.read_bytes(), path.name)


def overview(found: Plan, size: tuple[int, int] = (600, 600)) -> Image.Image:
    png = excerpts.overview(pyramid.of_bytes(found.pyramid), size)
    return Image.open(io.BytesIO(png)).convert("RGB")


def ink(image: Image.Image) -> int:
    """How many pixels are darker than light grey."""
    return sum(image.convert("L").histogram()[:200])


def refusal(data: bytes, name: str, page: int = 0) -> str:
    with pytest.raises(Refused) as refused:
        plan(data, name, page)
    assert f"“{name}”" in refused.value.what
    assert refused.value.todo
    return refused.value.what


@pytest.mark.parametrize("name", REAL)
def test_a_real_plan_comes_in(samples: Path, name: str) -> None:
    found = take(samples / "plans" / name)
    area = (found.min_x, found.min_y, found.width, found.height)
    assert (found.kind, found.unit, *area) == REAL[name]
    assert len(found.pyramid) < 15_000_000
    read = pyramid.of_bytes(found.pyramid)
    finest = read.levels[0]
    assert max(finest.width, finest.height) == (5120 if found.kind in {"svg", "pdf"} else
                                                found.width // 1000)  # fmt: skip
    assert (read.levels[-1].cols, read.levels[-1].rows) == (1, 1)
    assert ink(overview(found)) > 1_000


def test_a_document_type_is_refused_even_from_a_real_plan(samples: Path) -> None:
    path = samples / "plans/svg/mit_hobbyshop_dupont.svg"
    assert "document type" in refusal(path.read_bytes(), path.name)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_drawn_and_a_photographed_plan_come_in_upright(kind: str) -> None:
    image, tags, out = Image.new("RGB", (600, 300), "white"), Image.Exif(), io.BytesIO()
    image.paste("black", (0, 0, 300, 300))
    tags[0x0112] = 6
    image.save(out, kind, exif=tags)
    found = plan(out.getvalue(), "plan")
    assert (found.unit, found.width, found.height) == ("px", 300_000, 600_000)
    top, bottom = overview(found).getpixel((150, 20)), overview(found).getpixel((150, 580))
    assert sum(top) < 60  # type: ignore[arg-type]
    assert sum(bottom) > 700  # type: ignore[arg-type]


def test_a_large_plan_comes_in() -> None:
    image, out = Image.new("L", (10_000, 7_000), 255), io.BytesIO()
    pen = ImageDraw.Draw(image)
    for step in range(0, 10_000, 97):
        pen.line((step, 0, 10_000 - step, 7_000), fill=step % 200, width=3)
    image.save(out, "PNG", compress_level=1)
    found = plan(out.getvalue(), "large.png")
    assert (found.width, found.height) == (10_000_000, 7_000_000)
    assert pyramid.of_bytes(found.pyramid).levels[0].cols == 20


def test_labels_are_drawn_with_the_bundled_fonts(svg: Callable[..., bytes]) -> None:
    label = '<text x="10" y="60" font-size="40" font-family="Nowhere Sans">Lobby</text>'
    assert ink(overview(plan(svg(label), "a.svg"))) > 300
    assert ink(overview(plan(svg(), "a.svg"))) == 0


def test_a_shifted_origin_keeps_points_in_place(svg: Callable[..., bytes]) -> None:
    body = '<rect x="450" y="-30" width="20" height="20" fill="red"/>'
    found = plan(svg(body, 'viewBox="400 -80 200 100" width="100%"'), "a.svg")
    png = excerpts.excerpt(pyramid.of_bytes(found.pyramid), 460_000, -20_000, 10_000, (50, 50))
    assert Image.open(io.BytesIO(png)).convert("RGB").getcolors() == [(2500, (255, 0, 0))]


def pdf(pages: int = 2, password: str = "") -> bytes:
    """A PDF whose pages are 400 × 300 pt and black in the left half of the second."""
    import pikepdf

    out, made = io.BytesIO(), pikepdf.new()
    for number in range(pages):
        page = made.add_blank_page(page_size=(400, 300))
        if number == 1:
            page.Contents = made.make_stream(b"0 0 200 300 re f")
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    made.save(out, encryption=encryption)
    return out.getvalue()


def test_the_page_asked_for_is_drawn() -> None:
    first, second = plan(pdf(), "a.pdf"), plan(pdf(), "a.pdf", page=1)
    assert (first.pages, second.pages, second.width, second.height) == (2, 2, 400_000, 300_000)
    assert overview(first).getcolors() == [(600 * 450, (255, 255, 255))]
    assert overview(second).getpixel((20, 20)) == (0, 0, 0)
    assert overview(second).getpixel((590, 20)) == (255, 255, 255)


def test_a_page_that_is_not_there_is_refused() -> None:
    assert refusal(pdf(), "a.pdf", 2) == "“a.pdf” has no such page."
    assert refusal(pdf(), "a.pdf", -1) == "“a.pdf” has no such page."


def test_a_locked_or_broken_pdf_is_refused() -> None:
    assert refusal(pdf(password="secret"), "a.pdf") == "“a.pdf” is protected by a password."
    assert (
        refusal(b"%PDF-1.7 and nothing more", "a.pdf") == "“a.pdf” is damaged and cannot be read."
    )


def test_a_truncated_pdf_is_refused(samples: Path) -> None:
    data = (samples / "plans/pdf/mit_hobbyshop_n51 Floor Plan.pdf").read_bytes()
    assert "“cut.pdf”" in refusal(data[:30_000], "cut.pdf")


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("plan.svg", "<svg/>")
    return out.getvalue()


@pytest.mark.parametrize("data", [b"ground floor: hall, stairs", archive(), b"\0" * 99, b"GIF89a"])
def test_what_is_no_plan_is_refused(data: bytes) -> None:
    assert refusal(data, "plan.svg") == "“plan.svg” is not a floor plan of a known kind."


def test_an_empty_and_an_oversized_file_never_reach_the_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "run", lambda *_, **__: pytest.fail("the child was asked"))
    monkeypatch.setattr(plans, "MAX_BYTES", 3)
    assert refusal(b"", "a.svg") == "“a.svg” is empty."
    assert refusal(b"1234", "a.svg") == "“a.svg” is too large a file."


def test_bombs_are_refused(
    png_bomb: Callable[[int], bytes], svg: Callable[..., bytes], samples: Path
) -> None:
    bomb = png_bomb(30_000)
    assert "100 million pixels" in refusal(bomb, "a.png")
    text = base64.b64encode(bomb).decode()
    inside = f'<image width="9" height="9" href="data:image/png;base64,{text}"/>'
    refusal(svg(inside), "a.svg")
    tens = (f'<use href="#g{n + 1}"/>' * 10 for n in range(7))
    uses = "".join(f'<g id="g{n}">{ten}</g>' for n, ten in enumerate(tens))
    assert "too many elements" in refusal(svg(uses), "a.svg")
    for name in ("xmlbomb.xml", "external.xml", "dtd.xml"):
        assert "document type" in refusal((samples / "bad/xml" / name).read_bytes(), name)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_file_named_in_a_plan_is_opened(tmp_path: Path, svg: Callable[..., bytes]) -> None:
    canary = tmp_path / "canary.png"
    canary.write_bytes(b"")
    for number, href in enumerate((f"file://{canary}", str(canary), "http://127.0.0.1:9/a.png")):
        (tmp_path / f"{number}.svg").write_bytes(svg(f'<image href="{href}"/>'))
    (tmp_path / "3.svg").write_bytes(svg(f"<style>@import url({canary});</style>"))
    link = f'<link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="{canary}"/>'
    (tmp_path / "4.svg").write_bytes(svg(link))
    code = (
        "import pathlib, sys\nfrom deskinc.errors import Refused\n"
        "from deskinc.intake.plans import plan\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).glob('*.svg')):\n"
        "    try: plan(path.read_bytes(), path.name); print('in')\n"
        "    except Refused as refused: print('refers' in refused.what)\n"
    )
    trace = tmp_path / "trace"
    tracer = ["strace", "-f", "-qq", "-e", "trace=open,openat,connect", "-o", str(trace)]
    done = subprocess.run(
        [*tracer, sys.executable, "-I", "-c", code, str(tmp_path)],
        stdout=subprocess.PIPE, check=False, text=True,
    )  # fmt: skip
    if done.returncode != 0:
        pytest.skip("strace may not trace here")
    assert done.stdout.split() == ["True"] * 4 + ["in"]
    opened = trace.read_text()
    assert "0.svg" in opened
    assert "canary" not in opened
    assert "AF_INET" not in opened


GOOD = {"kind": "svg", "unit": "px", "extent": [0, 0, 9, 9], "pages": 1}


@pytest.mark.parametrize(
    ("info", "parts"),
    [
        (GOOD, [b"no pyramid"]),
        (GOOD, []),
        (GOOD | {"unit": "pt"}, [b""]),
        (GOOD | {"kind": "exe"}, [b""]),
        (GOOD | {"pages": 0}, [b""]),
        ({}, [b""]),
    ],
)
def test_a_lying_child_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, info: dict[str, object], parts: list[bytes]
) -> None:
    monkeypatch.setattr(sandbox, "run", lambda *_, **__: sandbox.Answer(info, parts))
    with pytest.raises(Refused, match="could not be read reliably"):
        plan(b"x", "a.svg")
