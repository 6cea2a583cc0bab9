-- How large are the language norms, and can their users be ranked? One row per group.
with

users_judged as (

    select
        group_id,
        max(surprisal_reliability) as surprisal_reliability,
        count(surprisal_rank) as ranked_user_count

    from marts.fct_user_deviations
    group by group_id

),

final as (

    select
        language_groups.group_id as row_key,
        language_groups.group_name,
        language_groups.user_count,
        language_groups.tweet_count,
        language_groups.other_user_count,
        language_groups.other_language_tweet_count,
        language_groups.repeated_tweet_count,
        users_judged.surprisal_reliability,
        coalesce(users_judged.ranked_user_count, 0) as ranked_user_count

    from marts.dim_language_groups as language_groups
    left outer join users_judged on language_groups.group_id = users_judged.group_id

)

select * from final
order by row_key;
