"""Workspaces (工作区): arrangements of the same window for the kinds of work that are done in it."""
