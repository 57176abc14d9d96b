"""Text styles (文字样式): which an issue has, where it uses them and where copy goes beyond them, and changing them."""
