"""The story: what was found, for people who don't read SQL; every number is bound to its query."""
