"""The sentences for a file that was not taken in: what is wrong, what to do."""

import unicodedata
from pathlib import PurePath
from typing import Final

from deskinc.errors import Refused
from deskinc.i18n import N_, _

NAME_LIMIT: Final = 80
_AGAIN: Final = N_("Copy it again from where it came, or choose another file.")
_PLAIN_SVG: Final = N_("Open it in the drawing program and save it as “plain SVG”, or as PDF.")
_SMALLER: Final = N_("Save it smaller, or choose another file.")
_PHOTO_KINDS: Final = N_("Choose a JPEG, PNG, HEIC, WebP, GIF or BMP picture.")
_KEY_KINDS: Final = N_("Choose a file whose name ends in .p12 or .pfx.")
_PLAN_KINDS: Final = N_("Choose an SVG, PDF, PNG or JPEG file.")

_SENTENCES: Final = {
    "empty": (N_("“{name}” is empty."), _AGAIN),
    "bytes": (N_("“{name}” is too large a file."), _SMALLER),
    "truncated": (N_("“{name}” ends too early, a part of it is missing."), _AGAIN),
    "undecodable": (N_("“{name}” is damaged and cannot be read."), _AGAIN),
    "pixels": (N_("“{name}” has more than 100 million pixels."), _SMALLER),
    "memory": (N_("“{name}” needs more memory than a file may take."), _SMALLER),
    "time": (N_("“{name}” takes too long to read."), _SMALLER),
    "crash": (N_("“{name}” made its reader fail, so it was not taken in."), _AGAIN),
    "answer": (N_("“{name}” could not be read reliably, so it was not taken in."), _AGAIN),
    "doctype": (N_("“{name}” declares a document type or entities; a plan may not."), _PLAIN_SVG),
    "script": (N_("“{name}” contains a script; a plan may not."), _PLAIN_SVG),
    "foreign": (N_("“{name}” contains a foreign object (embedded HTML)."), _PLAIN_SVG),
    "external": (N_("“{name}” refers to something outside the file."), _PLAIN_SVG),
    "nodes": (N_("“{name}” draws too many elements."), _PLAIN_SVG),
    "nesting": (N_("“{name}” nests its elements too deeply or in a circle."), _PLAIN_SVG),
    "size": (N_("“{name}” does not say how large the drawing is."), _PLAIN_SVG),
    "encrypted": (N_("“{name}” is protected by a password."), N_("Save it without a password.")),
    "password": (
        N_("The password does not open “{name}”."),
        N_("It is the one the file was saved with; empty if it has none. Check Caps Lock."),
    ),
    "nokey": (
        N_("“{name}” holds no private key with its certificate."),
        N_("Export certificate and key together, as PKCS#12 (.p12 or .pfx)."),
    ),
    "page": (N_("“{name}” has no such page."), N_("Choose another page.")),
}  # fmt: skip


def refusal(code: str, name: str, job: str) -> Refused:
    """Return the error for a file called ``name`` that was unfit for ``job`` (photo, plan)."""
    if code == "kind":
        if job == "photo":
            what, todo = N_("“{name}” is not a picture of a known kind."), _PHOTO_KINDS
        elif job == "pkcs12":
            what, todo = N_("“{name}” is no PKCS#12 file."), _KEY_KINDS
        else:
            what, todo = N_("“{name}” is not a floor plan of a known kind."), _PLAN_KINDS
    else:
        what, todo = _SENTENCES[code]
    return Refused(_(what).format(name=shown_name(name)), _(todo))


def shown_name(name: str) -> str:
    """Return the last part of a file name without control or direction marks, cut to 80."""
    last = PurePath(name.replace("\\", "/")).name or name
    clean = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    return clean if len(clean) <= NAME_LIMIT else f"{clean[: NAME_LIMIT - 1]}…"
