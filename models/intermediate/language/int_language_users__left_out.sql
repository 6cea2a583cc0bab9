with

left_out_terms as (

    select * from {{ ref('int_language_user_terms__left_out') }}

),

group_terms as (

    select * from {{ ref('int_language_group_terms__weighted') }}

),

scored_users as (

    select * from {{ ref('int_language_users__scored') }}

),

groups_measured as (

    select * from {{ ref('int_language_groups__measured') }}

),

-- Without a user every other term's idf moves by the same shift; the user's own terms move by more.
own_terms_replaced as (

    select
        left_out_terms.group_id,
        left_out_terms.user_id,
        {{ exact_sum(
            'power(left_out_terms.others_idf * left_out_terms.others_weight, 2)'
            ~ ' - power((group_terms.idf + scored_users.idf_shift) * group_terms.term_weight, 2)',
            wide=true
        ) }} as length2_change

    from left_out_terms
    inner join group_terms
        on
            left_out_terms.group_id = group_terms.group_id
            and left_out_terms.term_id = group_terms.term_id
    inner join scored_users
        on
            left_out_terms.group_id = scored_users.group_id
            and left_out_terms.user_id = scored_users.user_id
    where left_out_terms.own_weight > 0 and scored_users.in_norm = 1
    group by left_out_terms.group_id, left_out_terms.user_id

),

final as (

    select
        -- ids
        scored_users.group_id,
        scored_users.user_id,

        -- numerics: the norm that this user is measured against
        scored_users.others_user_count,
        scored_users.others_tweet_count,
        scored_users.others_type_count,
        sqrt(greatest(
            groups_measured.idf2_sum
            + 2 * scored_users.idf_shift * groups_measured.idf1_sum
            + power(scored_users.idf_shift, 2) * groups_measured.idf0_sum
            + coalesce(own_terms_replaced.length2_change, 0),
            0
        )) as norm_length

    from scored_users
    inner join groups_measured on scored_users.group_id = groups_measured.group_id
    left outer join own_terms_replaced
        on
            scored_users.group_id = own_terms_replaced.group_id
            and scored_users.user_id = own_terms_replaced.user_id

)

select * from final
