#!/bin/sh
# A Postgres for tests that never outlives whoever started it: this script holds one end of a pipe (its standard
# input), and when the other end is gone, in whatever way, it stops the server and removes it.
#
# Prints one line when the server is ready: the directory of its socket, in which its log lies as well. Nothing here is
# kept, so nothing waits for the disk. Programs are taken from RATHAUS_PG_BIN, the newest Debian package, or the PATH.
set -u

bin=${RATHAUS_PG_BIN:-}
[ -n "$bin" ] || bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || echo ./initdb)")
if [ ! -x "$bin/initdb" ]; then
    echo "no initdb in $bin: install postgresql, or name its programs in RATHAUS_PG_BIN" >&2
    exit 1
fi

# Postgres refuses root.
as=
# In memory where there is plenty of it: each test makes and removes hundreds of files, and a disk's books about them
# cost as much as the tests themselves.
place=/tmp
room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
memory=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo 2>/dev/null)
[ -w /dev/shm ] && [ "${room:-0}" -gt 6000000 ] && [ "${memory:-0}" -gt 8000000 ] && place=/dev/shm
dir=$(mktemp -d "$place/rathaus-XXXXXX") || exit 1
if [ "$(id -u)" = 0 ]; then
    user=postgres
    id -u "$user" >/dev/null 2>&1 || user=nobody
    as="setpriv --reuid=$(id -u "$user") --regid=$(id -g "$user") --clear-groups"
    chown "$user" "$dir"
fi
cd "$dir" || exit 1

# Signals are for the tests; we go when they are gone.
trap '' INT TERM HUP
end() {
    $as "$bin/pg_ctl" stop --pgdata="$dir/data" --mode=immediate --silent >/dev/null 2>&1
    cd /
    rm -rf "$dir"
}
trap end EXIT

export LC_ALL=C.UTF-8
$as "$bin/initdb" --pgdata="$dir/data" --username=rathaus --auth=trust --encoding=UTF8 --locale=C \
    --lc-ctype=C.UTF-8 --no-sync --no-instructions >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
cat >>"$dir/data/postgresql.conf" <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$dir'
max_connections = 300
shared_buffers = 128MB
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
checkpoint_timeout = 1d
max_wal_size = 1GB
deadlock_timeout = 100ms
timezone = UTC
log_line_prefix = '%m [%p] %d '
SETTINGS
$as "$bin/pg_ctl" start --pgdata="$dir/data" --log="$dir/postgres.log" --wait --silent >/dev/null 2>&1 ||
    { cat "$dir/postgres.log" >&2; exit 1; }
echo "$dir"
cat >/dev/null
