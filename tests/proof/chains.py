"""A small book written by hand, deterministic, so that tests can break it in every way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.proof.canonical import Json, b64
from deskinc.proof.depth import Depth
from deskinc.proof.disclosure import Disclosure, disclose, parse
from deskinc.proof.document import DESK, NO_LEAF, Clock, Document, encode, leaf
from deskinc.proof.findings import Finding, Why
from deskinc.proof.keys import ED25519, key_id, public_raw, sign_record
from deskinc.proof.merkle import root
from deskinc.proof.seal import Checkpoint, origin, sign_note
from deskinc.proof.verify import Chain


def seed(label: str, size: int = 32) -> bytes:
    return sha256(f"deskinc test {label}".encode()).digest()[:size]


def private(label: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed(f"key {label}"))


def public(label: str) -> bytes:
    return public_raw(private(label))


@dataclass(frozen=True)
class Written:
    """One record with its bytes, as a verifier is fed it."""

    document: Document
    doc: bytes
    sig: bytes
    raws: tuple[bytes, ...]

    @property
    def leaf(self) -> bytes:
        """The leaf in the tree."""
        return leaf(self.doc, self.sig)

    @property
    def id(self) -> bytes:
        """The record's id."""
        return self.document.id

    @property
    def who(self) -> str:
        """How it stands as an author."""
        return b64(self.document.thread)


