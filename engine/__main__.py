"""``python -m engine``."""

import os
import sys


def _leave_working_folder() -> None:
    """``-m`` puts the working folder first in the search path. Unless it is where the engine lies, take it out: a
    ``json.py`` in a run folder must never be imported."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if sys.path and os.path.abspath(sys.path[0] or ".") == os.getcwd() != home:
        sys.path[0] = home


def _share_the_processor() -> None:
    """Let OpenMP's threads sleep while they wait for each other. By default they spin, and on a machine where
    anything else is at work a network then trains many times slower. Read when torch is loaded, so set before."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


if __name__ == "__main__":
    _leave_working_folder()
    _share_the_processor()
    from .packages import put_on_path

    put_on_path()
    from .command_line import main

    sys.exit(main(sys.argv[1:]))
