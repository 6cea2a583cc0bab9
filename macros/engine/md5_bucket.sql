{#
    Bucket 0..bucket_count-1 of a key: the first eight hexadecimal digits of its md5, as a number,
    modulo. The same on any engine and version, unlike hash().
#}
{% macro md5_bucket(key, bucket_count) -%}
cast(
    {{ number_from_hex('substr(md5(cast(' ~ key ~ ' as varchar)), 1, 8)') }} % {{ bucket_count }}
    as integer
)
{%- endmacro %}
