using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Deis.Orchestrations.Tests.Support;

/// <summary>A real HTTP server on a free loopback port that keeps what it is asked.</summary>
public sealed class TestListener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _count;

    private TestListener(WebApplication app) => _app = app;

    /// <summary>The requests so far, in the order they came.</summary>
    public ConcurrentQueue<HeardRequest> Requests { get; } = new();

    /// <summary>Status and header of the answer to the n-th request, counted from 1; a redirect leads to another path here.</summary>
    public Func<int, (int Status, string? RouterError)> Answer { get; set; } = _ => (200, null);

    public string Url => _app.Urls.Single();

    public static async Task<TestListener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var listener = new TestListener(builder.Build());
        listener._app.Run(listener.HearAsync);
        await listener._app.StartAsync();
        return listener;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HearAsync(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        Requests.Enqueue(new HeardRequest(
            http.Request.Method, http.Request.Host.Value ?? "", target, http.Request.Headers.Authorization, await body.ReadToEndAsync()));
        var number = Interlocked.Increment(ref _count);
        var (status, routerError) = Answer(number);
        http.Response.StatusCode = status;
        if (status is >= 300 and < 400)
        {
            http.Response.Headers.Location = "/elsewhere";
        }
        if (routerError is not null)
        {
            http.Response.Headers["Deis-Router-Error"] = routerError;
        }
    }
}
