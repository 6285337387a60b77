namespace Deis.Client.Errors;

/// <summary>One row of the table of validation errors: which text in which field gives which message.</summary>
/// <param name="Field">Field of the error body.</param>
/// <param name="Text">The server's text.</param>
/// <param name="Message">The message for users; null repeats <paramref name="Text"/>.</param>
/// <param name="Anywhere">Whether <paramref name="Text"/> may stand anywhere in the server's text.</param>
/// <param name="Kind">The kind that callers see.</param>
internal sealed record FieldError(
    string Field, string Text, string? Message = null, bool Anywhere = false, ApiErrorKind Kind = ApiErrorKind.Invalid)
{
    public bool Matches(string serverText) =>
        Anywhere ? serverText.Contains(Text, StringComparison.Ordinal) : serverText == Text;
}
