with

fields_counted as (

    select * from {{ ref('int_record_fields__counted') }}

),

format_columns as (

    select * from {{ ref('ref_format_columns') }}

),

finding_rules as (

    select * from {{ ref('ref_finding_rules') }}

),

fields_described as (

    select
        fields_counted.*,
        format_columns.expected,
        format_columns.description,
        format_columns.expected = 'always'
        or (
            format_columns.expected = 'usually'
            and fields_counted.record_count >= {{ rule_number('field_hollow', 'minimum_rows') }}
        ) as is_expected

    from fields_counted
    inner join format_columns
        on
            fields_counted.shape = format_columns.shape
            and fields_counted.field = format_columns.field
    where fields_counted.record_count > 0

),

final as (

    select
        file_path,
        record_type,
        field,
        description,
        record_count,
        given_count,
        filled_count,
        readable_count,
        example,
        case
            when is_expected and given_count <= {{ var('max_hollow_share') }} * record_count
                then 'hollow'
            when filled_count > 0 and readable_count <= {{ var('max_hollow_share') }} * filled_count
                then 'hollow'
            when readable_count < filled_count then 'unreadable'
            when
                expected = 'always'
                and given_count < (1 - {{ rule_number('field_partly_missing') }}) * record_count
                then 'partly_missing'
            when given_count = 0 then 'not_given'
            when filled_count = 0 then 'empty'
            else 'filled'
        end as verdict

    from fields_described

)

select * from final
