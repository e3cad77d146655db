"""``deskinc demo`` without a screen: the night of the demo office, its pictures and its papers."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from deskinc.desk import demo
from deskinc.desk.office import Office, sign_in
from deskinc.i18n import _
from deskinc.paths import resources
from deskinc.ui import theme
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.night.cast import Cast, Hand, Night
from deskinc.ui.night.papers import HANDOVER, INSURANCE
from deskinc.ui.night.playing import Program, last_dusk, play
from deskinc.ui.night.robot import Robot
from deskinc.ui.pictures import every_page, shut
from deskinc.ui.prefs import Prefs

SCHEMES: Final[tuple[theme.Scheme, ...]] = ("light", "dark")
Window = Callable[[Office, Prefs], MainWindow]


def play_demo(
    folder: Path, out: Path, start: Callable[[demo.StoryClock], Program], window: Window
) -> str:
    """Write the demo office in ``folder``, play its night; say what it left in ``out``.

    ``start`` makes the program at its door for a clock, ``window`` the window of an open office.
    """
    out.mkdir(parents=True, exist_ok=True)
    for name in (HANDOVER, INSURANCE):
        (out / name).unlink(missing_ok=True)
    _hush()
    evening = last_dusk(datetime.now(UTC))
    demo.build(folder, evening)
    clock = demo.StoryClock(evening.astimezone(UTC))
    play(demo_night(evening, clock, out.resolve()), lambda: start(clock))
    office = sign_in(folder / "book", demo.FIRST, demo.PASSPHRASE, clock=clock)
    made = window(office, Prefs(folder / "book"))
    pictures = [path for scheme in SCHEMES for path in every_page(made, out, scheme)]
    shut(made)
    office.close()
    return _said(out, len(pictures))


def demo_night(evening: datetime, clock: demo.StoryClock, papers: Path) -> Night:
    """The night of the demo office."""
    names = ("R. Malik", "D. Novak", "E. Marsh", demo.FIRST)
    photos = tuple(sorted((resources() / "demo").glob("slip-*.jpg")))
    return Night(
        Robot(), Cast(*(Hand(name, demo.PASSPHRASE) for name in names)), evening, clock.until,
        photos, papers, counts=(42, 6, 2, 3),
    )  # fmt: skip


def _said(out: Path, pictures: int) -> str:
    return _(
        "No screen here, so a night shift was played at the demo office through the real window, "
        "by keyboard only. In {folder} lie {pictures} pictures of its pages, light and dark, the "
        "handover book {handover} and the insurance report {insurance}, both signed, and "
        "site-ca.cer, the certificate they are checked with. All names are fictional. To check the "
        "papers (poppler-utils, libnss3-tools):\n\n"
        "  mkdir -p {folder}/nss && certutil -N -d {folder}/nss --empty-password\n"
        "  certutil -A -d {folder}/nss -n site -t CT,C,C -i {folder}/site-ca.cer\n"
        "  for f in {folder}/*.pdf; do pdfsig -nssdir {folder}/nss $f; done"
    ).format(
        folder=out, pictures=pictures, handover=HANDOVER, insurance=INSURANCE
    )  # fmt: skip


def _hush() -> None:
    """Off-screen windows cannot be raised; that this is so need not be said each time."""

    def tell(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        if not words.startswith("This plugin does not support"):
            sys.stderr.write(words + "\n")

    qInstallMessageHandler(tell)
