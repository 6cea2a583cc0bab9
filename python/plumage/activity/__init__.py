"""Logs of actions: which files there are, how they are read, and the micro-batch command."""
