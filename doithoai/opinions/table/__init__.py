"""The table of opinions that an office or the Front keeps, read as clerks write it."""
