"""Every answer carries the security headers; what concerns a person is stored nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from beraad import create_app
from beraad.accounts.models import Account
from beraad.config import Config
from tests.pages import Browser


def test_a_page_has_a_strict_policy_and_a_fresh_nonce(client: Browser) -> None:
    policies = [client.get("/").response.headers["Content-Security-Policy"] for _ in range(2)]
    assert policies[0] != policies[1]
    for policy in policies:
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy


def test_other_headers_are_there_on_pages_errors_and_files(client: Browser) -> None:
    for path in ("/", "/bestaat-niet", "/static/css/beraad.css"):
        with client.raw.get(path) as answer:
            headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_https_alone_is_asked_for_over_https(client: Browser) -> None:
    assert "Strict-Transport-Security" not in client.raw.get("/").headers
    assert "max-age" in client.raw.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]


def test_a_site_on_https_says_so_whatever_its_proxy_tells(tmp_path: Path) -> None:
    secret, address = "a secret for tests alone, long enough", "https://beraad.example"
    app = create_app(Config(secret, "sqlite://", tmp_path, address, "a@b.example", log_level="WARNING"))
    headers = app.test_client().get("/taal/en").headers
    assert "max-age" in headers["Strict-Transport-Security"]
    cookie = headers["Set-Cookie"]
    assert cookie.startswith("__Host-beraad=") and "Secure" in cookie and "Path=/" in cookie
    assert "Domain" not in cookie


def test_personal_pages_are_not_kept_or_found(make: ModuleType, sign_in: Callable[[Account], Browser]) -> None:
    headers = sign_in(make.account()).get("/mijn").response.headers
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]


def test_public_pages_may_be_found(client: Browser) -> None:
    assert "X-Robots-Tag" not in client.get("/").response.headers


def test_the_session_cookie_is_out_of_reach_of_scripts(client: Browser) -> None:
    cookie = client.raw.get("/taal/en").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
