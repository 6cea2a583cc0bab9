with

fields_judged as (

    select * from {{ ref('int_record_fields__judged') }}

),

fields_named as (

    select
        record_type,
        verdict,
        record_type || '.' || field
        || case
            when verdict = 'unreadable' or (verdict = 'hollow' and filled_count > readable_count)
                then
                    ' (unreadable in ' || filled_count - readable_count || ' of ' || filled_count
                    || coalesce(', such as ' || example, '') || ')'
            else ' (in ' || given_count || ' of ' || record_count || ')'
        end as said,
        field

    from fields_judged
    -- Times that cannot be read have a rule of their own, which counts records.
    where verdict != 'unreadable' or field != 'created_at'

),

final as (

    {% for rule_id, verdict, is_author in [
        ('field_hollow', 'hollow', false),
        ('field_hollow_of_author', 'hollow', true),
        ('field_unreadable', 'unreadable', none),
        ('field_partly_missing', 'partly_missing', none),
    ] -%}
        select
            '{{ rule_id }}' as rule_id,
            record_type as entity,
            count(*) filter (where verdict = '{{ verdict }}') as finding_count,
            count(*) as row_count,
            array_to_string(
                (list(said order by said) filter (where verdict = '{{ verdict }}'))[:5], ', '
            ) as examples

        from fields_named
        {% if is_author is not none -%}
            where record_type {{ '=' if is_author else '!=' }} 'tweet.user'
        {% endif -%}
        group by record_type
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}

)

select * from final
