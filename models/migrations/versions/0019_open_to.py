"""Let the stored search ask from where a remote job may be done: the index knows where applicants may be."""

from collections.abc import Iterable

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# Both functions stay as they are but for one column more; nothing stored before says where applicants may be.
_CHANGES = {
    "rolefit_index(bigint[], boolean)": (
        ("else t.own end", "else t.own end, p.applicant_location_requirements"),
        ("document = excluded.document", "document = excluded.document, open_to = excluded.open_to"),
    ),
    "rolefit_posting_written()": (
        ("n.workplace,", "n.workplace, n.applicant_location_requirements,"),
        ("o.workplace,", "o.workplace, o.applicant_location_requirements,"),
    ),
}


def upgrade() -> None:
    """Apply."""
    op.execute("alter table posting_index add column open_to text[] not null default '{}'")
    for function, changes in _CHANGES.items():
        _rewrite(function, changes)


def downgrade() -> None:
    """Take back."""
    for function, changes in _CHANGES.items():
        _rewrite(function, [(after, before) for before, after in changes])
    op.execute("alter table posting_index drop column open_to")


def _rewrite(function: str, changes: Iterable[tuple[str, str]]) -> None:
    """Replace parts of a function's own definition; fail where one of them is not there once."""
    for before, after in changes:
        op.execute(
            f"""do $do$
            declare definition text := pg_get_functiondef('{function}'::regprocedure);
            begin
                if (length(definition) - length(replace(definition, $a${before}$a$, ''))) <> length($a${before}$a$) then
                    raise exception 'cannot change %', '{function}';
                end if;
                execute replace(definition, $a${before}$a$, $b${after}$b$);
            end $do$"""  # noqa: S608 - names of our own
        )
