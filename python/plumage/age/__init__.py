"""Subject age: how old users are."""
