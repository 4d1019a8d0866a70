"""The ``lianjie`` command, the same as the one of the Rust package."""

import signal
import sys

from lianjie._native import run


def main() -> None:
    """Runs the command with the process's arguments and exits with its code."""
    # The work runs outside the interpreter: let Ctrl-C end the process at once.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(run(["lianjie", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
