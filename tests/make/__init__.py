"""Test data with sensible defaults, one module per domain; every object is committed when it is returned."""

from tests.make.accounts import account, signed_in
from tests.make.assemblies import assembly, member
from tests.make.recruitment import person, registration, sample, sample_file, sample_rows, wave

__all__ = [
    "account",
    "assembly",
    "member",
    "person",
    "registration",
    "sample",
    "sample_file",
    "sample_rows",
    "signed_in",
    "wave",
]
