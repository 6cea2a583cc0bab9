{# Hexadecimal digits, up to fifteen, as a whole number. #}
{% macro number_from_hex(digits, data_type='bigint') -%}
    {{ return(adapter.dispatch('number_from_hex', 'plumage')(digits, data_type)) }}
{%- endmacro %}


{% macro default__number_from_hex(digits, data_type) -%}
cast('0x' || {{ digits }} as {{ data_type }})
{%- endmacro %}


{% macro spark__number_from_hex(digits, data_type) -%}
cast(conv({{ digits }}, 16, 10) as {{ data_type }})
{%- endmacro %}
