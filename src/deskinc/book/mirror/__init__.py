"""The second copy of the book: encrypted daily files, appended before a line is called saved."""

from deskinc.book.mirror.reader import Damage, Tail, frames, tail
from deskinc.book.mirror.writer import MirrorWriter, Moved

__all__ = ["Damage", "MirrorWriter", "Moved", "Tail", "frames", "tail"]
