export PATH="$HOME/.heroku/python/bin:$PATH"
export PYTHONUNBUFFERED=${PYTHONUNBUFFERED-1}
# The router sets X-Forwarded-Proto; servers believe it only from addresses they are told to trust.
export FORWARDED_ALLOW_IPS="${FORWARDED_ALLOW_IPS-*}"
[ -x "$HOME/.heroku/python/bin/python" ] || echo " !     This release was built with Python @VERSION@, which this platform no longer has: push the app again" >&2
