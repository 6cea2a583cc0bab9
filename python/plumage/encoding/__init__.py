"""From users' features to matrices."""
