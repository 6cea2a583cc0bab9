with

{% for name in json_record_types() | map(attribute='base') | unique -%}
    {{ name }} as (

        select * from {{ ref(name) }}

    ),

{% endfor -%}
fields (record_type, shape, field, path, place) as (

    values
    {% for record_type in json_record_types() -%}
        {% set is_last_type = loop.last -%}
        {% for field in record_type.fields -%}
            (
                '{{ record_type.name }}', '{{ record_type.shape }}',
                '{{ field.name }}', '{{ field.path }}', {{ field.place }}
            ){{ '' if loop.last and is_last_type else ',' }}
        {% endfor -%}
    {% endfor %}

),

forms as (

    {% for record_type in json_record_types() -%}
        select
            '{{ record_type.name }}' as record_type,
            file_path,
            record_form,
            count(*) as record_count

        from {{ record_type.base }}
        where {{ is_usable(record_type) }}
        group by file_path, record_form
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}

),

values_named as (

    {% for record_type in json_record_types() -%}
        select
            '{{ record_type.name }}' as record_type,
            file_path,
            unnest(unreadable_values) as named_value

        from {{ record_type.base }}
        where {{ is_usable(record_type) }} and unreadable_values is not null
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}

),

examples as (

    select
        record_type,
        file_path,
        named_value.field as field_path,
        min(named_value.example) as example

    from values_named
    group by record_type, file_path, named_value.field

),

letters as (

    select
        forms.file_path,
        forms.record_type,
        forms.record_count,
        fields.shape,
        fields.field,
        fields.path as field_path,
        substring(forms.record_form, fields.place, 1) as letter

    from forms
    inner join fields on forms.record_type = fields.record_type

),

final as (

    select
        letters.file_path,
        letters.record_type,
        letters.shape,
        letters.field,
        sum(if(letters.letter != ' ', letters.record_count, 0))::bigint as record_count,
        sum(if(letters.letter in ('0', '?', '1'), letters.record_count, 0))::bigint
            as given_count,
        sum(if(letters.letter in ('?', '1'), letters.record_count, 0))::bigint as filled_count,
        sum(if(letters.letter = '1', letters.record_count, 0))::bigint as readable_count,
        min(examples.example) as example

    from letters
    left outer join examples
        on
            letters.record_type = examples.record_type
            and letters.file_path = examples.file_path
            and letters.field_path = examples.field_path
    group by
        letters.file_path,
        letters.record_type,
        letters.shape,
        letters.field

)

select * from final
