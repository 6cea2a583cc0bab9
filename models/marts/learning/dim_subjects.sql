with

subject_sources as (

    select * from {{ ref('ref_subject_sources') }}

),

sources as (

    select * from {{ ref('dim_sources') }}

),

settings as (

    select * from {{ ref('int_warehouse__settings') }}

),

-- A source without files counts, too: its first file is a change.
final as (

    select
        subject_sources.subject,
        string_agg(coalesce(sources.data_fingerprint, 'none'), ',' order by subject_sources.source)
            as data_fingerprint,
        any_value(settings.settings_fingerprint) as settings_fingerprint

    from subject_sources
    left outer join sources on subject_sources.source = sources.source
    left outer join settings on subject_sources.subject = settings.subject
    group by subject_sources.subject

)

select * from final
