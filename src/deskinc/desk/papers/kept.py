"""What is kept of a case and stands in no answer: photographs, footage, files, exhibits."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from deskinc.book.asking.reader import Reader
from deskinc.book.record import Record
from deskinc.book.registers.values import member
from deskinc.desk.lines.corrected import FIXED
from deskinc.desk.lines.counting import counting
from deskinc.desk.lines.erased import erased
from deskinc.desk.lines.held import as_told
from deskinc.desk.papers.extracts import Shown, all_of
from deskinc.desk.papers.insurance_case import Case
from deskinc.desk.papers.papers import short
from deskinc.desk.site import plain
from deskinc.forms.catalogue import current
from deskinc.forms.cells import split
from deskinc.forms.fields import Value, moment_of
from deskinc.forms.form import rows, show_all
from deskinc.i18n import _
from deskinc.reports.incident import Held
from deskinc.reports.particulars import Evidence

_INSIDE = frozenset({"incident", "same_as", "note", "young", "scan", "why", "seen_by"})

_LISTED = {
    "document": frozenset({"caption", "remark"}),
    "exhibit": frozenset({"mark", "what", "store", "moves"}),
    "statement": frozenset({"witness", "taken", "taken_by", "signed"}),
}
"""By form, what the list of what is held prints of it."""


def goes_out(name: str) -> bool:
    """Whether an answer of a card, exhibit or statement prints, and so goes with the paper.

    Of a movement all does but the page that was signed; nothing else of a field that stays inside.
    """
    *row, cell = name.split("/")
    return cell != "scan" if row else cell not in _INSIDE


def as_it_stands(
    read: Reader, thread: bytes, form: str, fields: AbstractSet[str] = frozenset()
) -> Shown:
    """Where the values stand that a card, exhibit or statement prints; only of ``fields``, if any.

    Nothing is among them that stays inside. What an exhibit said before it was corrected prints
    where all of it does.
    """
    told = as_told(read, thread, form)
    before = form == "exhibit" and not fields
    return {
        (record.n, name)
        for record in counting(read, read.thread(thread)) if record.form == form
        for name, value in record.values.items()
        if value is not None and goes_out(name)
        and (told.get(name) == value or (before and split(name)[0] not in FIXED))
        and (not fields or split(name)[0] in fields)
    }  # fmt: skip


def listed(case: Case) -> Shown:
    """What the list of what is held prints, each value where it stands."""
    read, found = case.source.read, Shown()
    there = [one for one in read.held(case.thread) if one.gone is None]
    files = read.records([one.n for one in there if one.form == "document"])
    found |= all_of(files.values(), _LISTED["document"])
    for one in there:
        if (names := _LISTED.get(one.form)) and one.form != "document":
            found |= as_it_stands(read, one.thread, one.form, names)
    return found


def threads(case: Case) -> list[list[Record]]:
    """The records of each exhibit and statement of the case, also of one that is gone."""
    read = case.source.read
    there = [one for one in read.held(case.thread) if one.form in {"exhibit", "statement"}]
    return [
        [r for r in counting(read, read.thread(one.thread)) if r.form in {one.form, "strike"}]
        for one in there
    ]


def evidence(case: Case) -> tuple[Evidence, ...]:
    """Photographs, footage, and all that is held, as the insurance report lists them."""
    cctv = case.answer("cctv")
    said = (Evidence(what=str(cctv), kept=_("as described")),) if cctv else ()
    there = (Evidence(what=one.what, kept=one.kept, number=one.number, signed=one.signed)
             for one in held(case))  # fmt: skip
    return (*_photos(case), *_footage(case), *said, *there)


def _photos(case: Case) -> Iterator[Evidence]:
    kept = _("in the book, with its digest")
    photos = case.standing("photo")
    gone = erased(case.source.read, [photo.n for photo in photos])
    for number, photo in enumerate(photos, 1):
        yield Evidence(
            what=caption(photo), kept=gone.get(photo.n, {}).get("original", kept),
            number=str(number),
        )  # fmt: skip


def _footage(case: Case) -> Iterator[Evidence]:
    """Each camera with its times; it is kept only where it says as what."""
    form, locale = current("incident"), case.source.locale
    for row, cells in rows(case.values, "footage"):
        said = {
            f"footage/{row}/{n}": v for n, v in cells.items() if n not in {"camera", "exported"}
        }
        more = (words for _label, words in show_all(form, said, locale))
        words = "; ".join((plain(cells.get("camera")), *more))
        kept = plain(cells.get("exported")) or _("not exported")
        yield Evidence(what=_("Footage: {words}").format(words=words), kept=kept, number="–")


def caption(photo: Record) -> str:
    """What a photograph shows."""
    return plain(photo.values.get("caption")) or _("Photograph")


def held(case: Case) -> Iterator[Held]:
    """Files, exhibits with their movements, and statements; nothing restricted of them."""
    read = case.source.read
    there = read.held(case.thread)
    files = read.records([one.n for one in there if one.form == "document" and one.gone is None])
    for _n, record in sorted(files.items()):
        file = member(record.values, "original", "name") or _("[erased]")
        said = (file, plain(record.values.get("caption")), plain(record.values.get("remark")))
        yield Held("–", ", ".join(filter(None, said)), _kept(case, record))
    for held in there:
        if held.gone is not None or held.form not in {"exhibit", "statement"}:
            continue
        values = as_told(read, held.thread, held.form)
        if held.form == "statement":
            yield _statement(case, values)
        else:
            number = " ".join(filter(None, (held.number, plain(values.get("mark")))))
            yield Held(number, plain(values.get("what")), plain(values.get("store")))
            yield from _moves(case, values)


def _kept(case: Case, record: Record) -> str:
    source = case.source
    return f"{short(source.locale, record.written)}, {source.person(record.author).initials}"


def _moves(case: Case, values: Mapping[str, Value]) -> Iterator[Held]:
    """Each movement of an exhibit with its answers, and whether it was signed by hand."""
    form, locale = current("exhibit"), case.source.locale
    for row, cells in rows(values, "moves"):
        names = {f"moves/{row}/{n}": v for n, v in cells.items() if n != "signed"}
        only = {name: value for name, value in names.items() if goes_out(name)}
        words = "; ".join(said for _label, said in show_all(form, only, locale))
        yield Held("", words, "", _signed(cells))


def _statement(case: Case, values: Mapping[str, Value]) -> Held:
    at = moment_of(values.get("taken"))
    taken = short(case.source.locale, case.source.locale.local(at)) if at else ""
    what = _("Statement of {name}").format(name=plain(values.get("witness")) or _("[restricted]"))
    kept = ", ".join(filter(None, (taken, plain(values.get("taken_by")))))
    return Held("–", what, kept, _signed(values))


def _signed(values: Mapping[str, Value]) -> str:
    """``signed`` where its page or strokes are there, how else it was settled, or nothing."""
    code = plain(values.get("signed"))
    if code in {"pen", "drawn"}:
        return _("signed") if values.get("scan") else ""
    settled = {"refused": _("Refused to sign"), "unable": _("Unable to sign")}
    return settled.get(code, "")
