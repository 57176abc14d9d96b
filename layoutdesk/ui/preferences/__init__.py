"""Preferences (首选项): every setting that whoever works here may choose, as one table, and the dialog that is made from it."""
