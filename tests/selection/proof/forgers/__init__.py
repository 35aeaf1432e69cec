"""A room of forgers: each publishes another lottery in a record that agrees with itself. None may be called proven.

`lotteries` have other panels and chances under any proof that can be found or made up; `papers` move tickets, change
what was announced, or play with how a record is written. They know the source of both verifiers, and use it.
"""
