"""Ways to change a signed paper: a flipped byte, and updates laid over it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def flip(pdf: bytes, at: int) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def page_offset(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        number, _generation = opened.pages[0].Contents.objgen
    return pdf.index(b"stream", pdf.index(b"\n%d 0 obj" % number)) + 40


Change = Callable[[Any], None]


def later(pdf: bytes, change: Change) -> bytes:
    writer: Any = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def page(writer: Any) -> Any:
    return writer.root["/Pages"]["/Kids"].raw_get(0)


def page_replaced(writer: Any) -> None:
    stream = generic.StreamObject(stream_data=b"BT ET")
    page(writer).get_object()[generic.pdf_name("/Contents")] = writer.add_object(stream)
    writer.mark_update(page(writer))


def page_overlaid(writer: Any) -> None:
    stream = generic.StreamObject(stream_data=b"0 0 600 800 re f")
    writer.add_stream_to_page(0, writer.add_object(stream))


def note_added(writer: Any) -> None:
    note = generic.DictionaryObject(  # type: ignore[no-untyped-call]
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                map(generic.NumberObject, (9, 9, 99, 99))
            ),
            generic.pdf_name("/Contents"): generic.pdf_string("never happened"),
        }
    )
    writer.register_annotation(page(writer), writer.add_object(note))


def metadata_changed(writer: Any) -> None:
    stream = generic.StreamObject(stream_data=b"<x/>")
    writer.root[generic.pdf_name("/Metadata")] = writer.add_object(stream)
    writer.update_root()


def pages_reordered(writer: Any) -> None:
    pages = writer.root.raw_get("/Pages")
    kids = pages.get_object()["/Kids"]
    pages.get_object()[generic.pdf_name("/Kids")] = generic.ArrayObject(reversed(kids))
    writer.mark_update(pages)


def record_swapped(writer: Any) -> None:
    name = writer.root["/Names"]["/EmbeddedFiles"]["/Names"].raw_get(1)
    stream = generic.StreamObject(stream_data=b"{}")
    name.get_object()["/EF"][generic.pdf_name("/F")] = writer.add_object(stream)
    writer.mark_update(name)


CHANGES = (
    page_replaced, page_overlaid, note_added, metadata_changed, pages_reordered, record_swapped,
)  # fmt: skip
