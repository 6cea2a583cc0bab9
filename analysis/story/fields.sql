-- What do the files not say? One row per kind of record and field that some file does not give in
-- full, and one for the words of tweets.
with

fields as (

    select * from marts.fct_record_fields

),

final as (

    select
        record_type || '|' || field as row_key,
        record_type,
        field,
        any_value(description) as description,
        sum(record_count)::bigint as record_count,
        sum(given_count) / sum(record_count)::double as given_share,
        sum(filled_count) / sum(record_count)::double as filled_share,
        sum(readable_count) / sum(record_count)::double as readable_share,
        count(*) filter (where verdict != 'filled') as faulty_file_count

    from fields
    group by record_type, field

)

select * from final
where faulty_file_count > 0 or row_key = 'tweet|text'
order by readable_share asc, row_key asc;
