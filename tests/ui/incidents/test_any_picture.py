"""Whatever picture is brought, it is there after: shown upright, or kept as it came and said so."""

import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE
from tests.ui.incidents.hands import opened
from tests.ui.incidents.interlaced import interlaced

from deskinc.desk.evidence import documents
from deskinc.desk.incidents import evidence
from deskinc.desk.lines.entries import new_id
from deskinc.desk.office import Office
from deskinc.desk.papers import exports
from deskinc.errors import DeskError
from deskinc.proof.canonical import unb64
from deskinc.ui.incidents.captions import Incoming
from deskinc.ui.incidents.taking import Told, taken

SIZE = (120, 90)
Colour = tuple[int, int, int]
LEFT, RIGHT = (200, 30, 30), (30, 60, 200)


def brought(office: Office, thread: str, path: Path) -> Told | None:
    """Take a file in as the page does when it is dropped."""
    ((file, is_photo),) = documents.sorted_out([path])
    read_it = partial(evidence.read_photo, file)
    incoming = Incoming(thread, file.name, read_it, path=file, is_file=not is_photo)
    return taken(office, incoming, new_id(), lambda _part: None, lambda: False)


def halves(mode: str, left: object, right: object) -> Image.Image:
    made = Image.new(mode, SIZE, right)  # type: ignore[arg-type]
    made.paste(left, (0, 0, SIZE[0] // 2, SIZE[1]))  # type: ignore[arg-type]
    return made


def pngs(below: Path) -> dict[str, tuple[Colour, Colour]]:
    """PNG files of every sort, and the colours of their halves on paper."""
    flat = halves("RGB", LEFT, RIGHT)
    palette = flat.quantize(4)
    made = {
        "alpha": halves("RGBA", (*LEFT, 255), (*RIGHT, 0)),
        "grey-alpha": halves("LA", (90, 255), (10, 0)), "palette": palette,
        "sixteen": halves("I;16", 90 * 257, 200 * 257), "bits": halves("1", 0, 1),
    }  # fmt: skip
    for name, image in made.items():
        image.save(below / f"{name}.png")
    see_through = palette.getpixel((100, 10))
    palette.save(below / "palette-clear.png", transparency=see_through)
    (below / "interlaced.png").write_bytes(interlaced(flat))
    white, black, dark, light = (255, 255, 255), (0, 0, 0), (90, 90, 90), (200, 200, 200)
    return {
        "alpha": (LEFT, white), "grey-alpha": (dark, white), "sixteen": (dark, light),
        "bits": (black, white), "palette": (LEFT, RIGHT), "palette-clear": (LEFT, white),
        "interlaced": (LEFT, RIGHT),
    }  # fmt: skip


def printed(pdf: bytes) -> list[Image.Image]:
    """The pictures of a paper as its pages are rendered."""
    found = []
    document = PdfDocument(io.BytesIO(pdf))
    for page in document:
        whole = page.render(scale=2).to_pil().convert("RGB")
        for one in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]):
            left, bottom, right, top = (2 * at for at in one.get_bounds())
            box = (left, whole.height - top, right, whole.height - bottom)
            found.append(whole.crop(tuple(map(round, box))))
    document.close()
    return found


def test_no_png_prints_blank(office: Office, tmp_path: Path) -> None:
    """Another program printed attached PNG files as white boxes."""
    thread, wanted = opened(office), pngs(tmp_path)
    for name in wanted:
        assert brought(office, thread, tmp_path / f"{name}.png") is None
    pictures = printed(exports.incident_report(office, thread).pdf)
    assert len(pictures) == len(wanted)
    for picture, (name, sides) in zip(pictures, wanted.items(), strict=True):
        seen = [picture.getpixel((round(at * picture.width), picture.height // 2))
                for at in (0.25, 0.75)]  # fmt: skip
        for got, right in zip(seen, sides, strict=True):
            assert isinstance(got, tuple)
            assert all(abs(a - b) < 24 for a, b in zip(got, right, strict=True)), (name, seen)


def odd(below: Path) -> None:
    """Pictures that are no plain ones: colours of print, moving, bombs, wrong names, nothing."""
    halves("CMYK", (0, 200, 200, 0), (200, 100, 0, 0)).save(below / "cmyk.jpg")
    frames = [halves("RGB", LEFT, RIGHT), halves("RGB", RIGHT, LEFT)]
    for end in ("gif", "png", "webp"):
        frames[0].save(below / f"moving.{end}", save_all=True, append_images=frames[1:])
    exif = Image.Exif()
    exif.update({0xC000 + at: "9" * 400 for at in range(140)})
    frames[0].save(below / "exif-bomb.jpg", exif=exif)
    frames[0].save(below / "pixels.png")
    (below / "named.jpg").write_bytes((below / "pixels.png").read_bytes())
    (below / "words.png").write_bytes(b"no picture at all")


def test_every_odd_picture_is_there_after(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    odd(folder)
    (folder / "empty.jpg").touch()
    each_is_there(office, sorted(folder.iterdir()))


def test_every_sample_is_there_after(office: Office, samples: Path) -> None:
    """Those that tests/features/test_real_input.py takes in and prints are left to it."""
    photos = samples / "photos"
    there = (one for one in photos.rglob("*") if one.is_file())
    elsewhere = ("orientation", "heif", "heif_other")
    each_is_there(office, sorted(one for one in there if one.parent.name not in elsewhere))


def each_is_there(office: Office, paths: Sequence[Path]) -> None:
    """Shown or kept byte for byte, what is odd in words; only what is empty is refused."""
    thread, known = opened(office), set[int]()
    for path in paths:
        if not path.stat().st_size:
            with pytest.raises(DeskError, match=path.name) as refused:
                brought(office, thread, path)
            assert refused.value.todo
            continue
        said = brought(office, thread, path)
        new = {r.n: r for r in office.read.thread(unb64(thread)) if r.n not in known}
        known |= set(new)
        (kept,) = (r for r in new.values() if r.form in {"photo", "document"})
        assert (kept.form == "photo") is (said is None), path.name
        if kept.form == "photo":
            shown = Image.open(io.BytesIO(evidence.photo(office, kept.n)))
            shown.load()
            assert shown.format == "JPEG"
        original = kept.values["original"]
        assert isinstance(original, dict)
        assert original["name"] == path.name
        assert office.book.read_file(kept.n, "original") == path.read_bytes()
        if said is not None:
            assert path.name in said[0]
            assert said[1]
