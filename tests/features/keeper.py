"""A desk in a process of its own, watched from outside: it works with words that must not leak.

The words come on standard input, the keys leave on standard output; neither touches a file.
"""

import io
import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from PIL import Image

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.recovery import entropy, key_of
from deskinc.desk import setup
from deskinc.desk.certificates import adopting, own
from deskinc.desk.incidents import evidence, incidents, plans
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import exports
from deskinc.desk.people import sheet
from deskinc.desk.shift import shifts


def tell(**said: Any) -> None:
    """Send a line to whoever watches."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Set up, work, tell the keys, then close or go on writing until killed."""
    said = json.loads(sys.stdin.readline())
    base, words = Path(said["base"]), setup.recovery_words()
    office = setup.set_up(base / "book", answers(base, said), words, kdf=FLOOR)
    work(office, said, base)
    newer = sheet.new_words()
    sheet.attempt(office, " ".join(words))
    sheet.replace(office, newer, said["passphrase"])
    keys = keys_of(office, words) | bring(office, said, base / "in")
    tell(pid=os.getpid(), keys=keys | sheet_of(words) | sheet_of(newer, "new "))
    if sys.stdin.readline().strip() == "close":
        office.close()
        tell(closed=True)
        sys.stdin.readline()
        return
    number = 0
    while True:
        post(office, f"{said['line']} {number}")
        number += 1
        tell(written=number)


def answers(base: Path, said: dict[str, str]) -> setup.Answers:
    """What set-up asks, answered with the words."""
    return setup.Answers(
        site=said["site"], officer=said["officer"], initials="Q.Q.", passphrase=said["passphrase"],
        mirror=base / "mirror", places=(said["place"],), licence=said["licence"],
        insurer=said["insurer"],
    )  # fmt: skip


def post(office: Office, text: str) -> int:
    """Write a line."""
    raw: dict[str, object] = {"type": "patrol", "text": text}
    return entries.post(office, raw, entries.new_id()).result().records[0].n


def work(office: Office, said: dict[str, str], base: Path) -> None:
    """Every way by which words reach the disk."""
    shifts.sign_on(office, {"relieved": said["relieved"]}, entries.new_id()).result()
    n = post(office, said["line"])
    entries.correct(office, n, {"type": "patrol", "text": said["second"]}, said["reason"],
                    entries.new_id()).result()  # fmt: skip
    office.keep("entry", {"text": said["unsent"]}).result()
    drawing = base / "in" / "plan.png"
    plans.import_plan(office, drawing, said["plan"], "Ground").result()
    thread = incident(office, said)
    plan = plans.listed(office)[0]
    plans.pin(office, thread, plan.thread, 1000, 1000).result()
    photo = io.BytesIO()
    Image.new("RGB", (320, 200), "teal").save(photo, "JPEG")
    evidence.add_photo(
        office, thread, photo.getvalue(), said["file"] + ".jpg", said["caption"], entries.new_id()
    ).result()
    incidents.finish(office, thread, said["passphrase"], entries.new_id())
    made = exports.insurance_report(office, thread)
    signed = exports.sign_insurance(office, made, said["passphrase"])
    exports.page_png(signed.pdf, 0, 0.5)
    exports.save(signed, base / "chosen" / "report.pdf")
    entries.find(office, said["line"])


def bring(office: Office, said: dict[str, str], below: Path) -> dict[str, str]:
    """Sign another paper with a certificate of one's own; its key, in hexadecimal."""
    key, path, now = ec.generate_private_key(ec.SECP256R1()), below / "own.p12", office.now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, said["officer"])])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(7)
        .public_key(key.public_key()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=99)).sign(key, SHA256())
    )  # fmt: skip
    closed = BestAvailableEncryption(said["password"].encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"own", key, made, None, closed))
    found = own.opened(path, said["password"], now)
    adopting.adopt(office, said["passphrase"], found)
    report = exports.insurance_report(office, incidents.listed(office)[0].thread)
    exports.sign_insurance(office, report, said["passphrase"])
    return {"own": key.private_numbers().private_value.to_bytes(32, "big").hex()}


def incident(office: Office, said: dict[str, str]) -> str:
    """An incident that lacks nothing."""
    thread = entries.new_id()
    known: dict[str, object] = {
        "title": said["title"], "category": "injury.slip", "severity": "low",
        "occurred": office.now(), "place": said["place"], "reported_by": said["witness"],
        "how": "phone", "injuries": False, "force": False, "narrative": said["narrative"],
        "immediate": said["narrative"],
        "witnesses": {"01": {"name": said["witness"], "account": said["narrative"]}},
    }  # fmt: skip
    incidents.open_new(office, known, thread).result()
    return thread


def sheet_of(words: tuple[str, ...], which: str = "") -> dict[str, str]:
    """What a recovery sheet says, and what follows from it."""
    said = {
        "sheet": entropy(words), "sheet key": key_of(words).private_bytes_raw(),
        "sheet words": " ".join(words[4:8]).encode(),
    }  # fmt: skip
    return {which + name: raw.hex() for name, raw in said.items()}


def keys_of(office: Office, words: tuple[str, ...]) -> dict[str, str]:
    """Every secret of the desk, by name, in hexadecimal."""
    mine, founding = office.person.keys, office.book.founding
    found = {
        "recovery": entropy(words), "site": founding.site.private_bytes_raw(),
        "note": founding.note.private_bytes_raw(), "relief": founding.relief.private,
    }  # fmt: skip
    found |= {name: getattr(mine, name) for name in ("database", "mirror", "signing", "pdf", "ca")}
    for n, key in office.read.link.run("SELECT n, key FROM file").all():
        found[f"file {n} {key.hex()[:4]}"] = key
    return {name: raw.hex() for name, raw in found.items()}


if __name__ == "__main__":
    main()
