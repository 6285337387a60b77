using System.IO.Pipelines;
using Deis.Router.AccessLog;
using Deis.Router.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Router.Tests.AccessLog;

public class StreamAccessLogTests
{
    [Fact]
    public async Task Write_LinesComeSoonAndInOrder()
    {
        var pipe = new Pipe();
        await using var log = new StreamAccessLog(pipe.Writer.AsStream(), NullLoggerFactory.Instance, TimeProvider.System);
        using var reader = new StreamReader(pipe.Reader.AsStream());

        for (var i = 0; i < 1000; i++)
            log.Write(Entry($"/{i}"));

        for (var i = 0; i < 1000; i++)
            (await reader.ReadLineAsync().WaitAsync(Eventually.Patience)).ShouldBe(Entry($"/{i}").ToString());
    }

    [Fact]
    public async Task DisposeAsync_LinesNotYetWritten_AreWritten()
    {
        using var stream = new MemoryStream();
        var log = new StreamAccessLog(stream, NullLoggerFactory.Instance, TimeProvider.System);

        log.Write(Entry("/last"));
        await log.DisposeAsync();

        System.Text.Encoding.UTF8.GetString(stream.ToArray()).ShouldBe(Entry("/last") + "\n");
    }

    [Fact]
    public async Task Write_NobodyReads_MemoryIsBoundedAndWriterNotHeldUp()
    {
        var stuck = new TaskCompletionSource();
        using var stream = new StuckStream(stuck.Task);
        var log = new StreamAccessLog(stream, NullLoggerFactory.Instance, TimeProvider.System);
        var entry = Entry("/" + new string('x', 10_000));

        for (var i = 0; i < 3 * StreamAccessLog.MaxWaitingBytes / 10_000; i++)
            log.Write(entry);
        stuck.SetResult();
        await log.DisposeAsync();

        // One block may have been on its way when the bound was reached.
        stream.Length.ShouldBeInRange(StreamAccessLog.MaxWaitingBytes, 2 * (StreamAccessLog.MaxWaitingBytes + 20_000));
    }

    [Fact]
    public async Task DisposeAsync_NobodyReads_EndsAllTheSame()
    {
        using var stream = new StuckStream(new TaskCompletionSource().Task);
        var log = new StreamAccessLog(stream, NullLoggerFactory.Instance, TimeProvider.System);
        log.Write(Entry("/"));

        await log.DisposeAsync().AsTask().WaitAsync(Eventually.Patience);
    }

    private static AccessLogEntry Entry(string target) => new()
    {
        Time = DateTimeOffset.UnixEpoch,
        App = "app",
        RemoteAddress = "10.0.0.1",
        Status = 200,
        Method = "GET",
        Target = target,
        Protocol = "HTTP/1.1",
        BytesSent = 1,
        RequestTime = TimeSpan.FromMilliseconds(1),
    };

    private sealed class StuckStream(Task free) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await free;
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
