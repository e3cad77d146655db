"""Signs that no eye can see, made visible: a direction mark would turn words around unseen.

On paper the same signs print as the same marks (:mod:`deskinc.reports.text`).
"""

import re

_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Direction marks and what has no width; joiners stay, letters of some scripts need them."""


def shown(text: str) -> str:
    """The text with ``[U+202E]`` in the place of each sign that cannot be seen."""
    return text if text.isascii() else _UNSEEN.sub(_mark, text)


def _mark(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
