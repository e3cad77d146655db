"""``deskinc-verify``: bundles, extracts and signed papers judged where nobody knows the book.

Neither database nor window is imported; nothing in a file is run or trusted. Exit codes: 0 every
file is VALID; else by the gravest verdict 1 ALTERED, 5 UNKNOWN FORMAT, 4 UNKNOWN KEY,
3 INCOMPLETE; 2 a file could not be read, or the call was wrong.
"""

import argparse
import json
import mmap
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from deskinc.errors import DeskError
from deskinc.i18n import _

if TYPE_CHECKING:
    from deskinc.proof.bundle import Judgement, Trusted
    from deskinc.reports.carried import PaperJudgement

UNREAD = 2
_NOTE_LIMIT = 16_384
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----")


def main(argv: Sequence[str] | None = None) -> int:
    """Judge the files named; return the exit code."""
    parser = argparse.ArgumentParser(
        "deskinc-verify",
        description="Check evidence bundles, record.json and signed papers of a deskinc book.",
        epilog="Exit codes: 0 all VALID, 1 ALTERED, 2 not read, 3 INCOMPLETE, 4 UNKNOWN KEY, "
        "5 UNKNOWN FORMAT.",
    )
    arguments(parser, "+")
    return run(parser.parse_args(argv))


def arguments(parser: argparse.ArgumentParser, files: str) -> None:
    """Add what may be asked; ``files`` is argparse's number of files."""
    parser.add_argument("files", nargs=files, type=Path, metavar="FILE",
                        help="bundle (.zip), record.json or signed PDF")  # fmt: skip
    parser.add_argument(
        "--seal",
        help="a seal you trust: file or text of a note, a printed code, or what its square says",
    )
    parser.add_argument("--size", type=int, default=0,
                        help="records sealed, as printed beside the code")  # fmt: skip
    parser.add_argument("--key", help="the site key you trust, or its id")
    parser.add_argument("--ca", type=Path, help="the site’s certificate you trust (site-ca.cer)")
    parser.add_argument("--values", action="store_true", help="print the values shown, too")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(asked: argparse.Namespace) -> int:
    """Judge what was asked, print one block a file; return the exit code."""
    _printable()
    try:
        code = _run(asked)
        sys.stdout.flush()
    except BrokenPipeError:
        # whoever read along had enough; what is left must not complain at the end either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    return code


def _run(asked: argparse.Namespace) -> int:
    from deskinc.reports import verdict

    try:
        trusted, root = _trusted(asked), _root(asked.ca)
    except DeskError as error:
        sys.stderr.write(f"{error}\n")
        return UNREAD
    unread, judged = False, []
    for path in asked.files:
        try:
            judged.append((str(path), _judged(path, trusted, root)))
        except DeskError as error:
            unread = True
            sys.stderr.write(f"{verdict.plain(str(path))}: {error}\n")
            continue
        if not asked.json:
            sys.stdout.write(verdict.words(*judged[-1], values=asked.values))
    if asked.json:
        told = [verdict.data(*one) for one in judged]
        sys.stdout.write(json.dumps(told, indent=1) + "\n")
    return _code([told for _file, told in judged], unread=unread)


def _code(judged: "Sequence[Judgement | PaperJudgement]", *, unread: bool) -> int:
    from deskinc.proof.findings import Kind
    from deskinc.reports.verdict import CODES

    order = list(Kind)
    worst = max((told.kind for told in judged), key=order.index, default=Kind.VALID)
    return UNREAD if unread and worst is Kind.VALID else CODES[worst]


def _judged(path: Path, trusted: "Trusted", root: bytes) -> "Judgement | PaperJudgement":
    from deskinc.proof.bundle import judge

    data = _read(path)
    if bytes(data[:5]) != b"%PDF-":
        if root:
            raise DeskError(
                _("A certificate bears out signed papers only; anybody can name it in a bundle."),
                _("Give --key or --seal for this file, or leave --ca out."),
            )
        return judge(data, trusted)
    from deskinc.reports.carried import judge_paper

    return judge_paper(bytes(data), trusted, root)


def _read(path: Path) -> memoryview:
    """The bytes of a file, not copied; DeskError where there are none to be had."""
    from deskinc.proof.container import MAX_TOTAL

    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DeskError(_("This is a folder."), _("Name the file itself."))
        if size > MAX_TOTAL:
            raise DeskError(_("This file is larger than any bundle or paper."))
        with path.open("rb") as file:
            if not size:
                return memoryview(file.read(MAX_TOTAL))
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except FileNotFoundError:
        raise DeskError(_("There is no such file.")) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DeskError(_("The file cannot be read: {why}.").format(why=why)) from error


def _trusted(asked: argparse.Namespace) -> "Trusted":
    from deskinc.proof.judgement import Trusted, trusted_key, trusted_seal

    trusted = Trusted()
    try:
        if asked.key:
            trusted = trusted_key(asked.key)
        if asked.seal:
            seal = trusted_seal(_text(asked.seal), asked.size)
            trusted = replace(trusted, note=seal.note, code=seal.code, size=seal.size)
    except ValueError as error:
        raise DeskError(
            _("What you trust is neither a key nor a seal."),
            _("Give a key or its id, a note as it is printed, or its code with --size."),
        ) from error
    return trusted


def _text(given: str) -> str:
    """The text itself, or that of the file it names."""
    path = Path(given)
    try:
        if len(given) < 4096 and path.is_file():
            with path.open("rb") as file:
                return file.read(_NOTE_LIMIT + 1).decode()
    except (OSError, ValueError):
        return given
    return given


def _root(path: Path | None) -> bytes:
    """The certificate that is trusted, as DER."""
    from base64 import b64decode

    if path is None:
        return b""
    raw = bytes(_read(path)[:_NOTE_LIMIT])
    try:
        pem = _PEM.search(raw)
        raw = b64decode(pem[1]) if pem else raw
        from cryptography.x509 import load_der_x509_certificate

        load_der_x509_certificate(raw)
    except ValueError as error:
        raise DeskError(
            _("The file given with --ca is no certificate."), _("Give the site’s site-ca.cer.")
        ) from error
    return raw


def _printable() -> None:
    """A terminal that lacks a sign shows its code instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
