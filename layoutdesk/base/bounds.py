"""What the system itself enforces on a process: memory and processor time. The one place that knows POSIX limits.

Where a system has no such limits (Windows) nothing is bounded here, and the clock of whoever started the process has to do.
"""

from __future__ import annotations

import sys
import time

#: Memory that the interpreter and its libraries map before any work, in MB; it does not count against a limit.
BASE_MEGABYTES = 256
#: Whether the system counts the processor time of a process and ends it.
BOUNDS_PROCESSOR = sys.platform != "win32"


def bound_memory(megabytes: int) -> None:
    """Lets this process map at most ``megabytes`` beyond the interpreter; asking for more is then a ``MemoryError``."""
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_AS, (megabytes + BASE_MEGABYTES) * 1024 * 1024)


def bound_seconds(seconds: float) -> None:
    """Lets this process use ``seconds`` of processor time from now on; after a second more the system ends it (SIGXCPU)."""
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_CPU, int(time.process_time() + seconds) + 1)


def _lower(kind: int, most: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    # A process started by a bounded one cannot have more than that.
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def ended_by_clock(exit_code: int | None) -> bool:
    """Whether a process with this exit code (negative: the signal) was ended for what ``bound_seconds`` says."""
    if sys.platform == "win32":
        return False
    import signal

    return exit_code == -signal.SIGXCPU
