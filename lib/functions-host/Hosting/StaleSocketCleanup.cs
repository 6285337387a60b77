using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Deis.FunctionsHost.Hosting;

/// <summary>
/// Removes the UNIX sockets in <c>--urls</c> that a killed process has left behind: binding to an existing file fails. A socket on which somebody
/// listens stays, and binding reports it. Runs before Kestrel, which is always started last.
/// </summary>
internal sealed class StaleSocketCleanup(IConfiguration configuration) : IHostedService
{
    private const string UnixUrl = "http://unix:";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var url in (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!url.StartsWith(UnixUrl, StringComparison.OrdinalIgnoreCase))
                continue;

            var path = url[UnixUrl.Length..];
            if (File.Exists(path) && !await HasListenerAsync(path, cancellationToken))
                File.Delete(path);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task<bool> HasListenerAsync(string path, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }
}
