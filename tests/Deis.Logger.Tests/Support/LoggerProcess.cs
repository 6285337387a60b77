using System.Diagnostics;
using System.Text;

namespace Deis.Logger.Tests.Support;

/// <summary>A logger in a process of its own, to be killed.</summary>
internal sealed class LoggerProcess : IAsyncDisposable
{
    private const string Listening = "Listening on ";

    private readonly Process _process;

    private LoggerProcess(Process process, string address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = new Uri($"http://{address}"), Timeout = TestLogger.Patience };
    }

    public HttpClient Client { get; }

    public int Id => _process.Id;

    /// <summary>Starts it with settings, behind the words of a command that runs the rest of its line.</summary>
    public static async Task<LoggerProcess> StartAsync(IReadOnlyDictionary<string, string> settings, params string[] before)
    {
        string[] command = [.. before, Path.Combine(AppContext.BaseDirectory, "Deis.Logger")];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true };
        start.Environment["DEIS_LOGGER_LISTEN"] = "127.0.0.1:0";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(TestLogger.Patience);
        while (await process.StandardError.ReadLineAsync(deadline.Token) is { } line)
        {
            if (!line.StartsWith(Listening, StringComparison.Ordinal))
                continue;
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            return new LoggerProcess(process, line[Listening.Length..]);
        }

        throw new InvalidOperationException("The logger did not start.");
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<HttpResponseMessage> PostAsync(string stream, IEnumerable<string> messages)
    {
        using var content = new StringContent(
            string.Concat(messages.Select(message => TestLogger.Line("web.v1.a", message) + "\n")), Encoding.UTF8, "application/x-ndjson");
        return await Client.PostAsync(new Uri($"/logs/{stream}", UriKind.Relative), content);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
