"""Years of birth in place of ages: predict.py asks about them instead of asking for more rows."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from plumage.age.prediction import check_learnable
from plumage.core.errors import PlumageError

FOUND = "109 of 109 stated ages lie between 1983 and 2001"


def test_years_of_birth_are_asked_about():
    with pytest.raises(PlumageError, match=rf"^{FOUND}: years of birth\?"):
        check_learnable(SimpleNamespace(ages=[], years_of_birth=FOUND))


def test_few_ages_are_too_few():
    with pytest.raises(PlumageError, match=r"^only 0 users have an age to learn from"):
        check_learnable(SimpleNamespace(ages=[], years_of_birth=None))
