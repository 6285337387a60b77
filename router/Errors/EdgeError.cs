namespace Deis.Router.Errors;

/// <summary>An answer the router gives in place of an app.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Title">One short sentence for people.</param>
/// <param name="Message">What is wrong and what to do, as plain text.</param>
/// <param name="RetryAfter">When trying again makes sense; null if it does not.</param>
internal sealed record EdgeError(int Status, string Code, string Title, string Message, TimeSpan? RetryAfter = null);
