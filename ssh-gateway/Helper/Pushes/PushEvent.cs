namespace Deis.SshGateway.Helper.Pushes;

/// <summary>One line of a deploy's event stream: a line for the user, or the end.</summary>
/// <param name="Seq">Number of the line; a reader that was cut off asks for what comes after it.</param>
/// <param name="Line">Text for the user, printed as it is.</param>
/// <param name="Status"><c>succeeded</c> or <c>failed</c>, in the last event only.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record PushEvent(long Seq, string? Line, string? Status, string? Error);
