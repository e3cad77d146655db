"""Where the frozen outside verifier begins: ``deskinc-verify``, a program of one file."""

import sys

from deskinc.outside import main

LIMIT = 6 * 2**30
"""Bytes of address space that a file under judgement may take, where the system keeps to it."""


def limited() -> None:
    """Let no file take the whole machine's memory."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))


if __name__ == "__main__":
    limited()
    sys.exit(main())
