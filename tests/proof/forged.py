"""Extracts that a holder of keys forges, all of whose signatures and proofs hold.

``python -m tests.proof.forged`` (with ``src`` on the path) writes packaging/forged, which the
frozen verifier is given too: ``<what was done>-<exit code>.json``.
"""

import json
from collections.abc import Callable
from pathlib import Path

from tests.proof.bundles import parts
from tests.proof.chains import Maker, private, seed
from tests.proof.test_relief import house, relief
from tests.proof.test_verify_acts import restored

from deskinc.proof.canonical import Json, b64
from deskinc.proof.findings import Why
from deskinc.proof.reasons import Reason
from deskinc.proof.seal import sign_note

FOLDER = Path(__file__).parents[2] / "packaging" / "forged"

CERTIFICATES: dict[str, str] = json.loads(Path(__file__).with_name("certificates.json").read_text())
"""Of two authorities, ``ca`` and ``relief_ca``, and of one person from each; made once."""

Found = set[Why | Reason]


def _opened() -> Maker:
    made = Maker().open()
    made.line("The guard let him in.", by="lee")
    return made


def _second_by_an_auditor(made: Maker) -> None:
    made.officer("max", role="auditor")
    made.countersign(made.erase(made.records[3], "text"), by="max")


def _second_by_one_whose_role_was_taken(made: Maker) -> None:
    made.officer("max", role="lead")
    taken = made.write("officer", {"roles/officer": False}, by="kim", thread=made.thread("lee"))
    made.countersign(taken, by="max")
    made.countersign(made.line(), by="lee")


def _erased_by_the_desk(made: Maker) -> None:
    made.countersign(made.erase(made.records[3], "text", by="desk"), by="lee")


def _erased_alone(made: Maker) -> None:
    made.erase(made.records[3], "text")


def _restored_by_the_desk(made: Maker) -> None:
    restored(made, by="desk")


def _restored_to_another_size(made: Maker) -> None:
    restored(made, size=99)


def _restored_to_another_tree(made: Maker) -> None:
    restored(made, root=b64(seed("another")))


def _restored_from_another_epoch(made: Maker) -> None:
    restored(made, epoch=7)


def _restored_alone(made: Maker) -> None:
    restored(made)
    made.records.pop()
    made.line()


def _sealed_with_another_size(made: Maker) -> None:
    made.seal(size=1)


def _sealed_with_another_tree(made: Maker) -> None:
    made.seal(root=bytes(32))


def _sealed_for_another_book(made: Maker) -> None:
    made.seal(origin=Maker("B").head().origin)


def _sealed_by_another_site(made: Maker) -> None:
    made.seal(note=sign_note(made.head(), private("mallory")))


def _sealed_by_somebody_unknown(made: Maker) -> None:
    made.seal(note=sign_note(made.head(), private("desk"), [(private("max"), 1)]))


def _held_by_the_desk(made: Maker) -> None:
    made.write("hold", {"about": b64(made.records[3].id)}, by="desk")


def _struck_by_the_desk(made: Maker) -> None:
    made.strike(made.records[3], by="desk")


def _relief_who_leads(made: Maker) -> None:
    relief(made, roles__lead=True, certificate=None)


def _relief_by_the_manager(made: Maker) -> None:
    made.officer("ann", role="manager")
    relief(made, by="ann", certificate=None)


def _relief_for_two_days(made: Maker) -> None:
    until: Json = {"t": "2026-11-24T00:00:00+00:00", "p": "s"}
    relief(made, relief_until=until, certificate=None)


def _relief_certified_by_the_site(made: Maker) -> None:
    made.records.clear()
    made.lines = 0
    house(made, {name: CERTIFICATES[name] for name in ("ca", "relief_ca")})
    relief(made, certificate=CERTIFICATES["by_ca"])


def _goes_on_after_a_suspension(made: Maker) -> None:
    made.state("lee", "suspended")
    made.line(by="lee")


FORGED: dict[Callable[[Maker], None], tuple[int, Found]] = {
    _second_by_an_auditor: (1, {Why.COUNTERSIGN_ROLE, Reason.ERASE_ALONE}),
    _second_by_one_whose_role_was_taken: (1, {Why.COUNTERSIGN_ROLE}),
    _erased_by_the_desk: (1, {Why.ERASE_DESK}),
    _erased_alone: (3, {Reason.ERASE_ALONE}),
    _restored_by_the_desk: (1, {Why.RESTORE_DESK}),
    _restored_to_another_size: (1, {Why.RESTORE}),
    _restored_to_another_tree: (1, {Why.RESTORE}),
    _restored_from_another_epoch: (1, {Why.RESTORE}),
    _restored_alone: (3, {Why.RESTORE_ALONE}),
    _sealed_with_another_size: (1, {Why.SEAL_SIZE}),
    _sealed_with_another_tree: (1, {Why.SEAL_ROOT}),
    _sealed_for_another_book: (1, {Why.SEAL_ORIGIN}),
    _sealed_by_another_site: (1, {Why.SEAL_SIGNATURE}),
    _sealed_by_somebody_unknown: (3, {Reason.COSIGNER}),
    _held_by_the_desk: (1, {Why.HOLD_DESK}),
    _struck_by_the_desk: (1, {Why.STRIKE_DESK}),
    _relief_who_leads: (1, {Why.ENROLLED_UNALLOWED}),
    _relief_by_the_manager: (1, {Why.ENROLLED_UNALLOWED}),
    _relief_for_two_days: (1, {Why.RELIEF_LONG}),
    _relief_certified_by_the_site: (1, {Why.CERTIFICATE}),
    _goes_on_after_a_suspension: (1, {Why.CLOSED_KEY}),
}
"""What was done, the exit code it must bring, and the reasons."""


def extract(forge: Callable[[Maker], None]) -> bytes:
    """All records of a small book in which that was done, under its last seal."""
    made = _opened()
    forge(made)
    made.line("Goes on.")
    made.seal()
    return parts(made, files=[]).json


def texts() -> dict[str, bytes]:
    """Every file of the folder."""
    return {
        f"{forge.__name__.strip('_').replace('_', '-')}-{code}.json": extract(forge)
        for forge, (code, _why) in FORGED.items()
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_bytes(text)
