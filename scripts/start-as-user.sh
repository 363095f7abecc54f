#!/usr/bin/env bash
# A newcomer's first minute: clones the repository as somebody else, runs `npm start` there, waits until the
# server says that it is ready, stops it and looks that nothing is left behind.
#   scripts/start-as-user.sh          a fresh ordinary user, who is removed again (needs root)
#   scripts/start-as-user.sh root     the same as whoever calls it
set -euo pipefail
source_tree=$(cd "$(dirname "$0")/.." && pwd)
ready_within=300
stopped_within=60

place=$(mktemp -d)
chmod 711 "$place"
if [ "${1:-}" = root ]; then
  user=$(id -un)
elif [ "$(id -u)" -ne 0 ]; then
  echo 'Only root can make another user: skipped.'
  rmdir "$place"
  exit 0
else
  user="ripen-try-$$"
  useradd --no-create-home --home-dir "$place/home" --shell /bin/bash "$user"
fi
mkdir "$place/home"
log="$place/home/start.log"

as_user=(env -C "$place/home/ripen" HOME="$place/home" npm_config_cache="$place/home/.npm")
if [ "$user" != "$(id -un)" ]; then
  as_user=(setpriv --reuid="$user" --regid="$user" --init-groups "${as_user[@]}" USER="$user" LOGNAME="$user")
fi

# Every process that runs in the clone, whoever its parent is by now.
left_over() {
  local process
  for process in /proc/[0-9]*; do
    # Whoever has already ended or cannot be read does not count; a zombie has no working folder to read.
    case "$(readlink "$process/cwd" 2>/dev/null || true) $(tr '\0' ' ' 2>/dev/null <"$process/cmdline" || true)" in
      *"$place/home/ripen"*) echo "${process#/proc/}" ;;
    esac
  done
}

clean_up() {
  local pid
  for pid in $(left_over); do kill -KILL "$pid" 2>/dev/null || true; done
  [ "$user" = "$(id -un)" ] || userdel "$user" 2>/dev/null || true
  rm -rf "$place"
}
trap clean_up EXIT

fail() {
  echo "$1"
  [ ! -f "$log" ] || tail -n 60 "$log"
  exit 1
}

git -c safe.directory='*' clone --quiet --no-hardlinks "$source_tree" "$place/home/ripen"
[ "$user" = "$(id -un)" ] || chown -R "$user:" "$place/home"

port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
began=$SECONDS
unset DATABASE_URL RIPEN_DATA_DIR
"${as_user[@]}" HOST=127.0.0.1 PORT="$port" npm start >"$log" 2>&1 </dev/null &
npm_pid=$!

is_ready() {
  node -e 'fetch(process.argv[1]).then((r) => process.exit(r.status === 200 ? 0 : 1), () => process.exit(1))' \
    "http://127.0.0.1:$port/health/ready"
}

until is_ready; do
  kill -0 "$npm_pid" 2>/dev/null || fail 'npm start ended before the server was ready.'
  [ $((SECONDS - began)) -lt "$ready_within" ] || fail "The server was not ready within $ready_within s."
  sleep 0.5
done
echo "Ready after $((SECONDS - began)) s as $user."

# What a terminal or a service manager sends: the signal goes to npm, which passes it on.
began=$SECONDS
kill -TERM "$npm_pid"
while kill -0 "$npm_pid" 2>/dev/null || [ -n "$(left_over)" ]; do
  [ $((SECONDS - began)) -lt "$stopped_within" ] || fail "Still running $stopped_within s after SIGTERM: $(ps -o pid,args -p "$(left_over | paste -sd,)" || true)"
  sleep 0.2
done
status=0
wait "$npm_pid" || status=$?
[ "$status" -eq 0 ] || [ "$status" -eq 143 ] || fail "The server ended with status $status."
grep -qiE 'unhandled|uncaught' "$log" && fail 'The log tells of an unhandled error.'
echo "Stopped after $((SECONDS - began)) s, status $status, nothing left behind."
