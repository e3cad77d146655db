"""A transaction as it is read from the book and written to the mirror."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Payload:
    """One record as the mirror keeps it.

    ``disclosures`` is None where the ``.values`` frame could not be read; ``files`` maps field
    name to file key.
    """

    document: bytes = field(repr=False)
    signature: bytes
    disclosures: Sequence[bytes] | None = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)

    @property
    def whole(self) -> bool:
        """Whether the values are there too."""
        return self.disclosures is not None


@dataclass(frozen=True, slots=True)
class Batch:
    """One transaction: records of consecutive n from ``first`` on."""

    epoch: int
    first: int
    entries: Sequence[Payload]

    @property
    def last(self) -> int:
        """The n of its last record."""
        return self.first + len(self.entries) - 1

    @property
    def whole(self) -> bool:
        """Whether the values of all its records are there too."""
        return all(entry.whole for entry in self.entries)
