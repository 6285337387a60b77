using System.Net;
using System.Text.Json;
using Deis.Logger.Tests.Support;

namespace Deis.Logger.Tests.Persistence;

public class FullDiskTests
{
    // A disk of one megabyte that only the logger sees; others reach it through /proc.
    private const string OnASmallDisk = "mount -t tmpfs -o size=1m tmpfs /mnt && exec \"$0\"";

    [Fact]
    public async Task Store_DiskIsFull_IsRefusedCountedAndComesBackByItself()
    {
        var settings = new Dictionary<string, string> { ["DEIS_LOGGER_FOLDER"] = "/mnt/streams", ["NUMBER_OF_LINES"] = "1000000" };
        await using var logger = await LoggerProcess.StartAsync(settings, "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", OnASmallDisk);
        var filler = $"/proc/{logger.Id}/root/mnt/filler";
        await File.WriteAllBytesAsync(filler, new byte[300_000]);
        var acknowledged = new List<string>();

        HttpResponseMessage response;
        for (var i = 0; ; i += 100)
        {
            var batch = Enumerable.Range(i, 100).Select(number => $"{number} {new string('x', 100)}").ToList();
            response = await logger.PostAsync("foo", batch);
            if (response.StatusCode != HttpStatusCode.NoContent)
                break;
            acknowledged.AddRange(batch);
        }

        response.StatusCode.ShouldBe(HttpStatusCode.InsufficientStorage);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await response.Content.ReadAsStringAsync()).ShouldContain("disk");
        response.Dispose();
        (await MessagesAsync(logger)).ShouldBe(acknowledged);
        using (var stats = await StatsAsync(logger))
        {
            stats.RootElement.GetProperty("refused").GetInt64().ShouldBe(100);
            stats.RootElement.GetProperty("disk").GetProperty("problem").GetString().ShouldNotBeNull().ShouldContain("space");
        }

        (await logger.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).ShouldContain("deis_logger_disk_failing 1");

        File.Delete(filler);
        using (var again = await logger.PostAsync("foo", ["room again"]))
            again.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        acknowledged.Add("room again");
        (await MessagesAsync(logger)).ShouldBe(acknowledged);
        using (var stats = await StatsAsync(logger))
            stats.RootElement.GetProperty("disk").GetProperty("problem").ValueKind.ShouldBe(JsonValueKind.Null);

        // The disk goes with its process, so what is on it is read by another logger from a copy.
        using var copy = new LoggerFolder();
        var target = Directory.CreateDirectory(Path.Combine(copy.Path, "streams", "foo")).FullName;
        foreach (var file in Directory.GetFiles($"/proc/{logger.Id}/root/mnt/streams/streams/foo"))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        await using var later = await copy.StartAsync(new LoggerOptions { Lines = 1_000_000 });
        (await later.MessagesAsync("foo?after=0")).ShouldBe(acknowledged);
    }

    private static async Task<JsonDocument> StatsAsync(LoggerProcess logger) =>
        JsonDocument.Parse(await logger.Client.GetStringAsync(new Uri("/stats", UriKind.Relative)));

    private static async Task<List<string>> MessagesAsync(LoggerProcess logger)
    {
        var text = await logger.Client.GetStringAsync(new Uri("/logs/foo?after=0", UriKind.Relative));
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.IndexOf("]: ", StringComparison.Ordinal) + 3)..])];
    }
}
