"""``python -m engine``."""

import os
import sys


def _leave_working_folder() -> None:
    """``-m`` puts the working folder first in the search path. Unless it is where the engine lies, take it out: a
    ``json.py`` in a run folder must never be imported."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if sys.path and os.path.abspath(sys.path[0] or ".") == os.getcwd() != home:
        sys.path[0] = home


if __name__ == "__main__":
    _leave_working_folder()
    from .packages import put_on_path
    from .processes import share_the_processor

    share_the_processor()
    put_on_path()
    from .command_line import main

    sys.exit(main(sys.argv[1:]))
