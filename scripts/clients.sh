# shellcheck shell=bash
# Part of launch.sh: the clients of a cluster in the foreground. With tmux they stand side by side in one terminal.
# shellcheck disable=SC2154 # root, host and clients are launch.sh's

client_command() { # number: what to type for it in another terminal
  local command
  command="./grapevine order --front-end $(frontend_urls)"
  if [ "$1" -gt 1 ]; then command+=" --session ~/.grapevine/client$1.json"; fi
  echo "$command"
}

can_split() { [ "$clients" -gt 1 ] && [ -t 0 ] && [ -t 1 ] && command -v tmux >/dev/null; }

# The first client's exit code. When it is left, the others end with the cluster.
run_clients() {
  if can_split; then
    run_panes
  else
    "$root/grapevine" order --front-end "$(frontend_urls)" 9>&-
  fi
}

# Inside tmux the panes open in this window; else in a session of its own, on a socket of its own. Bash is named since tmux would ask
# the user's shell, which may know no bash.
run_panes() {
  local i code=0 pane panes=()
  if [ -n "${TMUX-}" ]; then
    for ((i = clients; i >= 2; i--)); do
      # Nothing may stand for a pane that found no room: tmux would take it for this one.
      if pane=$(tmux split-window -d -P -F '#{pane_id}' bash -c "$(pane_command "$i")" 9>&-); then
        panes+=("$pane")
        tmux select-layout tiled >/dev/null
      else
        echo "  client $i, in another terminal:  $(client_command "$i")"
      fi
    done
    "$root/grapevine" order --front-end "$(frontend_urls)" 9>&- || code=$?
    for i in "${panes[@]}"; do tmux kill-pane -t "$i" 2>/dev/null; done
    return "$code"
  fi
  local socket=$data/run/tmux exit_file=$data/run/client.exit
  rm -f "$exit_file"
  tmux -S "$socket" new-session -d bash -c "$(pane_command 1); echo \$? >$(printf %q "$exit_file"); tmux kill-server" 9>&- || return
  tmux -S "$socket" set-option -g mouse on >/dev/null
  for ((i = clients; i >= 2; i--)); do
    tmux -S "$socket" split-window -d bash -c "$(pane_command "$i")" 9>&-
    tmux -S "$socket" select-layout tiled >/dev/null
  done
  tmux -S "$socket" attach-session 9>&-
  tmux -S "$socket" kill-server 2>/dev/null
  [ -s "$exit_file" ] && code=$(cat "$exit_file")
  return "$code"
}

pane_command() { # number
  local session=''
  if [ "$1" -gt 1 ]; then printf -v session ' --session %q' "$HOME/.grapevine/client$1.json"; fi
  printf '%q order --front-end %q%s' "$root/grapevine" "$(frontend_urls)" "$session"
}
