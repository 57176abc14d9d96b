"""Worker processes: spawn, cancel, limits, progress."""
