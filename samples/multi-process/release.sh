#!/bin/sh
# Runs once per release, before any process of it starts; an exit code other than 0 stops the release.
echo "release phase of $WORKFLOW_RELEASE: here a database would be migrated"
if [ "$FAIL_RELEASE" = yes ]; then
  echo "FAIL_RELEASE is set: stopping this release" >&2
  exit 1
fi
