"""Put the web application together from its dependencies."""

from flask import Flask
from flask_cors import CORS
from werkzeug.middleware.proxy_fix import ProxyFix

from web import (
    database,
    etags,
    health,
    insights,
    job_imports,
    jobs,
    limits,
    matches,
    metrics,
    openapi,
    problems,
    rankers,
    requests,
    resumes,
    searches,
    skills,
    source_accounts,
    sources,
    stored_matches,
    tasks,
    unit_of_work,
    webhooks,
)
from web.dependencies import Dependencies

_MULTIPART_OVERHEAD = 64 * 1024
_MOST_HELD = 2 * 64 * 1024
"""Werkzeug reads 64 KiB at a time, and counts what stands over from the last piece with the next."""


def create_app(dependencies: Dependencies) -> Flask:
    """Return the application: resources, errors, limits and documentation, ready to serve."""
    config = dependencies.config
    app = Flask(__name__, static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=config.max_upload_bytes + _MULTIPART_OVERHEAD,
        MAX_FORM_MEMORY_SIZE=_MOST_HELD,
        **database.configuration(config.database_url),
        **openapi.configuration(),
    )
    app.json.sort_keys = False  # type: ignore[attr-defined] - fields come in the order of their schema
    app.extensions["rolefit"] = dependencies
    _install(app, dependencies)
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _install(app: Flask, dependencies: Dependencies) -> None:
    # Flask runs after_request functions last installed first: the transaction ends before the
    # request is timed and logged.
    if dependencies.config.cors_origins:
        CORS(
            app,
            resources={r"/api/.*": {"origins": list(dependencies.config.cors_origins)}},
            expose_headers=[
                "Location",
                "Retry-After",
                "X-Request-Id",
                "ETag",
                "RateLimit",
                "RateLimit-Policy",
            ],
        )
    requests.install(app)
    limits.install(app, limits.Limiter(dependencies.config.rate_limit_url, dependencies.config.rate_limit))
    etags.install(app)
    unit_of_work.install(app)
    problems.install(app)
    database.db.init_app(app)
    app.extensions["rolefit_polling"] = database.make_polling_engine(dependencies.config.database_url)
    with app.app_context():
        database.distrust_idle_connections(database.db.engine)
    api = app.extensions["rolefit_api"] = problems.ProblemApi(app)
    modules = (
        resumes,
        searches,
        jobs,
        job_imports,
        matches,
        stored_matches,
        insights,
        rankers,
        sources,
        tasks,
        webhooks,
        source_accounts,
        skills,
    )
    for module in modules:
        api.register_blueprint(module.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(metrics.blueprint)
    app.register_blueprint(openapi.blueprint)
