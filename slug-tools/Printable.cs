namespace Deis.SlugTools;

/// <summary>Texts from outside that go into a message: control characters must not reach a terminal, and a message is no place for a book.</summary>
internal static class Printable
{
    private const int Longest = 200;

    /// <summary>The text, at most 200 characters of it, with <c>?</c> for each control character.</summary>
    public static string Text(string text) =>
        string.Create(Math.Min(text.Length, Longest), text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) ? '?' : source[i];
        });
}
