"""Test data with sensible defaults, one module per domain; every object is committed when it is returned."""

from tests.make.accounts import account, signed_in
from tests.make.assemblies import assembly, member
from tests.make.recommendations import adopted, answered, home, recommendation, response_values
from tests.make.recruitment import person, registration

__all__ = [
    "account", "adopted", "answered", "assembly", "home", "member", "person", "recommendation", "registration",
    "response_values", "signed_in",
]  # fmt: skip
