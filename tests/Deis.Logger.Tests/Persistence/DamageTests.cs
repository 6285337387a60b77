using Deis.Logger.Tests.Support;

namespace Deis.Logger.Tests.Persistence;

/// <summary>What a crash or the disk can do to a file.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly LoggerFolder _folder = new();

    [Fact]
    public async Task Restart_LastWriteIsTorn_OnlyItsLinesAreMissingWhereverItIsCut()
    {
        byte[] whole;
        int sound;
        await using (var logger = await _folder.StartAsync())
        {
            await logger.StoreAsync("foo", "1", "2");
            sound = (int)new FileInfo(_folder.Files("foo").Single()).Length;
            await logger.StoreAsync("foo", "3", "4");
            whole = await File.ReadAllBytesAsync(_folder.Files("foo").Single());
        }

        var file = _folder.Files("foo").Single();
        for (var length = sound; length < whole.Length; length += 7)
        {
            await File.WriteAllBytesAsync(file, whole[..length]);
            await using (var logger = await _folder.StartAsync())
            {
                (await logger.MessagesAsync("foo")).ShouldBe(["1", "2"], $"cut at {length}");
                new FileInfo(file).Length.ShouldBe(sound);
                await logger.StoreAsync("foo", "new");
            }

            await using var later = await _folder.StartAsync();
            (await later.MessagesAsync("foo")).ShouldBe(["1", "2", "new"]);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(20)]
    [InlineData(-3)]
    public async Task Restart_LastWriteIsGarbage_ItIsCut(int place)
    {
        int sound;
        await using (var logger = await _folder.StartAsync())
        {
            await logger.StoreAsync("foo", "1", "2");
            sound = (int)new FileInfo(_folder.Files("foo").Single()).Length;
            await logger.StoreAsync("foo", "3", "4");
        }

        var file = _folder.Files("foo").Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[place < 0 ? bytes.Length + place : sound + place] ^= 0x10;
        await File.WriteAllBytesAsync(file, [.. bytes, .. new byte[1000]]);

        await using var later = await _folder.StartAsync();
        (await later.MessagesAsync("foo")).ShouldBe(["1", "2"]);
        new FileInfo(file).Length.ShouldBe(sound);
    }

    [Fact]
    public async Task Restart_LinesInTheMiddleAreDamaged_AreCountedAndShown()
    {
        long last = 0;
        await using (var logger = await _folder.StartAsync(Small))
        {
            for (var i = 1; i <= 6; i++)
                last = await logger.StoreAsync("foo", $"{i}a", $"{i}b");
        }

        var third = _folder.Files("foo")[2];
        var bytes = await File.ReadAllBytesAsync(third);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(third, bytes);

        await using var later = await _folder.StartAsync(Small);
        var entries = await later.EntriesAsync("foo");
        entries.Select(entry => entry.Message).ShouldBe(["1a", "1b", "2a", "2b", "… 2 lines dropped", "4a", "4b", "5a", "5b", "6a", "6b"]);
        entries[4].Source.ShouldBe("deis[logger]");
        entries[^1].Seq.ShouldBe(last);
        (await later.EntriesAsync($"foo?after={last - 4}")).Select(entry => entry.Message).ShouldBe(["5a", "5b", "6a", "6b"]);
        using var stats = await later.StatsAsync();
        stats.RootElement.GetProperty("dropped").GetProperty("damaged").GetInt64().ShouldBe(2);
        (await later.StoreAsync("foo", "7")).ShouldBe(last + 1);
    }

    [Fact]
    public async Task Restart_FilesThatAreNone_DoNotMatter()
    {
        await using (var logger = await _folder.StartAsync())
            await logger.StoreAsync("foo", "1");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "streams", "empty"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "streams", ".hidden"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "streams", "foo", "0000000000000001.log"), "not a segment");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "streams", "foo", "notes.txt"), "notes");

        await using var later = await _folder.StartAsync();

        (await later.MessagesAsync("foo")).ShouldBe(["1"]);
        _folder.Files("foo").ShouldHaveSingleItem();
    }

    // Every request begins a file.
    private static LoggerOptions Small => new() { SegmentBytes = 1 };

    public void Dispose() => _folder.Dispose();
}
