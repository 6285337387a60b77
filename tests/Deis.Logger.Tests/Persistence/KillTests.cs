using System.Net;
using System.Text.Json;
using Deis.Logger.Tests.Support;

namespace Deis.Logger.Tests.Persistence;

public sealed class KillTests : IDisposable
{
    private const int Kills = 12;
    private const int Writers = 4;

    private readonly LoggerFolder _folder = new();

    /// <summary>Writers store numbered lines while the logger is killed again and again at random moments.</summary>
    [Fact]
    public async Task Kill_AtRandomMoments_EveryAcknowledgedLineIsThereOnceAndInOrder()
    {
        var settings = new Dictionary<string, string>
        {
            ["DEIS_LOGGER_FOLDER"] = _folder.Path,
            ["NUMBER_OF_LINES"] = "1000000",
            ["DEIS_LOGGER_STREAM_BYTES"] = "200000000",
        };
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var writers = Enumerable.Range(0, Writers).Select(i => new Writer($"app{i}")).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var logger = await LoggerProcess.StartAsync(settings);
            var enough = writers.Sum(writer => writer.Batches) + random.Next(1, 400);
            var writing = writers.Select(writer => writer.WriteUntilItFailsAsync(logger)).ToList();
            using var deadline = new CancellationTokenSource(TestLogger.Patience);
            while (writers.Sum(writer => writer.Batches) < enough)
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, deadline.Token);
            await logger.KillAsync();
            await Task.WhenAll(writing);
        }

        await using var last = await LoggerProcess.StartAsync(settings);
        foreach (var writer in writers)
            await writer.CheckAsync(last, $"seed {seed}");
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Writer(string stream)
    {
        private readonly HashSet<int> _acknowledged = [];
        private int _next;
        private int _batches;

        /// <summary>How many requests have been answered.</summary>
        public int Batches => Volatile.Read(ref _batches);

        public async Task WriteUntilItFailsAsync(LoggerProcess logger)
        {
            try
            {
                while (true)
                {
                    var batch = Enumerable.Range(_next, 1 + (_next % 37)).ToList();
                    _next += batch.Count;
                    using var response = await logger.PostAsync(stream, batch.Select(number => $"{number} {new string('x', 100)}"));
                    response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
                    _acknowledged.UnionWith(batch);
                    Interlocked.Increment(ref _batches);
                }
            }
            catch (HttpRequestException)
            {
                // It was killed; whether this batch is stored is open.
                return;
            }
        }

        public async Task CheckAsync(LoggerProcess logger, string seed)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/logs/{stream}?after=0", UriKind.Relative));
            request.Headers.Accept.Add(TestLogger.Ndjson);
            using var response = await logger.Client.SendAsync(request);
            var entries = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<Entry>(line, JsonSerializerOptions.Web)!).ToList();
            var numbers = entries.Select(entry => int.Parse(entry.Message.Split(' ')[0])).ToList();
            numbers.Zip(numbers.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second, seed);
            _acknowledged.Except(numbers).ShouldBeEmpty(seed);
            entries.Zip(entries.Skip(1)).ShouldAllBe(pair => pair.First.Seq + 1 == pair.Second.Seq, seed);
            _acknowledged.ShouldNotBeEmpty(seed);
        }
    }
}
