using System.Net;
using Deis.Logger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Logger.Tests.Persistence;

public sealed class RestartTests : IDisposable
{
    private readonly LoggerFolder _folder = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task Restart_Streams_AreAsBefore(int syncMilliseconds)
    {
        var options = new LoggerOptions { Lines = 3, SyncEvery = TimeSpan.FromMilliseconds(syncMilliseconds) };
        IReadOnlyList<Entry> before;
        string text;
        await using (var logger = await _folder.StartAsync(options))
        {
            using var sent = await logger.PostRawAsync("foo", TestLogger.Line("web.v1.a", "ü€😀 \u001b[1mred", "2016-10-18T20:29:38.1234567+02:00"));
            await logger.StoreAsync("foo", "2", "3", "4", "5");
            await logger.StoreAsync("builds/42", "");
            before = [.. await logger.EntriesAsync("foo"), .. await logger.EntriesAsync("builds/42")];
            text = await logger.TextAsync("foo");
        }

        await using var later = await _folder.StartAsync(options);

        IReadOnlyList<Entry> after = [.. await later.EntriesAsync("foo"), .. await later.EntriesAsync("builds/42")];
        after.ShouldBe(before);
        after.Count.ShouldBe(4);
        (await later.TextAsync("foo")).ShouldBe(text);
        using var response = await later.Client.GetAsync(new Uri("/logs/foo", UriKind.Relative));
        response.Headers.GetValues("Deis-Log-Dropped").Single().ShouldBe("2");
    }

    [Fact]
    public async Task Restart_Follower_GoesOnWithoutHolesOrRepetition()
    {
        long seen;
        await using (var logger = await _folder.StartAsync())
        {
            seen = await logger.StoreAsync("foo", "1", "2");
            await logger.StoreAsync("foo", "3");
        }

        await using var later = await _folder.StartAsync();
        using var follower = await Follower.StartAsync(later, $"foo?follow=true&after={seen}");
        await later.StoreAsync("foo", "4");

        (await follower.NextAsync())!.Message.ShouldBe("3");
        (await follower.NextAsync())!.ShouldSatisfyAllConditions(
            entry => entry.Message.ShouldBe("4"),
            entry => entry.Seq.ShouldBe(seen + 2));
    }

    [Fact]
    public async Task Restart_FollowerHasSeenMoreThanAPowerLossLeft_GetsWhatComesNext()
    {
        await using var logger = await _folder.StartAsync();
        var last = await logger.StoreAsync("foo", "1");
        using var follower = await Follower.StartAsync(logger, $"foo?follow=true&after={last + 5}");

        await logger.StoreAsync("foo", "2");

        (await follower.NextAsync())!.Message.ShouldBe("2");
    }

    [Fact]
    public async Task Delete_Stream_ItsFilesGoAndItDoesNotComeBack()
    {
        long former;
        await using (var logger = await _folder.StartAsync())
        {
            former = await logger.StoreAsync("foo", "1");
            await logger.StoreAsync("foo/part", "kept");
            using var deleted = await logger.Client.DeleteAsync(new Uri("/logs/foo", UriKind.Relative));
            deleted.StatusCode.ShouldBe(HttpStatusCode.OK);
            _folder.Files().ShouldHaveSingleItem();
            await logger.StoreAsync("foo", "2");
        }

        await using var later = await _folder.StartAsync();

        (await later.MessagesAsync("foo")).ShouldBe(["2"]);
        (await later.MessagesAsync($"foo?after={former}")).ShouldBe(["2"]);
        (await later.MessagesAsync("foo/part")).ShouldBe(["kept"]);
        using var gone = await later.Client.DeleteAsync(new Uri("/logs/foo/part", UriKind.Relative));
        using var goneToo = await later.Client.DeleteAsync(new Uri("/logs/foo", UriKind.Relative));
        _folder.Files().ShouldBeEmpty();
        Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "streams")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Store_ManyLines_FilesAreBoundedByWhatIsKept()
    {
        var options = new LoggerOptions { Lines = 100, SegmentBytes = 4096 };
        await using var logger = await _folder.StartAsync(options);

        for (var i = 0; i < 200; i++)
            await logger.StoreAsync("foo", [.. Enumerable.Range(0, 10).Select(line => $"{i}.{line} {new string('x', 100)}")]);

        var bytes = _folder.Files("foo").Sum(file => new FileInfo(file).Length);
        bytes.ShouldBeGreaterThan(100 * 100);
        bytes.ShouldBeLessThan(100 * 150 + (2 * 4096));
        using var stats = await logger.StatsAsync();
        stats.RootElement.GetProperty("disk").GetProperty("bytes").GetInt64().ShouldBe(bytes);
        stats.RootElement.GetProperty("disk").GetProperty("segments").GetInt64().ShouldBe(_folder.Files("foo").Length);
        stats.RootElement.GetProperty("dropped").GetProperty("lines").GetInt64().ShouldBe(1900);
    }

    [Fact]
    public async Task Store_ManyStreams_FewFilesAreOpen()
    {
        await using var logger = await _folder.StartAsync();

        for (var round = 0; round < 2; round++)
        {
            for (var stream = 0; stream < 300; stream++)
                await logger.StoreAsync($"builds/{stream}", $"{round}");
        }

        Directory.GetFiles("/proc/self/fd").Select(fd => new FileInfo(fd).LinkTarget)
            .Count(target => target?.StartsWith(_folder.Path + "/streams", StringComparison.Ordinal) == true)
            .ShouldBeInRange(1, 70);
        (await logger.MessagesAsync("builds/7")).ShouldBe(["0", "1"]);
    }

    [Fact]
    public async Task Start_AnotherLoggerUsesTheFolder_IsRefused()
    {
        await using var logger = await _folder.StartAsync();

        var error = await Should.ThrowAsync<IOException>(
            () => LoggerServer.StartAsync(new LoggerOptions { Listen = "127.0.0.1:0", Folder = _folder.Path }, NullLoggerFactory.Instance));

        error.Message.ShouldContain("another logger");
    }

    public void Dispose() => _folder.Dispose();
}
