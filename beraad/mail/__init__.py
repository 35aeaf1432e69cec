"""Mail: written in the transaction that causes it, sent after its commit, never sent twice.

A message is a row of the outbox with a reference that occurs once: asking again for the same mail adds nothing. Just
before a message leaves its row says so, and that is committed. What is then guaranteed, whenever a worker is killed:

- *Files*: each message is there exactly once; it is written beside its place and moved there whole, and writing it
  again gives the same file.
- *SMTP*: at most once without a person. Between the end of the message and the server's answer nobody can know whether
  it was taken: the protocol has no way to ask. Such a message is shown as *uncertain* and never sent again by itself;
  sent again by staff it has the same Message-ID, by which many mail programs show it once.
- *NotifyNL*: as with SMTP, but it can be asked. A message that may have left is looked up by its reference; what is
  there counts as sent, what is not is *uncertain*. Reports of arrival settle the rest.

Mail that comes back is a *bounce*: `bounces` reads what a mail server says about it, `beraad mail bounced` is its door.

Whatever becomes of its job, a message ends as sent, failed or uncertain, and the last two are in sight of staff with a
button to send them again. `python -m tests.benchmarks kills` counts it.

Its words: see `beraad/README.md`. May import: `jobs`, `web`, `extensions`, `orm`.
"""
