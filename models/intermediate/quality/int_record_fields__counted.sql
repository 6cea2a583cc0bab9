{#-
    Kinds of records: where each is parsed, its value there, its prefix in the form of the whole, its
    structure, which records count, and the column that tells whether its time can be read.
-#}
{%- set usable = 'rejection_reason is null' -%}
{%- set kinds = [
    ('tweet', 'age_tweets', 'tweet', '', tweet_structure(), usable, 'time_problem'),
    ('tweet.user', 'age_tweets', 'tweet.user', 'user.', account_structure(),
        'has_account and account_rejection_reason is null', 'account_time_problem'),
    ('profile', 'age_profiles', 'account', '', account_structure(), usable, 'time_problem'),
    ('profile.status', 'age_profiles', 'account.status', 'status.', tweet_structure(),
        'has_tweet and tweet_rejection_reason is null', 'tweet_time_problem'),
    ('friend_profile', 'friend_profiles', 'account', '', account_structure(), usable, 'time_problem'),
    ('mention_profile', 'mention_profiles', 'account', '', account_structure(), usable, 'time_problem'),
] -%}
with

-- Tables are named where they are read: a CTE that is read several times is copied, whole records too.
{% for record_type, input_name, value, prefix, structure, condition, time_problem in kinds -%}
{%- set name = record_type | replace('.', '_') -%}
    {{ name }}_values as (

        select
            file_path,
            {{ counts_of_values(structure, value, time_problem) }} as fields

        from {{ ref('base_twitter__' ~ input_name) }}
        where {{ condition }}
        group by file_path

    ),

    {{ name }}_forms as (

        -- Few forms occur, each many times.
        select
            file_path,
            record_form,
            count(*) as record_count

        from {{ ref('base_twitter__' ~ input_name) }}
        where {{ condition }}
        group by file_path, record_form

    ),

    {{ name }}_keys as (

        select
            file_path,
            {{ counts_of_keys(structure, input_name, prefix) }} as fields

        from {{ name }}_forms
        group by file_path

    ),

{% endfor -%}
{% for part in ['values', 'keys'] -%}
    {{ part }}_united as (

        {% for record_type, input_name, value, prefix, structure, condition, time_problem in kinds -%}
            select
                file_path,
                '{{ record_type }}' as record_type,
                '{{ 'tweet' if 'text' in structure else 'account' }}' as shape,
                unnest(fields) as field_counts

            from {{ record_type | replace('.', '_') }}_{{ part }}
            {% if not loop.last -%}
                union all
            {% endif -%}
        {% endfor %}

    ),

{% endfor -%}
final as (

    select
        values_united.file_path,
        values_united.record_type,
        values_united.shape,
        values_united.field_counts.field as field,
        values_united.field_counts.record_count as record_count,
        -- A value from another key (`full_text`) is given, too.
        greatest(
            keys_united.field_counts.given_count, values_united.field_counts.filled_count
        ) as given_count,
        values_united.field_counts.filled_count
        + coalesce(keys_united.field_counts.misshapen_count, 0) as filled_count,
        values_united.field_counts.readable_count as readable_count,
        values_united.field_counts.example as example

    from values_united
    left outer join keys_united
        on
            values_united.file_path = keys_united.file_path
            and values_united.record_type = keys_united.record_type
            and values_united.field_counts.field = keys_united.field_counts.field

)

select * from final
