"""What a disk may hold after the power went, rebuilt from a trace of what was asked of it.

What a sync has answered is there. Of everything since, in any mixture: nothing, all, the first so
many calls, any of them, or any of their 512-byte sectors. Names (created, renamed, unlinked) last
once their folder is synced; until then a first part of them may, in order.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512
WAYS = ("none", "all", "prefix", "subset", "torn")

_HEAD = struct.Struct("=cHqI")


@dataclass(frozen=True, slots=True)
class Op:
    """One call of the trace: what was done, to which path, where, and with which bytes."""

    kind: str
    path: str
    number: int
    data: bytes = field(repr=False)


def ops(log: Path) -> Iterator[Op]:
    """The calls of a trace, in order."""
    raw, at = log.read_bytes(), 0
    while at < len(raw):
        kind, length, number, size = _HEAD.unpack_from(raw, at)
        start = at + _HEAD.size + length
        path = raw[at + _HEAD.size : start].decode()
        yield Op(kind.decode(), path, number, raw[start : start + size])
        at = start + size


@dataclass(slots=True)
class _Inode:
    """A file: the bytes that are safe, and the writes and cuts since its last sync."""

    safe: bytearray
    since: list[tuple[int, Op]] = field(default_factory=list)


def _apply(raw: bytearray, op: Op) -> None:
    if op.kind == "t":
        del raw[op.number :]
        raw.extend(bytes(op.number - len(raw)))
        return
    _lay(raw, op.number, op.data)


def _lay(raw: bytearray, start: int, data: bytes) -> None:
    raw.extend(bytes(max(0, start - len(raw))))
    raw[start : start + len(data)] = data


class Disk:
    """A disk under a trace that begins with the files below ``root``."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        files = {str(p): _Inode(bytearray(p.read_bytes())) for p in root.rglob("*") if p.is_file()}
        self._now: dict[str, _Inode] = dict(files)
        self._safe: dict[str, _Inode] = dict(files)
        self._folders = {str(p) for p in root.rglob("*") if p.is_dir()} | {self._root}
        self._names: dict[str, list[tuple[int, Op, _Inode]]] = {}
        self._count = 0

    def do(self, op: Op) -> None:
        """Take in the next call."""
        self._count += 1
        folder = op.path.rpartition("/")[0]
        if op.kind == "s":
            self._sync(op.path)
        elif op.kind == "f":
            if op.path in self._now:
                self._now[op.path].since.clear()
        elif op.kind in "wt":
            if op.path in self._now:
                self._now[op.path].since.append((self._count, op))
        else:
            inode = self._now.get(op.path) or _Inode(bytearray())
            self._names.setdefault(folder, []).append((self._count, op, inode))
            _rename(self._now, op, inode)

    def _sync(self, path: str) -> None:
        inode = self._now.get(path)
        if inode is not None:
            for _count, op in inode.since:
                _apply(inode.safe, op)
            inode.since.clear()
        for _count, op, named in self._names.pop(path, ()):
            _rename(self._safe, op, named)
            if op.kind == "m":
                self._folders.add(op.path)

    def left(self, way: str, chance: Random) -> dict[str, bytes]:
        """The files as they may lie there if the power goes now, by their path below the root."""
        until = chance.randint(0, self._count)
        names, folders = dict(self._safe), set(self._folders)
        for changes in self._names.values():
            most = {"none": 0, "all": len(changes)}.get(way, chance.randint(0, len(changes)))
            if way == "prefix":
                most = sum(count <= until for count, _op, _inode in changes)
            for _count, op, inode in changes[:most]:
                _rename(names, op, inode)
                if op.kind == "m":
                    folders.add(op.path)
        return {
            path[len(self._root) + 1 :]: _content(inode, way, until, chance)
            for path, inode in names.items()
            if path.rpartition("/")[0] in folders
        }


def _rename(names: dict[str, _Inode], op: Op, inode: _Inode) -> None:
    if op.kind in "ru":
        names.pop(op.path, None)
    if op.kind == "r":
        names[op.data.decode()] = inode
    if op.kind == "c":
        names[op.path] = inode


def _content(inode: _Inode, way: str, until: int, chance: Random) -> bytes:
    raw = bytearray(inode.safe)
    for count, op in inode.since:
        if way == "torn" and op.kind == "w":
            _tear(raw, op, chance)
        elif _lasts(way, chance, early=count <= until):
            _apply(raw, op)
    return bytes(raw)


def _lasts(way: str, chance: Random, *, early: bool) -> bool:
    """Whether a call nobody synced reached the disk all the same."""
    if way == "prefix":
        return early
    return way == "all" or (way in {"subset", "torn"} and chance.random() < 0.5)


def _tear(raw: bytearray, op: Op, chance: Random) -> None:
    at, end = op.number, op.number + len(op.data)
    while at < end:
        following = min(end, at - at % SECTOR + SECTOR)
        if chance.random() < 0.5:
            _lay(raw, at, op.data[at - op.number : following - op.number])
        at = following


def laid(files: dict[str, bytes], root: Path) -> None:
    """Write those files below ``root``."""
    for name, raw in files.items():
        path = root / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(raw)
