"""Everything that can be set, read once from `BERAAD_…` variables; nothing else reads the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SHORTEST_SECRET = 32
SHORTEST_CALLBACK_TOKEN = 20
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NOTIFY_KEY = re.compile(rf"(?:.+-)?(?P<issuer>{_UUID})-(?P<secret>{_UUID})", re.IGNORECASE)
#: endings of the files that a logo may be
LOGO_KINDS = (".svg", ".png")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class ConfigError(Exception):
    """A setting is missing or unusable; the message says which and what to do."""


@dataclass(frozen=True)
class MailServer:
    """Where SMTP mail goes. `password` is empty when the server asks for none."""

    host: str
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True


@dataclass(frozen=True)
class NotifyService:
    """NotifyNL: who we are there, and the templates in which our text is put."""

    #: the service's number, which goes with each request, and the secret that signs it
    issuer: str
    secret: str = field(repr=False)
    #: template for mail with `((subject))` and `((body))`; for text messages with `((body))`, empty for none
    email_template: str
    text_template: str = ""
    url: str = "https://api.notifynl.nl"
    #: what Notify shows when it tells how a message fared; empty: it may not tell us
    callback_token: str = field(default="", repr=False)


@dataclass(frozen=True)
class Config:
    """The settings of one running application."""

    #: signs cookies and tokens, and is the source of the key for sealed fields; at least 32 characters
    secret_key: str = field(repr=False)
    #: SQLAlchemy address of the database
    database_url: str = field(repr=False)
    #: folder for what the application writes besides its database: outbox, job queue, uploads; made at the start
    instance: Path
    #: the address at which residents reach the application, without a closing slash
    base_url: str
    #: sender of all mail
    mail_from: str
    #: where mail servers send back what does not arrive; the sender of mail when empty
    mail_returns: str = ""
    #: where visitors report a barrier or a leak; the sender of mail when empty
    contact_mail: str = ""
    #: None: mail is written to `instance/outbox` as files
    mail_server: MailServer | None = None
    #: goes before `mail_server`
    notify: NotifyService | None = None
    #: web servers in front of this one that tell from where a visitor comes; what more of them say is not believed
    proxies: int = 0
    #: picture that stands at the top of each page instead of ours: an SVG or PNG file; and whose it is, in words
    logo: Path | None = None
    logo_name: str = ""
    #: shows the demonstration banner and the one-click sign-in links
    demo: bool = False
    #: cookies are sent over https alone
    secure_cookies: bool = True
    #: the least serious events that are logged: DEBUG, INFO, WARNING or ERROR
    log_level: str = "INFO"
    #: seconds after which the search for a draw's panels stops with the best found; the record says so then
    draw_seconds: float = 900.0
    #: jobs are done at the end of the request that asked for them instead of by a worker (for tests and commands)
    immediate_jobs: bool = False

    @property
    def contact(self) -> str:
        """The mail address where visitors can report something about the site."""
        return self.contact_mail or self.mail_from

    @property
    def session_cookie(self) -> str:
        """Its name: with `__Host-` a browser takes it from this host alone, and over https alone."""
        return "__Host-beraad" if self.secure_cookies else "beraad"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Config:
        """Read `BERAAD_…`; raises `ConfigError` when the application can't safely start with what is there."""
        secret = environment.get("BERAAD_SECRET_KEY", "")
        if len(secret) < SHORTEST_SECRET:
            raise ConfigError(
                f"BERAAD_SECRET_KEY must be set to at least {SHORTEST_SECRET} random characters; "
                "make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        instance = Path(environment.get("BERAAD_INSTANCE", "instance")).resolve()
        base_url = environment.get("BERAAD_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
        return cls(
            secret_key=secret,
            database_url=database_address(environment.get("BERAAD_DATABASE_URL", ""), instance),
            instance=instance,
            base_url=base_url,
            mail_from=environment.get("BERAAD_MAIL_FROM", "burgerberaad@localhost"),
            mail_returns=environment.get("BERAAD_MAIL_RETURNS", ""),
            contact_mail=environment.get("BERAAD_CONTACT_MAIL", ""),
            mail_server=mail_server(environment),
            notify=notify_service(environment),
            proxies=proxies(environment, base_url),
            logo=logo(environment),
            logo_name=environment.get("BERAAD_LOGO_NAME", ""),
            secure_cookies=base_url.startswith("https://"),
            draw_seconds=seconds(environment, "BERAAD_DRAW_SECONDS", 900.0),
            log_level=log_level(environment.get("BERAAD_LOG_LEVEL", "INFO")),
        )


def make_instance(folder: Path) -> None:
    """Makes the instance folder if it is absent, for its owner alone; raises `ConfigError` if that is not possible."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"BERAAD_INSTANCE: the folder {folder} can't be made ({error.strerror})") from error


def seconds(environment: Mapping[str, str], name: str, default: float) -> float:
    """A whole number of seconds above zero."""
    typed = environment.get(name, "")
    if not typed:
        return default
    if not typed.isascii() or not typed.isdigit() or not int(typed):
        raise ConfigError(f"{name} must be a number of seconds above zero, not {typed!r}")
    return float(typed)


def whole_number(name: str, text: str) -> int:
    """A setting that counts something."""
    if not text.isdecimal():
        raise ConfigError(f"{name} must be a whole number, not {text!r}")
    return int(text)


def proxies(environment: Mapping[str, str], base_url: str) -> int:
    """How many web servers stand in front. With https there is one, which only the owner of the site can count."""
    count = environment.get("BERAAD_PROXIES", "")
    if not count and base_url.startswith("https://"):
        raise ConfigError(
            "BERAAD_PROXIES must say how many web servers in front add to X-Forwarded-For: 1 for one with TLS. "
            "Otherwise all visitors seem to come from one address, and whoever types wrong codes stops everybody"
        )
    return whole_number("BERAAD_PROXIES", count or "0")


def log_level(name: str) -> str:
    """A level that logging knows."""
    if name not in LOG_LEVELS:
        raise ConfigError(f"BERAAD_LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}, not {name!r}")
    return name


def database_address(url: str, instance: Path) -> str:
    """The SQLAlchemy address: `url` with the driver that the project carries, or SQLite in the instance folder."""
    if not url:
        return f"sqlite:///{instance / 'beraad.sqlite'}"
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ConfigError("BERAAD_DATABASE_URL must start with sqlite:/// or postgresql://")
    return url


def logo(environment: Mapping[str, str]) -> Path | None:
    """The picture at the top of each page, or None when no `BERAAD_LOGO` is set."""
    path = environment.get("BERAAD_LOGO", "")
    if not path:
        return None
    file = Path(path).resolve()
    if file.suffix not in LOGO_KINDS or not file.is_file():
        raise ConfigError(
            f"BERAAD_LOGO must be the path of a file that ends in {' or '.join(LOGO_KINDS)}, not {path!r}"
        )
    if not environment.get("BERAAD_LOGO_NAME", ""):
        raise ConfigError("BERAAD_LOGO_NAME must say whose logo it is, for people who can't see it")
    return file


def mail_server(environment: Mapping[str, str]) -> MailServer | None:
    """The SMTP server, or None when no `BERAAD_SMTP_HOST` is set."""
    host = environment.get("BERAAD_SMTP_HOST", "")
    if not host:
        return None
    return MailServer(
        host=host,
        port=whole_number("BERAAD_SMTP_PORT", environment.get("BERAAD_SMTP_PORT", "587")),
        user=environment.get("BERAAD_SMTP_USER", ""),
        password=environment.get("BERAAD_SMTP_PASSWORD", ""),
        starttls=environment.get("BERAAD_SMTP_STARTTLS", "yes") != "no",
    )


def notify_service(environment: Mapping[str, str]) -> NotifyService | None:
    """The service NotifyNL, or None when no `BERAAD_NOTIFY_KEY` is set."""
    key = environment.get("BERAAD_NOTIFY_KEY", "")
    if not key:
        return None
    parts = NOTIFY_KEY.fullmatch(key)
    if parts is None:
        raise ConfigError("BERAAD_NOTIFY_KEY must be the whole key as NotifyNL shows it: name-number-secret")
    template = environment.get("BERAAD_NOTIFY_EMAIL_TEMPLATE", "")
    if not template:
        raise ConfigError("BERAAD_NOTIFY_EMAIL_TEMPLATE must be the number of a template with ((subject)) and ((body))")
    url = environment.get("BERAAD_NOTIFY_URL", NotifyService.url).rstrip("/")
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise ConfigError("BERAAD_NOTIFY_URL must start with https://")
    callback_token = environment.get("BERAAD_NOTIFY_CALLBACK_TOKEN", "")
    if callback_token and len(callback_token) < SHORTEST_CALLBACK_TOKEN:
        raise ConfigError(f"BERAAD_NOTIFY_CALLBACK_TOKEN must have at least {SHORTEST_CALLBACK_TOKEN} characters")
    return NotifyService(
        issuer=parts["issuer"],
        secret=parts["secret"],
        email_template=template,
        text_template=environment.get("BERAAD_NOTIFY_TEXT_TEMPLATE", ""),
        url=url,
        callback_token=callback_token,
    )
