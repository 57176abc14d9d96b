"""The open document: snapshot, history, writer."""
