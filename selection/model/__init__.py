"""The problem of one lottery: people, answers, quotas, seats, households; its files, its errors and its tolerances.

The lowest room of the engine. What the verifier needs of it is standard library only (`selection.proof`).
"""
