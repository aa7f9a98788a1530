"""A job source in the contract's form."""

from typing import Any

from services.jobs.health import SourceReport
from web.problems import stored


def shown_source(report: SourceReport) -> dict[str, Any]:
    """Return what lists show of a source."""
    able, now = report.capabilities, report.standing
    return {
        "name": report.name,
        "enabled": able.missing is None,
        "needs": able.missing,
        "demo": able.demo,
        "per_company": able.extra.get("cursor") == "company",
        "filters": sorted(able.native_filters),
        "attribution": {"text": able.attribution, "terms_url": able.terms_url or None},
        "breaker": {
            "state": now.breaker,
            "opens_until": now.opens_until,
            "reason": now.reason,
            "needs_person": now.needs_person,
        },
        "budget": {"left": now.budget_left, "limit": now.budget_limit},
        **_history(report),
    }


def _history(report: SourceReport) -> dict[str, Any]:
    row = report.health
    return {
        "last_status": row and row.status,
        "last_asked_at": row and row.asked_at,
        "last_success_at": row and row.succeeded_at,
        "last_failure_at": row and row.failed_at,
        "last_error": stored(row.error) if row else None,
        "answers": {
            "ok": row.ok_count if row else 0,
            "partial": row.partial_count if row else 0,
            "failed": row.failed_count if row else 0,
        },
    }
