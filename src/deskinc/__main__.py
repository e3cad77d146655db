"""The command line: ``deskinc`` opens the program; ``demo``, ``verify`` and ``selftest`` beside it.

Nothing heavy is imported before it is known what for: the intake child and ``verify`` see no Qt.
"""

import argparse
import getpass
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from deskinc import outside, paths
from deskinc.errors import DeskError
from deskinc.i18n import _


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say; return the exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] and given[0] in CHILDREN:
        return _child(CHILDREN[given[0]])
    asked = _parser().parse_args(given)
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


CHILDREN = {
    "--intake-child": "deskinc.intake.child",
    "--judging-child": "deskinc.desk.judging",
    "--check-backup": "deskinc.book.backup_check",
}
"""The processes that a frozen program starts of itself, and the modules they are."""


def _child(module: str) -> int:
    import_module(module).main()
    return 0


def verify(folder: Path, name: str) -> int:
    """Check everything in the book of ``folder``: 0 sound, 1 faults found, 2 not opened."""
    from deskinc.desk import trust
    from deskinc.desk.office import sign_in

    try:
        name = name or input(_("Name: "))
        office = sign_in(folder, name, getpass.getpass(_("Passphrase: ")))
    except (DeskError, EOFError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        verdict = trust.verify(office, full=True)
    finally:
        office.close()
    for fault in verdict.faults:
        sys.stdout.write(f"{fault.kind:<16} {fault.n:>8}  {_(fault.why)}\n")
    sys.stdout.write(verdict.sentence() + "\n")
    return 0 if verdict.ok else 1


if __name__ == "__main__":
    sys.exit(main())
