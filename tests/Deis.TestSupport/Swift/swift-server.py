"""OpenStack Swift with its S3 interface on this machine: account, container, object and proxy server in one process, on free ports.

Usage: swift-server.py FOLDER ACCOUNT:USER KEY. Prints the port of the proxy when all of them answer."""

import os
import sys

import eventlet
import eventlet.wsgi

eventlet.monkey_patch()

folder, identity, key = sys.argv[1:]
os.makedirs(os.path.join(folder, "devices", "d1"))
account, user = identity.split(":")

with open(os.path.join(folder, "swift.conf"), "w") as conf:
    conf.write("[swift-hash]\nswift_hash_path_prefix = test\nswift_hash_path_suffix = test\n")

# Swift reads this file while it is imported.
from swift.common import utils  # noqa: E402

utils.SWIFT_CONF_FILE = os.path.join(folder, "swift.conf")
utils.validate_hash_conf()

from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402

COMMON = """[DEFAULT]
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
fallocate_reserve = 0
log_udp_host = 127.0.0.1
log_udp_port = 9
"""

BACKEND = COMMON + """[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""

PROXY = COMMON + """[pipeline:main]
pipeline = catch_errors cache bulk s3api tempauth slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:9
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{user} = {key} .admin
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
"""


class Silent:
    def write(self, *_):
        pass

    def flush(self):
        pass


def serve(socket, name, text):
    path = os.path.join(folder, name + "-server.conf")
    with open(path, "w") as conf:
        conf.write(text)
    app = loadapp(path, global_conf={"log_name": name})
    eventlet.spawn(eventlet.wsgi.server, socket, app, log=Silent(), url_length_limit=16384)


for kind in ("account", "container", "object"):
    listener = eventlet.listen(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    ring = RingBuilder(4, 1, 0)
    ring.add_dev({"id": 0, "region": 1, "zone": 1, "weight": 1.0, "device": "d1", "meta": "", "ip": "127.0.0.1", "port": port,
                  "replication_ip": "127.0.0.1", "replication_port": port})
    ring.rebalance()
    ring.get_ring().save(os.path.join(folder, kind + ".ring.gz"))
    serve(listener, kind, BACKEND.format(folder=folder, kind=kind))

listener = eventlet.listen(("127.0.0.1", 0))
serve(listener, "proxy", PROXY.format(folder=folder, account=account, user=user, key=key))
print(listener.getsockname()[1], flush=True)

# Whoever started this holds the other end of the pipe.
eventlet.tpool.execute(sys.stdin.read)
