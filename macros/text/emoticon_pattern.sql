{#
    Emoticons, western and Japanese-style; ref_emoticons lists the known ones. In the
    tokeniser, longer words, numbers and links match before, so "10:30", "fixD" and
    "http://" contain none. RE2 has no lookaround: `\b` and `\B` exclude ":Please" and ":(note",
    and faces that start with ")" include the space before them, since "(2014): ..." is not a face.
#}
{% macro emoticon_pattern() -%}
{{- [
    "[>]?[:;=]''?[-^o~]?[)\\]}*|]+",
    "[>]?[:;=]''?[-^~]?[/\\\\]+",
    "[>]?[:;=]''?[-^~]?[(\\[{]+\\B",
    "[>]?:''?[-^~]?(?:D+|[PpOo3SsXx])\\b",
    "[>]?;[-^]?(?:D+|[Pp3])\\b",
    "=[-^]?(?:D+|P)\\b",
    "[xX]D+\\b",
    "[8B]-\\)+",
    "</*3+\\b",
    "\\(+[''-]?[:;=]\\B",
    "(?:^|\\s)\\)+[''-]?[:;=]\\B",
    "D+-?''?:\\B",
    "\\^[_.o-]*\\^",
    "[tT]_+[tT]\\b|[oO][_.]+[oO]\\b|[uU]_+[uU]\\b|[xX]_+[xX]\\b|[qQ]_+[qQ]\\b|n_+n\\b",
    ">[_.]+<|-[_.]+-|=_+=|\\*[_-]+\\*|@_+@|\\$_+\\$|;[_-]+;|\\._+\\.",
    "¯\\\\+_*\\(ツ\\)_*/+¯|ಠ_+ಠ|ʕ•ᴥ•ʔ|[(（]╯°□°[)）]╯(?: ?︵ ?┻━┻)?|\\\\o/"
] | join('|') -}}
{%- endmacro %}
