"""The command line: ``deskinc`` opens the program; ``demo``, ``verify`` and ``selftest`` beside it.

Nothing heavy is imported before it is known what for: the intake child and ``verify`` see no Qt.
"""

import argparse
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deskinc import children, outside, paths
from deskinc.errors import DeskError
from deskinc.i18n import _

if TYPE_CHECKING:
    from deskinc.desk.trust.trust import Report, Verdict


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say; return the exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] and given[0] in children.MODULES:
        children.run(given[0])
        return 0
    asked = _parser().parse_args(given)
    if asked.act not in {None, "run"}:
        children.hide()  # the window does it itself, once the desktop has seen whose it is
    folder = asked.folder or paths.data_folder()
    if asked.act == "demo":
        from deskinc.app import demo

        return demo(asked.out)
    if asked.act == "verify":
        return outside.run(asked) if asked.files else verify(folder, asked.name)
    if asked.act == "selftest":
        from deskinc import selftest

        return selftest.run(asked.bundle)
    from deskinc.app import run

    return run(folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("deskinc", description="The book of one security desk.")
    parser.add_argument("--folder", type=Path, help="data folder (default: DESKINC_DATA, or yours)")
    acts = parser.add_subparsers(dest="act", metavar="act")
    acts.add_parser("run", help="open the program (also without any act)")
    demo = acts.add_parser("demo", help="a sample office with a week of life in it")
    demo.add_argument("--out", type=Path, default=Path("demo-office"),
                      help="where pictures go on a machine without a screen")  # fmt: skip
    check = acts.add_parser("verify", help="check bundles and papers; without any, the whole book")
    check.add_argument("--name", default="", help="who signs in (asked for otherwise)")
    outside.arguments(check, "*")
    test = acts.add_parser("selftest", help="create, write, verify, report, sign, grab the window")
    test.add_argument("--bundle", type=Path, metavar="FILE", help="keep bundle and report")
    return parser


def verify(folder: Path, name: str) -> int:
    """Check everything in the book of ``folder``: 0 sound, 1 faults found, 2 not opened."""
    from deskinc.desk.office import sign_in
    from deskinc.desk.trust import trust

    try:
        name = name or input(_("Name: "))
        office = sign_in(folder, name, getpass.getpass(_("Passphrase: ")))
    except (DeskError, EOFError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        verdict = trust.verify(office, full=True, report=_far())
    finally:
        office.close()
    _tell(verdict)
    return 0 if verdict.ok else 1


def _far() -> "Report":
    """Say on one line of a terminal how far it is."""
    if not sys.stderr.isatty():
        return lambda _fraction, _words: None
    return lambda fraction, words: _show(f"\r{fraction:4.0%} {words:<70}")


def _show(words: str) -> None:
    sys.stderr.write(words)
    sys.stderr.flush()


def _tell(verdict: "Verdict") -> None:
    """One line a check, one a fault, and the outcome."""
    marks = {True: _("holds"), False: _("FAULTS"), None: _("left out")}
    write = sys.stdout.write
    for line in verdict.lines:
        write(f"{marks[line.ok]:<9} {line.name:<22} {line.words:<58} {line.seconds:>8.1f} s\n")
    for fault in verdict.faults:
        write(f"{fault.kind:<15} {fault.n:>8}  {fault.where}: {fault.why}\n")
    write(verdict.sentence() + "\n")


if __name__ == "__main__":
    sys.exit(main())
