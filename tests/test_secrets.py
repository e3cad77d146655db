"""No key and no passphrase stands in the words that an object is shown by, in a log or a trace."""

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import deskinc

MARK = b"a secret nobody may read"

_KEYS = re.compile(r"(^|_)(key|keys|private|secret|ring|seed|own|role|raw|database|mirror)$")
_WORDS = re.compile(r"(^|_)(pass|passphrase|phrase|pin|secret)$")

PUBLIC = {
    "Document.key", "Enrolment.key", "Head.key", "Head.note_key", "InsuranceData.pin",
    "Known.note_key", "Note.key", "SignatureReport.key", "Slot.keys", "State.keys", "Trusted.key",
    "_Trust.own",
}  # fmt: skip
"""Fields so called that hold no secret: ids of keys, public halves, closed keys, a pin’s place."""


def modules() -> Iterator[ModuleType]:
    """Every module of the package."""
    for one in pkgutil.walk_packages(deskinc.__path__, "deskinc."):
        if not one.name.endswith("__main__"):
            yield importlib.import_module(one.name)


def classes() -> set[type[Any]]:
    """Every class of the package that is shown by its fields."""
    found = {one for module in modules() for one in vars(module).values() if inspect.isclass(one)}
    ours = {one for one in found if one.__module__.startswith("deskinc")}
    return {one for one in ours if dataclasses.is_dataclass(one) or hasattr(one, "_fields")}


def secret(cls: type[Any]) -> Iterator[str]:
    """The names of its fields that hold a key or a passphrase, by name and type."""
    hints = inspect.get_annotations(cls)
    for name, kind in ((name, str(kind)) for name, kind in hints.items()):
        raw = "bytes" in kind and "Callable" not in kind
        said = "str" in kind and _WORDS.search(name)
        if (raw and _KEYS.search(name)) or said:
            yield name


def shown(cls: type[Any], name: str) -> bool:
    """Whether the field stands in what its object is shown by."""
    if not dataclasses.is_dataclass(cls):
        return True
    made = object.__new__(cls)
    for field in dataclasses.fields(cls):
        object.__setattr__(made, field.name, MARK if field.name == name else None)
    return repr(MARK) in repr(made)


def test_no_key_and_no_passphrase_is_shown() -> None:
    held = {(cls, name) for cls in classes() for name in secret(cls)}
    assert {f"{cls.__name__}.{name}" for cls, name in held} >= {
        "Keys.database", "Keys.mirror", "Store.key", "_Ring.own", "Mirrored.key",
        "Second.passphrase", "Given.pin",
    }  # fmt: skip
    open_ = {f"{cls.__name__}.{name}" for cls, name in held if shown(cls, name)}
    assert open_ - PUBLIC == set()
    assert PUBLIC - open_ == set()
