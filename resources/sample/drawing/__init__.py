"""The four pictures of the sample issue, each drawn by one module with Pillow alone."""
