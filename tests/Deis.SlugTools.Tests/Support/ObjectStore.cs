using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deis.SlugTools.Tests.Support;

/// <summary>An object store with pre-signed addresses, as the platform has one: PUT and GET over HTTP.</summary>
internal sealed class ObjectStore : IAsyncDisposable
{
    private const string Signature = "s3cr3t-signature";

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, Queue<int>> _answers = new();
    private readonly ConcurrentDictionary<string, int> _asked = new();

    private ObjectStore(WebApplication server) => _server = server;

    /// <summary>What is stored, by key.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    /// <summary>The headers of each PUT that arrived, by key.</summary>
    public ConcurrentDictionary<string, IHeaderDictionary> Headers { get; } = new();

    public static async Task<ObjectStore> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var store = new ObjectStore(builder.Build());
        store._server.Run(store.AnswerAsync);
        await store._server.StartAsync();
        return store;
    }

    /// <summary>A secret address of an object.</summary>
    public string Address(string key) => $"{_server.Urls.Single()}/{key}?sig={Signature}";

    /// <summary>Makes the next requests for a key end with these statuses; 0 breaks the connection half way.</summary>
    public void Answer(string key, params int[] statuses) => _answers[key] = new Queue<int>(statuses);

    /// <summary>How many requests there were for a key.</summary>
    public int Asked(string key) => _asked.GetValueOrDefault(key);

    /// <summary>The bytes of a stored .tar.gz before they were packed, as text that can be searched.</summary>
    public string Unpacked(string key)
    {
        using var gzip = new GZipStream(new MemoryStream(Objects[key]), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>That nothing of an address is to be seen.</summary>
    public void ShouldNotShowIn(string text)
    {
        text.ShouldNotContain(Signature);
        text.ShouldNotContain(new Uri(_server.Urls.Single()).Authority);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var key = context.Request.Path.Value!.TrimStart('/');
        _asked.AddOrUpdate(key, 1, static (_, count) => count + 1);
        if (context.Request.Query["sig"] != Signature)
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else if (_answers.TryGetValue(key, out var answers) && answers.TryDequeue(out var status))
            await MisbehaveAsync(context, key, status);
        else if (context.Request.Method == "PUT")
            await StoreAsync(context, key);
        else if (!Objects.TryGetValue(key, out var content))
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private async Task MisbehaveAsync(HttpContext context, string key, int status)
    {
        if (status != 0)
        {
            context.Response.StatusCode = status;
            return;
        }
        var content = Objects[key];
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2), context.RequestAborted);
        context.Abort();
    }

    private async Task StoreAsync(HttpContext context, string key)
    {
        var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        Headers[key] = new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value));
        Objects[key] = content.ToArray();
        context.Response.StatusCode = StatusCodes.Status201Created;
    }
}
