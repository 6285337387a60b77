#!/usr/bin/env python3
"""Cluster DNS of the test cluster: keeps a hosts file of all Services for dnsmasq, by watching them."""
import json, os, signal, subprocess, sys

hosts_file, dnsmasq_pid_file, *kubectl = sys.argv[1:]


def write(services):
    lines = sorted(
        f"{s['spec']['clusterIP']} {s['metadata']['name']}.{s['metadata']['namespace']}.svc.cluster.local"
        for s in services.values()
        if s["spec"].get("clusterIP") not in (None, "", "None")
    )
    with open(hosts_file + ".new", "w") as new:
        new.write("\n".join(lines) + "\n")
    os.rename(hosts_file + ".new", hosts_file)
    with open(dnsmasq_pid_file) as pid:
        os.kill(int(pid.read()), signal.SIGHUP)


# kubectl ends the watch now and then, and when the API server goes away; a new one begins with all that is there.
while True:
    services = {}
    command = [*kubectl, "get", "services", "--all-namespaces", "--watch", "--output-watch-events", "--output=json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watch:
        decoder, buffer = json.JSONDecoder(), ""
        for line in watch.stdout:
            buffer += line
            try:
                event, _ = decoder.raw_decode(buffer.lstrip())
            except json.JSONDecodeError:
                continue
            buffer = ""
            service = event["object"]
            key = (service["metadata"]["namespace"], service["metadata"]["name"])
            if event["type"] == "DELETED":
                services.pop(key, None)
            else:
                services[key] = service
            write(services)
    signal.sigtimedwait([], 0.5)
