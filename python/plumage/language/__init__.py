"""Subject language: how a group writes, and who deviates."""
