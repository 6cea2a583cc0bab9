{#
    The age bands of each audience that `predictions.targeting` judges, one row per audience and band: a
    band is its own, and `25+` has every band from the one that begins at 25. An age at which no band
    begins has none, since the probability of such an audience is not in the warehouse.
#}
{% macro audience_bands(targeting, age_bands) -%}
select distinct
    {{ targeting }}.target as audience,
    {{ targeting }}.target_kind as audience_kind,
    member_bands.age_band_id,
    coalesce(first_bands.min_age_years, 0) < 18 as may_hold_minors
from {{ targeting }}
inner join {{ age_bands }} as first_bands
    on
        {{ targeting }}.target = case
            when {{ targeting }}.target_kind = 'band' then first_bands.age_band
            else cast(first_bands.min_age_years as varchar) || '+'
        end
inner join {{ age_bands }} as member_bands
    on
        first_bands.age_band_id = member_bands.age_band_id
        or (
            {{ targeting }}.target_kind = 'at_least'
            and first_bands.age_band_id < member_bands.age_band_id
        )
where {{ targeting }}.subject = 'age'
{%- endmacro %}
