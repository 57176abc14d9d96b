"""Exports by presets (输出预设): the dialog that chooses and changes them, what was chosen last, and the hand that exports."""
