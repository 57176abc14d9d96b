"""Tracked changes and notes in the window (修订与批注): every one with its place, drawn on page and galley, settled by the hand."""
