"""Where the frozen program begins: a file of its own, so that ``deskinc`` stays a package."""

import multiprocessing
import sys

from deskinc.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
