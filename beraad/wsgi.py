"""The application as a web server loads it: `gunicorn beraad.wsgi:app`; settings from the environment."""

from __future__ import annotations

import os

from beraad import create_app
from beraad.config import Config

app = create_app(Config.from_environment(os.environ))
