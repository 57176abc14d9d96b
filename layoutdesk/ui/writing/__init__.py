"""Writing on the page: where the caret may stand, and what keys and input methods do to the copy."""
