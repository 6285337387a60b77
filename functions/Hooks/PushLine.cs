namespace Deis.Functions.Hooks;

/// <summary>A line of a push's output.</summary>
/// <param name="Seq">Its number, to go on after it.</param>
/// <param name="Line">The text.</param>
public sealed record PushLine(long Seq, string Line);
