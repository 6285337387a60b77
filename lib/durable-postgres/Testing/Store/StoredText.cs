using System.Text;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>Texts that PostgreSQL does not take: a test that stores them would pass here and fail there.</summary>
internal static class StoredText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Refuses texts with a NUL character or with half a surrogate pair.</summary>
    /// <exception cref="StoreRejectedException">The text is one of these.</exception>
    public static void Require(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is null)
            {
                continue;
            }

            if (text.Contains('\0', StringComparison.Ordinal))
            {
                throw new StoreRejectedException("invalid byte sequence for encoding \"UTF8\": 0x00");
            }

            try
            {
                Strict.GetByteCount(text);
            }
            catch (EncoderFallbackException error)
            {
                throw new StoreRejectedException(error.Message);
            }
        }
    }
}
