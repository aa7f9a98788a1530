"""Give every account index entries of its own, and let a search look at the newest postings first.

An account stood in its documents as a word, and every search intersected its words with the list of all of
the account's postings: reading that list took longer than the answer. Now every word of a document begins
with the account (``42:engin``), so that each account's words have lists of their own. The day and the week
of a posting are words as well: where a word is in very many postings, a search need not look at all. No
posting is dated later than tomorrow, or it would lead every list until then.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# All postings of an account have the word "@". A tsvector's text has its words in quotes, each after a space,
# and no word has a space.
WORDS = r"""
create function rolefit_days(posted timestamptz) returns tsvector language sql stable parallel safe as $$
    select array_to_tsvector(array['@', '#d' || day, '#w' || div(day, 7)])
    from (select floor(extract(epoch from posted) / 86400)) as one (day)
$$;
create function rolefit_owned(account_id bigint, words tsvector) returns tsvector
language sql immutable parallel safe as $$
    select regexp_replace(words::text, $q$(^| )'$q$, concat($q$\1'$q$, account_id, ':'), 'g')::tsvector
$$;
"""

QUERY = r"""
create or replace function rolefit_query() returns tsquery language sql stable parallel safe as $$
    select regexp_replace(
        coalesce(nullif(current_setting('rolefit.query', true), ''), $q$'@'$q$),
        $q$'((?:[^']|'')*)'$q$, concat('''', rolefit_account(), $q$:\1'$q$), 'g'
    )::tsquery
$$;
"""

INDEX = """
create or replace function rolefit_index(wanted bigint[], worded boolean) returns void language sql as $$
    insert into posting_index
    select p.id, p.account_id, p.source, p.company_name, rolefit_company(p.company_name),
        coalesce(nullif(rolefit_words(concat_ws(' ', p.location_raw, p.city, p.region, p.country)), '  '), ''), p.country,
        p.workplace, p.job_type, coalesce(p.level, (p.features #>> '{requirements,level}')::smallint), p.language,
        rolefit_yearly(p.salary), p.salary->>'currency',
        t.posted_at, p.expires_at, p.closed_at is not null, p.duplicate_of is not null,
        not worded, t.head,
        case when worded then t.own || rolefit_owned(p.account_id, t.head || rolefit_titled(p.title)
                 || setweight(to_tsvector('rolefit', rolefit_fold(left(p.description_text, 60000))), 'D'))
             else t.own end
    from job_posting p, lateral (
        select least(coalesce(p.posted_at, p.first_seen_at), now() + interval '1 day') as posted_at
    ) d, lateral (
        select d.posted_at, rolefit_owned(p.account_id, rolefit_days(d.posted_at)) as own,
            case when worded then setweight(to_tsvector('rolefit', rolefit_fold(p.title)), 'A')
                || setweight(to_tsvector('rolefit', rolefit_fold(coalesce(p.company_name, ''))), 'B')
                || setweight(to_tsvector('rolefit', rolefit_fold(rolefit_skills(p.stated_skills, p.features))), 'C')
            else ''::tsvector end as head
        offset 0
    ) t
    where p.id = any(wanted)
    on conflict (posting_id) do update set
        source = excluded.source, company = excluded.company, company_key = excluded.company_key,
        place = excluded.place, country = excluded.country, workplace = excluded.workplace,
        job_type = excluded.job_type, level = excluded.level, language = excluded.language, pay = excluded.pay,
        currency = excluded.currency, posted_at = excluded.posted_at, expires_at = excluded.expires_at,
        closed = excluded.closed, repeated = excluded.repeated, pending = excluded.pending,
        head = excluded.head, document = excluded.document
$$;
"""

# The owner of the schema is held to row-level security as well. An index is built faster than it is added to.
BACKFILL = """
drop index ix_posting_index_document;
alter table posting_index no force row level security;
update posting_index set posted_at = least(posted_at, now() + interval '1 day'),
    document = rolefit_owned(account_id, ts_delete(document, '@' || account_id)
        || rolefit_days(least(posted_at, now() + interval '1 day')));
alter table posting_index force row level security;
create index ix_posting_index_document on posting_index using gin (document) with (gin_pending_list_limit = 1024);
"""

EARLIER_QUERY = """
create or replace function rolefit_query() returns tsquery language sql stable parallel safe as $$
    select case when coalesce(current_setting('rolefit.query', true), '') = '' then own
           else own && current_setting('rolefit.query', true)::tsquery end
    from (select quote_literal('@' || rolefit_account())::tsquery as own) as one
$$;
"""

EARLIER_INDEX = """
create or replace function rolefit_index(wanted bigint[], worded boolean) returns void language sql as $$
    insert into posting_index
    select p.id, p.account_id, p.source, p.company_name, rolefit_company(p.company_name),
        coalesce(nullif(rolefit_words(concat_ws(' ', p.location_raw, p.city, p.region, p.country)), '  '), ''), p.country,
        p.workplace, p.job_type, coalesce(p.level, (p.features #>> '{requirements,level}')::smallint), p.language,
        rolefit_yearly(p.salary), p.salary->>'currency',
        coalesce(p.posted_at, p.first_seen_at), p.expires_at, p.closed_at is not null, p.duplicate_of is not null,
        not worded, t.head,
        case when worded then t.head || setweight(to_tsvector('rolefit', rolefit_fold(left(p.description_text, 60000))), 'D')
                 || t.own || rolefit_titled(p.title)
             else t.own end
    from job_posting p, lateral (
        select array_to_tsvector(array['@' || p.account_id]) as own,
            case when worded then setweight(to_tsvector('rolefit', rolefit_fold(p.title)), 'A')
                || setweight(to_tsvector('rolefit', rolefit_fold(coalesce(p.company_name, ''))), 'B')
                || setweight(to_tsvector('rolefit', rolefit_fold(rolefit_skills(p.stated_skills, p.features))), 'C')
            else ''::tsvector end as head
        offset 0
    ) t
    where p.id = any(wanted)
    on conflict (posting_id) do update set
        source = excluded.source, company = excluded.company, company_key = excluded.company_key,
        place = excluded.place, country = excluded.country, workplace = excluded.workplace,
        job_type = excluded.job_type, level = excluded.level, language = excluded.language, pay = excluded.pay,
        currency = excluded.currency, posted_at = excluded.posted_at, expires_at = excluded.expires_at,
        closed = excluded.closed, repeated = excluded.repeated, pending = excluded.pending,
        head = excluded.head, document = excluded.document
$$;
"""

AGAIN = """
alter table job_posting no force row level security;
alter table posting_index no force row level security;
select rolefit_index(array(select posting_id from posting_index where pending), false);
select rolefit_index(array(select posting_id from posting_index where not pending), true);
alter table posting_index force row level security;
alter table job_posting force row level security;
"""


def upgrade() -> None:
    """Apply."""
    for part in (WORDS, QUERY, INDEX, BACKFILL):
        op.execute(part)


def downgrade() -> None:
    """Take back, reading all words again."""
    for part in (EARLIER_QUERY, EARLIER_INDEX, AGAIN):
        op.execute(part)
    op.execute("drop function rolefit_owned(bigint, tsvector); drop function rolefit_days(timestamptz)")
