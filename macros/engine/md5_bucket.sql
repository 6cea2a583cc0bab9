{#
    Bucket 0..bucket_count-1 of a key: the first eight hexadecimal digits of its md5, modulo
    bucket_count. Unlike hash(), it is the same on any engine and version.
#}
{% macro md5_bucket(key, bucket_count) -%}
cast(
    {{ number_from_hex('substr(md5(cast(' ~ key ~ ' as varchar)), 1, 8)') }} % {{ bucket_count }}
    as integer
)
{%- endmacro %}
