using System.Net;
using System.Net.Sockets;
using Deis.Platform.Runtime.Local.Sandboxes;

namespace Deis.Platform.Runtime.Local.Processes;

/// <summary>Finds out whether a process takes requests on its port (docs/protocol/local-runtime.md §4).</summary>
internal sealed class ReadinessProber(HttpMessageInvoker http, TimeProvider time)
{
    private const string UserAgent = "User-Agent";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Probes once.</summary>
    /// <param name="owner">The sandbox whose socket it must be.</param>
    /// <param name="port">The port that was given out.</param>
    /// <param name="probe">How to probe; null for the default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Readiness> ProbeAsync(Sandbox owner, int port, ProcessProbe? probe, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(probe?.Timeout ?? DefaultTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
                await socket.ConnectAsync(IPAddress.Loopback, port, either.Token);
            // Sandboxes share the network: another app may sit on this port.
            if (!ListeningSockets.PortsOf(owner.Processes()).Contains(port))
                return Readiness.No($"does not listen on its port {port}: another program does");
            return probe?.HttpPath is { } path ? await GetAsync(port, path, probe, either.Token) : Readiness.Yes;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Readiness.No($"{Asked(probe, port)} got no answer in time");
        }
        catch (SocketException)
        {
            return Readiness.Refused;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Readiness.No($"{Asked(probe, port)} failed: {exception.Message}");
        }
    }

    /// <summary>Why nobody answers on the port, for a sentence that begins with the name of the process.</summary>
    public static string Explain(Sandbox sandbox, int port)
    {
        var ports = ListeningSockets.PortsOf(sandbox.Processes());
        return ports.Count == 0
            ? $"does not listen on its port {port} (the variable PORT) yet"
            : $"listens on port {string.Join(", ", ports.Order())} instead of its port {port} (the variable PORT)";
    }

    private async Task<Readiness> GetAsync(int port, string path, ProcessProbe probe, CancellationToken cancellationToken)
    {
        var scheme = probe.IsHttps ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{scheme}://127.0.0.1:{port}/{path.TrimStart('/')}");
        request.Headers.ConnectionClose = true;
        foreach (var (name, value) in probe.HttpHeaders)
            request.Headers.TryAddWithoutValidation(name, value);
        if (!request.Headers.Contains(UserAgent))
            request.Headers.TryAddWithoutValidation(UserAgent, "deis-probe");
        using var response = await http.SendAsync(request, cancellationToken);
        var status = (int)response.StatusCode;
        return status is >= 200 and < 400 ? Readiness.Yes : Readiness.No($"answered GET {path} with {status}");
    }

    private static string Asked(ProcessProbe? probe, int port) =>
        probe?.HttpPath is { } path ? $"was asked GET {path} on port {port}, which" : $"was connected to on port {port}, which";
}
