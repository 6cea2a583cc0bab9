{#
    Inverse document frequency as scikit-learn smooths it: as if one more document held every term
    once. A term that no document holds gets ln(1 + n) + 1.
#}
{% macro smooth_idf(document_count, document_frequency) -%}
ln((1.0 + {{ document_count }}) / (1.0 + {{ document_frequency }})) + 1.0
{%- endmacro %}
