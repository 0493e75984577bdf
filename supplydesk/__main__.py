"""The program's door: no arguments, the desk's window; otherwise the command line.

Until there is a window, no arguments show the short help.
"""

import sys

from supplydesk.cli.app import run


def main() -> int:
    """Run what was asked for on the command line; returns the exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
