"""Find and change in the window: what is asked, what was found and where that stands, what the hand does with it."""
