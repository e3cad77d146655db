"""Evidence bundles: some records of a book, judged by a stranger who has nothing else.

A bundle is a container with ``bundle.json`` and the files its values name; an extract is that
JSON alone, as it lies inside a signed paper. Each record brings its path in the tree of one seal,
and the bundle brings the records that say whose keys these are. What is missing is not valid.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from deskinc.proof import extract
from deskinc.proof.canonical import Json, b64, unb64
from deskinc.proof.container import JSON_NAME, Unread, is_container, pack, unpack
from deskinc.proof.document import DESK
from deskinc.proof.extract import Extract
from deskinc.proof.findings import Why
from deskinc.proof.judgement import (
    FileTold,
    Judgement,
    RecordTold,
    SealTold,
    Trust,
    Trusted,
    raw_of,
)
from deskinc.proof.keys import ED25519, key_id
from deskinc.proof.reasons import Reason, found
from deskinc.proof.seal import (
    BadNote,
    Checkpoint,
    Note,
    origin,
    paper_code,
    parse_note,
    verify_note,
)
from deskinc.proof.shown import Records, Values

__all__ = ["Judgement", "Trusted", "judge", "pack"]


def judge(
    data: bytes | memoryview, trusted: Trusted | None = None, *, paper: bool = False
) -> Judgement:
    """The answer on a bundle or an extract, given as the bytes of the file.

    ``trusted`` is what is known from elsewhere; without it the site's key is the bundle's own
    word. ``paper``: the extract lies inside a signed paper, which carries no files by its form.
    """
    try:
        told, files = _opened(memoryview(data), paper)
    except Unread as error:
        return Judgement((found(error.why),))
    return _Case(told, files, trusted or Trusted()).judgement()


def _opened(data: memoryview, paper: bool) -> "tuple[Extract, _Files]":
    if not data:
        raise Unread(Reason.EMPTY)
    if is_container(data):
        members = unpack(data)
        told = extract.read(bytes(members.pop(JSON_NAME)))
        return told, _Files(members, expected=True)
    if bytes(data[:1]) != b"{":
        raise Unread(Reason.STRANGE)
    return extract.read(bytes(data[: extract.MAX_JSON + 1])), _Files({}, expected=not paper)


class _Files:
    """The files of a bundle, each digested once; ``expected``: one that is named must be there."""

    def __init__(self, members: Mapping[str, memoryview], *, expected: bool) -> None:
        self._members = members
        self._expected = expected
        self._named: set[str] = set()
        self._digests: dict[str, str] = {}

    def told(self, field: str, value: Mapping[str, Json]) -> tuple[FileTold, Reason | None]:
        """What a file value names, and what is wrong with the file."""
        name, size = raw_of(str(value["sha256"])).hex(), value["size"]
        held = self._members.get(name)
        self._named.add(name)
        wrong = Reason.FILE_MISSING if held is None and self._expected else None
        if held is not None and (self._digest(name) != name or len(held) != size):
            wrong = Reason.FILE_ALTERED
        whole = held is not None and wrong is None
        stated = size if isinstance(size, int) else 0
        return FileTold(field, str(value["name"]), stated, name, whole), wrong

    def extra(self) -> Iterator[Reason]:
        """What lies there that no value named."""
        if self._members.keys() - self._named:
            yield Reason.FILE_EXTRA

    def _digest(self, name: str) -> str:
        if name not in self._digests:
            self._digests[name] = sha256(self._members[name]).hexdigest()
        return self._digests[name]


class _Case:
    """One bundle under judgement: its seal, then its records in order, then what ties them."""

    def __init__(self, told: Extract, files: _Files, trusted: Trusted) -> None:
        self._told = told
        self._files = files
        self._trusted = trusted
        self._reasons: list[Reason | Why] = []
        self._note = self._read_seal()
        point = self._note.checkpoint if self._note else None
        self._records = Records(told.book, point)

    def judgement(self) -> Judgement:
        """Judge everything."""
        records = tuple(self._record(one) for one in self._told.records)
        if not records:
            self._reasons.append(Reason.NO_RECORDS)
        if self._told.records and self._told.records[0].n != 1:
            self._reasons.append(Reason.FOUNDING)
        site = self._records.keys.site()
        signers = self._signers(site) if site and self._note else ()
        trust = self._hold(site) if site and self._note else Trust.OWN_WORD
        self._reasons += self._files.extra()
        return Judgement(
            tuple(map(found, self._reasons)),
            tuple(self._left(told) for told in records),
            self._told.book,
            b64(key_id(ED25519, site)) if site else "",
            self._records.keys.authorities.site,
            self._seal(signers),
            trust,
            self._records.keys.authorities.relief,
        )

    def _left(self, told: RecordTold) -> RecordTold:
        """The record with what the end leaves open of it."""
        open_ = tuple(one for one in self._records.left() if one.n == told.n)
        provisional = self._records.vouching.is_provisional(told.author)
        return replace(told, findings=(*told.findings, *open_), provisional=provisional)

    def _read_seal(self) -> Note | None:
        if not self._told.seal:
            self._reasons.append(Reason.UNSEALED)
            return None
        try:
            note = parse_note(self._told.seal)
        except BadNote:
            self._reasons.append(Why.SEAL_NOTE)
            return None
        if note.checkpoint.origin != origin(unb64(self._told.book), _epoch(note.checkpoint)):
            self._reasons.append(Why.SEAL_ORIGIN)
        return note

    def _record(self, one: extract.Shown) -> RecordTold:
        reasons: list[Reason | Why] = []
        document, values = self._records.judge(one, reasons)
        if document is None:
            return RecordTold(one.n, findings=tuple(found(why, one.n) for why in reasons))
        files, wrong = self._files_of(values)
        nos = document.nos
        return RecordTold(
            n=one.n,
            form=document.form,
            epoch=document.epoch,
            line=line if isinstance(line := nos.get("line"), int) else None,
            day=str(nos.get("day", "")),
            at=document.at,
            offset=document.offset,
            author=document.author,
            thread=b64(document.thread),
            name=self._records.names.get(document.author, ""),
            values=values,
            withheld=max(0, len(document.values) - len(values)),
            files=files,
            findings=tuple(found(why, one.n) for why in (*reasons, *wrong)),
        )

    def _files_of(self, values: Values) -> tuple[tuple[FileTold, ...], list[Reason]]:
        told = [
            self._files.told(name, value)
            for name, value in values
            if isinstance(value, dict) and "sha256" in value
        ]
        return tuple(file for file, _why in told), [why for _file, why in told if why]

    def _signers(self, site: bytes) -> tuple[tuple[str, int], ...]:
        """Who signed the seal beside the site; every one of them must be known."""
        note, people = self._note, self._records.keys.people()
        assert note is not None  # noqa: S101 - asked by the caller
        try:
            held = verify_note(note, site, people)
        except BadNote:
            own = b64(key_id(ED25519, site))
            ours = any(one.name == own for one in note.signatures)
            self._reasons.append(Why.SEAL_SIGNATURE if ours else Why.SEAL_KEY)
            return ()
        if len(held) != len(note.signatures):
            self._reasons.append(Reason.COSIGNER)
        who = {b64(e.key): e.author for e in self._records.keys.all() if e.author != DESK}
        names = self._records.names
        return tuple(
            (names.get(who[one.name], who[one.name]), one.time)
            for one in held
            if one.time is not None and one.name in who
        )

    def _hold(self, site: bytes) -> Trust:
        """Hold the bundle against what is known from elsewhere."""
        held, trusted, note = Trust.OWN_WORD, self._trusted, self._note
        assert note is not None  # noqa: S101 - asked by the caller
        if trusted.key is not None:
            if trusted.key != key_id(ED25519, site):
                self._reasons.append(Reason.OTHER_SITE)
            held = Trust.KEY
        if trusted.note or trusted.code:
            self._reasons += _against(trusted, site, note.checkpoint)
            held = Trust.SEAL
        return held

    def _seal(self, signers: tuple[tuple[str, int], ...]) -> SealTold | None:
        if self._note is None:
            return None
        point = self._note.checkpoint
        return SealTold(
            point.size, point.line, _epoch(point), point.root, paper_code(point.root), signers
        )


def _against(trusted: Trusted, site: bytes, point: Checkpoint) -> Iterator[Reason]:
    """Why a seal known from elsewhere does not bear the bundle's out."""
    size, same = trusted.size, trusted.code == paper_code(point.root).replace(" ", "")
    if trusted.note:
        known = parse_note(trusted.note).checkpoint
        size, same = known.size, known.root == point.root
        try:
            verify_note(trusted.note, site)
        except BadNote:
            yield Reason.OTHER_SITE
        if known.origin.rpartition("/")[0] != point.origin.rpartition("/")[0]:
            yield Reason.TRUSTED_BOOK
            return
    if size != point.size:
        yield Reason.TRUSTED_SIZE
    elif not same:
        yield Reason.TRUSTED_ROOT


def _epoch(point: Checkpoint) -> int:
    return int(point.origin.rpartition("/")[2])
