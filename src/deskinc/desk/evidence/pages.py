"""The pages that are signed with a pen: a statement, and the receipt of a movement."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from deskinc.desk.evidence import exhibits, hands, statements
from deskinc.desk.lines.corrected import WHY
from deskinc.desk.lines.counting import counting
from deskinc.desk.office import Office, note_access
from deskinc.desk.papers.papers import head, marks_of
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.statement import YOUNG
from deskinc.forms.fields import Field, Rows, Text, Value, show
from deskinc.i18n import _
from deskinc.proof.canonical import unb64
from deskinc.reports.handpage import HandPage, hand_page

_SIGNS = frozenset({"signed", "signed_at", "scan", "why", "seen_by"})


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be printed."""

    pdf: bytes = field(repr=False)
    pages: int
    name: str
    title: str


def statement_page(office: Office, thread: str) -> Page:
    """The statement for a pen, or as it was signed; DeskError where one may not read it. Blocks."""
    if statements.is_closed(office, thread):
        raise DeskError(
            _("This statement is restricted."),
            _("Shift leads and the facilities manager print it, and whoever took it."),
        )
    values = statements.values(office, thread)
    code = hands.code_of(office.read.record(_first(office, thread)).id)
    prefix = YOUNG if values.get("young") is True else ""
    name = hands.witness(values)
    short, long = _told(office, values, prefix)
    declared = _(
        "This is what I saw and heard, in my own words. It was read back to me and I could change "
        "it. I sign it as true to the best of my knowledge."
    )
    title = _("Statement of {name}").format(name=name)
    return _made(office, title, values.get("incident"), short, long, declared, values, code)


def _first(office: Office, thread: str) -> int:
    held = office.read.held_thread(unb64(thread))
    if held is None:
        raise DeskError(_("There is no such statement or exhibit."))
    return held.n


def _told(
    office: Office, values: dict[str, Value], prefix: str
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What was told, short answers and long ones, in the order of the form."""
    short: list[tuple[str, str]] = []
    long: list[tuple[str, str]] = []
    for one in current("statement").fields():
        mine = one.when is None or one.name.startswith(YOUNG) == bool(prefix)
        if not mine or one.name in _SIGNS | {"incident"} or values.get(one.name) is None:
            continue
        words = show(one, values[one.name], office.locale)
        (long if isinstance(one, Text) and one.multiline else short).append((_(one.label), words))
    return short, long


def receipt_page(office: Office, thread: str, row: str) -> Page:
    """The receipt for one movement of an exhibit, with the exhibit’s own facts. Blocks."""
    values = exhibits.values(office, thread)
    held = office.read.held_thread(unb64(thread))
    number = (held.number if held else "") or ""
    moved = {
        name.split("/")[2]: value for name, value in values.items()
        if name.startswith(f"moves/{row}/")
    }  # fmt: skip
    told = counting(office.read, office.read.thread(unb64(thread)))
    asking = next(r for r in told if r.values.get(f"moves/{row}/kind"))
    of_thing = _facts(office, current("exhibit").fields(), values, {"incident", "moves", WHY})
    table = current("exhibit").field("moves")
    subs = table.fields if isinstance(table, Rows) else ()
    facts = of_thing + _facts(office, subs, moved, _SIGNS)
    title = _("Receipt for exhibit {no}").format(no=number)
    declared = _("I have taken over this exhibit, sealed and in the condition described.")
    code = hands.code_of(asking.id)
    return _made(
        office, title, values.get("incident"), facts, [], declared, moved, code
    )  # fmt: skip


def _facts(
    office: Office, fields: tuple[Field, ...], values: dict[str, Value], without: AbstractSet[str]
) -> list[tuple[str, str]]:
    return [
        (_(one.label), show(one, values[one.name], office.locale))
        for one in fields
        if one.name not in without and values.get(one.name) is not None
    ]


def _made(
    office: Office, title: str, incident: Value, facts: list[tuple[str, str]],
    parts: list[tuple[str, str]], declared: str, values: dict[str, Value], code: str,
) -> Page:  # fmt: skip
    from deskinc.reports.pdf import render

    state, named = _state(office, values), plain(incident)
    mark = marks_of(office, str(incident.get("id", "")) if isinstance(incident, dict) else "")
    data = HandPage(
        title=title, below=named, facts=tuple(facts), parts=tuple(parts),
        declared=declared, state=state or _("NOT SIGNED"), open=not state, code=code,
        payload=hands.PREFIX + code, **head(office, mark),
    )  # fmt: skip
    made = render(hand_page(data))
    note_access(office, "printed", _("page to sign, {code}").format(code=code))
    return Page(made.pdf, made.pages, f"sign-{code}.pdf", title)


def _state(office: Office, values: dict[str, Value]) -> str:
    """How and when it was signed, the digest of the page; "" for not at all."""
    code = values.get("signed")
    if not isinstance(code, dict):
        return ""
    words = [hands.how_words(str(code.get("code")))]
    form = current("statement")
    words += [
        show(form.field(name), values[name], office.locale)
        for name in ("signed_at", "why", "seen_by")
        if values.get(name) is not None
    ]
    return ", ".join(words)
