"""The report on a check of the book: what was checked, what came of it, what that proves.

All texts arrive as they are to be read; nothing here knows the book or its forms.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from deskinc.i18n import _
from deskinc.reports.document import (
    Block,
    Document,
    Facts,
    Heading,
    Row,
    Table,
    Text,
    Title,
    Tone,
    Words,
)
from deskinc.reports.frame import Frame, closing
from deskinc.reports.verification import Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One check: its name, what came of it, whether it held (None: not made), its seconds."""

    name: str
    words: str
    ok: bool | None
    seconds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """One fault: where, what is wrong, what to do."""

    where: str
    what: str
    todo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckData(Frame):
    """Everything the report on a check prints.

    ``found`` faults there are; ``faults`` are those listed. ``proof`` is None where the book could
    not be sealed; ``signers`` are empty where nobody signs.
    """

    checked: str
    asked: str
    records: str
    what: str
    code: str
    sealed: str
    outcome: str
    ok: bool
    lines: tuple[CheckLine, ...]
    faults: tuple[FoundLine, ...]
    found: int
    proof: Proof | None
    remark: str = ""


def check_report(data: CheckData) -> Document:
    """The report as a document ready to be rendered and signed."""
    title = _("Report on the check of the book")
    blocks = (
        Title(title, data.site),
        *_head(data),
        *_lines(data),
        *_faults(data),
        *_meaning(),
        *_closing(data),
    )
    return data.document(f"{title}, {data.checked}", blocks)


def _head(data: CheckData) -> Iterator[Block]:
    yield Facts(
        (
            (_("Site"), data.site),
            (_("Checked"), data.checked),
            (_("Asked for by"), data.asked),
            (_("What"), data.what),
            (_("Records"), data.records),
            (_("Code of the book"), data.code),
            (_("Held against"), data.sealed),
        ),
        columns=1,
    )
    yield Text(data.outcome, "ink" if data.ok else "fault", strong=True)
    if data.remark:
        yield Text(data.remark, "fault")


def _lines(data: CheckData) -> Iterator[Block]:
    yield Heading(_("What was checked"))
    rows = [
        Row((Words(line.name, strong=True), line.words, _mark(line.ok), line.seconds))
        for line in data.lines
    ]
    yield Table(
        (_("Check"), _("Outcome"), _("Result"), _("Seconds")), (130, 0, 76, 52), tuple(rows)
    )


def _mark(ok: bool | None) -> Words:
    tone: Tone = "ink" if ok else "fault"
    if ok is None:
        return Words(_("not checked"), "late", strong=True)
    return Words(_("holds") if ok else _("FAULTS"), tone, strong=True)


def _faults(data: CheckData) -> Iterator[Block]:
    yield Heading(_("What was found"))
    if not data.found:
        yield Text(_("Nothing was found."))
        return
    if len(data.faults) < data.found:
        yield Text(
            _("{count} faults were found. Listed here are {listed}.").format(
                count=f"{data.found:,}", listed=f"{len(data.faults):,}"
            )
        )
    rows = [Row((Words(one.where, strong=True), one.what, one.todo)) for one in data.faults]
    if rows:
        yield Table((_("Where"), _("What is wrong"), _("What to do")), (100, 150, 0), tuple(rows))


def _meaning() -> Iterator[Block]:
    yield Heading(_("What this proves"))
    yield Text(
        _(
            "What holds is what was written, in this order, by the holders of these keys, and none "
            "of it is missing up to the last record. Held against a seal on an older paper it "
            "shows that nothing sealed was changed since. It does not prove that a line is true, "
            "that the person at the keyboard was the one whose passphrase it was, or that the "
            "computer’s clock was right. Somebody who controls this computer could show a false "
            "report on its screen: an evidence bundle, judged elsewhere, answers that."
        )
    )


def _closing(data: CheckData) -> Iterator[Block]:
    if data.proof is not None:
        yield from closing(data, data.proof, _("Signature"))
    if not data.signers:
        yield Text(_("This report is not signed."), strong=True)
