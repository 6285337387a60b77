using Deis.Platform.ObjectStorage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deis.RuntimeHost;

/// <summary>An object store in a folder, whose pre-signed URLs lead to a web server of its own.</summary>
public sealed class SlugServer : IObjectStore, IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _server;

    private SlugServer(string folder, WebApplication server)
    {
        _folder = folder;
        _server = server;
    }

    /// <summary>Starts serving <paramref name="folder"/> on a free port of <paramref name="address"/>.</summary>
    public static async Task<SlugServer> StartAsync(string folder, string address = "127.0.0.1")
    {
        Directory.CreateDirectory(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{address}:0");
        var server = builder.Build();
        server.MapGet("/{**key}", (string key) => File.Exists(Path.Combine(folder, key)) ? Results.File(Path.Combine(folder, key)) : Results.NotFound());
        await server.StartAsync();
        return new SlugServer(folder, server);
    }

    /// <inheritdoc/>
    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = File.Create(path);
        await content.CopyToAsync(file, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken) => Task.FromResult<Stream?>(File.OpenRead(Path.Combine(_folder, key)));

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => Task.FromResult(File.Exists(Path.Combine(_folder, key)));

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(_folder, key));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken) => AsyncEnumerable.Empty<StoredObject>();

    /// <inheritdoc/>
    public PresignedUrl Presign(string key, PresignedAccess access, TimeSpan lifetime) =>
        new(new Uri(new Uri(_server.Urls.First()), key), "GET", new Dictionary<string, string>(), DateTimeOffset.MaxValue);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
