"""``deskinc selftest``: create, write, verify, report, check the signatures, grab the window.

It runs in the program itself, so that a frozen build proves that everything it needs is in it.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from deskinc.paths import forget


def run(bundle: Path | None = None) -> int:
    """Do every step in a folder of its own; print one line each; 1 if any failed.

    ``bundle`` is where to keep the evidence bundle it makes, and the report beside it as PDF.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    state: dict[str, Any] = {}
    failed = 0
    with tempfile.TemporaryDirectory(prefix="deskinc-selftest-") as folder:
        state["folder"] = Path(folder)
        state["bundle"] = bundle or Path(folder) / "evidence.zip"
        for name, step in STEPS:
            begun = time.perf_counter()
            try:
                said = step(state)
            except Exception as error:  # noqa: BLE001 - the outcome is the report
                failed += 1
                said = f"FAIL {type(error).__name__}: {error}"
            seconds = time.perf_counter() - begun
            sys.stdout.write(f"{name:<10} {seconds:6.2f} s  {said}\n")
        if "office" in state:
            state["office"].close()
        forget(Path(folder) / "book")
    sys.stdout.write("selftest failed\n" if failed else "selftest passed\n")
    return 1 if failed else 0


def _versions(_state: dict[str, Any]) -> str:
    import cryptography
    import sqlalchemy
    from PySide6.QtCore import qVersion
    from sqlcipher3 import dbapi2

    from deskinc import __version__

    return json.dumps({
        "deskinc": __version__, "python": sys.version.split()[0], "qt": qVersion(),
        "sqlite": dbapi2.sqlite_version, "sqlalchemy": sqlalchemy.__version__,
        "cryptography": cryptography.__version__, "frozen": bool(getattr(sys, "frozen", False)),
    })  # fmt: skip


def _create(state: dict[str, Any]) -> str:
    from deskinc.book.keys.kdf import FLOOR
    from deskinc.desk import setup
    from deskinc.desk.people import people

    answers = setup.Answers(
        site="Selftest House", officer="A. Tester", initials="A.T.", licence="0000",
        passphrase="selftest of the front desk", mirror=state["folder"] / "mirror",  # noqa: S106
        places=("Lobby",), kit=(("Key sets", 3),),
    )  # fmt: skip
    office = setup.set_up(state["folder"] / "book", answers, setup.recovery_words(), kdf=FLOOR)
    who = people.Enrolment("B. Relief", "B.R.", identity="Passport")
    people.enrol(office, who, "selftest of the second one", kdf=FLOOR)
    state["office"] = office
    return office.site.name


def _write(state: dict[str, Any]) -> str:
    from deskinc.desk.incidents import incidents, plans
    from deskinc.desk.lines import entries
    from deskinc.desk.shift import shifts
    from deskinc.paths import resources

    office = state["office"]
    shifts.sign_on(office, {"kit": True}, entries.new_id()).result()
    line = {"type": "patrol", "place": "Lobby", "text": "All doors secure, “Żółć” & <suspect>."}
    saved = entries.post(office, line, entries.new_id()).result()
    drawing = resources() / "demo" / "plan-ground.svg"
    plans.import_plan(office, drawing, "Selftest House", "Ground").result()
    opening = {
        **incidents.start(office, [saved.records[0].n]), "category": "access.door_insecure",
        "severity": "low", "injuries": False, "force": False, "immediate": "Door closed.",
    }  # fmt: skip
    thread = entries.new_id()
    incidents.open_new(office, opening, thread).result()
    plan = plans.listed(office)[0]
    plans.pin(office, thread, plan.thread, plan.width // 2, plan.height // 2).result()
    incidents.finish(office, thread, "selftest of the front desk", entries.new_id())
    state["thread"] = thread
    return f"line {saved.records[0].line}, mirrored {saved.mirrored}"


def _bundle(state: dict[str, Any]) -> str:
    from deskinc.desk.papers import bundles
    from deskinc.proof.bundle import judge
    from deskinc.proof.findings import Kind

    wanted = bundles.Wanted(incident=state["thread"])
    made = bundles.make(state["office"], wanted, recipient="Selftest")
    bundles.record(state["office"], made, "selftest of the front desk")
    told = judge(made.data)
    if told.kind is not Kind.VALID:
        raise RuntimeError("; ".join(one.why for one in told.all))
    bundles.save(made, state["bundle"])
    return f"{len(told.records)} records, {len(made.data):,} bytes"


def _report(state: dict[str, Any]) -> str:
    from deskinc.desk.papers import exports
    from deskinc.desk.shift import handover

    office, ours, theirs = (
        state["office"],
        "selftest of the front desk",
        "selftest of the second one",
    )
    made = exports.insurance_report(office, state["thread"])
    report = exports.sign_insurance(office, made, ours)
    given = handover.prepare(office)
    given = replace(given, counts=tuple(replace(c, counted=c.book) for c in given.counts))
    done = handover.complete(office, given, ours, "B. Relief", theirs)
    state["papers"] = (report, done.signed)
    state["bundle"].with_suffix(".pdf").write_bytes(report.pdf)
    return f"{report.pages} and {done.signed.pages} pages"


def _notices(_state: dict[str, Any]) -> str:
    from deskinc.book.clock import now
    from deskinc.desk.notices import posts
    from deskinc.desk.notices.ways import Message, NotSent, Patience, Service
    from deskinc.forms.catalogue.notices import SERVICES

    for one in SERVICES:
        posts.plugin(one.code)
    nowhere = Service("gotifys", "gotifys://localhost:1/Atoken123456789")
    try:
        posts.service(nowhere, Message("1", "Selftest", "Selftest", now()), Patience(1, 1))
    except NotSent:
        return f"{len(SERVICES)} services"
    raise RuntimeError("a message arrived nowhere")


def _signatures(state: dict[str, Any]) -> str:
    from deskinc.desk.papers import exports

    for paper in state["papers"]:
        if problems := exports.problems(state["office"], paper.n):
            raise RuntimeError("; ".join(problems))
    return "every signature holds"


def _verify(state: dict[str, Any]) -> str:
    from deskinc.desk.trust import trust

    verdict = trust.verify(state["office"], full=True, apart=True)
    if not verdict.ok:
        raise RuntimeError("; ".join(fault.why for fault in verdict.faults))
    return verdict.sentence()


def _keyring(_state: dict[str, Any]) -> str:
    """How this computer's keyring stands; that there is none is no fault."""
    from deskinc.desk import open_office

    ring = open_office.look()
    return " ".join(filter(None, (ring.name, ring.why)))


def _window(state: dict[str, Any]) -> str:
    from deskinc.app import application
    from deskinc.ui.pictures import settle, shut
    from deskinc.ui.prefs import Prefs
    from deskinc.ui.windows import SIZE, main_window

    application("light")
    window = main_window(state["office"], Prefs(state["folder"]))
    window.resize(*SIZE)
    window.show()
    settle()
    picture = window.grab()
    picture.save(str(state["folder"] / "window.png"))
    words = f"{picture.width()} × {picture.height()}, {len(window.specs)} pages"
    shut(window)
    return words


STEPS: tuple[tuple[str, Callable[[dict[str, Any]], str]], ...] = (
    ("versions", _versions),
    ("create", _create),
    ("write", _write),
    ("bundle", _bundle),
    ("report", _report),
    ("signatures", _signatures),
    ("verify", _verify),
    ("notices", _notices),
    ("keyring", _keyring),
    ("window", _window),
)
