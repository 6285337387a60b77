using Deis.Logger.Streams;
using Microsoft.Extensions.Logging;

namespace Deis.Logger.Segments;

/// <summary>Reads at the start what an earlier logger kept. Torn ends are cut off, so that what is written next follows on sound bytes.</summary>
internal sealed partial class SegmentLoader(SegmentFolder folder, SegmentDisk disk, ILogger<SegmentLoader> logger)
{
    /// <summary>The streams, one at a time.</summary>
    public IEnumerable<StoredStream> Load() => folder.Names().Select(Load).OfType<StoredStream>();

    private StoredStream? Load(StreamName name)
    {
        var found = folder.Files(name).Select(Read).OfType<(SegmentHeader Header, Segment Segment, List<LogEntry> Entries)>().ToList();
        if (found.Count == 0)
        {
            folder.RemoveIfEmpty(name);
            return null;
        }

        // A logger that was killed while it deleted a stream can leave segments of the earlier life.
        var life = found.Max(file => file.Header.Base);
        foreach (var (_, earlier, _) in found.Where(file => file.Header.Base < life))
            File.Delete(earlier.Path);
        var kept = found.Where(file => file.Header.Base == life).ToList();
        foreach (var (_, segment, _) in kept)
            disk.Adopt(segment);
        var segments = new StreamSegments(disk, name, life, kept.Select(file => file.Segment));
        return new StoredStream(name, life, [.. kept.SelectMany(file => file.Entries)], segments);
    }

    private (SegmentHeader Header, Segment Segment, List<LogEntry> Entries)? Read(string path)
    {
        if (ReadFile(path) is not { } file)
            return null;
        var entries = new List<LogEntry>();
        if (SegmentFormat.ReadHeader(file) is not { } header)
        {
            Remove(path, file.Length);
            return null;
        }

        var frames = new FrameReader(file, header);
        while (frames.TryRead(entries))
        {
        }

        if (entries.Count == 0)
        {
            Remove(path, file.Length);
            return null;
        }

        if (frames.Sound < file.Length)
            Cut(path, frames.Sound, file.Length - frames.Sound);
        var segment = new Segment(path, header.First) { Last = entries[^1].Seq, Length = frames.Sound, Began = entries[0].Received };
        return (header, segment, entries);
    }

    // One file that cannot be read must not keep the logger from the others.
    private byte[]? ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(error, path);
            return null;
        }
    }

    private void Remove(string path, int length)
    {
        if (length > 0)
            LogCut(length, path);
        File.Delete(path);
    }

    private void Cut(string path, int sound, int torn)
    {
        LogCut(torn, path);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(file, sound);
    }

    [LoggerMessage(2401, LogLevel.Warning, "Cut {Bytes} torn or damaged bytes off {Path}; the logger or its machine was stopped while it wrote them.")]
    private partial void LogCut(int bytes, string path);

    [LoggerMessage(2402, LogLevel.Error, "{Path} cannot be read; its lines are missing.")]
    private partial void LogUnreadable(Exception error, string path);
}
