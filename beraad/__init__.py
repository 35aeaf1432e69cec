"""The Flask application of Beraad: one folder per domain, put together in `create_app`."""

from __future__ import annotations

from importlib import import_module

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from beraad import orm
from beraad.config import Config, make_instance
from beraad.extensions import csrf, db, migrate
from beraad.web import access, errors, headers, i18n, logs, navigation, refusals
from beraad.web.edge import EdgeFlask
from beraad.web.places import PACKAGE, templates
from beraad.web.sending import once
from beraad.web.views import static

#: in the order of the layers, the lowest first; each registers its routes, jobs and menus in `setup.init_app`
DOMAINS = (
    *("web", "jobs", "mail", "audit", "accounts", "acts", "assemblies", "telling", "outreach", "recruitment"),
    *("lottery", "pool", "panel", "meetings", "allowances", "reports", "materials", "recommendations", "privacy"),
    *("desk", "help", "public"),
)


def create_app(config: Config) -> Flask:
    """Returns the application, ready to serve, with every domain registered; makes its instance folder."""
    make_instance(config.instance)
    app = EdgeFlask("beraad", static_folder=None, template_folder=str(templates()), instance_path=str(config.instance))
    app.config.from_mapping(
        BERAAD=config,
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},  # an error in the log says nothing about people
        SESSION_COOKIE_NAME=config.session_cookie,
        SESSION_COOKIE_SECURE=config.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the cookie, so that a form left open keeps its answers
        MAX_CONTENT_LENGTH=64 * 1024 * 1024,
    )
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)  # type: ignore[method-assign]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(lambda: {"demo": config.demo, "logo": config.logo, "logo_name": config.logo_name})
    db.init_app(app)
    migrate.init_app(app, db, directory=str(PACKAGE / "migrations"), render_as_batch=True)
    for part in (
        logs,
        csrf,
        i18n,
        headers,
        errors,
        refusals,
        navigation,
        once,
        access,
    ):  # logs first: it times what the others refuse
        part.init_app(app)
    app.add_url_rule("/static/<path:filename>", "static", static)
    for domain in DOMAINS:
        import_module(f"beraad.{domain}.setup").init_app(app)
    with app.app_context():
        orm.prepare(db.engine)
    return app
