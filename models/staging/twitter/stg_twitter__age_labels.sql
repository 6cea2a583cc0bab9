with

ages_train as (

    select * from {{ ref('base_twitter__ages_train') }}

),

final as (

    select
        -- ids
        user_id,

        -- numerics
        case
            when
                stated_age_years between {{ var('plausible_age_years')[0] }}
                and {{ var('plausible_age_years')[1] }}
                then stated_age_years
        end as age_years,
        stated_age_years,

        -- origin
        file_path,
        record_number

    from ages_train
    where rejection_reason is null
    -- A later delivery corrects an earlier one; within a file the lower age is the safer choice.
    qualify row_number() over (
        partition by user_id
        order by file_order desc, stated_age_years asc, record_number asc
    ) = 1

)

select * from final
