"""What is drawn over the page and never printed, a module for each kind, back to front in ``overlay``."""
