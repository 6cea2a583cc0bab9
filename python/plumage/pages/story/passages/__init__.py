"""Passages of the story that depend on figures: each is a function from ``Facts`` to markup."""
