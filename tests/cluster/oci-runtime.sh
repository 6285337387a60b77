#!/bin/sh
# What containerd starts containers with: crun. The one of this Debian refuses the newer version of the format that a newer containerd notes, and knows all
# that is used of it.
next= bundle= creates=
for argument in "$@"; do
  [ "$next" != --bundle ] || bundle=$argument
  [ "$argument" != create ] || creates=1
  next=$argument
done
[ -z "$creates" ] || sed -i 's/"ociVersion":"1\.[^"]*"/"ociVersion":"1.0.2"/' "$bundle/config.json"
exec /usr/bin/crun "$@"
