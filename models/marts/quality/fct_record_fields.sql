with

fields_judged as (

    select * from {{ ref('int_record_fields__judged') }}

),

files as (

    select * from {{ ref('base_raw__files') }}

),

final as (

    select
        {{ source_of_input('files.input_name') }} as source,
        fields_judged.file_path,
        fields_judged.record_type,
        fields_judged.field,
        fields_judged.description,
        fields_judged.record_count,
        fields_judged.given_count,
        fields_judged.filled_count,
        fields_judged.readable_count,
        fields_judged.given_count / fields_judged.record_count as given_share,
        fields_judged.filled_count / fields_judged.record_count as filled_share,
        fields_judged.verdict,
        fields_judged.example

    from fields_judged
    inner join files
        on fields_judged.file_path = files.file_path
    order by fields_judged.file_path, fields_judged.record_type, fields_judged.field

)

select * from final
