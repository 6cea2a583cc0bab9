"""Paths, files, errors: what every other package may use, and what imports none of them."""
