"""Mail: written in the transaction that gives reason for it, sent once that is committed, never sent twice.

A message is a row of the outbox with a reference that occurs once: asking again for the same mail adds nothing. Just
before a message leaves its row says so, and that is committed. When the worker dies between that moment and the answer
of the mail server, nobody can know whether it was sent. Such a message is not sent again but shown as *uncertain*, for
staff to decide; sent again it has the same Message-ID, which mail programs use to show it once. Files in the outbox
folder can be written twice without harm, so there nothing is uncertain.

NotifyNL can be asked what it has: a message that may have been sent is looked up there by its reference, and reports of
its arrival are taken in.

Words: uitgaande post outbox · ontvanger recipient · kenmerk reference. May import: `jobs`, `web`, `extensions`, `orm`.
"""
