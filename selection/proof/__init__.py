"""The published record of a lottery and the proof that it carries, checked with exact fractions.

Standard library only, held by an import contract: whoever checks a lottery trusts no solver and installs nothing.
"""
