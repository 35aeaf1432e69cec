"""Acts of weight: what can't be taken back, or reaches many people, is done on one kind of page.

A room declares an `Act` (in its own `acts.py`) and its view answers with `views.page(ACT, subject)`. The page says in
numbers what will happen, to whom, and whether and until when it can be undone (`act.Preview`); the button repeats it.
What was shown is fingerprinted: `service` does nothing if it has changed since, and the page says what changed. An act
that needs a second official is proposed first (`models.Proposal`); somebody else then sees the same page and approves.

A POST without a fingerprint shows the page: a form that asks something first is `carried` along in it.

May import: `accounts`, `audit`, `web`. It knows no domain: `signals.act_proposed` lets others tell colleagues.
"""
