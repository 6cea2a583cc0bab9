{#- Kinds of entities: their JSON list, and what is kept of each. -#}
{%- set kinds = {
    'hashtag': ('entities.hashtags', 'lower(item.text)'),
    'url': ('entities.urls', without_scheme_and_query('item.expanded_url', 'item.url')),
    'mention': ('entities.user_mentions', 'item.screen_name'),
    'media': ('coalesce(extended_entities.media, entities.media)', 'item.type'),
} %}
with

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

age_tweets as (

    select * from {{ ref('base_twitter__age_tweets') }}

),

age_profiles as (

    select * from {{ ref('base_twitter__age_profiles') }}

),

tweets_with_entities as (

    select
        tweets.tweet_id,
        age_tweets.tweet.entities,
        age_tweets.tweet.extended_entities

    from tweets
    inner join age_tweets
        on
            tweets.file_path = age_tweets.file_path
            and tweets.record_number = age_tweets.record_number
    union all
    select
        tweets.tweet_id,
        age_profiles.account.status.entities,
        age_profiles.account.status.extended_entities

    from tweets
    inner join age_profiles
        on
            tweets.file_path = age_profiles.file_path
            and tweets.record_number = age_profiles.record_number

),

-- Lists are unnested in the select list, in parallel with their positions: a lateral unnest of the
-- same rows takes fifty times as long.
{% for kind, (list, value) in kinds.items() -%}
    {{ kind }}_items as (

        select
            tweet_id,
            unnest({{ list }}) as item,
            unnest(range(1, len({{ list }}) + 1)) as entity_position

        from tweets_with_entities

    ),

{% endfor -%}
entities_united as (

    {% for kind, (list, value) in kinds.items() -%}
        select
            tweet_id,
            '{{ kind }}' as entity_kind,
            {{ value }} as entity_value,
            {{ id_from_text('item.id') if kind == 'mention' else 'null::bigint' }}
                as mentioned_user_id,
            entity_position

        from {{ kind }}_items
        {%- if not loop.last %}
            union all
        {%- endif %}
    {% endfor %}

),

final as (

    select
        -- ids
        tweet_id,
        mentioned_user_id,

        -- strings
        entity_kind,
        entity_value,

        -- numerics
        entity_position

    from entities_united
    where entity_value is not null or mentioned_user_id is not null

)

select * from final
