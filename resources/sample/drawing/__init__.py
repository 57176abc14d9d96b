"""The pictures of the sample issues, each drawn by one module with Pillow alone."""
