"""Models' figures and their uncertainty, for any subject."""
