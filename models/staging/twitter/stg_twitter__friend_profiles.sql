with

friend_profiles as (

    select * from {{ ref('base_twitter__friend_profiles') }}

),

plausibility_rules as (

    select * from {{ ref('ref_plausibility_rules') }}

),

accounts_typed as (

    select
        account_id,
        file_path,
        record_number,
        record_hash,
        {{ account_columns('account') }},
        {{ id_from_text('account.status.id') }} as latest_status_id,
        {{ time_from_text('account.status.created_at') }} as latest_status_at

    from friend_profiles
    where rejection_reason is null

),

accounts_checked as (

    select
        *,
        {{ account_broken_rules() }} as broken_rules,
        len({{ broken_rules({}, tweet_time_rules('latest_status_at')) }}) = 0
            as has_plausible_status_time

    from accounts_typed

),

final as (

    select
        -- ids
        account_id,
        latest_status_id,

        {{ account_columns_checked() }},
        case when has_plausible_status_time then latest_status_at end as latest_status_at,

        -- origin
        file_path,
        record_number

    from accounts_checked
    -- What a record carries decides which version wins, never when it arrived.
    qualify row_number() over (
        partition by account_id
        order by
            case when has_plausible_status_time then latest_status_at end desc nulls last,
            accounts_checked.status_count desc nulls last,
            file_path desc,
            record_hash desc,
            record_number asc
    ) = 1

)

select * from final
