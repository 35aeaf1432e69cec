"""Test data with sensible defaults, one module per domain; every object is committed when it is returned."""

from tests.make.accounts import account, signed_in
from tests.make.assemblies import assembly, member
from tests.make.recruitment import person, registration

__all__ = ["account", "assembly", "member", "person", "registration", "signed_in"]
