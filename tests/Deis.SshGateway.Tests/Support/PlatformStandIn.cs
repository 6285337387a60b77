using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Deis.SshGateway.Tests.Support;

/// <summary>The platform as the gateway sees it: exactly the hook contract of docs/protocol/builder.md §7, with an object store for tarballs.</summary>
internal sealed class PlatformStandIn : IAsyncDisposable
{
    public const string BuilderKey = "a builder key that only tests have";

    private readonly WebApplication _web;
    private readonly ConcurrentDictionary<string, (string User, ConcurrentBag<string> Apps)> _keys = [];
    private readonly ConcurrentDictionary<string, string> _deployKeys = [];
    private readonly ConcurrentDictionary<string, string> _operations = [];
    private readonly ConcurrentDictionary<string, bool> _brokenOff = [];

    private PlatformStandIn(WebApplication web) => _web = web;

    public string Url { get; private set; } = "";

    /// <summary>Uploaded tarballs by object key.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = [];

    /// <summary>Bodies of the starts, by app.</summary>
    public ConcurrentDictionary<string, JsonObject> Starts { get; } = [];

    /// <summary>How each app is deployed; what is not named here succeeds.</summary>
    public ConcurrentDictionary<string, Script> Scripts { get; } = [];

    /// <summary>The branch that each app deploys, where its users have chosen one.</summary>
    public ConcurrentDictionary<string, string> DeployBranches { get; } = [];

    /// <summary>How many streams of events were opened, by app.</summary>
    public ConcurrentDictionary<string, int> Streams { get; } = [];

    /// <summary>How many times the owner of a key was asked for, by fingerprint.</summary>
    public ConcurrentDictionary<string, int> Lookups { get; } = [];

    public static async Task<PlatformStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var web = builder.Build();
        PlatformStandIn platform = new(web);
        web.MapPut("/objects/{**key}", platform.PutAsync);
        var hooks = web.MapGroup("/v2/hooks").AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.Headers["X-Deis-Builder-Auth"] == BuilderKey ? await next(context) : Results.StatusCode(403));
        hooks.MapGet("/key/{fingerprint}", platform.FindKey);
        hooks.MapPost("/push/upload", platform.Upload);
        hooks.MapPost("/push", platform.Start);
        hooks.MapGet("/push/{operation}/events", platform.EventsAsync);
        await web.StartAsync();
        platform.Url = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return platform;
    }

    public void AddKey(string fingerprint, string user) => _keys[fingerprint] = (user, []);

    /// <summary>Makes a key a deploy key of an app, which the user who added it may use.</summary>
    public void AddDeployKey(string fingerprint, string user, string app)
    {
        _deployKeys[fingerprint] = app;
        _keys[fingerprint] = (user, [app]);
    }

    /// <summary>The user who added a deploy key may not use its app any longer.</summary>
    public void TakeAccess(string fingerprint, string user) => _keys[fingerprint] = (user, []);

    public void RemoveKey(string fingerprint) => _keys.TryRemove(fingerprint, out _);

    public void Allow(string user, string app)
    {
        foreach (var key in _keys.Values.Where(key => key.User == user))
        {
            key.Apps.Add(app);
        }
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private IResult FindKey(string fingerprint, string? app)
    {
        Lookups.AddOrUpdate(fingerprint, 1, (_, count) => count + 1);
        return _keys.TryGetValue(fingerprint, out var key)
            ? Results.Json(new
            {
                username = key.User,
                apps = key.Apps,
                deploy_key_of = _deployKeys.GetValueOrDefault(fingerprint),
                deploy_branch = app is null ? null : DeployBranches.GetValueOrDefault(app),
            })
            : Results.Json("No Key matches the given query.", statusCode: 404);
    }

    private IResult Upload(JsonObject body)
    {
        var key = $"home/{body["receive_repo"]}:git-{((string)body["sha"]!)[..8]}/tar";
        return Results.Json(new { key, url = $"{Url}/objects/{key}?signature=secret", method = "PUT", headers = new Dictionary<string, string> { ["x-ms-blob-type"] = "BlockBlob" } });
    }

    private async Task<IResult> PutAsync(string key, HttpContext context)
    {
        if (context.Request.Headers["x-ms-blob-type"] != "BlockBlob" || context.Request.ContentLength is null)
        {
            return Results.BadRequest();
        }

        var app = key.Split('/', ':')[1];
        if (Scripts.GetValueOrDefault(app)?.UploadRefusal is { } refusal)
        {
            return Results.StatusCode(refusal);
        }

        MemoryStream content = new();
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        Objects[key] = content.ToArray();
        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private IResult Start(JsonObject body)
    {
        var app = (string)body["receive_repo"]!;
        if (Scripts.GetValueOrDefault(app)?.Conflict is { } conflict)
        {
            return Results.Json(new { detail = conflict }, statusCode: StatusCodes.Status409Conflict);
        }

        Starts[app] = body;
        _operations[(string)body["operation"]!] = app;
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private async Task EventsAsync(HttpContext context, string operation, int after)
    {
        var app = _operations[operation];
        var script = Scripts.GetValueOrDefault(app) ?? new Script();
        Streams.AddOrUpdate(app, 1, (_, count) => count + 1);
        for (var seq = after + 1; seq <= script.Lines.Length; seq++)
        {
            await WriteAsync(context, new { seq, line = script.Lines[seq - 1] });
            if (seq == script.BreaksOffAfter && _brokenOff.TryAdd(operation, true))
            {
                return;
            }
        }

        await script.EndsAfter.WaitAsync(context.RequestAborted);
        await WriteAsync(context, script.Error is { } error ? new { status = "failed", error } : new { status = "succeeded", version = 2 });
    }

    private static async Task WriteAsync(HttpContext context, object line)
    {
        await context.Response.WriteAsync($"{System.Text.Json.JsonSerializer.Serialize(line)}\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
