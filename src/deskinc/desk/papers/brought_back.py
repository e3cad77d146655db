"""A bundle or paper brought back: judged as a stranger would, then held against this book.

The file may have been made to break whatever reads it; it is only ever opened in a child process
(:mod:`~deskinc.desk.papers.judging`), and of what that answers nothing is believed but its shape.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from deskinc import children
from deskinc.desk.office import Office
from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.intake import sandbox
from deskinc.intake.unfit import Unfit
from deskinc.proof.canonical import b64
from deskinc.proof.findings import Kind
from deskinc.proof.keys import ED25519, key_id, public_raw
from deskinc.reports import verdict

WALL = 180.0
"""Seconds after which a file is not judged."""
TEXT = 200_000
"""Bytes of the block that are kept; a bundle can tell more than anybody reads in a window."""


class Ours(StrEnum):
    """How the file stands to the book that is open."""

    YES = "yes"
    FOREIGN = "foreign"
    OTHER_KEY = "other key"
    OTHER_TREE = "other tree"
    UNSEALED = "unsealed"


_OURS = {
    Ours.YES: N_("It is of this book, and its seal over {size} records agrees with the book."),
    Ours.FOREIGN: N_("It is of another book; this one can say nothing about it."),
    Ours.OTHER_KEY: N_(
        "It names this book, but not the key of this book: it was made by somebody else."
    ),
    Ours.OTHER_TREE: N_(
        "It names this book, but its seal over {size} records does not agree with the book. "
        "Keep the file, and check the whole book."
    ),
    Ours.UNSEALED: N_("It bears no seal that could be held against this book."),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer on one file.

    ``kind`` is the outside verifier's word, ``whys`` its reasons in sentences; ``facts`` are how
    much there is; ``text`` is the block that ``deskinc-verify --values`` prints, long values cut.
    """

    name: str
    kind: str
    whys: tuple[str, ...]
    ours: Ours
    size: int
    facts: tuple[tuple[str, str], ...]
    text: str = field(repr=False)

    @property
    def good(self) -> bool:
        """Whether it is VALID and of this book."""
        return self.kind == Kind.VALID and self.ours is Ours.YES

    @property
    def means(self) -> str:
        """What the verifier's word says."""
        return verdict.means(Kind(self.kind))

    @property
    def of_ours(self) -> str:
        """How it stands to this book, in a sentence."""
        return _(_OURS[self.ours]).format(size=self.size)


def judge(office: Office, path: Path, command: Sequence[str] | None = None) -> Verdict:
    """Judge the file at ``path``; raises DeskError where it cannot be read at all. Blocks."""
    office.allow("verify")
    _readable(path)
    job = {"job": "judge", "ca": b64(office.book.founding.ca)}
    child = command or children.command("--judging-child")
    try:
        answer = sandbox.ask(job, os.fsencode(path), child, WALL)
        return _told(office, path.name, answer)
    except (Unfit, KeyError, TypeError, ValueError) as error:
        late = isinstance(error, Unfit) and error.code == "time"
        words = _("Judging “{name}” takes too long.") if late else _(
            "“{name}” made the program that judges it fail."
        )  # fmt: skip
        raise DeskError(
            words.format(name=path.name),
            _("Nothing in it is proved. Let deskinc-verify judge it on another computer."),
        ) from error


def _readable(path: Path) -> None:
    try:
        with path.open("rb"):
            return
    except OSError as error:
        raise DeskError(
            _("{name} cannot be read: {why}.").format(name=path.name, why=error.strerror),
            _("Choose the file itself, a bundle, a record.json or a signed PDF."),
        ) from error


def _told(office: Office, name: str, answer: sandbox.Answer) -> Verdict:
    """The answer, each part only if it is of its kind: the child may have been taken over."""
    info = answer.info
    whys = [_why(int(n), str(why)) for n, why in info["whys"]]
    if more := int(info["more"]):
        whys.append(_("And {count} findings more.").format(count=more))
    (block,) = answer.parts
    text = block[:TEXT].decode(errors="replace")
    if len(block) > TEXT:
        text += "\n" + _("The rest is told by: deskinc-verify --values")
    return Verdict(
        name, str(Kind(info["verdict"])), tuple(whys), _ours(office, info),
        int(info.get("size", 0)), tuple(_facts(info)), text,
    )  # fmt: skip


def _why(n: int, why: str) -> str:
    return _("Record {n}: {why}").format(n=n, why=_(why)) if n else _(why)


def _facts(info: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = [(_("Signed by"), ", ".join(map(str, info["signers"])))] if info.get("signers") else []
    if info.get("records"):
        count = _("{records} records, {shown} values shown, {withheld} not shown")
        numbers = {name: int(info[name]) for name in ("records", "shown", "withheld")}
        found.append((_("Holds"), count.format(**numbers)))
    return found


def _ours(office: Office, info: Mapping[str, Any]) -> Ours:
    """Whether it is of the open book, and its seal a beginning of the book as it stands."""
    if info.get("book") != b64(office.book.id):
        return Ours.FOREIGN if info.get("book") else Ours.UNSEALED
    site = key_id(ED25519, public_raw(office.book.founding.site))
    if info["site"] != b64(site):
        return Ours.OTHER_KEY
    if not info["size"]:
        return Ours.UNSEALED
    size = int(info["size"])
    root = office.read.root_over(size) if size <= office.read.last_n() else None
    return Ours.YES if root is not None and b64(root) == info["root"] else Ours.OTHER_TREE
