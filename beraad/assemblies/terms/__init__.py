"""The terms in which the commissioner answers: settings of a burgerberaad, and the days that follow from them.

`models` has the eight kinds with their defaults, the days that were promised (never overwritten) and each extension;
`service` sets, begins, extends and meets them; `queries` are what pages show. The settings are kept in versions as
part of what was promised, see `promises`. May import: `promises` and what that may import.
"""
