namespace Deis.Acceptance.Sandbox;

/// <summary>What a hostile app tries, and the answer that shows that it was refused. The scripts run as one line each would in a shell of the app.</summary>
internal static class Attempts
{
    private const string Api = "curl -s -o /dev/null -w '%{http_code}' -H 'Host: deis.localhost' http://127.0.0.1:{PORT}";

    private const string ListenOnPort =
        "for host in 127.0.0.1 0.0.0.0 ::; do node -e \"require('net').createServer().on('error', e => console.log(e.code)).listen({ port: {VICTIM_PORT}, host: '$host', reusePort: true }, () => { console.log('taken'); process.exit(); })\"; done";

    /// <summary>Name, script, and the whole output as a regular expression.</summary>
    public static readonly IReadOnlyList<(string What, string Script, string Refusal)> All =
    [
        ("read the state folder", "ls -a {STATE}", "No such file or directory"),
        ("read the platform's keys", "cat {STATE}/secrets/keys", "No such file or directory"),
        ("read the platform's environment", "cat /proc/{PID}/environ /proc/{PID}/cmdline", "^(cat: /proc/.*No such file or directory\n){2}$"),
        ("see other processes", "ls /proc | grep -cE '^[0-9]+$'", "^[0-9]\n$"),
        ("see memory of the machine", "cat /proc/kcore /dev/mem", "(Permission denied|No such file)"),
        ("read another app's files", "ls -a {STATE}/runtime/sandboxes /var/lib/deis; find / -name 'victim*' -not -path '/proc/*' 2>/dev/null", "^(ls: cannot access .*No such file or directory\n){2}$"),
        ("read the accounts of the machine", "cat /etc/shadow /etc/sudoers /root/.ssh/*", "^(cat: .*No such file or directory\n){3}$"),
        ("connect to the platform's sockets", "for s in api logger; do curl -sS --unix-socket {STATE}/run/$s.sock http://x/; done", "^(curl: \\(7\\).*\n){2}$"),
        ("connect to PostgreSQL by its socket", "ls -d {STATE}/postgres /var/run/postgresql /tmp/.s.PGSQL*", "^(ls: cannot access .*No such file or directory\n){3}$"),
        ("find abstract sockets of the platform", "grep -iE '@.*(deis|dotnet|postgres|logger)' /proc/net/unix; echo none", "^none\n$"),
        ("use the API without a token", $"{Api}/v2/apps; {Api}/v2/apps/victim/config", "^401401$"),
        ("use the builder's hooks", $"{Api}/v2/hooks/config -d '{{}}' -H 'Content-Type: application/json'; {Api}/v2/hooks/push -d '{{}}' -H 'Content-Type: application/json'", "^(401|403){2}$"),
        ("steer orchestrations", $"{Api}/runtime/webhooks/durabletask/instances", "^401$"),
        ("fetch another app's slug", $"{Api}/v2/objects/home/victim/push/slug.tgz", "^403$"),
        ("store an object", $"{Api}/v2/objects/home/victim/push/slug.tgz -T /etc/passwd", "^403$"),
        ("signal the platform", "kill -9 {PID}", "No such process"),
        ("trace the platform", "python3 -c 'import ctypes; ATTACH = 16; c = ctypes.CDLL(None, use_errno=True); c.ptrace(ATTACH, {PID}, 0, 0); print(ctypes.get_errno())'", "^3\n$"),
        ("take another app's port", ListenOnPort, "^(EADDRINUSE\n){3}$"),
        ("become root", "id -u; su -c id root </dev/null 2>&1 | tail -1; grep -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status", "^2000\n(?!uid=0).*\nCapEff:\t0+\nCapBnd:\t0+\nNoNewPrivs:\t1\n$"),
        ("make a user namespace", "unshare --user --map-root-user id -u", "^unshare: unshare failed"),
        ("mount", "mount -t tmpfs none /tmp", "(permission denied|must be superuser|only root)"),
        ("make a device", "mknod /tmp/disk b 8 0", "Operation not permitted"),
        ("see devices of the machine", "ls /dev | tr '\\n' ' '", "^core fd full null ptmx pts random shm stderr stdin stdout tty urandom zero $"),
        ("see the machine's /sys", "ls /sys", "No such file or directory"),
        ("dump core", "ulimit -c; ulimit -c unlimited", "^0\n.*(Operation not permitted|cannot modify limit)"),
        ("write to the system", "for f in /usr/x /etc/x /runner/x /x /dev/x /proc/sys/kernel/core_pattern; do (echo x >$f) 2>&1; done | grep -c -E 'Read-only file system|Permission denied'", "^6\n$"),
        ("fill memory with files", "for d in /dev/shm /run; do head -c 100M /dev/zero 2>/dev/null >$d/x; stat -c %s $d/x; rm $d/x; done", "^67108864\n67108864\n$"),
    ];
}
