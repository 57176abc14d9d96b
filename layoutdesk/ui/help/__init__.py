"""Help that opens at what the hand is on (帮助)."""
