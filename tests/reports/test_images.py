"""Pictures: upright pixels, and nothing else of the file they came in."""

from io import BytesIO

from PIL import Image
from tests.reports.samples import photo

from deskinc.reports.images import bare_jpeg, fitted, printable


def with_exif() -> bytes:
    image = Image.open(BytesIO(photo(64, 48)))
    exif = Image.Exif()
    exif[0x010F] = "Camera maker"
    target = BytesIO()
    image.save(target, "JPEG", exif=exif, comment=b"taken at home")
    return target.getvalue()


def test_camera_data_and_comments_do_not_reach_the_paper() -> None:
    raw = bare_jpeg(with_exif())
    assert b"Camera maker" not in raw
    assert b"taken at home" not in raw


def test_the_pixels_stay_exactly_the_same() -> None:
    before, after = (Image.open(BytesIO(raw)) for raw in (with_exif(), bare_jpeg(with_exif())))
    assert before.tobytes() == after.tobytes()


def pixels(data: bytes) -> bytes:
    raw: bytes = printable(data).getRGBData()  # type: ignore[no-untyped-call]
    return raw


def test_transparent_pictures_are_laid_on_white() -> None:
    target = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(target, "PNG")
    assert set(pixels(target.getvalue())) == {255}


def test_print_colours_become_screen_colours() -> None:
    target = BytesIO()
    Image.new("CMYK", (4, 4)).save(target, "JPEG")
    assert len(pixels(target.getvalue())) == 4 * 4 * 3


def test_a_picture_fits_its_place_in_its_own_shape() -> None:
    assert fitted(printable(photo(400, 200)), 100, 100) == (100, 50)
    assert fitted(printable(photo(200, 400)), 100, 100) == (50, 100)
