using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.FunctionsHost.Tests;

/// <summary>The function goes on only after the client has seen what it wrote before: buffering anywhere would hang the test.</summary>
public sealed class StreamingTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Response_WrittenBitByBit_ReachesTheClientAtOnce()
    {
        using var cancellation = new CancellationTokenSource(Deadline);
        var source = new Pipe();
        await using var host = await StartAsync(source);

        await source.Writer.WriteAsync("first\n"u8.ToArray(), cancellation.Token);
        using var response = await host.Client.GetAsync("/follow", HttpCompletionOption.ResponseHeadersRead, cancellation.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation.Token));
        (await reader.ReadLineAsync(cancellation.Token)).ShouldBe("first");
        foreach (var line in new[] { "second", "third" })
        {
            await source.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellation.Token);
            (await reader.ReadLineAsync(cancellation.Token)).ShouldBe(line);
        }

        await source.Writer.CompleteAsync();
        (await reader.ReadLineAsync(cancellation.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Request_SentBitByBit_ReachesTheFunctionAtOnce()
    {
        using var cancellation = new CancellationTokenSource(Deadline);
        var seen = new Pipe();
        await using var host = await StartAsync(seen);
        using var client = await RawHttp.ConnectAsync(host);
        using var reader = new StreamReader(seen.Reader.AsStream());

        await RawHttp.WriteAsync(client, "POST /take HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        foreach (var line in new[] { "first", "second" })
        {
            await RawHttp.WriteAsync(client, $"{line.Length + 1:x}\r\n{line}\n\r\n");
            (await reader.ReadLineAsync(cancellation.Token)).ShouldBe(line);
        }

        await RawHttp.WriteAsync(client, "0\r\n\r\n");
        (await reader.ReadLineAsync(cancellation.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Client_ThatGoesAway_CancelsTheInvocation()
    {
        using var cancellation = new CancellationTokenSource(Deadline);
        var probe = new CancellationProbe();
        await using var host = await TestHost.StartAsync(typeof(Functions), build: builder => builder.Services.AddSingleton(probe).AddSingleton<Pipe>());

        using (var client = await RawHttp.ConnectAsync(host))
        {
            await RawHttp.WriteAsync(client, "GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
            await probe.Running.Task.WaitAsync(cancellation.Token);
        }

        await probe.Cancelled.Task.WaitAsync(cancellation.Token);
    }

    private static Task<TestHost> StartAsync(Pipe pipe) =>
        TestHost.StartAsync(typeof(Functions), build: builder => builder.Services.AddSingleton(pipe).AddSingleton<CancellationProbe>());

    public sealed class CancellationProbe
    {
        public TaskCompletionSource Running { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed class Functions(Pipe pipe, CancellationProbe probe)
    {
        [Function("follow")]
        public IResult Follow([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "follow")] HttpRequest _) =>
            Results.Stream(pipe.Reader.AsStream(), "text/plain");

        [Function("take")]
        public async Task<IResult> Take(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "take")] HttpRequest request, CancellationToken cancellation)
        {
            await request.BodyReader.CopyToAsync(pipe.Writer, cancellation);
            await pipe.Writer.CompleteAsync();
            return Results.Ok();
        }

        [Function("wait")]
        public async Task<IResult> Wait([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest _, CancellationToken cancellation)
        {
            probe.Running.TrySetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return Results.Ok();
            }
            catch (OperationCanceledException)
            {
                probe.Cancelled.TrySetResult();
                throw;
            }
        }
    }
}
