"""The first schema, with row-level security enabled and forced on every table that has an owner."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

OWNED = (
    "api_key",
    "idempotency_key",
    "job_posting",
    "match",
    "resume",
    "resume_file",
    "search",
    "search_posting",
    "task",
    "task_part",
    "webhook_delivery",
    "webhook_endpoint",
    "webhook_event",
)
# What the engine itself must see across accounts: whose key this is, and which work is due.
SYSTEM = ("account", "api_key", "idempotency_key", "task", "task_part")

# Without an actor both functions are null or false, so that no row is visible.
FUNCTIONS = """
create function rolefit_account() returns bigint language sql stable parallel safe as $$
    select case when current_setting('rolefit.account_id', true) ~ '^[0-9]{1,18}$'
           then current_setting('rolefit.account_id', true)::bigint end
$$;
create function rolefit_is_system() returns boolean language sql stable parallel safe as $$
    select coalesce(current_setting('rolefit.account_id', true) = 'system', false)
$$;
"""


def _secure() -> None:
    op.execute(FUNCTIONS)
    for table in ("account", *OWNED):
        column = "id" if table == "account" else "account_id"
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        own = f"{column} = (select rolefit_account())"
        op.execute(f"create policy own_rows on {table} using ({own}) with check ({own})")
    for table in SYSTEM:
        system = "(select rolefit_is_system())"
        op.execute(f"create policy system_rows on {table} using ({system}) with check ({system})")


def upgrade() -> None:
    """Apply."""
    op.create_table('account',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('weights', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('exclude_companies', postgresql.ARRAY(sa.Text()), server_default='{}', nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account'))
    )
    op.create_table('beat_run',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('slot', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('name', 'slot', name=op.f('pk_beat_run'))
    )
    op.create_index(op.f('ix_beat_run_created_at'), 'beat_run', ['created_at'], unique=False)
    op.create_table('api_key',
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('prefix', sa.Text(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('scopes', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_api_key_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_key')),
    sa.UniqueConstraint('digest', name=op.f('uq_api_key_digest'))
    )
    op.create_index(op.f('ix_api_key_account_id'), 'api_key', ['account_id'], unique=False)
    op.create_table('idempotency_key',
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('request_digest', sa.LargeBinary(), nullable=False),
    sa.Column('status_code', sa.BigInteger(), nullable=True),
    sa.Column('headers', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_idempotency_key_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', 'key', name=op.f('pk_idempotency_key'))
    )
    op.create_index(op.f('ix_idempotency_key_created_at'), 'idempotency_key', ['created_at'], unique=False)
    op.create_table('job_posting',
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('external_id', sa.Text(), nullable=False),
    sa.Column('url', sa.Text(), nullable=True),
    sa.Column('apply_url', sa.Text(), nullable=True),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('company_name', sa.Text(), nullable=True),
    sa.Column('company_url', sa.Text(), nullable=True),
    sa.Column('location_raw', sa.Text(), nullable=True),
    sa.Column('city', sa.Text(), nullable=True),
    sa.Column('region', sa.Text(), nullable=True),
    sa.Column('country', sa.Text(), nullable=True),
    sa.Column('workplace', sa.Text(), nullable=True),
    sa.Column('job_type', sa.Text(), nullable=True),
    sa.Column('level', sa.SmallInteger(), nullable=True),
    sa.Column('level_provenance', sa.Text(), nullable=True),
    sa.Column('salary', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('posted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('fetched_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('description_html', sa.Text(), nullable=True),
    sa.Column('description_text', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=True),
    sa.Column('stated_skills', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('raw', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('features', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('features_version', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_job_posting_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_posting')),
    sa.UniqueConstraint('account_id', 'source', 'external_id', name=op.f('uq_job_posting_account_id_source_external_id'))
    )
    op.create_index(op.f('ix_job_posting_account_id'), 'job_posting', ['account_id'], unique=False)
    op.create_table('resume',
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('is_default', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('error', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('filename', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('byte_count', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('parsed', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('corrections', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('parser_version', sa.Text(), nullable=True),
    sa.Column('parsed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_resume_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resume'))
    )
    op.create_index(op.f('ix_resume_account_id'), 'resume', ['account_id'], unique=False)
    op.create_index('uq_resume_default', 'resume', ['account_id'], unique=True, postgresql_where=sa.text('is_default'))
    op.create_table('task',
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('subject_id', sa.BigInteger(), nullable=False),
    sa.Column('step', sa.Text(), server_default='start', nullable=False),
    sa.Column('status', sa.Text(), server_default='queued', nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('attempts', sa.Integer(), server_default='0', nullable=False),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('token', sa.Uuid(), nullable=True),
    sa.Column('parts_open', sa.Integer(), server_default='0', nullable=False),
    sa.Column('progress_done', sa.Integer(), server_default='0', nullable=False),
    sa.Column('progress_total', sa.Integer(), server_default='0', nullable=False),
    sa.Column('stage', sa.Text(), nullable=True),
    sa.Column('result_kind', sa.Text(), nullable=True),
    sa.Column('result_id', sa.BigInteger(), nullable=True),
    sa.Column('error', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('request_id', sa.Text(), nullable=True),
    sa.Column('rung_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("status in ('queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled')", name=op.f('ck_task_status')),
    sa.CheckConstraint('parts_open >= 0', name=op.f('ck_task_parts_open')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_task_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task'))
    )
    op.create_index('ix_task_account_id_id', 'task', ['account_id', 'id'], unique=False)
    op.create_index('ix_task_open', 'task', ['due_at'], unique=False, postgresql_where=sa.text("status in ('queued', 'running') and parts_open = 0"))
    op.create_table('webhook_endpoint',
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('events', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('encrypted_secret', sa.LargeBinary(), nullable=False),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_webhook_endpoint_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webhook_endpoint'))
    )
    op.create_index(op.f('ix_webhook_endpoint_account_id'), 'webhook_endpoint', ['account_id'], unique=False)
    op.create_table('webhook_event',
    sa.Column('type', sa.Text(), nullable=False),
    sa.Column('payload', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_webhook_event_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webhook_event'))
    )
    op.create_index(op.f('ix_webhook_event_account_id'), 'webhook_event', ['account_id'], unique=False)
    op.create_table('resume_file',
    sa.Column('resume_id', sa.BigInteger(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_resume_file_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['resume_id'], ['resume.id'], name=op.f('fk_resume_file_resume_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('resume_id', name=op.f('pk_resume_file'))
    )
    op.create_index(op.f('ix_resume_file_account_id'), 'resume_file', ['account_id'], unique=False)
    op.create_table('search',
    sa.Column('resume_id', sa.BigInteger(), nullable=False),
    sa.Column('task_id', sa.BigInteger(), nullable=True),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('criteria', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('weights', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('refresh', sa.Boolean(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('error', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('sources', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('counts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_search_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['resume_id'], ['resume.id'], name=op.f('fk_search_resume_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_search_task_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search'))
    )
    op.create_index('ix_search_account_digest', 'search', ['account_id', 'digest', 'finished_at'], unique=False)
    op.create_index(op.f('ix_search_account_id'), 'search', ['account_id'], unique=False)
    op.create_index(op.f('ix_search_resume_id'), 'search', ['resume_id'], unique=False)
    op.create_index(op.f('ix_search_task_id'), 'search', ['task_id'], unique=False)
    op.create_table('task_part',
    sa.Column('task_id', sa.BigInteger(), nullable=False),
    sa.Column('step', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('payload', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('status', sa.Text(), server_default='queued', nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('attempts', sa.Integer(), server_default='0', nullable=False),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('token', sa.Uuid(), nullable=True),
    sa.Column('outcome', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('error', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('rung_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')", name=op.f('ck_task_part_status')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_task_part_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_part_task_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_part')),
    sa.UniqueConstraint('task_id', 'step', 'position', name=op.f('uq_task_part_task_id_step_position'))
    )
    op.create_index(op.f('ix_task_part_account_id'), 'task_part', ['account_id'], unique=False)
    op.create_index('ix_task_part_open', 'task_part', ['due_at'], unique=False, postgresql_where=sa.text("status in ('queued', 'running')"))
    op.create_table('webhook_delivery',
    sa.Column('endpoint_id', sa.BigInteger(), nullable=False),
    sa.Column('event_id', sa.BigInteger(), nullable=False),
    sa.Column('task_id', sa.BigInteger(), nullable=True),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('attempts', sa.Integer(), server_default='0', nullable=False),
    sa.Column('response_status', sa.Integer(), nullable=True),
    sa.Column('error', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('duration_ms', sa.Integer(), nullable=True),
    sa.Column('attempted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_webhook_delivery_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['endpoint_id'], ['webhook_endpoint.id'], name=op.f('fk_webhook_delivery_endpoint_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['webhook_event.id'], name=op.f('fk_webhook_delivery_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_webhook_delivery_task_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webhook_delivery'))
    )
    op.create_index(op.f('ix_webhook_delivery_account_id'), 'webhook_delivery', ['account_id'], unique=False)
    op.create_index(op.f('ix_webhook_delivery_endpoint_id'), 'webhook_delivery', ['endpoint_id'], unique=False)
    op.create_index(op.f('ix_webhook_delivery_event_id'), 'webhook_delivery', ['event_id'], unique=False)
    op.create_index(op.f('ix_webhook_delivery_task_id'), 'webhook_delivery', ['task_id'], unique=False)
    op.create_table('match',
    sa.Column('search_id', sa.BigInteger(), nullable=False),
    sa.Column('resume_id', sa.BigInteger(), nullable=False),
    sa.Column('posting_id', sa.BigInteger(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('score', sa.Numeric(precision=4, scale=1), nullable=False),
    sa.Column('breakdown', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('algorithm', sa.Text(), nullable=False),
    sa.Column('verdict', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_match_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['posting_id'], ['job_posting.id'], name=op.f('fk_match_posting_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['resume_id'], ['resume.id'], name=op.f('fk_match_resume_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['search_id'], ['search.id'], name=op.f('fk_match_search_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_match'))
    )
    op.create_index(op.f('ix_match_account_id'), 'match', ['account_id'], unique=False)
    op.create_index('ix_match_history', 'match', ['account_id', 'id'], unique=False)
    op.create_index(op.f('ix_match_posting_id'), 'match', ['posting_id'], unique=False)
    op.create_index(op.f('ix_match_resume_id'), 'match', ['resume_id'], unique=False)
    op.create_index('uq_match_search_position', 'match', ['search_id', 'position'], unique=True)
    op.create_table('search_posting',
    sa.Column('search_id', sa.BigInteger(), nullable=False),
    sa.Column('posting_id', sa.BigInteger(), nullable=False),
    sa.Column('source_rank', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_search_posting_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['posting_id'], ['job_posting.id'], name=op.f('fk_search_posting_posting_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['search_id'], ['search.id'], name=op.f('fk_search_posting_search_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('search_id', 'posting_id', name=op.f('pk_search_posting'))
    )
    op.create_index(op.f('ix_search_posting_account_id'), 'search_posting', ['account_id'], unique=False)
    op.create_index(op.f('ix_search_posting_posting_id'), 'search_posting', ['posting_id'], unique=False)
    _secure()


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f('ix_search_posting_posting_id'), table_name='search_posting')
    op.drop_index(op.f('ix_search_posting_account_id'), table_name='search_posting')
    op.drop_table('search_posting')
    op.drop_index('uq_match_search_position', table_name='match')
    op.drop_index(op.f('ix_match_resume_id'), table_name='match')
    op.drop_index(op.f('ix_match_posting_id'), table_name='match')
    op.drop_index('ix_match_history', table_name='match')
    op.drop_index(op.f('ix_match_account_id'), table_name='match')
    op.drop_table('match')
    op.drop_index(op.f('ix_webhook_delivery_task_id'), table_name='webhook_delivery')
    op.drop_index(op.f('ix_webhook_delivery_event_id'), table_name='webhook_delivery')
    op.drop_index(op.f('ix_webhook_delivery_endpoint_id'), table_name='webhook_delivery')
    op.drop_index(op.f('ix_webhook_delivery_account_id'), table_name='webhook_delivery')
    op.drop_table('webhook_delivery')
    op.drop_index('ix_task_part_open', table_name='task_part', postgresql_where=sa.text("status in ('queued', 'running')"))
    op.drop_index(op.f('ix_task_part_account_id'), table_name='task_part')
    op.drop_table('task_part')
    op.drop_index(op.f('ix_search_task_id'), table_name='search')
    op.drop_index(op.f('ix_search_resume_id'), table_name='search')
    op.drop_index(op.f('ix_search_account_id'), table_name='search')
    op.drop_index('ix_search_account_digest', table_name='search')
    op.drop_table('search')
    op.drop_index(op.f('ix_resume_file_account_id'), table_name='resume_file')
    op.drop_table('resume_file')
    op.drop_index(op.f('ix_webhook_event_account_id'), table_name='webhook_event')
    op.drop_table('webhook_event')
    op.drop_index(op.f('ix_webhook_endpoint_account_id'), table_name='webhook_endpoint')
    op.drop_table('webhook_endpoint')
    op.drop_index('ix_task_open', table_name='task', postgresql_where=sa.text("status in ('queued', 'running') and parts_open = 0"))
    op.drop_index('ix_task_account_id_id', table_name='task')
    op.drop_table('task')
    op.drop_index('uq_resume_default', table_name='resume', postgresql_where=sa.text('is_default'))
    op.drop_index(op.f('ix_resume_account_id'), table_name='resume')
    op.drop_table('resume')
    op.drop_index(op.f('ix_job_posting_account_id'), table_name='job_posting')
    op.drop_table('job_posting')
    op.drop_index(op.f('ix_idempotency_key_created_at'), table_name='idempotency_key')
    op.drop_table('idempotency_key')
    op.drop_index(op.f('ix_api_key_account_id'), table_name='api_key')
    op.drop_table('api_key')
    op.drop_index(op.f('ix_beat_run_created_at'), table_name='beat_run')
    op.drop_table('beat_run')
    op.drop_table('account')
    op.execute("drop function rolefit_account()")
    op.execute("drop function rolefit_is_system()")
