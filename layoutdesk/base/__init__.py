"""What every room may use: geometry, units, colour, ids and the one type for problems."""
