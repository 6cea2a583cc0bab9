"""Ordinal regression: fit, inference and checks."""
