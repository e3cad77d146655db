"""``python -m tests.torture``: everything the book must survive, as one table.

``--part 0.1`` runs a tenth. Ends with 1 unless every row ran, no line is lost and no fault
undetected.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.torture.outcome import Outcome, merged, table
from tests.torture.plan import Job, jobs

PROCESSES = 2


def main() -> int:
    """Run the jobs, two at a time, and print the table."""
    asked = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    asked.add_argument("--part", type=float, default=1.0, help="part of the full numbers")
    asked.add_argument("--only", default="", help="rows whose name holds this text")
    said = asked.parse_args()
    chosen = [job for job in jobs(said.part) if said.only in job.test]
    # what is remembered of these offices does not belong in the home of whoever runs this
    os.environ["DESKINC_SPARE"] = str(Path(tempfile.gettempdir()) / f"deskinc-spare-{os.getpid()}")
    begun = time.monotonic()
    parts: dict[int, Outcome] = {}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        waiting = {pool.submit(Job.run, job): number for number, job in enumerate(chosen)}
        for done, future in enumerate(as_completed(waiting), 1):
            number = waiting[future]
            parts[number] = future.result()
            spent = time.monotonic() - begun
            progress = f"{spent:5.0f} s  {done}/{len(chosen)}  {chosen[number].test}\n"
            sys.stderr.write(progress)
    rows = merged(parts[number] for number in sorted(parts))
    sys.stdout.write(table(rows) + "\n")
    return 0 if all(row.good for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
