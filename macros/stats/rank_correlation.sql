{#
    Spearman's rank correlation of columns made by `centred_rank`. Their products are integers, so
    sums do not depend on the order of rows; decimals are large enough for any number of users.
    NULL where either column is constant.
#}
{% macro rank_correlation(rank, other_rank) -%}
cast({{ rank_products(rank, other_rank) }} as double)
        / nullif(
            sqrt(cast({{ rank_products(rank, rank) }} as double))
            * sqrt(cast({{ rank_products(other_rank, other_rank) }} as double)),
            0
        )
{%- endmacro %}


{% macro rank_products(rank, other_rank) -%}
sum(cast({{ rank }} * {{ other_rank }} as decimal(38, 0)))
{%- endmacro %}


{#
    Twice the rank of a value within its partition, ties sharing their mean rank, minus twice the
    mean of all ranks: an integer.
#}
{% macro centred_rank(value, part) -%}
2 * rank() over (partition by {{ part }} order by {{ value }})
        + count(*) over (partition by {{ part }}, {{ value }})
        - count(*) over (partition by {{ part }})
        - 2
{%- endmacro %}
