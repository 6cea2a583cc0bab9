"""Python functions that SQL models call."""
