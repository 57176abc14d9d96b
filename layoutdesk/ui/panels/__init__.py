"""What stands around the page: pages, copy, properties, problems, history."""
