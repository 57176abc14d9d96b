"""The command line: a contract that scripts rely on. Every import is lazy, so that ``export`` never loads Qt."""

from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Runs one command; the exit code: 0 done, 1 done with errors found, 2 bad input or usage, 3 a fault of our own."""
    raise NotImplementedError(arguments)
