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

# Inside tmux the panes open in this window, and this one is the first client's; else in a session of its own, on a socket of its own.
run_panes() {
  local code=0 pane panes=()
  if [ -n "${TMUX-}" ]; then
    split_off tmux
    "$root/grapevine" order --front-end "$(frontend_urls)" 9>&- || code=$?
    for pane in "${panes[@]}"; do tmux kill-pane -t "$pane" 2>/dev/null; done
    return "$code"
  fi
  local own=(tmux -S "$data/run/tmux") exit_file=$data/run/client.exit
  rm -f "$exit_file"
  "${own[@]}" new-session -d -x "$(tput cols)" -y "$(tput lines)" cat 9>&- || return
  "${own[@]}" set-option -g mouse on >/dev/null
  split_off "${own[@]}"
  start_in "$("${own[@]}" list-panes -F '#{pane_id}' | head -n 1)" \
    "$(pane_command 1); echo \$? >$(printf %q "$exit_file"); tmux kill-server" "${own[@]}"
  "${own[@]}" attach-session 9>&-
  "${own[@]}" kill-server 2>/dev/null
  [ -s "$exit_file" ] && code=$(cat "$exit_file")
  rm -f "$exit_file" "$data/run/tmux"
  return "$code"
}

# All panes first, then what runs in them: a client measures its window when it starts. Sets panes.
split_off() { # how tmux is called
  local i pane numbers=()
  for ((i = clients; i >= 2; i--)); do
    # Nothing may stand for a pane that found no room: tmux would take it for this one.
    if pane=$("$@" split-window -d -P -F '#{pane_id}' cat 9>&-); then
      panes+=("$pane") numbers+=("$i")
      "$@" select-layout tiled >/dev/null
    else
      echo "  client $i, in another terminal:  $(client_command "$i")"
    fi
  done
  for i in "${!panes[@]}"; do start_in "${panes[i]}" "$(pane_command "${numbers[i]}")" "$@"; done
}

# Bash is named since tmux would ask the user's shell, which may be another.
start_in() { # pane, command, how tmux is called
  local pane=$1 command=$2
  shift 2
  "$@" respawn-pane -k -t "$pane" bash -c "$command" 9>&-
}

pane_command() { # number
  local session=''
  if [ "$1" -gt 1 ]; then printf -v session ' --session %q' "$HOME/.grapevine/client$1.json"; fi
  printf '%q order --front-end %q%s' "$root/grapevine" "$(frontend_urls)" "$session"
}
