"""Earlier versions of the issue, seen beside the present one and brought back (历史版本)."""
