"""Index postings for full-text search in a way that row-level security does not slow down (docs/decisions/0012).

What a search compares with the words asked stands in a policy of the index table itself. Written in a query,
``@@`` would wait behind row-level security, because Postgres does not call it leakproof, and every search
would read every row of the account.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# No stop words: "IT", "who", "go" and "die" mean something in a title of some language.
DICTIONARY = """
create text search dictionary rolefit_english (template = snowball, language = english);
create text search configuration rolefit (copy = simple);
alter text search configuration rolefit alter mapping for asciiword, hword_asciipart, asciihword, word, hword_part, hword
    with rolefit_english;
"""

# Without accents and case; C++, C# and .NET as words; what would read as a path or an address in its parts.
FOLD = """
create function rolefit_unaccent(given text) returns text language sql immutable parallel safe as $$
    select case when octet_length(given) = length(given) then given
           else replace(replace(replace(
               translate(regexp_replace(normalize(given, nfkd), '[\u0300-\u036f]+', '', 'g'), 'łŁøØđĐı', 'lLoOdDi'),
               'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe') end
$$;
create function rolefit_fold(given text) returns text language sql immutable parallel safe as $$
    select replace(replace(replace(replace(
        translate(lower(rolefit_unaccent(given)), '/@_', '   '),
        'c++', 'cplusplus'), 'c#', 'csharp'), 'f#', 'fsharp'), '.net', 'dotnet')
$$;
create function rolefit_words(given text) returns text language sql immutable parallel safe as $$
    select ' ' || btrim(regexp_replace(replace(lower(rolefit_unaccent(given)), '.', ''), '[^[:alnum:]]+', ' ', 'g')) || ' '
$$;
create function rolefit_company(given text) returns text language sql immutable parallel safe as $$
    select coalesce(nullif(btrim(regexp_replace(words,
        '\\m(inc|incorporated|llc|ltd|limited|plc|corp|corporation|co|gmbh|ag|se|kg|sa|sas|sarl|srl|spa'
        '|bv|nv|ab|as|oy|pty)\\M *', '', 'g')), ''), nullif(btrim(words), ''))
    from (select rolefit_words(given) as words) as one
$$;
create function rolefit_yearly(salary jsonb) returns bigint language sql immutable parallel safe as $$
    select case when pay is not null then least(pay * case salary->>'period' when 'HOUR' then 2080
        when 'DAY' then 230 when 'WEEK' then 52 when 'MONTH' then 12 else 1 end, 1e15)::bigint end
    from (select coalesce((salary->>'max')::numeric, (salary->>'min')::numeric) as pay) as one
$$;
"""

TABLES = """
create table posting_index (
    posting_id bigint constraint pk_posting_index primary key
        constraint fk_posting_index_posting_id references job_posting on delete cascade,
    account_id bigint not null constraint fk_posting_index_account_id references account on delete cascade,
    source text not null,
    company text,
    company_key text,
    place text not null,
    country text,
    workplace text,
    job_type text,
    level smallint,
    language text,
    pay bigint,
    currency text,
    posted_at timestamptz not null,
    expires_at timestamptz,
    closed boolean not null,
    repeated boolean not null,
    pending boolean not null,
    head tsvector not null,
    document tsvector not null
);
alter table posting_index alter column document set storage external;
create index ix_posting_index_document on posting_index using gin (document) with (gin_pending_list_limit = 1024);
create index ix_posting_index_pending on posting_index (account_id, posting_id) where pending;
create table posting_word (
    account_id bigint not null constraint fk_posting_word_account_id references account on delete cascade,
    spelling text not null,
    word text not null,
    constraint pk_posting_word primary key (account_id, spelling, word)
);
"""

# The account is a lexeme of its documents, so that one look into the index finds its words and no others'.
POLICIES = """
create function rolefit_query() returns tsquery language sql stable parallel safe as $$
    select case when coalesce(current_setting('rolefit.query', true), '') = '' then own
           else own && current_setting('rolefit.query', true)::tsquery end
    from (select quote_literal('@' || rolefit_account())::tsquery as own) as one
$$;
alter table posting_index enable row level security;
alter table posting_index force row level security;
create policy found_rows on posting_index for select
    using (account_id = (select rolefit_account()) and document @@ (select rolefit_query()));
create policy added_rows on posting_index for insert with check (account_id = (select rolefit_account()));
create policy changed_rows on posting_index for update
    using (account_id = (select rolefit_account())) with check (account_id = (select rolefit_account()));
create policy removed_rows on posting_index for delete using (account_id = (select rolefit_account()));
alter table posting_word enable row level security;
alter table posting_word force row level security;
create policy own_rows on posting_word
    using (account_id = (select rolefit_account())) with check (account_id = (select rolefit_account()));
"""

# A posting whose words are still to be read is listed and filtered already: its document is the account alone.
INDEX = """
create function rolefit_index(wanted bigint[], worded boolean) returns void language sql as $$
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
SKILLS = """
create function rolefit_titled(title text) returns tsvector language sql immutable parallel safe as $$
    select array_to_tsvector(array(
        select '=' || lexeme from unnest(tsvector_to_array(to_tsvector('rolefit', rolefit_fold(title)))) as lexeme
    ))
$$;
create function rolefit_skills(stated jsonb, features jsonb) returns text language sql immutable parallel safe as $$
    select coalesce(string_agg(name, ' | '), '') from (
        select jsonb_array_elements_text(stated) as name
        union select jsonb_array_elements(features->'skills')->>'name'
    ) as named
$$;
"""
# Spellings are a word and the word without one of its letters: two words that share one differ by a typing error.
LEARN = """
create function rolefit_spellings(word text) returns setof text language sql immutable parallel safe as $$
    select word union select overlay(word placing '' from place for 1) from generate_series(1, length(word)) as place
$$;
create function rolefit_learn(wanted bigint[]) returns void language sql as $$
    insert into posting_word
    select distinct fresh.account_id, spelling, fresh.word
    from (
        select distinct p.account_id, word
        from job_posting p, regexp_split_to_table(rolefit_fold(p.title), '[^[:alpha:]]+') as word
        where p.id = any(wanted) and length(word) between 4 and 30
    ) as fresh, rolefit_spellings(fresh.word) as spelling
    where not exists (
        select from posting_word known
        where known.account_id = fresh.account_id and known.spelling = fresh.word and known.word = fresh.word
    )
    on conflict do nothing
$$;
"""
# The owner of the schema is held to row-level security as well, and acts for no account while it migrates.
BACKFILL = """
alter table job_posting no force row level security;
select rolefit_index(array(select id from job_posting), true);
select rolefit_learn(array(select id from job_posting));
alter table job_posting force row level security;
"""
# One pass for each statement, however many postings it wrote.
TRIGGERS = """
create function rolefit_posting_written() returns trigger language plpgsql as $$
declare
    written bigint[];
    worded boolean := coalesce(current_setting('rolefit.index_later', true), '') <> 'on';
begin
    if tg_op = 'INSERT' then
        written := array(select id from written_rows);
    else
        written := array(
            select n.id from written_rows n join earlier_rows o on o.id = n.id
            where (n.title, n.company_name, n.description_text, n.stated_skills, n.features, n.location_raw, n.city,
                   n.region, n.country, n.workplace, n.job_type, n.level, n.language, n.salary, n.posted_at,
                   n.expires_at, n.closed_at, n.duplicate_of, n.source)
                is distinct from
                  (o.title, o.company_name, o.description_text, o.stated_skills, o.features, o.location_raw, o.city,
                   o.region, o.country, o.workplace, o.job_type, o.level, o.language, o.salary, o.posted_at,
                   o.expires_at, o.closed_at, o.duplicate_of, o.source));
    end if;
    if cardinality(written) > 0 then
        perform rolefit_index(written, worded);
        if worded then
            perform rolefit_learn(written);
        end if;
    end if;
    return null;
end
$$;
create trigger posting_added after insert on job_posting
    referencing new table as written_rows for each statement execute function rolefit_posting_written();
create trigger posting_changed after update on job_posting
    referencing new table as written_rows old table as earlier_rows
    for each statement execute function rolefit_posting_written();
"""


def upgrade() -> None:
    """Apply."""
    for part in (DICTIONARY, FOLD, TABLES, SKILLS, INDEX, LEARN, BACKFILL, POLICIES, TRIGGERS):
        op.execute(part)


def downgrade() -> None:
    """Take back."""
    op.execute("drop trigger posting_changed on job_posting; drop trigger posting_added on job_posting")
    op.execute("drop table posting_word; drop table posting_index")
    op.execute(
        "drop function rolefit_posting_written(), rolefit_index(bigint[], boolean), rolefit_learn(bigint[]),"
        " rolefit_skills(jsonb, jsonb), rolefit_titled(text), rolefit_query(), rolefit_yearly(jsonb), rolefit_company(text),"
        " rolefit_words(text), rolefit_fold(text), rolefit_unaccent(text), rolefit_spellings(text)"
    )
    op.execute("drop text search configuration rolefit; drop text search dictionary rolefit_english")
