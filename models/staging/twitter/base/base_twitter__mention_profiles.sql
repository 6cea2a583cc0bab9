{{ config(materialized=kept_table(), pre_hook=before_begin("{{ forget_files_not_kept() }}")) }}
-- depends_on: {{ ref('base_raw__files') }}
with

{{ account_records('mention_profiles') }}

select * from final
