"""Which roles may write which form, as plain data: a verifier knows no forms and no acts.

The same as :mod:`deskinc.forms.writers` says of the acts; a test holds the two together. Forms that
are not here (``book``, ``officer``, ``sheet``, ``countersign``) are judged by rules of their own.
"""

from collections.abc import Mapping

_LEAD = frozenset({"lead"})
_ADMIN = frozenset({"admin"})
_LASTING = frozenset({"officer", "lead"})
_DESK = _LASTING | {"relief"}
_READERS = _DESK | {"manager", "auditor"}
_OFFICE = frozenset({"lead", "manager"})
_CHIEFS = _OFFICE | {"admin"}
_STEWARDS = frozenset({"lead", "admin"})
_ALL = _READERS | {"admin"}
_NOBODY = frozenset[str]()

WRITERS: Mapping[str, frozenset[str]] = {
    "site": _ADMIN,
    "shift_on": _DESK,
    "shift_off": _DESK,
    "shift_break": _DESK,
    "handover": _DESK,
    "occurrence": _DESK,
    "clock": _DESK,
    "anchor": _DESK,
    "delivery": _DESK,
    "routine": _STEWARDS,
    "channel": _STEWARDS,
    "guide": _STEWARDS,
    "review": _LEAD,
    "import": _LASTING,
    "blanks": _DESK,
    "incident": _DESK,
    "restricted": _DESK,
    "debrief": _OFFICE,
    "measure": _DESK | {"manager"},
    "problem": _OFFICE,
    "pin": _DESK,
    "photo": _DESK,
    "document": _DESK,
    "claim": _OFFICE,
    "party": _DESK,
    "vehicle": _DESK,
    "exhibit": _DESK,
    "statement": _DESK,
    "plan": _STEWARDS,
    "strike": _DESK,
    "export": _ALL,
    "access": _ADMIN,
    "seal": _ALL,
    "hold": _CHIEFS,
    "erase": _CHIEFS,
    "restore": _CHIEFS,
    "withdrawn": _ADMIN,
    "own_key": _ALL,
    "backup": _NOBODY,
    "stamp": _NOBODY,
    "astray": _NOBODY,
    "rings": _NOBODY,
    "notice": _NOBODY,
    "sent": _NOBODY,
}
"""The roles of which a person holds one who writes that form."""

KINDS: Mapping[str, tuple[str, Mapping[str, frozenset[str]]]] = {
    "incident": ("state", {"closed": _LEAD, "void": _LEAD}),
    "hold": ("state", {"released": _LEAD}),
    "measure": ("state", dict.fromkeys(("open", "checked", "dropped"), _OFFICE)),
    "export": (
        "kind",
        {
            "handover": _DESK,
            "insurance": _OFFICE,
            "incident": _OFFICE,
            "bundle": _OFFICE,
            "redacted": _OFFICE,
            "list": _OFFICE | {"auditor"},
            "day": _READERS,
        },
    ),
    "erase": (
        "basis",
        dict.fromkeys(("request", "consent", "retention", "unlawful", "order"), _STEWARDS),
    ),
}
"""Forms of which one field narrows that by its code."""

STATES: Mapping[str, frozenset[str]] = {
    "incident": frozenset({"open", "finished", "closed", "spot", "void"}),
    "hold": frozenset({"held", "released"}),
    "claim": frozenset({"open", "answered", "settled", "refused", "withdrawn"}),
    "problem": frozenset({"open", "known", "ended"}),
    "measure": frozenset({"open", "done", "checked", "dropped"}),
    "routine": frozenset({"active", "ended"}),
    "channel": frozenset({"off", "on", "removed"}),
}
"""The codes of the field ``state`` of each form that has one; nobody knows what any other means."""

BY_HAND = frozenset({"signed", "signed_at", "scan", "why", "seen_by"})
"""The fields of a signature by hand, which is brought after what it signs."""

STRIKERS: Mapping[str, frozenset[str]] = {"hold": _LEAD}
"""Forms that fewer may strike than write: a hold that is struck holds nothing."""

UNSTRUCK = frozenset(
    {"party", "vehicle", "claim", "debrief", "measure", "problem", "guide", "routine"}
)
"""Forms of which no record is struck: each ends by what its own thread says last."""

BY_DESK = frozenset(
    {
        *(
            "access",
            "astray",
            "backup",
            "clock",
            "measure",
            "notice",
            "occurrence",
            "rings",
            "seal",
            "sent",
        ),
        "stamp",
    }
)
"""The forms among them that the desk writes in its own name."""

LOWERS = _LEAD
"""The roles of which somebody holds one who gives an incident a lower severity than it had."""

ON_THE_SPOT = "spot"
"""The state of an incident that whoever dealt with it closed at once."""

SPOT_RANK = 2
"""The highest rank of a severity that may be dealt with on the spot."""

RANKS: Mapping[str, int] = {"low": 1, "medium": 2, "high": 3, "critical": 4}
"""The severities by their codes, the lowest first; any other is below all of them."""
