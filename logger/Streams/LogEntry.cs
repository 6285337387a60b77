namespace Deis.Logger.Streams;

/// <summary>A stored line.</summary>
/// <param name="Seq">Its number in the stream; without holes while the stream lives, and growing even when it was deleted in between.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Source">Who wrote it, such as <c>web.v2.nzf60</c> or <c>deis[controller]</c>.</param>
/// <param name="Message">One line of text without control characters that could pass for another line.</param>
/// <param name="Received">When the logger got it, in ticks of UTC.</param>
internal sealed record LogEntry(long Seq, DateTimeOffset Time, string Source, string Message, long Received)
{
    // Object headers, fields and the slot in the ring; two strings of two bytes a character.
    private const int Overhead = 136;

    /// <summary>About how much memory it takes. The source is shared with its neighbours.</summary>
    public int Cost => Overhead + (2 * Message.Length);

    /// <summary>Whether it only keeps the place of an entry that the disk has lost; readers do not get it.</summary>
    public bool IsPlaceholder => Source.Length == 0;

    /// <summary>Keeps the place of a lost entry.</summary>
    public static LogEntry Placeholder(long seq, long received) => new(seq, new DateTimeOffset(received, TimeSpan.Zero), "", "", received);
}
