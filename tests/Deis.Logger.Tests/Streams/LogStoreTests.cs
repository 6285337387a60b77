using Deis.Logger.Streams;
using Deis.Logger.Tests.Support;

namespace Deis.Logger.Tests.Streams;

public class LogStoreTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Append_MoreLinesThanAllowed_NewestAreKept()
    {
        var store = Store(new LoggerOptions { Lines = 10, BuildLines = 20 });

        Append(store, "foo", 35);
        Append(store, "builds/1", 35);

        Stream(store, "foo").Count.ShouldBe(10);
        Stream(store, "foo").Dropped.ShouldBe(25);
        Stream(store, "builds/1").Count.ShouldBe(20);
        store.Drops[DropReason.Lines].ShouldBe(40);
    }

    [Fact]
    public void Append_StreamTakesTooMuchMemory_OldestGo()
    {
        var store = Store(new LoggerOptions { Lines = 1_000_000, StreamBytes = 100_000 });

        for (var i = 0; i < 100; i++)
            Append(store, "foo", 100, new string('x', 500));

        store.Bytes.ShouldBeLessThanOrEqualTo(100_000);
        store.Drops[DropReason.StreamBytes].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Append_AllStreamsTakeTooMuchMemory_TheLargestGiveWay()
    {
        var store = Store(new LoggerOptions { Lines = 1_000_000, StreamBytes = 1_000_000, TotalBytes = 1_000_000 });
        Append(store, "small", 3);

        for (var i = 0; i < 300; i++)
            Append(store, $"large{i % 10}", 10, new string('x', 1000));

        store.Bytes.ShouldBeLessThanOrEqualTo(1_000_000);
        store.Bytes.ShouldBe(store.Streams.Sum(stream => stream.Bytes));
        store.Drops[DropReason.TotalBytes].ShouldBeGreaterThan(0);
        Stream(store, "small").Count.ShouldBe(3);
    }

    [Fact]
    public void Append_TooManyStreams_StalestGoes()
    {
        var store = Store(new LoggerOptions { MaxStreams = 2 });
        Append(store, "one", 1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Append(store, "two", 1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Append(store, "one", 1);

        Append(store, "three", 1);

        store.Streams.Select(stream => stream.Name.Value).Order().ShouldBe(["one", "three"]);
        store.Drops[DropReason.Expired].ShouldBe(1);
    }

    [Fact]
    public void Append_TooManyStreamsAllFollowed_IsRefused()
    {
        var store = Store(new LoggerOptions { MaxStreams = 1 });
        var followed = store.Follow(Name("one"))!;

        store.Append(Name("two"), [new LogLine(null, "web.v1.a", "x")]).ShouldBeNull();

        store.Leave(followed);
        store.Append(Name("two"), [new LogLine(null, "web.v1.a", "x")]).ShouldNotBeNull();
    }

    [Fact]
    public void Expire_OldStreams_OnlyUnfollowedBuildsGo()
    {
        var store = Store(new LoggerOptions { BuildAge = TimeSpan.FromHours(24) });
        Append(store, "app", 1);
        Append(store, "builds/old", 1);
        Append(store, "builds/followed", 1);
        store.Follow(Name("builds/followed")).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromHours(25));
        Append(store, "builds/new", 1);

        store.Expire();

        store.Streams.Select(stream => stream.Name.Value).Order().ShouldBe(["app", "builds/followed", "builds/new"]);
    }

    [Fact]
    public void Delete_Stream_GivesItsMemoryBack()
    {
        var store = Store(new LoggerOptions());
        Append(store, "foo", 10);

        store.Delete(Name("foo"));
        store.Delete(Name("foo"));

        store.Bytes.ShouldBe(0);
        store.Count.ShouldBe(0);
    }

    private LogStore Store(LoggerOptions options) => new(options, _clock);

    private static void Append(LogStore store, string name, int lines, string message = "message") =>
        store.Append(Name(name), [.. Enumerable.Repeat(new LogLine(null, "web.v1.a", message), lines)]).ShouldNotBeNull();

    private static LogStream Stream(LogStore store, string name) =>
        store.TryGet(Name(name), out var stream) ? stream : throw new KeyNotFoundException(name);

    private static StreamName Name(string text) =>
        StreamName.TryParse(text, out var name) ? name : throw new ArgumentException(text, nameof(text));
}
