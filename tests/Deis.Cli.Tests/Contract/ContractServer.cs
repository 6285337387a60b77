using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Deis.Cli.Tests.Contract;

/// <summary>
/// Answers as docs/protocol/cli.md says the API answers, from the table <c>contract.json</c>, and keeps what it was
/// asked. It stands in for the real API, which the acceptance tests run the same binary against.
/// </summary>
public sealed class ContractServer : IAsyncDisposable
{
    public const string Token = "0123456789abcdef0123456789abcdef01234567";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly Dictionary<string, Reply> Documented = Read();

    private readonly WebApplication app;
    private string scheme = "http";
    private readonly ConcurrentDictionary<string, Reply> replies = new(Documented);
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> handlers = new();
    private readonly ConcurrentQueue<Request> requests = new();

    private ContractServer(WebApplication app) => this.app = app;

    /// <summary>The version that the server says it has; null for none.</summary>
    public string? ApiVersion { get; set; } = "2.3";

    /// <summary>The address for git pushes that the server names; null for none.</summary>
    public string? BuilderUrl { get; set; }

    public int Port { get; private set; }

    /// <summary>The controller as users name it; the name must resolve without DNS.</summary>
    public string Url => $"{scheme}://deis.localhost:{Port}";

    public IReadOnlyList<Request> Requests => [.. requests];

    /// <summary>Verb, path and query of every request.</summary>
    public IEnumerable<string> Lines => requests.Select(request => request.Line);

    /// <param name="certificate">Speaks HTTPS with it.</param>
    public static async Task<ContractServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        var server = new ContractServer(app) { scheme = certificate is null ? "http" : "https" };
        app.UseWebSockets();
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Port = new Uri(address).Port;
        return server;
    }

    /// <summary>Answers otherwise than documented by default.</summary>
    public void Answer(string on, int status, string body) =>
        replies[on] = new Reply { On = on, Status = status, Text = body, Open = Documented.TryGetValue(on, out var usual) && usual.Open };

    /// <summary>Answers by code.</summary>
    public void Handle(string on, Func<HttpContext, Task> handler) => handlers[on] = handler;

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await RecordAsync(context);
        if (ApiVersion is not null)
            context.Response.Headers["DEIS_API_VERSION"] = ApiVersion;
        context.Response.Headers["DEIS_PLATFORM_VERSION"] = "2.3.0";
        if (BuilderUrl is not null)
            context.Response.Headers["DEIS_BUILDER_URL"] = BuilderUrl;

        var on = $"{context.Request.Method} {context.Request.Path}";
        if (handlers.TryGetValue(on, out var handler))
            await handler(context);
        else
            await WriteAsync(context.Response, Choose(on, request, context.Request.Query));
    }

    private Reply Choose(string on, Request request, IQueryCollection query)
    {
        if (!replies.TryGetValue(on, out var reply))
            return new Reply { On = on, Status = 404, Text = "<h1>Not Found</h1>" };
        if (request.Body.Length > 0 && request.ContentType != "application/json")
            return new Reply { On = on, Status = 415, Text = "" };
        if (!reply.Open && on is not ("GET /v2/" or "GET /healthz") && request.Authorization != $"token {Token}")
            return replies["GET /v2/"];
        return reply.Query is null || query.ContainsKey(reply.Query)
            ? reply
            : new Reply { On = on, Status = 500, Text = "" };
    }

    private async Task<Request> RecordAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var headers = context.Request.Headers;
        var request = new Request(
            $"{context.Request.Method} {target}",
            await reader.ReadToEndAsync(),
            headers.Authorization,
            headers.UserAgent,
            headers.ContentType);
        requests.Enqueue(request);
        return request;
    }

    private static async Task WriteAsync(HttpResponse response, Reply reply)
    {
        response.StatusCode = reply.Status;
        if (reply.Body is { } body)
        {
            response.ContentType = "application/json";
            await response.WriteAsync(body.GetRawText());
        }
        else if (reply.Text is { Length: > 0 } text)
        {
            await response.WriteAsync(text);
        }
    }

    private static Dictionary<string, Reply> Read()
    {
        using var stream = typeof(ContractServer).Assembly.GetManifestResourceStream("contract.json")!;
        return JsonSerializer.Deserialize<Reply[]>(stream, Web)!.ToDictionary(reply => reply.On);
    }
}
