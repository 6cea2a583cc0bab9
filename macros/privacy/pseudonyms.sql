{#
    Ids as stored in the warehouse: unchanged or, under `pseudonymise`, as a keyed hash
    (python/plumage/privacy/pseudonyms.py). The key comes from the environment and is in no SQL.
#}
{% macro pseudonym_of_id(id) -%}
    {{ 'plumage_pseudonym_of_id(' ~ id ~ ')' if var('pseudonymise') else id }}
{%- endmacro %}


{# The same for a handle: a hash in the handle's form, so that features of the form are kept. #}
{% macro pseudonym_of_handle(handle) -%}
    {{ 'plumage_pseudonym_of_handle(' ~ handle ~ ')' if var('pseudonymise') else handle }}
{%- endmacro %}


{# The same for a link: a hash as text. #}
{% macro pseudonym_of_link(link) -%}
    {{ 'plumage_pseudonym_of_link(' ~ link ~ ')' if var('pseudonymise') else link }}
{%- endmacro %}


{#
    Number of digits of the original id, which indicates when an account was created;
    a pseudonym has it in its last five bits.
#}
{% macro id_digit_count(id) -%}
    {{ id ~ ' & 31' if var('pseudonymise')
        else 'length(cast(' ~ id ~ ' as varchar))' }}
{%- endmacro %}


{# What identifies the key of the hashes, as SQL; `none` where ids and names are stored in clear. #}
{% macro pseudonym_key_check() -%}
    {{ return("struct_extract(plumage_key_check(), 'key_check')" if var('pseudonymise') else "'none'") }}
{%- endmacro %}
