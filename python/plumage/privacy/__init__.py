"""Pseudonyms, and the removal of users."""
