"""The command palette (命令面板): every action, page and story by a few letters of any of its names."""
