"""Who may write which form: each form with the acts by which it is written.

:mod:`deskinc.proof.permits` says the same as plain data, for a verifier that knows no forms.
"""

from collections.abc import Iterable, Mapping

from deskinc.forms.roles import allowed

ACTS: Mapping[str, tuple[str, ...]] = {
    "site": ("settings",),
    "shift_on": ("shift", "handover"),
    "shift_off": ("shift", "handover"),
    "shift_break": ("shift",),
    "handover": ("handover",),
    "occurrence": ("write_occurrence", "correct", "transcribe"),
    "clock": ("write_occurrence",),
    "anchor": ("write_occurrence",),
    "delivery": ("deliver",),
    "routine": ("routines",),
    "channel": ("notify",),
    "guide": ("guides",),
    "review": ("review",),
    "import": ("transcribe",),
    "blanks": ("write_occurrence", "transcribe"),
    "incident": ("raise_incident", "follow_up", "finish_incident"),
    "restricted": ("raise_incident", "follow_up", "finish_incident"),
    "debrief": ("learn",),
    "measure": ("learn", "do_action"),
    "problem": ("learn",),
    "pin": ("pin",),
    "photo": ("attach",),
    "document": ("attach",),
    "claim": ("claim",),
    "party": ("follow_up",),
    "vehicle": ("follow_up",),
    "exhibit": ("attach",),
    "statement": ("attach",),
    "plan": ("import_plan",),
    "strike": ("strike",),
    "export": ("report", "export", "export_list", "print_day", "handover", "verify"),
    "access": ("settings",),
    "seal": ("seal", "verify"),
    "hold": ("hold", "claim", "release_hold"),
    "erase": ("erase", "restore"),
    "restore": ("restore",),
    "withdrawn": ("enrol",),
    "own_key": ("verify",),
    "backup": (),
    "stamp": (),
    "astray": (),
    "rings": (),
    "notice": (),
    "sent": (),
}
"""The acts by which people write each form; none where only the desk does.

Papers of several kinds seal the book before they are made, so every role does. Who writes the
other forms (``officer``, ``sheet``, ``countersign``) has rules of its own.
"""

KINDS: Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]] = {
    ("incident", "state"): {"closed": ("review",), "void": ("review",)},
    ("hold", "state"): {"released": ("release_hold",)},
    ("measure", "state"): dict.fromkeys(("open", "checked", "dropped"), ("learn",)),
    ("export", "kind"): {
        "handover": ("handover",),
        "insurance": ("report",),
        "incident": ("report",),
        "bundle": ("export",),
        "redacted": ("export",),
        "list": ("export_list",),
        "day": ("print_day",),
    },
    ("erase", "basis"): dict.fromkeys(
        ("request", "consent", "retention", "unlawful", "order"), ("erase",)
    ),
}
"""Where one field narrows who may: form and field, then code, the acts of that code alone."""

STRIKES: Mapping[str, tuple[str, ...]] = {"hold": ("release_hold",)}
"""Forms that fewer may strike than write: the acts of those."""

DESK = frozenset({
    "access", "astray", "backup", "clock", "measure", "notice", "occurrence", "rings", "seal",
    "sent", "stamp",
})  # fmt: skip
"""What the desk writes in its own name."""

LOWERING = "lower_severity"
"""The act of who gives an incident a lower severity than it had."""


def writers(acts: Iterable[str]) -> frozenset[str]:
    """The roles that any of ``acts`` is allowed to."""
    return frozenset[str]().union(*map(allowed, acts))
