"""Plumage: a SQL-first warehouse that tells what users' behaviour says about their age."""

__version__ = "0.1.0"
