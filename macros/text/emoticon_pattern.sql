{#
    Emoticons, western and Japanese-style; ref_emoticons lists the known ones. Inside the
    tokeniser a word, number or link that is longer has been taken before, so "10:30", "fixD" and
    "http://" hold none. RE2 cannot look around: `\b` and `\B` keep ":Please" and ":(note" out,
    and ")"-first faces take the blank before them along, since "(2014): ..." is no face.
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
