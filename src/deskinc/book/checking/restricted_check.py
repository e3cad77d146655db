"""Restricted values against what was signed: only who can open them can tell."""

from dataclasses import replace
from time import perf_counter

from deskinc.book.checking.checked import Checked, Part
from deskinc.book.disk.store import Link
from deskinc.book.keys.restricting import Sight
from deskinc.book.records.following import Cancel, Cancelled
from deskinc.i18n import _
from deskinc.proof.findings import Finding, Why, finding
from deskinc.proof.tally import RESTRICTED, SHOWN

CLOSED = "closed"
"""Why some were left out: whoever checks cannot open them. They are there."""

_CLOSED = "SELECT n, name, raw FROM value WHERE substr(raw, 1, 1) = x'7b' ORDER BY n, name"


def proved(checked: Checked, link: Link, sight: Sight, cancel: Cancel) -> Checked:
    """``checked`` with what came of the restricted values; a check since the last seal has none."""
    if not any(part.check == RESTRICTED for part in checked.parts):
        return checked
    begun, counted, closed, wrong = perf_counter(), 0, 0, list[Finding]()
    for n, name, raw in link.driver.execute(_CLOSED):
        if cancel():
            raise Cancelled(_("The check was stopped."))
        counted += 1
        if sight.plain(raw) is None:
            closed += not sight.reads_all
            wrong += [finding(Why.RESTRICTED, n, name)] if sight.reads_all else []
    left = CLOSED if closed else ""
    part = Part(
        RESTRICTED, counted, len(wrong), len(wrong), perf_counter() - begun,
        tuple(wrong[:SHOWN]), left,
    )  # fmt: skip
    parts = tuple(part if one.check == RESTRICTED else one for one in checked.parts)
    return replace(checked, parts=parts)
