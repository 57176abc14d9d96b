"""On what kind of disk a file lies, and where this machine keeps work of its own. What differs between systems lies here.

A network share takes no database at work: its locks may be known to one machine only, a log needs memory that machines cannot
share, and what is synced may lie in the server's memory (sqlite.org, "SQLite Over a Network").
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

#: Types of file systems as the kernel calls them that lie on another machine, or reach one through a program (FUSE) or a host.
REMOTE: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "afpfs", "ceph", "coda", "ncpfs", "davfs", "webdav", "lustre", "gfs2",
    "ocfs2", "orangefs", "beegfs", "virtiofs", "vboxsf", "vmhgfs", "prl_fs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2",
    "fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.curlftpfs", "fuse.vmhgfs-fuse", "fuse.smbnetfs",
    "fuse.cifs", "fuse.kio-fuse", "fuse.juicefs", "fuse.goofys", "fuse.onedriver", "fuse.google-drive-ocamlfuse",
})  # fmt: skip
_MOUNTINFO: Final = Path("/proc/self/mountinfo")


def is_remote(path: Path) -> bool:
    """Whether ``path``, which need not exist yet, lies on a network share."""
    if sys.platform == "win32":
        return _is_remote_drive(path)
    return kind_of(path) in REMOTE


def kind_of(path: Path) -> str:
    """The type of the file system on which ``path`` lies; empty where the system does not say."""
    place = PurePosixPath(path.resolve())
    best, kind = -1, ""
    for point, type_ in _darwin_mounts() if sys.platform == "darwin" else _linux_mounts():
        # Of several mounts at one point the last hides the others.
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), type_
    return kind


def _linux_mounts() -> list[tuple[PurePosixPath, str]]:
    """Mount points and types, from proc(5): ``… root point options fields - type source options``, spaces written octal."""
    try:
        lines = os.fsdecode(_MOUNTINFO.read_bytes()).splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, type_ = before.split(" "), after.split(" ")[0]
        if len(fields) > 4:
            point = re.sub(rb"\\([0-7]{3})", lambda code: bytes([int(code[1], 8)]), os.fsencode(fields[4]))
            found.append((PurePosixPath(os.fsdecode(point)), type_))
    return found


def _darwin_mounts() -> list[tuple[PurePosixPath, str]]:
    """Mount points and types, from mount(8): ``source on point (type, …)``."""
    import subprocess

    try:
        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [(PurePosixPath(point), type_) for point, type_ in re.findall(r" on (.+) \((\w+)[,)]", listed)]


def _is_remote_drive(path: Path) -> bool:
    """A path of the form ``\\\\server\\share``, or a letter that stands for one (GetDriveTypeW: DRIVE_REMOTE is 4)."""
    drive = path.absolute().drive
    if drive.startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        with suppress(OSError, AttributeError):
            return bool(ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == 4)
    return False


def own_folder() -> Path:
    """Where this user's work waits that has another place: ``LAYOUTDESK_STATE``, else the platform's folder for such."""
    chosen = os.environ.get("LAYOUTDESK_STATE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "layoutdesk" / "state"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "layoutdesk"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "layoutdesk"
