{#
    Inverse document frequency, smoothed as in scikit-learn: as if one more document contained every
    term once. A term in no document gets ln(1 + n) + 1.
#}
{% macro smooth_idf(document_count, document_frequency) -%}
ln((1.0 + {{ document_count }}) / (1.0 + {{ document_frequency }})) + 1.0
{%- endmacro %}
