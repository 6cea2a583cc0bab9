"""The story: what was found, for people who don't read SQL, with every number bound to its query."""
