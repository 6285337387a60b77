using System.Net.WebSockets;
using Deis.Client.Apps;
using Deis.Client.Transport;

namespace Deis.Client.Pods;

/// <summary>Processes of an app.</summary>
public sealed class PodsApi(ApiConnection connection)
{
    /// <summary>Lists the processes.</summary>
    public Task<Page<Pod>> ListAsync(string app, int limit, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, $"pods/{Listing.Limit(limit)}"), ClientJson.Default.PagePod, cancellationToken);

    /// <summary>Runs a command inside a process that runs, to talk to it.</summary>
    /// <param name="app">The app.</param>
    /// <param name="process">Process type, or name of a process.</param>
    /// <param name="command">The command line, for a shell.</param>
    /// <param name="terminal">The terminal it shall have; null for pipes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The connection broke before the command began.</exception>
    public async Task<RunSession> ExecAsync(string app, string process, string command, RunTerminal? terminal, CancellationToken cancellationToken)
    {
        var session = new RunSession(
            await connection.OpenWebSocketAsync(ApiPath.App(app, $"pods/{ApiPath.Segment(process)}/exec"), RunSession.Protocol, cancellationToken));
        try
        {
            // The command is not in the address: addresses are logged.
            await session.StartAsync(new RunRequest(command) { Terminal = terminal }, cancellationToken);
            return session;
        }
        catch (WebSocketException e)
        {
            await session.DisposeAsync();
            throw new IOException("The connection broke before the command began.", e);
        }
    }

    /// <summary>Stops a one-off command; lasts until it is gone.</summary>
    public Task StopRunAsync(string app, string name, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Post, ApiPath.App(app, $"pods/run/{ApiPath.Segment(name)}/stop/"), ApiConnection.EmptyJson(), cancellationToken);

    /// <summary>Restarts all processes, those of a type, or one. Lasts until they run again; gives those restarted.</summary>
    public Task<Pod[]> RestartAsync(string app, string? type, string? name, CancellationToken cancellationToken)
    {
        var which = (type, name) switch
        {
            (null, _) => "",
            (_, null) => $"{ApiPath.Segment(type)}/",
            _ => $"{ApiPath.Segment(type)}/{ApiPath.Segment(name)}/",
        };
        return connection.SendAsync(
            HttpMethod.Post,
            ApiPath.App(app, $"pods/{which}restart/"),
            ApiConnection.EmptyJson(),
            ClientJson.Default.PodArray,
            cancellationToken);
    }
}