@dataclass
class Maker:
    """Writes records as the ledger would; every member of a document can be overridden."""

    name: str = "A"
    epoch: int = 1
    records: list[Written] = field(default_factory=list)
    lines: int = 0

    @property
    def book(self) -> bytes:
        """The book's id."""
        return seed(f"book {self.name}", 16)

    @property
    def last(self) -> Written:
        """The record written last."""
        return self.records[-1]

    def write(
        self,
        form: str,
        values: Mapping[str, Json] | Sequence[Disclosure] = (),
        *,
        by: str = "desk",
        signed: str | None = None,
        **members: Any,
    ) -> Written:
        """Write a record by the officer (or desk) ``by``; ``signed``: by whose key."""
        n = len(self.records) + 1
        disclosures = (
            [disclose(k, v, seed(f"{self.name} {n} {k}", 16)) for k, v in values.items()]
            if isinstance(values, Mapping)
            else list(values)
        )
        record = members.get("id", seed(f"{self.name} record {n}", 16))
        document = Document(
            book=self.book,
            epoch=self.epoch,
            n=n,
            prev=self.last.leaf if self.records else NO_LEAF,
            id=record,
            form=form,
            form_v=1,
            nos={},
            at=f"2026-11-22T{n // 60 % 24:02}:{n % 60:02}:00.000Z",
            offset=60,
            clock=Clock(seed("boot", 16), 60_000 * n),
            station=seed("station", 16),
            author=self.who(by),
            key=key_id(ED25519, public(signed or by)),
            lang="en-GB",
            thread=record,
            amends=None,
            batch=None,
            values=tuple(d.digest for d in disclosures),
            app="deskinc 0.1.0",
        )
        return self.put(replace(document, **members), disclosures, signed or by)

    def put(self, document: Document, values: Sequence[Disclosure], by: str) -> Written:
        """Write a document as it is."""
        doc = encode(document)
        raws = tuple(d.raw for d in values)
        self.records.append(Written(document, doc, sign_record(private(by), doc), raws))
        return self.last

    def who(self, label: str) -> str:
        """The author an officer's (or the desk's) records bear."""
        return DESK if label == "desk" else b64(self.thread(label))

    def thread(self, label: str) -> bytes:
        """The id of an officer's thread."""
        return seed(f"officer {self.name} {label}", 16)

    def open(self) -> "Maker":
        """Record 1, the first officer (kim) and a second one (lee)."""
        self.write("book", {"format": "1", "site_key": b64(public("desk"))})
        self.officer("kim", by="kim", role="admin", also=("officer",))
        self.officer("lee", by="kim")
        return self

    def officer(self, label: str, by: str = "kim", **members: Any) -> Written:
        """Enrol an officer, in one role and ``also`` others."""
        also = {f"roles/{role}": True for role in members.pop("also", ())}
        values: dict[str, Json] = {
            "name": label.title(),
            "signing_key": b64(public(members.pop("announces", label))),
            f"roles/{members.pop('role', 'officer')}": True,
            **also,
        }
        thread = self.thread(label)
        return self.write("officer", values, by=by, **{"id": thread, "thread": thread} | members)

    def state(self, label: str, code: str, by: str = "kim") -> Written:
        """Change an officer's state."""
        values: dict[str, Json] = {"state": {"code": code, "text": code.title()}}
        return self.write("officer", values, by=by, thread=self.thread(label))

    def line(self, text: str = "Patrol, all in order.", by: str = "kim", **members: Any) -> Written:
        """Write a numbered line."""
        self.lines += 1
        nos = {"line": self.lines, "day": f"2026-11-22/{self.lines}"}
        values: dict[str, Json] = {"type": {"code": "patrol", "text": "Patrol"}, "text": text}
        return self.write("occurrence", values, by=by, **{"nos": nos} | members)

    def amend(self, target: Written, text: str = "Patrol, lamp 14 out.", **members: Any) -> Written:
        """Replace a record."""
        given = {"amends": target.id, "thread": target.document.thread}
        return self.line(text, **given | members)

    def strike(self, target: Written, **members: Any) -> Written:
        """Strike a record."""
        values: dict[str, Json] = {"reason": "Wrong book."}
        given: dict[str, Any] = {"amends": target.id, "thread": target.document.thread}
        if "line" in target.document.nos:
            self.lines += 1
            given["nos"] = {"line": self.lines, "day": f"2026-11-22/{self.lines}"}
        return self.write("strike", values, **{"by": "kim"} | given | members)

    def countersign(self, act: Written, by: str = "lee", **members: Any) -> Written:
        """Confirm an act."""
        values: dict[str, Json] = {"act": b64(act.leaf), "meaning": "I have read it and agree."}
        return self.write("countersign", values, by=by, **{"thread": act.document.thread} | members)

    def erase(self, target: Written, *fields: str, by: str = "kim") -> Written:
        """Order fields of a record to be erased."""
        values: dict[str, Json] = {"basis": "Art. 17 GDPR"}
        for row, name in enumerate(fields):
            values[f"erased/{row}/record"] = b64(target.id)
            values[f"erased/{row}/field"] = name
        return self.write("erase", values, by=by)

    def drop(self, target: Written, *fields: str) -> None:
        """Remove values of a record as an erasure (or a thief) would."""
        place = self.records.index(target)
        kept = tuple(raw for raw in target.raws if parse(raw).name not in fields)
        self.records[place] = replace(target, raws=kept)

    def head(self, **members: Any) -> Checkpoint:
        """The tree head as it is, or with a lie in it."""
        size = len(self.records)
        head = Checkpoint(origin(self.book, self.epoch), size, self.root(), self.lines, self.lines)
        return replace(head, **members)

    def root(self) -> bytes:
        """The tree's root."""
        return root(r.leaf for r in self.records)

    def seal(self, note: str | None = None, **head: Any) -> Written:
        """Seal the book as it is, or with a lie in the head."""
        people = [(private("kim"), 1_795_000_000)]
        signed = sign_note(self.head(**head), private("desk"), people)
        return self.write("seal", {"note": signed if note is None else note})


def book() -> Maker:
    """Eight records: the opening, two officers, lines, an amendment, a seal."""
    maker = Maker().open()
    first = maker.line()
    maker.line("Gate 4 found open, closed.", by="lee")
    maker.amend(first)
    maker.seal()
    maker.line("Handed over.")
    return maker


def check(records: Sequence[Written], chain: Chain | None = None) -> tuple[Finding, ...]:
    """Feed records to a verifier and say what it found."""
    chain = chain or Chain(depth=Depth.WHOLE)
    for record in records:
        chain.add(record.doc, record.sig, record.raws)
    return chain.finish()


def reasons(found: Sequence[Finding]) -> set[Why]:
    return {Why(f.why) for f in found}
