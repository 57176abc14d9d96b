"""The page on the screen: view, tiles, painter, glyphs, overlay and the tools that work on it."""
