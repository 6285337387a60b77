using System.Diagnostics;
using Deis.Acceptance.Driving;

namespace Deis.Bench.Edge;

/// <summary>The processes of all apps: one nginx that answers on many ports with a short text and the port.</summary>
internal sealed class Backend : IDisposable
{
    private const int PortCount = 16;

    private readonly Process _process;

    private Backend(Process process) => _process = process;

    /// <summary>Its ports; many, so that connections are not limited by the number of local ports.</summary>
    public static IReadOnlyList<int> Ports { get; } = [.. Enumerable.Range(0, PortCount).Select(_ => Edge.Ports.Free())];

    public static async Task<Backend> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $$"""
            user root;
            worker_processes 1;
            worker_rlimit_nofile 20000;
            pid {{folder}}/nginx.pid;
            events { worker_connections 16384; multi_accept on; }
            http {
              access_log off;
              keepalive_requests 1000000;
              server {
                {{string.Join(' ', Ports.Select(port => $"listen 127.0.0.1:{port} backlog=4096;"))}}
                default_type text/plain;
                location / { return 200 "hello from $server_port"; }
              }
            }

            """);
        var backend = new Backend(Pinned.Start(Pinned.LoadCore, $"nginx -p {folder} -e {folder}/error.log -c {folder}/nginx.conf -g 'daemon off;'", folder));
        using var client = Answers.NewClient();
        await Wait.UntilAsync(async () => await Answers.PortAsync(client, Ports[^1], 0) is not null, TimeSpan.FromSeconds(30), "the back end answers");
        return backend;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
