using System.Buffers.Binary;
using System.Buffers.Text;
using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Client;

/// <summary>Where a page ended. As a token it is opaque to callers and fit for URLs and headers.</summary>
/// <param name="CreatedAt">When the last instance was created.</param>
/// <param name="Id">The engine's number of it.</param>
/// <param name="NewestFirst">The direction of the pages.</param>
internal sealed record PageKey(DateTimeOffset CreatedAt, long Id, bool NewestFirst)
{
    private const byte OldestFirstMark = 1;
    private const byte NewestFirstMark = 2;
    private const int Length = 1 + (2 * sizeof(long));

    /// <summary>The key as a token.</summary>
    public string ToToken()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = NewestFirst ? NewestFirstMark : OldestFirstMark;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], CreatedAt.UtcTicks);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(1 + sizeof(long))..], Id);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a token; null or empty: the first page.</summary>
    /// <exception cref="ArgumentException">The text is not a token of a page in this direction.</exception>
    public static PageKey? Read(string? token, bool newestFirst)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Length];
        var mark = newestFirst ? NewestFirstMark : OldestFirstMark;
        if (!TryDecode(token, bytes) || bytes[0] != mark || !StoredTime.TryFromTicks(BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), out var createdAt))
        {
            throw new ArgumentException("The continuation token is not one that an earlier page of such a query returned.", nameof(token));
        }

        return new PageKey(createdAt, BinaryPrimitives.ReadInt64BigEndian(bytes[(1 + sizeof(long))..]), newestFirst);
    }

    private static bool TryDecode(string token, Span<byte> bytes) =>
        token.Length == Base64Url.GetEncodedLength(Length)
        && Base64Url.IsValid(token, out var length)
        && length == Length
        && Base64Url.TryDecodeFromChars(token, bytes, out _);
}
