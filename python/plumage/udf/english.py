"""Whether a text without a language tag is English.

References
----------
Lui and Baldwin (2012). langid.py: An off-the-shelf language identification tool. ACL. The package
py3langid continues it.
"""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# The languages that Twitter tags tweets with, as far as the detector knows them. Of its others,
# rare ones take short English texts: "no way" for Kikuyu.
LANGUAGES = (
    "am ar bg bn ca cs cy da de el en es et eu fa fi fr gu he hi ht hu hy id is it ja ka km kn ko "
    "lo lt lv ml mr my ne nl no or pa pl ps pt ro ru si sk sl sr sv ta te th tl tr ug uk ur vi zh"
)


@cache
def _load_detector() -> LanguageIdentifier:
    """One detector a process: reading its model takes longer than ten thousand tweets."""
    detector = LanguageIdentifier.from_model_file(MODEL_FILE)
    detector.set_languages(LANGUAGES.split())
    return detector


def is_english(text: str) -> bool:
    """Tell whether English is the likeliest language of a text.

    In doubt it is not: of short texts, some in English are missed, and hardly any in another
    language is taken for English.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    bool
        False too where there is nothing to tell a language by.

    Examples
    --------
    >>> is_english("can't wait for the weekend"), is_english("ik denk dat die man gelijk heeft")
    (True, False)
    """
    # In blanks, so that the last word is a whole one whether an emoji follows it or not.
    language, _ = _load_detector().classify(f" {text.lower()} ")
    return language == "en"
