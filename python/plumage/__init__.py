"""Plumage: a SQL-first warehouse that tells what users' behaviour says about their age."""

from importlib import import_module

__version__ = "0.1.0"


def features(warehouse=None):
    """Read features, ages and folds of users whose age is known: ``X, y, fold``.

    ``plumage.age.frames.features`` says more; it is imported when it is called, since every module
    imports this one.
    """
    return import_module("plumage.age.frames").features(warehouse)
