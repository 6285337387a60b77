using Deis.Logger.Commits;
using Deis.Logger.Segments;
using Deis.Logger.Streams;
using Deis.Logger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Logger.Tests.Streams;

public sealed class LogStoreTests : IAsyncDisposable
{
    private readonly ManualClock _clock = new();
    private readonly List<Committer> _committers = [];

    [Fact]
    public async Task Append_MoreLinesThanAllowed_NewestAreKept()
    {
        var store = await StoreAsync(new LoggerOptions { Lines = 10, BuildLines = 20 });

        await AppendAsync(store, "foo", 35);
        await AppendAsync(store, "builds/1", 35);

        Stream(store, "foo").Count.ShouldBe(10);
        Stream(store, "foo").Dropped.ShouldBe(25);
        Stream(store, "builds/1").Count.ShouldBe(20);
        store.Drops[DropReason.Lines].ShouldBe(40);
    }

    [Fact]
    public async Task Append_StreamTakesTooMuchMemory_OldestGo()
    {
        var store = await StoreAsync(new LoggerOptions { Lines = 1_000_000, StreamBytes = 100_000 });

        for (var i = 0; i < 100; i++)
            await AppendAsync(store, "foo", 100, new string('x', 500));

        store.Bytes.ShouldBeLessThanOrEqualTo(100_000);
        store.Drops[DropReason.StreamBytes].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Append_AllStreamsTakeTooMuchMemory_TheLargestGiveWay()
    {
        var store = await StoreAsync(new LoggerOptions { Lines = 1_000_000, StreamBytes = 1_000_000, TotalBytes = 1_000_000 });
        await AppendAsync(store, "small", 3);

        for (var i = 0; i < 300; i++)
            await AppendAsync(store, $"large{i % 10}", 10, new string('x', 1000));

        store.Bytes.ShouldBeLessThanOrEqualTo(1_000_000);
        store.Bytes.ShouldBe(store.Streams.Sum(stream => stream.Bytes));
        store.Drops[DropReason.TotalBytes].ShouldBeGreaterThan(0);
        Stream(store, "small").Count.ShouldBe(3);
    }

    [Fact]
    public async Task Append_TooManyStreams_StalestGoes()
    {
        var store = await StoreAsync(new LoggerOptions { MaxStreams = 2 });
        await AppendAsync(store, "one", 1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await AppendAsync(store, "two", 1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await AppendAsync(store, "one", 1);

        await AppendAsync(store, "three", 1);

        store.Streams.Select(stream => stream.Name.Value).Order().ShouldBe(["one", "three"]);
        store.Drops[DropReason.Expired].ShouldBe(1);
    }

    [Fact]
    public async Task Append_TooManyStreamsAllFollowed_IsRefused()
    {
        var store = await StoreAsync(new LoggerOptions { MaxStreams = 1 });
        var followed = store.Follow(Name("one"))!;

        (await store.AppendAsync(Name("two"), [new LogLine(null, "web.v1.a", "x")], default)).Status.ShouldBe(AppendStatus.TooManyStreams);

        store.Leave(followed);
        (await store.AppendAsync(Name("two"), [new LogLine(null, "web.v1.a", "x")], default)).Status.ShouldBe(AppendStatus.Stored);
    }

    [Fact]
    public async Task Expire_OldStreams_OnlyUnfollowedOnesGo()
    {
        var store = await StoreAsync(new LoggerOptions { LineAge = TimeSpan.FromDays(30) });
        await AppendAsync(store, "builds/old", 1);
        await AppendAsync(store, "builds/followed", 1);
        store.Follow(Name("builds/followed")).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromDays(2));
        await AppendAsync(store, "builds/new", 1);
        _clock.Advance(TimeSpan.FromDays(29));

        await store.ExpireAsync(default);

        store.Streams.Select(stream => stream.Name.Value).Order().ShouldBe(["builds/followed", "builds/new"]);
    }

    [Fact]
    public async Task Expire_OldLines_GoAndTheStreamWithItsLast()
    {
        var store = await StoreAsync(new LoggerOptions { LineAge = TimeSpan.FromDays(30) });
        await AppendAsync(store, "silent", 1);
        await AppendAsync(store, "app", 2);
        _clock.Advance(TimeSpan.FromDays(20));
        await AppendAsync(store, "app", 3);
        _clock.Advance(TimeSpan.FromDays(20));

        await store.ExpireAsync(default);

        store.Streams.Select(stream => stream.Name.Value).ShouldBe(["app"]);
        Stream(store, "app").Count.ShouldBe(3);
        Stream(store, "app").Dropped.ShouldBe(2);
        store.Drops[DropReason.Expired].ShouldBe(3);
        store.Bytes.ShouldBe(store.Streams.Sum(stream => stream.Bytes));
    }

    [Fact]
    public async Task Delete_Stream_GivesItsMemoryBack()
    {
        var store = await StoreAsync(new LoggerOptions());
        await AppendAsync(store, "foo", 10);

        await store.DeleteAsync(Name("foo"), default);
        await store.DeleteAsync(Name("foo"), default);

        store.Bytes.ShouldBe(0);
        store.Count.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var committer in _committers)
        {
            await committer.StopAsync(default);
            committer.Dispose();
        }
    }

    private async Task<LogStore> StoreAsync(LoggerOptions options)
    {
        var committer = new Committer(options, new DiskHealth(_clock, NullLogger<DiskHealth>.Instance), _clock);
        _committers.Add(committer);
        await committer.StartAsync(default);
        return new LogStore(options, committer, _clock);
    }

    private static async Task AppendAsync(LogStore store, string name, int lines, string message = "message") =>
        (await store.AppendAsync(Name(name), [.. Enumerable.Repeat(new LogLine(null, "web.v1.a", message), lines)], default))
            .Status.ShouldBe(AppendStatus.Stored);

    private static LogStream Stream(LogStore store, string name) =>
        store.TryGet(Name(name), out var stream) ? stream : throw new KeyNotFoundException(name);

    private static StreamName Name(string text) =>
        StreamName.TryParse(text, out var name) ? name : throw new ArgumentException(text, nameof(text));
}
