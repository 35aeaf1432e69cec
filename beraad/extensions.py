"""The Flask extensions, made once and bound to an application in `create_app`."""

from __future__ import annotations

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from beraad.orm import Model

db = SQLAlchemy(model_class=Model)
migrate = Migrate()
#: a moment is written without seconds, in every language, where a template names no form
babel = Babel(date_formats={**Babel.default_date_formats, "datetime": "d MMM yyyy HH:mm"})
csrf = CSRFProtect()
