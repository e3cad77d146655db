"""The incident report: the whole form of one case, section by section, to what the paper prints."""

from collections.abc import Iterator, Mapping, Sequence

from deskinc.desk.incidents.timeline import deeds, order
from deskinc.desk.notices import telling
from deskinc.desk.papers.drawn import drawn
from deskinc.desk.papers.incident_beside import beside, cards, cleared, printed
from deskinc.desk.papers.insurance_additions import additions, after_claim, line_row
from deskinc.desk.papers.insurance_attachment import attachment
from deskinc.desk.papers.insurance_case import Case, marks_on, shown
from deskinc.desk.papers.insurance_paper import boxes_of, declaration_of, photos_of, signers_of
from deskinc.desk.papers.kept import held
from deskinc.desk.papers.papers import paper, proof, short, stamp
from deskinc.desk.papers.picture import excerpt_of, pinned
from deskinc.desk.papers.since import since
from deskinc.desk.people.restricted import category_words, closed
from deskinc.desk.site import plain
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.incident import is_exercise
from deskinc.forms.fields import Field, Rows, Value
from deskinc.forms.form import asked, rows, show_all
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.reports.document import Answer
from deskinc.reports.incident import IncidentData, Part, Rowed
from deskinc.reports.particulars import TimelineRow

INSIDE = frozenset({
    "lines", "declaration", "review_note", "force_outcome", "evac_problems", "evac_lessons",
    "claims_before",
})  # fmt: skip
"""What stays in the book: the lines print as timeline, what the house says of itself not (D36)."""


def incident_data(case: Case, issue: int, name: str, lead: str) -> IncidentData:
    """What the report prints, as issue number ``issue`` in the file ``name``."""
    source, locale, site = case.source, case.source.locale, case.source.site
    there, signers = pinned(case), signers_of(case, lead)
    officers = [officer for _f, officer, _m in signers]
    excerpt, pin = excerpt_of(case, there)
    return IncidentData(
        number=case.number, summary=case.title, issue=issue, site=site.name,
        issued=stamp(locale, source.now()), made=source.now(), language=site.language,
        paper=paper(site), mark=marks_on(case), signers=boxes_of(case, signers),
        proof=proof(source, name, [officer.thread for officer in officers]),
        attachments=(attachment(case, there, officers, INSIDE, printed(case)),),
        parts=(*_parts(case), *_apart(case), *beside(case)), held=tuple(held(case)),
        photos=photos_of(case), timeline=_timeline(case), declaration=declaration_of(case),
        exercise=is_exercise(case.number), void=_void(case), since=since(case, issue, cards(case)),
        additions=additions(case),
        claimed=stamp(locale, locale.local(case.claimed)) if case.claimed else "",
        after_claim=after_claim(case), plan=excerpt, pinned=pin,
    )  # fmt: skip


def _void(case: Case) -> str:
    """That it was raised by mistake, as whom said when and why; "" where it stands."""
    said = [r for r in case.records if plain(r.values.get("state")) == "void"]
    if plain(case.values.get("state")) != "void" or not said:
        return ""
    return _("VOID. {name}, {time}: {reason}").format(
        name=case.source.person(said[-1].author).printed,
        time=short(case.source.locale, said[-1].written),
        reason=plain(said[-1].values.get("void_reason")),
    )  # fmt: skip


def _parts(case: Case) -> Iterator[Part]:
    """The sections of the form in its order, those without an answer left out.

    What was answered while it was of another category is told last, as what it is.
    """
    form = current("incident")
    for section in form.sections:
        now = [field for field in section.fields if not _was_asked(field, case.values)]
        yield from _part(case, _(section.title), now)
    before = [field for field in form.fields() if _was_asked(field, case.values)]
    yield from _part(case, _("Answered before, no longer asked"), before)


def _was_asked(field: Field, values: Mapping[str, Value]) -> bool:
    """Whether what it depends on was answered otherwise since."""
    return (
        field.when is not None and values.get(field.when[0]) is not None
        and not asked(field, values)
    )  # fmt: skip


def _part(case: Case, title: str, fields: Sequence[Field]) -> Iterator[Part]:
    answers, tables = _answers(case, fields), tuple(_tables(case, fields))
    if answers or tables:
        yield Part(title, answers, tables)


def _answers(case: Case, fields: Sequence[Field]) -> tuple[tuple[str, Answer], ...]:
    form, locale = current("incident"), case.source.locale
    found: list[tuple[str, Answer]] = []
    for field in fields:
        if isinstance(field, Rows) or field.name in INSIDE:
            continue
        if (answer := case.answer(field.name)) != "":
            found.append((_(field.label), answer))
        else:
            several = {n: v for n, v in case.values.items() if n.startswith(f"{field.name}/")}
            found += show_all(form, several, locale)
        if field.name == "evac_clear":
            found += cleared(case)
    return tuple(found)


def _tables(case: Case, fields: Sequence[Field]) -> Iterator[Rowed]:
    form, locale = current("incident"), case.source.locale
    for field in fields:
        if not isinstance(field, Rows) or field.name in INSIDE:
            continue
        made = tuple(
            tuple(
                (_(sub.label), shown(locale, form.field(f"{field.name}/{row}/{sub.name}"), value))
                for sub in field.fields
                if (value := cells.get(sub.name)) is not None
            )
            for row, cells in rows(case.values, field.name)
        )
        figure = drawn(field, case.values)
        if figure is not None:
            numbered = enumerate(made, 1)
            made = tuple(((_("No."), str(number)), *row) for number, row in numbered)
        if made:
            yield Rowed(_(field.label), made, figure)


def _apart(case: Case) -> Iterator[Part]:
    """That something is closed to the reader."""
    times = [short(case.source.locale, r.written) for r in closed(case.source.read, case.records)]
    if times:
        kind = category_words(plain(case.values.get("category")))
        yield Part(_("Restricted"), ((_("Restricted"), ", ".join((case.number, kind, *times))),))


def _timeline(case: Case) -> tuple[TimelineRow, ...]:
    """The lines with both their times, and what was done and stands in no line, as on the page."""
    source, locale = case.source, case.source.locale
    found = [
        (order(line.happened or line.written, line.written), line_row(locale, line))
        for line in case.lines
    ]
    for one in deeds(case.records, case.values):
        at = one.at or one.written
        by = source.person(one.author).initials
        found.append((order(at, one.written), _row(short(locale, locale.local(at)), one.words, by,
                               short(locale, locale.local(one.written)))))  # fmt: skip
    for sent in telling.told(source.office, b64(case.thread)):
        when = short(locale, locale.local(sent.at))
        found.append((order(sent.at, sent.at), _row(when, sent.words, _("desk"), when)))
    return tuple(row for _at, row in sorted(found, key=lambda pair: pair[0]))


def _row(happened: str, words: str, by: str, written: str) -> TimelineRow:
    return TimelineRow(serial="–", happened=happened, written=written, text=words, author=by)
