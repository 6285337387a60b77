using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deis.Kubernetes.Tests.Support;

/// <summary>
/// An API server that answers lists and watches of config maps as a test says. For what a real one cannot be brought to do: bookmarks at once,
/// forgotten versions, answers of newer servers.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private const string List = """{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"10"},"items":[]}""";

    private readonly WebApplication _server;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _watches = [];

    private ScriptedServer(WebApplication server) => _server = server;

    /// <summary>The version that each watch began at.</summary>
    public ConcurrentQueue<string> WatchedFrom { get; } = [];

    /// <summary>The port of the client that asked last.</summary>
    public int ClientPort { get; private set; }

    public Uri Url => new(_server.Urls.First());

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        ScriptedServer server = new(web);
        web.MapGet("/api/v1/namespaces/space/configmaps", server.AnswerAsync);
        await web.StartAsync();
        return server;
    }

    /// <summary>The next watch gets these lines, and then ends, or stays open.</summary>
    public void Watch(bool ends, params string[] lines) => _watches.Enqueue(async context =>
    {
        foreach (var line in lines)
            await context.Response.WriteAsync(line + "\n");
        await context.Response.Body.FlushAsync();
        if (!ends)
            await StayAsync(context);
    });

    /// <summary>The next watch is refused.</summary>
    public void Refuse(int code, string body, string? retryAfter = null) => _watches.Enqueue(context =>
    {
        context.Response.StatusCode = code;
        context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync(body);
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        ClientPort = context.Connection.RemotePort;
        if (context.Request.Query["watch"] != "true")
        {
            await context.Response.WriteAsync(List);
            return;
        }
        WatchedFrom.Enqueue(context.Request.Query["resourceVersion"].ToString());
        if (_watches.TryDequeue(out var script))
            await script(context);
        else
            await StayAsync(context);
    }

    private static Task StayAsync(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
}
