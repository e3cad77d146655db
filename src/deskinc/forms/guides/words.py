"""Words to read out, each with what they are for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words for one occasion, as they are read out."""

    title: str
    words: str
