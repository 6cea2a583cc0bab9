-- depends_on: {{ ref('base_raw__files') }}
with

lines as (

    {{ read_raw_cells('ages_train', ['user_id', 'age_years']) }}

),

lines_typed as (

    select
        *,
        {{ pseudonym_of_id(id_from_text('user_id_text')) }} as user_id,
        -- `21.0` is 21; 21.5 and `twenty` are not whole numbers of years and are not rounded.
        case
            when regexp_full_match(age_years_text, '[+-]?[0-9]{1,9}(\.0*)?')
                then try_cast(split_part(age_years_text, '.', 1) as integer)
        end as stated_age_years

    from lines

),

final as (

    select
        file_path,
        file_order,
        record_number,
        place,
        user_id,
        stated_age_years,
        case
            when has_too_many_cells then 'too_many_cells'
            when user_id is null then {{ id_rejection('user_id') }}
            when coalesce(age_years_text, '') = '' then 'age_missing'
            when stated_age_years is null then 'age_unreadable'
        end as rejection_reason,
        case
            when has_too_many_cells or user_id is null or stated_age_years is null
                then {{ masked_excerpt('line') }}
        end as excerpt

    from lines_typed

)

select * from final
