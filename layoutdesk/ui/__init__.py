"""The editor's window: the only room that knows Qt. Its one entry is ``ui.app.run_editor``."""
