using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deis.TestSupport.Kubernetes;

/// <summary>
/// Answers as the documentation of Kubernetes says of versions that cannot be run here: it has the groups and versions that a test gives it and no others, lists and watches
/// what the test puts into it, and takes what is applied or deleted. Selectors are for the test to look at.
/// </summary>
public sealed class DocumentedApiServer : IAsyncDisposable
{
    /// <summary>The groups of Kubernetes 1.36 that this product knows of, each with the versions that are there by default.</summary>
    public static IReadOnlyList<string> Version136 { get; } = ["apps/v1", "autoscaling/v2", "autoscaling/v1", "discovery.k8s.io/v1", "networking.k8s.io/v1"];

    private readonly WebApplication _server;
    private readonly IReadOnlyList<string> _versions;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Collection, string Name), JsonObject> _objects = [];
    private readonly List<(long Version, string Collection, string Line)> _events = [];
    private long _version = 100;
    private TaskCompletionSource _more = NewSignal();

    private DocumentedApiServer(WebApplication server, IReadOnlyList<string> versions) => (_server, _versions) = (server, versions);

    /// <summary>Where it is.</summary>
    public Uri Url => new(_server.Urls.First());

    /// <summary>What it was asked for, each as method, path and query.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Starts one that has these groups, each with its version, besides the core.</summary>
    public static async Task<DocumentedApiServer> StartAsync(IReadOnlyList<string> versions)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        DocumentedApiServer server = new(web, versions);
        web.Run(server.AnswerAsync);
        await web.StartAsync();
        return server;
    }

    /// <summary>Puts an object into it, or changes one.</summary>
    /// <param name="collection">Path of its kind over all namespaces, for example <c>/api/v1/services</c>.</param>
    /// <param name="json">The object.</param>
    public void Set(string collection, string json)
    {
        var value = JsonNode.Parse(json)!.AsObject();
        Tell(collection, value, _objects.ContainsKey((collection, NameOf(value))) ? "MODIFIED" : "ADDED");
    }

    /// <summary>Takes an object out of it.</summary>
    public void Remove(string collection, string name) => Tell(collection, _objects[(collection, name)], "DELETED");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void Tell(string collection, JsonObject value, string type)
    {
        lock (_gate)
        {
            value["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
            if (type == "DELETED")
                _objects.Remove((collection, NameOf(value)));
            else
                _objects[(collection, NameOf(value))] = value;
            _events.Add((_version, collection, new JsonObject { ["type"] = type, ["object"] = value.DeepClone() }.ToJsonString()));
            _more.SetResult();
            _more = NewSignal();
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        var path = request.Path.Value!;
        if (path.TrimEnd('/') == "/apis")
            return WriteAsync(context, StatusCodes.Status200OK, Groups());
        if (!path.StartsWith("/api/v1/", StringComparison.Ordinal) && !_versions.Any(version => path.StartsWith($"/apis/{version}/", StringComparison.Ordinal)))
            return WriteAsync(context, StatusCodes.Status404NotFound, Status("Failure"));
        if (request.Method == HttpMethods.Get)
            return request.Query["watch"] == "true" ? WatchAsync(context, path) : WriteAsync(context, StatusCodes.Status200OK, List(path));
        return request.Method == HttpMethods.Delete ? WriteAsync(context, StatusCodes.Status200OK, Status("Success")) : EchoAsync(context);
    }

    private JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. _versions.GroupBy(version => version.Split('/')[0]).Select(group => new JsonObject
        {
            ["name"] = group.Key,
            ["versions"] = new JsonArray([.. group.Select(version => new JsonObject { ["groupVersion"] = version, ["version"] = version.Split('/')[1] })]),
            ["preferredVersion"] = new JsonObject { ["groupVersion"] = group.First(), ["version"] = group.First().Split('/')[1] },
        })]),
    };

    private JsonObject List(string collection)
    {
        lock (_gate)
        {
            return new JsonObject
            {
                ["kind"] = "List",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject { ["resourceVersion"] = _version.ToString(CultureInfo.InvariantCulture) },
                ["items"] = new JsonArray([.. _objects.Where(one => one.Key.Collection == collection).Select(one => one.Value.DeepClone())]),
            };
        }
    }

    private async Task WatchAsync(HttpContext context, string collection)
    {
        var told = long.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture);
        try
        {
            while (true)
            {
                List<(long Version, string Collection, string Line)> events;
                Task more;
                lock (_gate)
                {
                    events = [.. _events.Where(one => one.Version > told && one.Collection == collection)];
                    (told, more) = (_version, _more.Task);
                }
                foreach (var (_, _, line) in events)
                    await context.Response.WriteAsync(line + "\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await more.WaitAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // whoever watched has gone
        }
    }

    private static async Task EchoAsync(HttpContext context)
    {
        var applied = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!.AsObject();
        applied["metadata"]!["resourceVersion"] = "1";
        await WriteAsync(context, StatusCodes.Status200OK, applied);
    }

    private static Task WriteAsync(HttpContext context, int code, JsonObject answer)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private static JsonObject Status(string status) => new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = status };

    private static string NameOf(JsonObject value) => value["metadata"]!["name"]!.GetValue<string>();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
