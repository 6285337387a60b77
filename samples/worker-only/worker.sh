#!/bin/sh
trap 'echo "stopping after $ticks ticks"; exit 0' TERM
ticks=0
while :; do
  ticks=$((ticks + 1))
  echo "tick $ticks"
  # In the background, so that the signal is not kept waiting.
  sleep "${TICK_SECONDS:-5}" &
  wait $!
done
