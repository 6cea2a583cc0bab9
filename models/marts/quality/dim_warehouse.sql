with

sources as (

    select * from {{ ref('dim_sources') }}
    where source = 'twitter'

),

as_of_times as (

    select * from {{ ref('int_warehouse__as_of') }}

),

settings as (

    select * from {{ ref('int_warehouse__settings') }}
    where subject = 'age'

),

final as (

    select
        plumage_version() as project_version,
        {{ text_literal(raw_folder().split('/')[-1]) }} as raw_folder,
        sources.data_fingerprint,
        settings.settings_fingerprint,
        as_of_times.as_of,
        {{ 'plumage_key_check().key_check' if var('pseudonymise') else 'cast(null as varchar)' }}
            as pseudonym_key_check,
        cast({{ var('min_group_users') }} as integer) as min_group_users,
        cast({{ var('show_texts') }} as boolean) as show_texts,
        plumage_is_made_up({{ text_literal(raw_folder()) }}, {{ text_literal(activity_folder()) }})
            as is_synthetic

    from as_of_times
    cross join settings
    left outer join sources on true

)

select * from final
