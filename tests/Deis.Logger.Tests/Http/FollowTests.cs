using System.Net.Sockets;
using System.Text;
using Deis.Logger.Tests.Support;

namespace Deis.Logger.Tests.Http;

public class FollowTests
{
    [Fact]
    public async Task Follow_EmptyStream_LinesArriveOneByOne()
    {
        await using var logger = await TestLogger.StartAsync();
        using var follower = await Follower.StartAsync(logger, "foo?follow=true");

        foreach (var message in new[] { "one", "two", "three" })
        {
            // Nothing more is stored before the former line has arrived.
            await logger.StoreAsync("foo", message);
            (await follower.NextAsync())!.Message.ShouldBe(message);
        }
    }

    [Fact]
    public async Task Follow_StreamWithLines_BeginsWithTheNewestAndGoesOn()
    {
        await using var logger = await TestLogger.StartAsync();
        await logger.StoreAsync("foo", "1", "2", "3");
        using var follower = await Follower.StartAsync(logger, "foo?follow=true&log_lines=2");

        await logger.StoreAsync("foo", "4");

        foreach (var expected in new[] { "2", "3", "4" })
            (await follower.NextAsync())!.Message.ShouldBe(expected);
    }

    [Fact]
    public async Task Follow_Text_HasTheLinesOfTheOriginal()
    {
        await using var logger = await TestLogger.StartAsync();
        using var response = await logger.Client.GetAsync(new Uri("/logs/foo?follow=1", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        await logger.StoreAsync("foo", "hello");

        (await reader.ReadLineAsync().WaitAsync(TestLogger.Patience))!.ShouldEndWith(" foo[web.v2.nzf60]: hello");
    }

    [Fact]
    public async Task Follow_SeveralFollowersAndABurst_EachGetsEveryLineInOrder()
    {
        const int lines = 10_000;
        await using var logger = await TestLogger.StartAsync(new LoggerOptions { Lines = lines });
        using var one = await Follower.StartAsync(logger, "foo?follow=true");
        using var two = await Follower.StartAsync(logger, "foo?follow=true&process=web");
        using var three = await Follower.StartAsync(logger, "foo?follow=true&after=0");

        var reading = new[] { one, two, three }.Select(follower => ReadAsync(follower, lines)).ToList();
        for (var i = 0; i < lines; i += 500)
            await logger.StoreAsync("foo", [.. Enumerable.Range(i, 500).Select(n => $"line {n}")]);

        foreach (var entries in await Task.WhenAll(reading))
        {
            entries.Select(entry => entry.Message).ShouldBe(Enumerable.Range(0, lines).Select(n => $"line {n}"));
            entries.Select(entry => entry.Seq - entries[0].Seq).ShouldBe(Enumerable.Range(0, lines).Select(n => (long)n));
        }
    }

    [Fact]
    public async Task Follow_ReaderTooSlow_GetsAGapAndCostsNoMemory()
    {
        const int batches = 200;
        await using var logger = await TestLogger.StartAsync(new LoggerOptions { Lines = 100 });
        // Reads nothing at first, so that the connection fills up.
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(logger.Server.EndPoint!);
        await socket.SendAsync("GET /logs/foo?follow=true HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await socket.ReceiveAsync(new byte[12]);
        for (var i = 0; i < batches; i++)
            await logger.StoreAsync("foo", [.. Enumerable.Range(0, 100).Select(_ => new string('x', 1000))]);
        await logger.StoreAsync("foo", "the end");

        var text = await ReadUntilAsync(socket, "the end");

        text.ShouldMatch(@"deis\[logger\]: … \d+ lines dropped\n");
        var dropped = text.Split('\n').Where(line => line.EndsWith(" lines dropped", StringComparison.Ordinal)).Sum(line => long.Parse(line.Split(' ')[^3]));
        var received = text.Split('\n').Count(line => line.EndsWith("xxx", StringComparison.Ordinal));
        (dropped + received).ShouldBe(batches * 100);
        (await MetricAsync(logger, "deis_logger_bytes")).ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public async Task Follow_StreamIsDeleted_Ends()
    {
        await using var logger = await TestLogger.StartAsync();
        using var follower = await Follower.StartAsync(logger, "builds/1?follow=true");
        await logger.StoreAsync("builds/1", "last words");

        using var deleted = await logger.Client.DeleteAsync(new Uri("/logs/builds/1", UriKind.Relative));

        (await follower.NextAsync())!.Message.ShouldBe("last words");
        (await follower.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Follow_LoggerStops_EndsAndTheStopIsNotHeldUp()
    {
        var logger = await TestLogger.StartAsync();
        using var follower = await Follower.StartAsync(logger, "foo?follow=true");

        await logger.Server.StopAsync(CancellationToken.None).WaitAsync(TestLogger.Patience);

        (await follower.NextAsync()).ShouldBeNull();
        await logger.DisposeAsync();
    }

    [Fact]
    public async Task Follow_ReaderLeavesAnUnusedStream_NothingRemains()
    {
        await using var logger = await TestLogger.StartAsync();
        var follower = await Follower.StartAsync(logger, "ghost?follow=true");
        (await MetricAsync(logger, "deis_logger_streams")).ShouldBe(1);

        follower.Dispose();

        using var deadline = new CancellationTokenSource(TestLogger.Patience);
        while (await MetricAsync(logger, "deis_logger_streams") > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, deadline.Token);
    }

    internal static async Task<long> MetricAsync(TestLogger logger, string name)
    {
        var page = await logger.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return long.Parse(page.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1]);
    }

    private static async Task<List<Entry>> ReadAsync(Follower follower, int count)
    {
        var entries = new List<Entry>(count);
        while (entries.Count < count && await follower.NextAsync() is { } entry)
            entries.Add(entry);
        return entries;
    }

    // The text of the response, without the lengths of its chunks.
    private static async Task<string> ReadUntilAsync(Socket socket, string end)
    {
        using var deadline = new CancellationTokenSource(TestLogger.Patience);
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        var sought = Encoding.UTF8.GetBytes(end);
        var searched = 0;
        while (all.GetBuffer().AsSpan(searched, (int)all.Length - searched).IndexOf(sought) < 0)
        {
            searched = Math.Max(0, (int)all.Length - sought.Length);
            all.Write(buffer, 0, await socket.ReceiveAsync(buffer, deadline.Token));
        }

        var text = new StringBuilder();
        var raw = Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length);
        var bytes = Encoding.UTF8.GetBytes(raw[(raw.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]).AsMemory();
        while (bytes.Span.IndexOf("\r\n"u8) is var lineEnd and > 0)
        {
            var length = Convert.ToInt32(Encoding.ASCII.GetString(bytes.Span[..lineEnd]), 16);
            bytes = bytes[(lineEnd + 2)..];
            text.Append(Encoding.UTF8.GetString(bytes.Span[..Math.Min(length, bytes.Length)]));
            bytes = bytes[Math.Min(length + 2, bytes.Length)..];
        }

        return text.ToString();
    }
}
