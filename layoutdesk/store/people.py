"""Who works here, as the journal, versions, notes and the lock file name them."""

from __future__ import annotations

#: What whoever works here wants to be called; empty where the system's name will do.
_called: list[str] = [""]


def be_called(name: str) -> None:
    """Has whoever works here be called so from now on; as the system calls them where the name is empty."""
    _called[0] = name.strip()


def user_name() -> str:
    """What whoever works here is called."""
    return _called[0] or system_name()


def system_name() -> str:
    """What the system calls whoever works here; ``?`` where it does not say."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
