"""Synthetic export of a social network."""
