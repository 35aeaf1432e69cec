"""Settings: read from the environment, refused in words when the application can't safely start."""

from __future__ import annotations

from pathlib import Path

import pytest

from beraad.config import Config, ConfigError

SECRET = {"BERAAD_SECRET_KEY": "s" * 40}


@pytest.mark.parametrize("secret", ["", "too short"])
def test_without_a_long_secret_it_does_not_start(secret: str) -> None:
    with pytest.raises(ConfigError, match=r"BERAAD_SECRET_KEY .* 32 random characters"):
        Config.from_environment({"BERAAD_SECRET_KEY": secret})


def test_sqlite_in_the_instance_folder_is_the_default(tmp_path: Path) -> None:
    config = Config.from_environment({**SECRET, "BERAAD_INSTANCE": str(tmp_path)})
    assert config.database_url == f"sqlite:///{tmp_path / 'beraad.sqlite'}"
    assert config.mail_server is None
    assert not config.demo


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_by_its_usual_addresses(scheme: str) -> None:
    config = Config.from_environment({**SECRET, "BERAAD_DATABASE_URL": f"{scheme}://localhost/beraad"})
    assert config.database_url == "postgresql+psycopg://localhost/beraad"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BERAAD_DATABASE_URL", "mysql://localhost/beraad"),
        ("BERAAD_LOG_LEVEL", "LOUD"),
        ("BERAAD_DRAW_SECONDS", "0"),
        ("BERAAD_PROXIES", "veel"),
    ],
)
def test_a_setting_that_means_nothing_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        Config.from_environment({**SECRET, name: value})


def test_a_port_must_be_a_number() -> None:
    with pytest.raises(ConfigError, match="BERAAD_SMTP_PORT"):
        Config.from_environment({**SECRET, "BERAAD_SMTP_HOST": "mail", "BERAAD_SMTP_PORT": "many"})


@pytest.mark.parametrize(("address", "secure"), [("https://beraad.example", True), ("http://127.0.0.1:8000", False)])
def test_cookies_are_secure_where_the_site_is(address: str, secure: bool) -> None:
    settings = {**SECRET, "BERAAD_BASE_URL": address, "BERAAD_PROXIES": "1"}
    assert Config.from_environment(settings).secure_cookies is secure


def test_behind_tls_it_does_not_start_without_knowing_where_visitors_come_from() -> None:
    settings = {**SECRET, "BERAAD_BASE_URL": "https://beraad.example"}
    with pytest.raises(ConfigError, match="BERAAD_PROXIES must say"):
        Config.from_environment(settings)
    assert Config.from_environment({**settings, "BERAAD_PROXIES": "0"}).proxies == 0


def test_no_secret_shows_when_the_settings_are_printed() -> None:
    environment = {
        **SECRET,
        "BERAAD_SMTP_HOST": "mail",
        "BERAAD_SMTP_PASSWORD": "very secret",
        "BERAAD_DATABASE_URL": "postgresql://somebody:very-secret@localhost/beraad",
    }
    assert "secret" not in repr(Config.from_environment(environment)).replace("secret_key", "").lower()
    assert "s" * 40 not in repr(Config.from_environment(environment))


def test_a_logo_is_a_picture_with_the_name_of_its_owner(tmp_path: Path) -> None:
    picture = tmp_path / "gemeente.svg"
    picture.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    named = {**SECRET, "BERAAD_LOGO": str(picture), "BERAAD_LOGO_NAME": "Gemeente Voorbeeld"}
    assert Config.from_environment(named).logo == picture
    assert Config.from_environment(SECRET).logo is None
    with pytest.raises(ConfigError, match="BERAAD_LOGO_NAME must say whose logo"):
        Config.from_environment({**named, "BERAAD_LOGO_NAME": ""})
    for path in (tmp_path / "absent.svg", tmp_path):
        with pytest.raises(ConfigError, match="BERAAD_LOGO must be the path of a file"):
            Config.from_environment({**named, "BERAAD_LOGO": str(path)})
