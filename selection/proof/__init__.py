"""The published record of a lottery and the proof that it carries, checked with exact fractions.

Standard library only, enforced by an import contract: to check a lottery one trusts no solver and installs nothing.
"""
