"""Registers the pages of accounts, who is signed in, the command, and the job that mails a link."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import TooManyRequests

from beraad.accounts import access, cli, jobs, queries, views, views_kept, views_manage, views_own, words
from beraad.accounts.errors import TooManyTriesError
from beraad.jobs import service as job_ledger
from beraad.jobs.registry import FIRST
from beraad.web import errors, navigation, refusals
from beraad.web.navigation import Entry
from beraad.web.sending import edits


def init_app(app: Flask) -> None:
    access.init_app(app)
    refusals.register(app, words.SENTENCES)
    app.register_error_handler(TooManyTriesError, lambda _error: errors.show(TooManyRequests()))
    edits.ask_who(app, queries.last_change)
    app.extensions["without_visit"] = views_kept.without_visit
    app.register_error_handler(CSRFError, views_kept.wrong_token)
    for pages in (views, views_kept, views_own, views_manage):
        app.register_blueprint(pages.views)
    job_ledger.register(app, jobs.SEND_LINK, jobs.send_link, priority=FIRST)
    app.cli.add_command(cli.commands)
    navigation.add(app, Entry("site", _l("Accounts"), "accounts_manage.overview", 90))
    navigation.link(app, "sign_in", "accounts.sign_in")
    navigation.link(app, "sign_out", "accounts.sign_out")
    navigation.link(app, "account", "accounts_own.own")
