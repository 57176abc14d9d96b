"""``python -m layoutdesk`` and the ``layoutdesk`` command."""

import sys


def main() -> None:
    """Runs the command line and leaves with its exit code."""
    from layoutdesk.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
