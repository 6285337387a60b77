using System.Diagnostics.Metrics;
using System.Net;
using Deis.Logger.Tests.Support;

namespace Deis.Logger.Tests.Http;

public class CountersTests
{
    [Fact]
    public async Task Post_SenderHadToDropLines_AreCounted()
    {
        await using var logger = await TestLogger.StartAsync();
        await logger.StoreAsync("foo", "fine");

        using var response = await logger.PostRawAsync("foo", "{\"source\":\"web.v1.a\",\"message\":\"12 lines were dropped here\",\"dropped\":12}");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var stats = await logger.StatsAsync();
        stats.RootElement.GetProperty("dropped").GetProperty("sender").GetInt64().ShouldBe(12);
        stats.RootElement.GetProperty("received").GetInt64().ShouldBe(2);
        (await logger.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).ShouldContain("deis_logger_lines_dropped_total{reason=\"sender\"} 12");
    }

    [Fact]
    public async Task Meter_LinesDropped_AreMeasuredByReason()
    {
        await using var logger = await TestLogger.StartAsync(new LoggerOptions { Lines = 7 });
        await logger.StoreAsync("foo", [.. Enumerable.Range(0, 4242).Select(i => $"{i}")]);
        var measured = new List<(string Name, long Value, object? Reason)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, itself) =>
        {
            if (instrument.Meter.Name == "Deis.Logger")
                itself.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add((instrument.Name, value, tags.Length > 0 ? tags[0].Value : null)));
        listener.Start();

        listener.RecordObservableInstruments();

        // Other tests' loggers are measured, too.
        measured.ShouldContain(("deis.logger.lines.dropped", 4235, "lines"));
        measured.ShouldContain(("deis.logger.lines.received", 4242, null));
    }

    [Fact]
    public async Task Post_TooManyLinesWithinOneMessage_AreRefused()
    {
        await using var logger = await TestLogger.StartAsync();

        using var response = await logger.PostAsync("foo", new string('\n', 200_000) + "x");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("at most 100000 lines");
    }
}
