"""The hand's tools: one class a tool, one object a gesture."""
