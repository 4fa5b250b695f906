# Runs a server as long as whoever started this is there: when standard input ends, it stops the server and removes the folder.
# A server that does not stop within a minute is killed.
# Arguments: the folder, then the command. The server's log goes to standard output.
folder=$1
shift
trap '' INT HUP PIPE
exec 3<&0
"$@" </dev/null 2>&1 3<&- &
server=$!
(
    cat <&3 >/dev/null
    kill -QUIT "$server" 2>/dev/null
    seconds=0
    while [ "$seconds" -lt 60 ] && kill -0 "$server" 2>/dev/null; do
        sleep 1
        seconds=$((seconds + 1))
    done
    kill -KILL "$server" 2>/dev/null
) &
watch=$!
wait "$server"
echo "guard: server ended $?"
cat <&3 >/dev/null
kill "$watch" 2>/dev/null
rm -rf "$folder"
