"""From reportlab's bytes to a deterministic PDF/A-3a and PDF/UA-1 file with empty signatures.

ISO 19005-3 (archive), ISO 14289-1 (access), ISO 32000-1, 12.7.4.5 and ISO 32000-2 (field locks).
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

from deskinc.reports.document import Attachment, Document
from deskinc.reports.scripts import letters_of
from deskinc.reports.sheet import Element, Field
from deskinc.reports.structure import StructureTree
from deskinc.reports.text import legible
from deskinc.reports.xmp import CREATOR, PRODUCER, packet

_PRINTED, _LOCKED = 4, 128
_FILL_FORMS, _NO_CHANGES = 2, 1
_CODE = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>")


def finalise(drawn: bytes, document: Document, tree: Element, fields: Sequence[Field]) -> bytes:
    """The finished file; the same arguments give the same bytes."""
    with pikepdf.open(BytesIO(drawn)) as pdf:
        _pages(pdf)
        _colours(pdf)
        _letters(pdf)
        widgets = {field.name: _widget(pdf, field) for field in fields}
        _form(pdf, fields, widgets)
        StructureTree(pdf, widgets).write(tree)
        _attach(pdf, document.attachments, document.made)
        _describe(pdf, document)
        target = BytesIO()
        pdf.save(
            target,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return target.getvalue()


@cache
def srgb() -> bytes:
    """The sRGB profile, with the date (bytes 24 to 35) and id (84 to 99) of its header fixed."""
    raw = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    date = (2000).to_bytes(2, "big") + b"\0\1\0\1" + bytes(6)
    return raw[:24] + date + raw[36:84] + bytes(16) + raw[100:]


def pdf_date(moment: datetime) -> str:
    """``D:20261122230900+00'00'`` (ISO 32000-1, 7.9.4), in UTC."""
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")


def _pages(pdf: pikepdf.Pdf) -> None:
    """Reading order for keyboards on every page, also where a field is only added later."""
    for page in pdf.pages:
        if "/Trans" in page.obj:
            del page.obj["/Trans"]
        page.obj.Tabs = Name.S


def _colours(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(srgb())
    profile.N = 3
    name = String("sRGB IEC61966-2.1")
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=name,
        Info=name,
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _letters(pdf: pikepdf.Pdf) -> None:
    """Let joined Arabic forms be copied as the letters they stand for."""
    letters = letters_of()

    def true(match: re.Match[bytes]) -> bytes:
        shown = chr(int(match[2], 16))
        return b"<%b> <%b>" % (
            match[1],
            letters.get(shown, shown).encode("utf-16-be", "surrogatepass").hex().upper().encode(),
        )

    for found in pdf.objects:
        if isinstance(found, Dictionary) and "/ToUnicode" in found:
            stream = found["/ToUnicode"]
            stream.write(_CODE.sub(true, stream.read_bytes()))


def _widget(pdf: pikepdf.Pdf, field: Field) -> pikepdf.Object:
    """An empty signature field with an appearance of nothing."""
    left, bottom, right, top = field.rect
    nothing = pdf.make_stream(b"")
    nothing.Type, nothing.Subtype = Name.XObject, Name.Form
    nothing.BBox = Array([0, 0, right - left, top - bottom])
    nothing.Resources = Dictionary()
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(field.name),
            TU=String(field.label),
            Rect=Array([round(edge, 2) for edge in field.rect]),
            F=_PRINTED | _LOCKED,
            P=pdf.pages[field.page].obj,
            AP=Dictionary(N=nothing),
        )
    )


def _form(pdf: pikepdf.Pdf, fields: Sequence[Field], widgets: dict[str, pikepdf.Object]) -> None:
    """Who signs locks all but the fields still to be signed; the last allows no change at all."""
    if not fields:
        return
    for place, field in enumerate(fields):
        later = [String(other.name) for other in fields[place + 1 :]]
        lock = (
            Dictionary(Action=Name.Exclude, Fields=Array(later), P=_FILL_FORMS)
            if later
            else Dictionary(Action=Name.All, P=_NO_CHANGES)
        )
        lock.Type = Name.SigFieldLock
        widget = widgets[field.name]
        widget.Lock = pdf.make_indirect(lock)
        page = pdf.pages[field.page].obj
        page.Annots = Array([*page.get("/Annots", []), widget])
    form = Dictionary(Fields=Array(list(widgets.values())), SigFlags=1)
    pdf.Root.AcroForm = pdf.make_indirect(form)


def _attach(pdf: pikepdf.Pdf, attachments: Sequence[Attachment], made: datetime) -> None:
    associated = Array()
    for item in attachments:
        spec = pikepdf.AttachedFileSpec(
            pdf,
            item.data,
            filename=item.name,
            mime_type=item.mime,
            description=legible(item.description),
            creation_date=pdf_date(made),
            mod_date=pdf_date(made),
        )
        spec.relationship = Name.Data
        pdf.attachments[item.name] = spec
        associated.append(pdf.attachments[item.name].obj)
    if len(associated):
        pdf.Root.AF = associated


def _describe(pdf: pikepdf.Pdf, document: Document) -> None:
    title, author = legible(document.title), legible(document.author)
    moment = document.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    pdf.Root.Lang = String(document.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    facts = {
        "/Title": title, "/Author": author, "/Creator": CREATOR, "/Producer": PRODUCER,
        "/CreationDate": pdf_date(document.made), "/ModDate": pdf_date(document.made),
    }  # fmt: skip
    for entry, value in facts.items():
        pdf.docinfo[entry] = String(value)
    stream = pdf.make_stream(packet(title, author, document.language, moment))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream
