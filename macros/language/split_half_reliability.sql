{#
    Split-half reliability of members' mean surprisal score, over all members with two tweets: the
    correlation of halves, corrected to the whole (Spearman 1910, Brown 1910). One row per group.
    Halves are every other tweet in the order of ids.
#}
{% macro split_half_reliability(tweets) -%}
with

tweets_halved as (

    select
        group_number,
        user_id,
        surprisal_score,
        row_number() over (partition by group_number, user_id order by tweet_id) % 2 as half

    from {{ tweets }}

),

users_halved as (

    select
        group_number,
        user_id,
        avg(surprisal_score) filter (where half = 1) as first_score,
        avg(surprisal_score) filter (where half = 0) as second_score

    from tweets_halved
    group by group_number, user_id
    having count(*) > 1

)

select
    group_number,
    case
        when count(*) >= {{ var('min_group_users') }}
            then round(
                2 * corr(first_score, second_score) / (1 + corr(first_score, second_score)), 9
            )
    end as surprisal_reliability

from users_halved
group by group_number
{%- endmacro %}
