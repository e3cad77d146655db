"""Words that say why somebody needs help, where only the help itself is asked (PEEP).

Settings are read by everybody who opens the book, and printed: health has no place there (D20). The
list is short and names what is plainly a reason; it proposes nothing.
"""

import re

_WHYS = (
    r"because|due to|owing to|suffer\w*|diagnos\w*|diseas\w*|ill|illness\w*|sick\w*|patient",
    r"disab\w*|disorder|syndrome|condition|medic(?:al|ally|ation|ine)\w*|surgery|operation",
    r"pregnan\w*|asthma\w*|epilep\w*|diabet\w*|dementia|alzheimer\w*|parkinson\w*|autis\w*",
    r"arthrit\w*|cancer|heart|stroke|anxi\w*|depress\w*|panic\w*|blind|deaf|amput\w*|paraly\w*",
    r"injur\w*|broken|fractur\w*|sprain\w*|hip|knee|obes\w*|multiple sclerosis|cerebral palsy",
)
_PATTERN = re.compile(rf"\b(?:{'|'.join(_WHYS)})\b", re.IGNORECASE)


def why(text: str) -> str:
    """The first word of ``text`` that says why; "" for none."""
    found = _PATTERN.search(text)
    return found.group() if found else ""
