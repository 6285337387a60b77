import os
import signal
import socketserver
import sys
import wsgiref.simple_server

import bottle

app = bottle.Bottle()


@app.get("/")
def hello():
    greeting = os.environ.get("GREETING", "Hello from Python")
    return f"{greeting}, release {os.environ.get('WORKFLOW_RELEASE', 'none')}\n"


class Server(socketserver.ThreadingMixIn, wsgiref.simple_server.WSGIServer):
    daemon_threads = False


def stop(*_):
    # Waits for the requests in progress: their threads are no daemons.
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
port = int(os.environ.get("PORT", "5000"))
with wsgiref.simple_server.make_server("", port, app, server_class=Server) as server:
    print(f"listening on port {port}", flush=True)
    server.serve_forever()
