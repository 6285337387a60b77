using System.Diagnostics;
using System.Text.Json;
using Deis.Platform.Runtime;

namespace Deis.Platform.Tests.Runtime;

/// <summary>A platform in a process of its own (tests/Deis.RuntimeHost), to be killed.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;

    private HostProcess(Process process) => _process = process;

    /// <summary>Starts it on a folder, and as another user when one is named.</summary>
    public static async Task<HostProcess> StartAsync(string folder, CancellationToken cancellationToken, string? user = null)
    {
        string[] host = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Deis.RuntimeHost.dll"), folder];
        string[] command = user is null ? host : ["runuser", "-u", user, "--", .. host];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        start.Environment["HOME"] = folder;
        var process = new HostProcess(Process.Start(start)!);
        await process.ExpectAsync("ready", cancellationToken);
        return process;
    }

    public Task ApplyAsync(ProcessSpec spec, CancellationToken cancellationToken) => SendAsync("apply", spec, cancellationToken);

    public Task StartJobAsync(JobSpec job, CancellationToken cancellationToken) => SendAsync("job", job, cancellationToken);

    public Task RouteAsync(AppRouting routing, CancellationToken cancellationToken) => SendAsync("route", routing, cancellationToken);

    /// <summary>Waits for the end of the rollout that <see cref="ApplyAsync"/> began.</summary>
    public async Task<RuntimeOutcome> OutcomeAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        await WriteAsync("wait", new Correlation(spec.Release, spec.Type), cancellationToken);
        var outcome = JsonSerializer.Deserialize<RuntimeOutcome>(await ReadAsync(cancellationToken));
        await ExpectAsync("ok", cancellationToken);
        return outcome!;
    }

    /// <summary>The body of a GET through the platform's edge.</summary>
    public async Task<string> GetAsync(string app, string path, CancellationToken cancellationToken)
    {
        await WriteAsync("get", new[] { app, path }, cancellationToken);
        var body = await ReadAsync(cancellationToken);
        await ExpectAsync("ok", cancellationToken);
        return body;
    }

    /// <summary>SIGKILL: the platform gets no chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it in good order when it runs still.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task SendAsync(string command, object value, CancellationToken cancellationToken)
    {
        await WriteAsync(command, value, cancellationToken);
        await ExpectAsync("ok", cancellationToken);
    }

    private Task WriteAsync(string command, object value, CancellationToken cancellationToken) =>
        _process.StandardInput.WriteLineAsync($"{command}\t{JsonSerializer.Serialize(value)}".AsMemory(), cancellationToken);

    private async Task ExpectAsync(string expected, CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).ShouldBe(expected);

    private async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new EndOfStreamException("The platform process has ended.");
}
