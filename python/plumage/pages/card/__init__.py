"""The card of a kept model as a page."""
