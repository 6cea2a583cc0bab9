-- depends_on: {{ ref('base_twitter__files') }}
{%- set structure = dict(account_structure(), status={'id': 'VARCHAR', 'created_at': 'VARCHAR'}) %}
with

records as (

    {{ read_raw_records('friend_profiles') }}

),

records_parsed as (

    select
        *,
        json_valid(line) as is_json,
        case
            when json_valid(line) then json_transform(line, '{{ tojson(structure) }}')
        end as account

    from records
    where trim(line) != ''

),

final as (

    select
        file_path,
        file_order,
        record_number,
        place,
        md5(line) as record_md5,
        {{ id_from_text('account.id') }} as account_id,
        account,
        case
            when not is_json then 'not_json'
            when not starts_with(ltrim(line), '{') then 'not_an_object'
            when account.id is null then 'account_id_missing'
            when {{ id_from_text('account.id') }} is null then 'account_id_unreadable'
        end as rejection_reason,
        case
            when {{ id_from_text('account.id') }} is null then {{ masked_excerpt('line') }}
        end as excerpt

    from records_parsed

)

select * from final
