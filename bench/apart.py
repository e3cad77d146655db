"""Parts that are measured in a process of their own, which prints each figure as it has it."""

import subprocess
import sys
from collections.abc import Iterator

from bench.table import Figure

_MARK = "FIGURE"


def say(figure: Figure) -> None:
    """Print a figure for :func:`told`."""
    row = (figure.what, figure.value, figure.bound, figure.unit, figure.floor, int(figure.firm))
    print(_MARK, *row, sep="\t", flush=True)


def told(act: str, *given: str) -> Iterator[Figure]:
    """The figures that ``act``, a ``module:function``, says with the arguments ``given``."""
    module, _colon, name = act.partition(":")
    script = f"import sys, {module}; {module}.{name}(*sys.argv[1:])"
    command = [sys.executable, "-c", script, *given]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for row in run.stdout:
            if row.startswith(_MARK):
                _mark, what, value, bound, unit, floor, firm = row.rstrip("\n").split("\t")
                yield Figure(what, float(value), float(bound), unit, floor, firm=firm == "1")
    if run.returncode:
        raise subprocess.CalledProcessError(run.returncode, command)
