using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Threading.Channels;
using Deis.Router.Routes;
using Microsoft.Extensions.Logging;

namespace Deis.Router.Sources;

/// <summary>
/// Takes routes from a JSON file and follows its changes (docs/protocol/router.md §8). A file that cannot be read or understood leaves
/// the routes as they are; a bad entry leaves its app as it is. The kernel says when the file changes; since it does not on every file
/// system, the file's time and length are looked at as well.
/// </summary>
public sealed partial class FileRouteSource(string path, TimeProvider time, ILogger<FileRouteSource> logger) : IRouteSource
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public async Task RunAsync(RouteTable routes, CancellationToken cancellation)
    {
        var looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watcher = Watch(() => looks.Writer.TryWrite(true));
        await using var timer = time.CreateTimer(_ => looks.Writer.TryWrite(true), null, LookEvery, LookEvery);
        (DateTime, long)? seen = (DateTime.MinValue, -1);
        var first = true;
        while (true)
        {
            var now = Stamp();
            if (now != seen)
                await LoadAsync(routes, cancellation);
            // Reading many routes leaves several times their size behind, which a router that then has little to do would keep for good.
            if (first)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            (seen, first) = (now, false);
            await looks.Reader.ReadAsync(cancellation);
        }
    }

    // Renames only: other changes come while somebody is still writing.
    private FileSystemWatcher? Watch(Action look)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path))
            {
                NotifyFilter = NotifyFilters.FileName,
            };
            watcher.Renamed += (_, _) => look();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception error) when (error is ArgumentException or IOException or UnauthorizedAccessException)
        {
            watcher?.Dispose();
            LogNotWatched(path, LookEvery.TotalSeconds, error.Message);
            return null;
        }
    }

    // A stamp taken before reading can only be too old, and then the file is read once more.
    private (DateTime, long)? Stamp()
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
    }

    private async Task LoadAsync(RouteTable routes, CancellationToken cancellation)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            var file = await JsonSerializer.DeserializeAsync(stream, RouteFileJson.Default.RouteFile, cancellation);
            Apply(file ?? new RouteFile(), routes);
        }
        catch (JsonException error)
        {
            LogMalformed(path, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(path, error.Message);
        }
    }

    private void Apply(RouteFile file, RouteTable routes)
    {
        var entries = file.Routes.OfType<RouteFileEntry>().ToList();
        var apps = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var problem = entry.Problem() ?? (apps.Add(entry.App) ? null : "the app has an entry before this one");
            if (problem is not null || !TryRead(entry, out var route, out problem))
            {
                LogBadEntry(path, entry.App, problem);
                continue;
            }

            if (routes.TryGet(route.App, out var now) && now == route)
                continue;
            foreach (var refused in routes.Set(route))
                LogBadHost(entry.App, refused.Reason);
        }

        foreach (var app in routes.Apps().Except(entries.Select(entry => entry.App)))
            routes.Remove(app);
        LogLoaded(path, entries.Count);
    }

    private static bool TryRead(RouteFileEntry entry, [NotNullWhen(true)] out AppRoute? route, [NotNullWhen(false)] out string? problem)
    {
        (route, problem) = (null, null);
        try
        {
            route = entry.ToRoute();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problem = $"the file of one of its certificates cannot be read: {error.Message}";
            return false;
        }
    }

    [LoggerMessage(EventId = 1230, Level = LogLevel.Information, Message = "Read {Count} routes from {Path}")]
    private partial void LogLoaded(string path, int count);

    [LoggerMessage(EventId = 1231, Level = LogLevel.Error, Message = "{Path} is not a route file, the routes stay as they are: {Reason}")]
    private partial void LogMalformed(string path, string reason);

    [LoggerMessage(EventId = 1232, Level = LogLevel.Error, Message = "{Path} cannot be read, the routes stay as they are: {Reason}")]
    private partial void LogUnreadable(string path, string reason);

    [LoggerMessage(EventId = 1233, Level = LogLevel.Error, Message = "{Path}: the entry of '{App}' is ignored: {Reason}")]
    private partial void LogBadEntry(string path, string app, string reason);

    [LoggerMessage(EventId = 1234, Level = LogLevel.Warning, Message = "{App}: {Reason}")]
    private partial void LogBadHost(string app, string reason);

    [LoggerMessage(EventId = 1235, Level = LogLevel.Warning, Message = "Changes of {Path} are found every {Seconds} s only: {Reason}")]
    private partial void LogNotWatched(string path, double seconds, string reason);
}
