{#
    A parsed record as it may be stored: unchanged, or under `pseudonymise` with the same fields but
    ids, handles and links as hashes, names and places reduced to their form, and handles and links
    in texts masked. `structure` is that of macros/ingest/json_structures.sql;
    `account` is the SQL of the author's account, whose names also occur in texts without an @.
#}
{% macro without_personal_data(record, structure, account) -%}
    {{ masked_struct(record, structure, account, '', 0) if var('pseudonymise') else record }}
{%- endmacro %}


{% macro masked_struct(value, structure, account, parent, depth) -%}
    case
        when {{ value }} is not null
            then {
                {%- for name, kind in structure.items() %}
                '{{ name }}':
                    {%- if kind is mapping %}
                    {{ masked_struct(value ~ '.' ~ name, kind, account, name, depth + 1) }}
                    {%- elif kind is string %}
                    {{ masked_field(value ~ '.' ~ name, name, parent, account) }}
                    {%- else %}
                    list_transform(
                        {{ value }}.{{ name }},
                        lambda item_{{ depth }}: {{
                            masked_struct('item_' ~ depth, kind[0], account, name, depth + 1)
                        }}
                    )
                    {%- endif %}
                    {{- ',' if not loop.last }}
                {%- endfor %}
            }
    end
{%- endmacro %}


{# Replacement of a field, by its name and that of its parent field. #}
{% macro masked_field(value, name, parent, account) -%}
    {%- if name == 'id' or name.endswith('_id') -%}
        {#- An unreadable id stays unreadable. -#}
        case
            when {{ value }} is not null
                then coalesce(
                    cast({{ pseudonym_of_id(id_from_text(value)) }} as varchar), 'unreadable'
                )
        end
    {%- elif name == 'screen_name' -%}
        {{ pseudonym_of_handle(value) }}
    {%- elif name in ['name', 'location'] -%}
        {{ form_of_name(value) }}
    {%- elif parent == 'urls' -%}
        {{ pseudonym_of_link(without_scheme_and_query(value, 'null')) }}
    {%- elif name in ['url', 'profile_banner_url'] -%}
        if({{ value }} != '', 'http', '')
    {%- elif name == 'in_reply_to_screen_name' -%}
        if({{ value }} is not null, 'user', null)
    {%- elif name == 'source' -%}
        regexp_replace({{ value }}, '<[^>]*>', '', 'g')
    {%- elif name == 'description' or (name == 'text' and parent != 'hashtags') -%}
        {{ text_without_references(value, account) }}
    {%- else -%}
        {{ value }}
    {%- endif -%}
{%- endmacro %}


{#
    Form of a name or place: letters as in `name_shape`, digits `0`, symbols and emoji `☆`,
    anything else beyond ASCII `*`. Its length, capitals, spaces and commas stay.
#}
{% macro form_of_name(name) -%}
regexp_replace(
    regexp_replace(
        regexp_replace({{ name_shape(name) }}, '\p{N}', '0', 'g'),
        '\p{So}', '☆', 'g'
    ),
    '[^ -~☆]', '*', 'g'
)
{%- endmacro %}


{#
    Text with handles as `@user` and links as `http`, as models mask them later anyway, and without
    the author's own names. Entities are decoded first, since `&#64;` is also an at sign, and `&` is
    encoded again.
#}
{% macro text_without_references(text, account) -%}
{%- set masked = mask_references(clean_text(text)) -%}
replace(
    {{ text_without_name(
        text_without_name(masked, account ~ '.screen_name'), account ~ '.name'
    ) }},
    '&', '&amp;'
)
{%- endmacro %}


{# Text without a name of at least five characters: shorter ones may be ordinary words. #}
{% macro text_without_name(text, name) -%}
case
    when length({{ name }}) >= 5 and contains(lower({{ text }}), lower({{ name }}))
        then regexp_replace({{ text }}, '(?i)' || regexp_escape({{ name }}), '@user', 'g')
    else {{ text }}
end
{%- endmacro %}
