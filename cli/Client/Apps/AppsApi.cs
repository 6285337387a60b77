using Deis.Client.Transport;

namespace Deis.Client.Apps;

/// <summary>Apps.</summary>
public sealed class AppsApi(ApiConnection connection)
{
    /// <summary>Lists the apps that the user may see.</summary>
    public Task<Page<App>> ListAsync(int limit, CancellationToken cancellationToken) =>
        connection.GetAsync($"/v2/apps/{Listing.Limit(limit)}", ClientJson.Default.PageApp, cancellationToken);

    /// <summary>Makes an app; without an id the server finds one.</summary>
    public Task<App> CreateAsync(string? id, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            "/v2/apps/",
            id is null
                ? ApiConnection.EmptyJson()
                : ApiConnection.Json(new AppCreateRequest(id), ClientJson.Default.AppCreateRequest),
            ClientJson.Default.App,
            cancellationToken);

    /// <summary>Reads an app.</summary>
    public Task<App> GetAsync(string app, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app), ClientJson.Default.App, cancellationToken);

    /// <summary>Destroys an app with everything below it. Lasts until its processes are gone.</summary>
    public Task DestroyAsync(string app, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Delete, ApiPath.App(app), null, cancellationToken);

    /// <summary>Sets the number of processes by type. Lasts until they run.</summary>
    public Task ScaleAsync(string app, IReadOnlyDictionary<string, int> counts, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post, ApiPath.App(app, "scale/"), ApiConnection.Json(counts, ClientJson.Default.Scale), cancellationToken);

    /// <summary>Runs a command once from the current release. Lasts until it has ended; the server stops it when the call is given up.</summary>
    public Task<RunResult> RunAsync(string app, string command, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            ApiPath.App(app, "run"),
            ApiConnection.Json(new RunRequest(command), ClientJson.Default.RunRequest),
            ClientJson.Default.RunResult,
            cancellationToken);

    /// <summary>Starts a command and does not wait for it.</summary>
    public Task<DetachedRun> RunDetachedAsync(string app, string command, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            ApiPath.App(app, "run"),
            ApiConnection.Json(new RunRequest(command) { Detach = true }, ClientJson.Default.RunRequest),
            ClientJson.Default.DetachedRun,
            cancellationToken);

    /// <summary>Starts a command to talk to.</summary>
    /// <param name="app">The app.</param>
    /// <param name="command">The command line, for a shell.</param>
    /// <param name="terminal">The terminal it shall have; null for pipes.</param>
    /// <param name="cancellationToken">Gives up; the command is then stopped.</param>
    /// <returns>The connection to it; or, from a controller that knows no such thing, how it ended.</returns>
    public async Task<(RunSession? Session, RunResult? Result)> RunAttachedAsync(
        string app, string command, RunTerminal? terminal, CancellationToken cancellationToken)
    {
        var run = await connection.SendAsync(
            HttpMethod.Post,
            ApiPath.App(app, "run"),
            ApiConnection.Json(new RunRequest(command) { Attach = true, Terminal = terminal }, ClientJson.Default.RunRequest),
            ClientJson.Default.AttachableRun,
            cancellationToken);
        return run.Process is { } process
            ? (new RunSession(await connection.OpenWebSocketAsync(ApiPath.App(app, $"pods/run/{Uri.EscapeDataString(process)}/attach"), RunSession.Protocol, cancellationToken)), null)
            : (null, new RunResult { ExitCode = run.ExitCode ?? 0, Output = run.Output ?? "" });
    }

    /// <summary>Gives an app to another user.</summary>
    public Task TransferAsync(string app, string owner, CancellationToken cancellationToken) => connection.SendAsync(
        HttpMethod.Post, ApiPath.App(app), ApiConnection.Json(new TransferRequest(owner), ClientJson.Default.TransferRequest), cancellationToken);
}
