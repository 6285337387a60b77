# The platform's port, unless the app is told other addresses.
if [ -n "${PORT-}" ] && [ -z "${ASPNETCORE_URLS-}${ASPNETCORE_HTTP_PORTS-}${DOTNET_URLS-}" ]; then
  export ASPNETCORE_URLS="http://*:$PORT"
fi
