using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>An API server that answers requests for the output of a pod as a test says, one after the other; nothing when all is said. Its container has had no
/// run before the current one unless the test says so.</summary>
internal sealed class NodeLogs : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<string> _answers = [];
    private readonly SemaphoreSlim _answered = new(0);

    private NodeLogs(WebApplication server) => _server = server;

    /// <summary>What the run before the current one has written; null when there was none.</summary>
    public string? Former { get; set; }

    public string Url => _server.Urls.First();

    public static async Task<NodeLogs> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        NodeLogs logs = new(builder.Build());
        logs._server.MapGet("/api/v1/namespaces/{space}/pods/{pod}/log", logs.AnswerAsync);
        await logs._server.StartAsync();
        return logs;
    }

    /// <summary>The next request gets this and no more.</summary>
    public void Answer(string text) => _answers.Enqueue(text);

    /// <summary>Waits for that many answers more.</summary>
    public async Task AnsweredAsync(int count, CancellationToken cancellationToken)
    {
        for (; count > 0; count--)
            await _answered.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _answered.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Query["previous"] == "true")
        {
            context.Response.StatusCode = Former is null ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
            await context.Response.WriteAsync(Former ?? "previous terminated container not found");
            return;
        }
        await context.Response.WriteAsync(_answers.TryDequeue(out var text) ? text : "");
        await context.Response.CompleteAsync();
        _answered.Release();
    }
}
